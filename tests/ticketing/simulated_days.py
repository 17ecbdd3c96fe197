"""Whole days of a medium office from a seed: who comes when, what clerks press, and what goes wrong.

Arrivals, service times and the shares of no-shows, transfers and priority are those that motcua.demo.citizens
assumes for a commune's office; the stress day is a crowd at the door that came for land.
"""

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from dataclasses import field as default
from datetime import datetime, timedelta
from functools import partial
from random import Random

from motcua.demo.citizens import MORNING, Customs, DemoMatter, Stretch, service_minutes
from tests.ticketing.history import History
from tests.ticketing.plans import CLASSES, MONDAY_MORNING, office_hours
from ticketing import commands as c
from ticketing import events as e
from ticketing.apply import apply_all
from ticketing.decide import decide
from ticketing.office import Office
from ticketing.plan import CallingPolicy, CounterPlan, Field, Name, OfficePlan
from ticketing.refusals import Refusal
from ticketing.tickets import TicketState

OPENING = MONDAY_MORNING.replace(hour=7, minute=30)
LAST_MINUTE = 12 * 60.0
AFTERNOON = (
    Stretch(360, 390, 0.09),
    Stretch(390, 450, 0.12),
    Stretch(450, 510, 0.07),
    Stretch(510, 570, 0.03),
)
USUAL_DAY = (*MORNING, *AFTERNOON)
USUAL_TICKETS = 100
STRESS_DAY = (Stretch(0, 15, 0.28), *(Stretch(s.begins, s.ends, s.share * 0.72) for s in USUAL_DAY))
STRESS_TICKETS = 180
SECOND_MATTER_SHARE = 0.08
LATE_MINUTES_MAX = 20.0
REOPENED_SHARE = 0.03
CONFIRMED_SHARE = 0.04
LUNCH = (240.0, 360.0)
CLOSING = 570.0
"""Minutes after opening at which the office closes; counters stop some minutes later, one after the other."""
OFFLINE = (70.0, 95.0)
"""Minutes after opening in which the kiosk has no server and gives out numbers of its lease."""

FIELDS = tuple(
    Field(str(code), Name(name), str(code))
    for code, name in enumerate(("Hộ tịch", "Chứng thực", "Đất đai", "Bảo trợ", "Lĩnh vực khác"), 1)
)
MATTERS = (
    DemoMatter(0.22, 11, 0.6),
    DemoMatter(0.34, 5.5, 0.6),
    DemoMatter(0.15, 17, 0.7),
    DemoMatter(0.17, 10, 0.6),
)
SHARES = (0.22, 0.34, 0.15, 0.17, 0.12)
STRESS_SHARES = (0.17, 0.25, 0.38, 0.12, 0.08)
SERVICES = (*MATTERS, DemoMatter(0.12, 3, 0.5))
COUNTERS = tuple(
    CounterPlan(number, Name(f"Quầy {number}"), "", fields)
    for number, fields in enumerate(
        (("1", "2"), ("2", "5"), ("1", "2", "3", "4"), ("3",), ("3", "4", "5"), ("1", "2", "3", "4", "5")), 1
    )
)

Key = Callable[[Office, int, datetime], tuple[e.Event, ...]]
"""What the key "next" leads to at a counter; raises Refusal."""


def next_by_rule(office: Office, counter: int, now: datetime) -> tuple[e.Event, ...]:
    """The key as the office has it."""
    return decide(office, c.CallNext(counter), now)


def medium_office(policy: CallingPolicy) -> OfficePlan:
    """Six counters, most of several fields, and five fields, with the usual hours."""
    return office_hours(fields=FIELDS, counters=COUNTERS, priority_classes=CLASSES, policy=policy)


@dataclass(frozen=True)
class Kind:
    """What kind of day it is."""

    name: str
    stretches: tuple[Stretch, ...]
    shares: tuple[float, ...]
    tickets: int


USUAL = Kind("usual", USUAL_DAY, SHARES, USUAL_TICKETS)
STRESS = Kind("stress", STRESS_DAY, STRESS_SHARES, STRESS_TICKETS)


class Unchecked(History):
    """A history that leaves out the look at the table of transitions, which takes most of a day's time."""

    def happen(self, *events: e.Event) -> None:
        """Lets these events happen."""
        self.office = apply_all(self.office, events)
        self.events += events


@dataclass
class SimulatedDay:
    """One day of a medium office, lived from a seed through the real decisions; `key` is what "next" does."""

    plan: OfficePlan
    kind: Kind
    seed: int
    key: Key = next_by_rule
    customs: Customs = default(default_factory=Customs)

    def __post_init__(self) -> None:
        self.random_source = Random(self.seed)  # noqa: S311 - a day that can be had again, not a secret
        self.history = Unchecked(self.plan, OPENING)
        self.queue: list[tuple[float, int, Callable[[], object]]] = []
        self.count = 0
        self.held: list[str] = []
        self.late: list[c.ReconcileTicket] = []
        self.refused_in: dict[int, Office] = {}

    def live(self) -> History:
        """Live the whole day, and answer all that happened in it."""
        for counter in self.plan.counters:
            self.history.do(c.OpenCounter(counter.number, f"Hoa {counter.number}"))
            self.at(self.random_source.random(), partial(self.work, counter.number))
        for minute in self.arrivals():
            self.at(minute, self.arrive)
        for counter in self.plan.counters:
            for stops in (LUNCH[0], CLOSING):
                late = stops + self.random_source.uniform(0, LATE_MINUTES_MAX)
                self.at(late, partial(self.press, c.PauseCounter(counter.number)))
            self.at(LUNCH[1], partial(self.press, c.ResumeCounter(counter.number)))
        self.at(OFFLINE[0], self.lease)
        self.at(OFFLINE[1], self.reconcile)
        self.at(self.random_source.uniform(30, 200), lambda: self.press(c.AssignFields(2, ("2", "3", "5"))))
        while self.queue and self.queue[0][0] < LAST_MINUTE:
            minute, _, act = heapq.heappop(self.queue)
            self.history.now = max(self.history.now, OPENING + timedelta(seconds=round(minute * 60)))
            act()
        self.history.end_day()
        return self.history

    def at(self, minute: float, act: Callable[[], object]) -> None:
        """Let this happen so many minutes after opening."""
        self.count += 1
        heapq.heappush(self.queue, (minute, self.count, act))

    def after(self, minutes: float, act: Callable[[], object]) -> None:
        """Let this happen so many minutes from now."""
        self.at((self.history.now - OPENING).total_seconds() / 60 + minutes, act)

    def arrivals(self) -> Iterator[float]:
        """A Poisson process whose rate follows the day's shape."""
        for stretch in self.kind.stretches:
            rate = self.kind.tickets * stretch.share / (stretch.ends - stretch.begins)
            at = stretch.begins + self.random_source.expovariate(rate)
            while at < stretch.ends:
                yield at
                at += self.random_source.expovariate(rate)

    def arrive(self) -> None:
        """A citizen takes a number, from the lease while the kiosk is offline."""
        (field,) = self.random_source.choices(FIELDS, self.kind.shares)
        has_priority = self.random_source.random() < self.customs.priority_share
        group = self.random_source.choice(CLASSES).code if has_priority else None
        minute = (self.history.now - OPENING).total_seconds() / 60
        if OFFLINE[0] < minute < OFFLINE[1] and self.random_source.random() < 0.5 and self.held:
            number = next((n for n in self.held if n.startswith(field.prefix)), None)
            if number:
                self.held.remove(number)
                track = f"late-{number}"
                late = c.ReconcileTicket(number, field.code, group, track, self.history.now, "may-2")
                self.late.append(late)
                return
        self.press(c.IssueTicket(field.code, group))
        if self.random_source.random() < CONFIRMED_SHARE:
            number = max(self.history.office.tickets.values(), key=lambda ticket: ticket.place).number
            seen = self.random_source.choice([None, *(known.code for known in CLASSES)])
            self.after(
                self.random_source.uniform(0.5, 20), lambda: self.press(c.ConfirmPriority(number, seen))
            )

    def lease(self) -> None:
        """The second kiosk holds numbers of every field."""
        for field in self.plan.fields:
            (leased,) = self.history.do(c.LeaseNumbers(field.code, "may-2"))
            assert isinstance(leased, e.NumbersLeased)
            self.held += leased.numbers

    def reconcile(self) -> None:
        """Its line is back: what it gave out comes on record in order."""
        for late in self.late:
            self.press(late)

    def press(self, command: c.Command) -> bool:
        """Whether the office took this press."""
        return not isinstance(self.history.attempt(command), Refusal)

    def work(self, number: int) -> None:
        """A clerk's next press at a free counter, and what follows from it."""
        if self.history.office.counters[number].ticket is not None or not self.call(number):
            self.after(1, lambda: self.work(number))
            return
        chance = self.random_source.random()
        if chance < 0.02:
            self.after(0.1, lambda: self.press(c.Undo(number)))
            self.after(0.5, lambda: self.work(number))
        elif chance < 0.02 + self.customs.no_show_share:
            self.after(0.5, lambda: self.press(c.Recall(number)))
            self.after(1.0, lambda: self.press(c.MarkNoShow(number)))
            self.after(1.3, lambda: self.work(number))
        else:
            self.after(0.5, lambda: self.press(c.StartService(number)))
            self.serve(number)

    def call(self, number: int) -> bool:
        """Whether somebody was called: by rule, or now and then a number that the clerk picks."""
        office = self.history.office
        if self.random_source.random() < 0.03:
            aside = office.with_state(TicketState.WAITING, TicketState.NO_SHOW, TicketState.PARKED)
            if aside and self.press(c.CallTicket(number, self.random_source.choice(aside).number)):
                return True
        if self.refused_in.get(number) is office:  # nobody has come since the last look
            return False
        try:
            called = self.key(office, number, self.history.now)
        except Refusal:
            self.refused_in[number] = office
            return False
        self.history.happen(*called)
        return True

    def serve(self, number: int) -> None:
        """The citizen is served, and then moves on, is put on hold, or goes."""
        ticket = self.history.office.counters[number].ticket
        assert ticket is not None
        field = self.history.ticket(ticket).field
        minutes = 0.5 + service_minutes(SERVICES[int(field) - 1], self.random_source)
        chance = self.random_source.random()
        end: c.Command = c.FinishService(number)
        if chance < self.customs.transfer_share:
            end = c.Transfer(
                number, field=self.random_source.choice([f.code for f in FIELDS if f.code != field])
            )
        elif chance < self.customs.transfer_share + 0.03:
            end = c.Transfer(
                number, to_counter=self.random_source.choice([n for n in range(1, 7) if n != number])
            )
        elif chance < self.customs.transfer_share + 0.06:
            end = c.Park(number)
            self.after(minutes + self.random_source.uniform(3, 30), lambda: self.press(c.BringBack(ticket)))
        elif chance < self.customs.transfer_share + 0.06 + SECOND_MATTER_SHARE:
            end = c.NextMatter(number, self.random_source.choice([f.code for f in FIELDS if f.code != field]))
        self.after(minutes, lambda: self.press(end))
        if self.random_source.random() < REOPENED_SHARE:
            self.after(
                minutes + self.random_source.uniform(1, 20), lambda: self.press(c.Reopen(ticket, "quên"))
            )
        self.after(minutes + 0.3, lambda: self.go_on(number))

    def go_on(self, number: int) -> None:
        """Whoever has another matter for this counter stays; otherwise the clerk is free."""
        at_counter = self.history.office.counters[number].ticket
        if at_counter and self.history.ticket(at_counter).state is TicketState.SERVING:
            self.serve(number)
        else:
            self.work(number)
