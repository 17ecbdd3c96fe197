"""What is true whatever has gone wrong: one function each, used by every kind of seed."""

import gc
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from dataclasses import field as default
from datetime import date, datetime, timedelta
from itertools import pairwise
from types import FrameType, TracebackType

from server.journal.chain import follows
from server.journal.contract import START, DossierRow, Entry
from tests.ticketing.fairness import Auditor
from tests.ticketing.promises import (
    a_counter_and_its_ticket_name_each_other,
    no_duration_is_negative,
    the_lines_hold_whoever_waits_in_order,
)
from ticketing import commands as c
from ticketing.answers import Answer, DoneAnswer, LeaseAnswer, TicketAnswer, answer_to
from ticketing.apply import apply
from ticketing.clock_events import ClockDoubted, ClockSet, TicketsMoved
from ticketing.clock_judgement import STEP_SECONDS
from ticketing.events import DOSSIER_EVENTS, ActUndone, DossierAccepted, Event, TicketIssued, TicketRecalled
from ticketing.office import Office, new_day
from ticketing.plan import OfficePlan
from ticketing.tickets import TicketState
from ticketing.values import replace
from ticketing.views import KioskView
from ticketing.visits import Stay, Visit, stays_of, visit_of

REFERENTS_LOOKED_AT_MAX = 20_000
WAIT_SECONDS_OFF_MAX = 1.5
IN_LINE = (TicketState.WAITING, TicketState.CALLED, TicketState.PARKED)


def positions_count_from_one(entries: Sequence[Entry]) -> None:
    """The record has no gap and nothing twice."""
    assert [entry.position for entry in entries] == list(range(1, len(entries) + 1))


def the_chain_is_whole(entries: Sequence[Entry]) -> None:
    """Each entry is bound to all before it by what it says."""
    assert follows(entries, START)


def what_was_seen_stays(seen: Sequence[Entry], entries: Sequence[Entry]) -> None:
    """What stood on record and was acknowledged stands there as it was."""
    assert list(entries[: len(seen)]) == list(seen)


def acknowledged_is_on_record(
    acknowledged: Mapping[str, tuple[c.Command, Answer]], entries: Iterable[Entry]
) -> None:
    """What a screen was told is on record, once, and says the same."""
    by_request: dict[str, Entry] = {}
    for entry in entries:
        if entry.request_id:
            assert entry.request_id not in by_request, f"{entry.request_id} is on record twice"
            by_request[entry.request_id] = entry
    for request_id, (command, answer) in acknowledged.items():
        found = by_request.get(request_id)
        if found is None:
            assert answer == DoneAnswer(), f"{request_id} ({command}) is not on record"
        else:
            assert answer_to(found.events) == answer, (request_id, command, found)


def refused_is_not_on_record(refused: Mapping[str, str], entries: Iterable[Entry]) -> None:
    """What a screen was told is refused has not happened."""
    happened = {entry.request_id for entry in entries} & refused.keys()
    assert not happened, f"{happened} were refused, and are on record"


def an_act_is_of_the_counter_that_asked(
    acknowledged: Mapping[str, tuple[c.Command, Answer]], entries: Iterable[Entry]
) -> None:
    """What a clerk's key led to has happened at that clerk's counter."""
    for entry in entries:
        command = acknowledged[entry.request_id][0] if entry.request_id in acknowledged else None
        if isinstance(command, c.CounterCommand):
            where = {getattr(event, "counter", None) for event in entry.events} - {None, command.counter}
            assert not where, f"{command} has led to {entry.events}"


def days_that_are_over_have_ended(offices: Mapping[date, Office], today: date) -> None:
    """Nobody waits on a day that is over."""
    for day, office in offices.items():
        assert day >= today or not office.with_state(*IN_LINE, TicketState.SERVING), f"{day} goes on"


def numbers_are_on_record(answers: Iterable[TicketAnswer], offices: Mapping[date, Office]) -> None:
    """Every number that was seen is on record of its day, for the same visit at the same moment."""
    for answer in answers:
        ticket = offices[answer.day].tickets.get(answer.number)
        assert ticket is not None, f"{answer.number} of {answer.day} was given out and is not on record"
        priority = answer.priority if ticket.priority_confirmed else ticket.priority
        recorded = ticket.track, priority, ticket.issued_at
        assert recorded == (answer.track, answer.priority, answer.issued_at), (answer, ticket)


def numbers_are_on_some_day(answers: Iterable[TicketAnswer], offices: Mapping[date, Office]) -> None:
    """The same where the clock was wrong: the day and moment on the paper may have been put right."""
    for answer in answers:
        tickets = (office.tickets.get(answer.number) for office in offices.values())
        tracks = [ticket.track for ticket in tickets if ticket]
        assert answer.track in tracks, f"{answer.number} of {answer.day} was given out and is not on record"


def a_number_is_given_once(answers: Iterable[TicketAnswer]) -> None:
    """No two people have the same number, whichever days were told, where all of it was on one day."""
    given: dict[str, str] = {}
    for answer in answers:
        assert given.setdefault(answer.number, answer.track) == answer.track, (
            f"{answer.number} was given twice"
        )


def papers_are_known(papers: Mapping[tuple[date, str], str], office: Office) -> None:
    """What a kiosk has told of a slip of today is what the office knows of it; of other days nobody asks."""
    for (day, number), outcome in papers.items():
        assert day != office.day or office.tickets[number].print_state == outcome, (number, outcome)


def a_visit_has_one_number(answers: Iterable[TicketAnswer], offices: Mapping[date, Office]) -> None:
    """Whoever saw a number is in line with that one and with no other."""
    shown: dict[str, str] = {}
    for answer in answers:
        assert shown.setdefault(answer.track, answer.number) == answer.number
    for office in offices.values():
        for ticket in office.with_state(*IN_LINE):
            assert shown.get(ticket.track, ticket.number) == ticket.number, ticket


def a_number_is_leased_once(leases: Iterable[tuple[str, LeaseAnswer]]) -> None:
    """No number of a day was set aside for two kiosks."""
    held: dict[tuple[date, str], str] = {}
    for kiosk, lease in leases:
        for number in lease.numbers:
            holder = held.setdefault((lease.day, number), kiosk)
            assert holder == kiosk, f"{number} of {lease.day} is held by {holder} and {kiosk}"


def lines_are_by_moment(office: Office) -> None:
    """In every line stands first who took a number first, at whichever kiosk."""
    for numbers in office.queues.values():
        moments = [office.tickets[number].issued_at for number in numbers]
        assert moments == sorted(moments)


def nobody_is_lost(office: Office, issued: Iterable[str]) -> None:
    """Whoever took a number has it still, and whoever waits stands in a line."""
    assert set(issued) == set(office.tickets)
    the_lines_hold_whoever_waits_in_order(office)


def every_number_is_called_at_one_counter(office: Office) -> None:
    """Who is called or served is so at one open counter."""
    a_counter_and_its_ticket_name_each_other(office)


def no_time_is_negative(office: Office) -> None:
    """Nobody has waited, walked or been served for less than no time."""
    no_duration_is_negative(office)


def no_wait_is_longer_than_the_visit(office: Office, now: datetime) -> None:
    """Nobody has waited for longer than the time since the number was taken."""
    for ticket in office.tickets.values():
        visit = visit_of(ticket, office.day)
        if visit.wait_seconds is not None and not visit.clock_set:
            gone_by = (max(now, ticket.issued_at) - ticket.issued_at).total_seconds()
            assert visit.wait_seconds <= gone_by + WAIT_SECONDS_OFF_MAX, ticket


def calls_are_fair_and_waits_of_opening_minutes(plan: OfficePlan, events: list[Event]) -> None:
    """No call of a day breaks a rule, and who was called had waited for so many open seconds."""
    step = timedelta(seconds=STEP_SECONDS)  # so much a start may be behind without anybody being told
    assert all(before.at <= after.at + step for before, after in pairwise(events)), "the day went backwards"
    auditor = Auditor(plan).read(events)
    assert auditor.breaches == []
    office = new_day(plan, events[0].at.date())
    for event in events:
        office = apply(office, event)
    for number, seconds in auditor.waits.ended.items():
        if office.tickets[number].state in (TicketState.WAITING, TicketState.LAPSED):
            continue  # this wait goes on, or has ended at a midnight that is no moment of its day
        waited, waits = office.tickets[number].wait_seconds or 0, len(office.tickets[number].past_stays) + 2
        assert abs(waited - seconds) <= waits * WAIT_SECONDS_OFF_MAX, (office.tickets[number], seconds)


def is_audited(events: Iterable[Event]) -> bool:
    """Whether the rules of calling can be put to a day: its clock was never set or doubted."""
    return not any(isinstance(event, ClockSet | ClockDoubted | TicketsMoved) for event in events)


def rows_are_those_of_a_replay(
    offices: Mapping[date, Office],
    visits: Mapping[tuple[date, str], Visit],
    stays: Mapping[tuple[date, str], tuple[Stay, ...]],
) -> None:
    """The wait log says what the journal's entries lead to, row by row."""
    tickets = [(office.day, t) for office in offices.values() for t in office.tickets.values()]
    assert {(day, t.number): visit_of(t, day) for day, t in tickets} == visits
    replayed_stays = {(day, t.number): stays_of(t, day) for day, t in tickets}
    assert {key: stays.get(key, ()) for key in replayed_stays} == replayed_stays


def dossier_rows(entries: Sequence[Entry], plan: OfficePlan) -> list[DossierRow]:
    """What became of each dossier over all days; none is put on record twice."""
    if not entries:
        return []
    office = new_day(plan, entries[0].day)
    changed: dict[str, date] = {}
    for entry in entries:
        for event in (event for event in entry.events if isinstance(event, DOSSIER_EVENTS)):
            assert not (isinstance(event, DossierAccepted) and event.dossier in office.dossiers)
            office = apply(office, event)
            changed[event.dossier] = entry.day
    return [DossierRow(code, day, office.dossiers.get(code)) for code, day in changed.items()]


def with_dossiers(office: Office, entries: Sequence[Entry]) -> Office:
    """The office of a replay with the dossiers that it knows: open ones, and those changed on its day."""
    rows = dossier_rows(entries, office.plan)
    kept = {
        row.code: row.dossier
        for row in rows
        if row.dossier and (row.dossier.is_open or row.changed_on == office.day)
    }
    return replace(office, dossiers=kept)


def refusals_hold_no_frames(memory: object) -> None:
    """What is remembered of refused presses is names and values, and not the office of that moment."""
    found, looked_at = [memory], {id(memory)}
    for each in found:
        assert not isinstance(each, FrameType | TracebackType), "a remembered refusal holds its frames"
        if isinstance(each, type) or len(found) > REFERENTS_LOOKED_AT_MAX:
            continue
        for referent in gc.get_referents(each):
            if id(referent) not in looked_at and gc.is_tracked(referent):
                looked_at.add(id(referent))
                found.append(referent)


@dataclass
class Replay:
    """The offices of all days as the record alone has them, gone on with entry by entry."""

    plan: OfficePlan
    offices: dict[date, Office] = default(default_factory=dict)
    read: list[Entry] = default(default_factory=list)
    events: dict[date, list[Event]] = default(default_factory=dict)
    _issued: dict[tuple[date, str], str] = default(default_factory=dict)
    _last_act: dict[tuple[date, int], str | None] = default(default_factory=dict)

    def go_on(self, entries: Sequence[Entry]) -> None:
        """Read what has come since; every promise about one office is looked at after each entry."""
        what_was_seen_stays(self.read[-1:], entries[len(self.read) - 1 : len(self.read)] if self.read else [])
        for entry in entries[len(self.read) :]:
            assert entry.position == len(self.read) + 1
            office = self.offices.get(entry.day) or new_day(self.plan, entry.day)
            for event in entry.events:
                before, office = office, apply(office, event)
                self._look_at(entry.day, event, before, office)
            self.offices[entry.day] = office
            every_number_is_called_at_one_counter(office)
            the_lines_hold_whoever_waits_in_order(office)
            lines_are_by_moment(office)
            no_time_is_negative(office)
            self.read.append(entry)

    def _look_at(self, day: date, event: Event, before: Office, office: Office) -> None:
        self.events.setdefault(day, []).append(event)
        if isinstance(event, TicketIssued):
            track = self._issued.setdefault((day, event.number), event.track)
            assert track == event.track, f"{event.number} was given out twice on {day}"
            assert event.number not in before.tickets
        counter: int | None = getattr(event, "counter", None) or getattr(event, "from_counter", None)
        if isinstance(event, ActUndone):
            last = self._last_act.pop((day, event.counter), None)
            assert event.number == last, f"{event} takes back what the counter has not done last"
        elif counter is not None and not isinstance(event, TicketRecalled):  # which nobody takes back
            self._last_act[day, counter] = getattr(event, "number", self._last_act.get((day, counter)))
        assert before.tickets.keys() <= office.tickets.keys() or isinstance(event, TicketsMoved)


def replayed(entries: Sequence[Entry], plan: OfficePlan) -> dict[date, Office]:
    """The office of each service day, with every promise about it looked at after every entry."""
    replay = Replay(plan)
    replay.go_on(entries)
    return replay.offices


def shown(view: object) -> dict[str, object]:
    """A view without what the moment decides: the session, who is next or was just missed, a wait."""
    by_time = ("is_morning", "hall", "missed", "expected_minutes", "next_number")
    names = [name for name in type(view).__slots__ if name not in by_time]  # type: ignore[attr-defined]  # views have slots
    seen = {name: getattr(view, name) for name in names}
    if isinstance(view, KioskView):
        seen["fields"] = [asdict(row) | {"expected_minutes": None} for row in view.fields]
    return seen
