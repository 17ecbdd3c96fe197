"""One simulated stretch of an office's life, from a seed, and what must be true at its end."""

import asyncio
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from pathlib import Path
from random import Random

from link.client import ServerLink
from link.contract import Link, LinkState, Screen
from server.journal.contract import DossierRow, Entry
from tests.link.virtual_time import VirtualTimeLoop, passes
from tests.simulation.engine import Chances, Engine
from tests.simulation.kiosks import KioskMachine, Surroundings
from tests.simulation.people import Presses, clerk
from tests.simulation.random_texts import SeededRandomSource
from tests.ticketing.plans import MONDAY_MORNING, office_hours, plan_ruling
from ticketing.answers import DoneAnswer, answer_to
from ticketing.apply import apply
from ticketing.desk_views import counter_view, shared_lists
from ticketing.events import DOSSIER_EVENTS, DossierAccepted, TicketIssued
from ticketing.office import Office, new_day
from ticketing.plan import OfficePlan, Session
from ticketing.tickets import TicketState
from ticketing.values import replace
from ticketing.views import KioskView, board_view, kiosk_view
from ticketing.visits import stays_of, visit_of

TICKETS_PER_KIOSK = 25
ACTS_PER_CLERK = 40
CUT_SECONDS_MEAN = 20.0
BLACKOUT_SECONDS_MEAN = 60.0
DARK_SECONDS_MAX = 180.0
DISK_SECONDS_MEAN = 40.0
DOWN_SECONDS_MAX = 3.0
SETTLE_SECONDS = 15.0
RULED = plan_ruling(start_after_seconds=6)
SHORT_LUNCH = (Session(time(7, 30), time(11, 30)), Session(time(11, 31), time(17)))
WITH_LUNCH = office_hours(rules=RULED.rules, hours=(SHORT_LUNCH,) * 7)
STARTS = (
    (MONDAY_MORNING.replace(hour=11, minute=29, second=30), WITH_LUNCH),
    (MONDAY_MORNING.replace(hour=23, minute=59), RULED),
    (MONDAY_MORNING, RULED),
)
"""When a stretch begins, and in which office: one before a lunch of a minute, one before midnight."""


@dataclass(frozen=True)
class Outcome:
    """What a simulation did, for whoever compares two runs of a seed."""

    entries: list[Entry]
    acknowledged: int
    days: int
    cuts: int
    refusals: int
    crashes: int
    offline: int
    kiosk_deaths: int


class World:
    """An office with two kiosks, three counters and a display, and everything that may happen to it."""

    def __init__(self, seed: int, folder: Path) -> None:
        self.random_source = Random(seed)  # noqa: S311 - a seed that a person can give again
        self.start: datetime
        self.start, self.plan = self.random_source.choice(STARTS)
        self.engine = Engine(self.plan, self.start, self.random_source, folder)
        self.presses = Presses()
        self.links: list[ServerLink] = []
        self.kiosks: list[KioskMachine] = []
        self.folder = folder

    def link(self, screen: Screen) -> ServerLink:
        """A link over the faulty network."""
        new_id = SeededRandomSource(self.random_source).request_id
        return ServerLink(self.engine.connect, screen, new_id=new_id, jitter=self.random_source.random)

    def kiosk(self, token: str, number: int) -> KioskMachine:
        """A kiosk with a store of its own."""
        screen = Screen("kiosk", token, name=f"kiosk {number}")
        around = Surroundings(lambda: self.link(screen), self.engine.now, self.random_source, self.presses)
        return KioskMachine(around, self.folder / f"kiosk-{number}.sqlite")

    async def live(self) -> Outcome:
        """Let everybody press while things go wrong, then let all heal, and check."""
        await self.engine.start()
        token = self.engine.tokens.make("manager", SeededRandomSource(self.random_source))
        self.kiosks = [self.kiosk(token, number) for number in (1, 2)]
        counters = [self.link(Screen("counter", token, number)) for number in (1, 2, 3)]
        self.links = [*counters, self.link(Screen("display"))]
        running = [asyncio.create_task(kiosk.run()) for kiosk in self.kiosks]
        running += [asyncio.create_task(link.run()) for link in self.links]
        faults = (self.cuts, self.blackouts, self.disk_faults, self.restarts)
        trouble = [asyncio.create_task(fault()) for fault in faults]
        trouble += [asyncio.create_task(kiosk.power_cuts()) for kiosk in self.kiosks]
        async with asyncio.TaskGroup() as people:
            for kiosk in self.kiosks:
                people.create_task(kiosk.serve(TICKETS_PER_KIOSK))
            for number, link in enumerate(counters, 1):
                people.create_task(clerk(link, number, self.presses, self.random_source, ACTS_PER_CLERK))
        await self.heal(trouble)
        self.check()
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        outcome = Outcome(
            list(self.engine.journal.entries),
            len(self.presses.acknowledged),
            len({entry.day for entry in self.engine.journal.entries}),
            self.engine.cuts,
            self.engine.refusals,
            self.engine.crashes,
            len(self.presses.offline),
            sum(kiosk.deaths for kiosk in self.kiosks),
        )
        self.engine.crash()
        return outcome

    async def cuts(self) -> None:
        """The line breaks now and then."""
        while True:
            await passes(self.random_source.expovariate(1 / CUT_SECONDS_MEAN))
            self.engine.cut()

    async def blackouts(self) -> None:
        """For minutes nobody reaches the server, now and then."""
        while True:
            await passes(self.random_source.expovariate(1 / BLACKOUT_SECONDS_MEAN))
            self.engine.is_reachable = False
            self.engine.cut()
            await passes(self.random_source.random() * DARK_SECONDS_MAX)
            self.engine.is_reachable = True

    async def disk_faults(self) -> None:
        """The disk refuses now and then for a while."""
        while True:
            await passes(self.random_source.expovariate(1 / DISK_SECONDS_MEAN))
            self.engine.journal.refuses = True
            await passes(self.random_source.random() * 2)
            self.engine.journal.refuses = False

    async def restarts(self) -> None:
        """A server that died comes back after a while, as soon as the disk lets it."""
        while True:
            await passes(0.1 + self.random_source.random() * DOWN_SECONDS_MAX)
            if self.engine.life is None and not self.engine.journal.refuses:
                await self.engine.start()

    async def heal(self, trouble: list[asyncio.Task[None]]) -> None:
        """Let nothing go wrong any more, and wait until every screen must be right."""
        for task in trouble:
            task.cancel()
        self.engine.chances = Chances(0, 0, 0, 0, 0, 0)
        self.engine.journal.refuses = False
        self.engine.is_reachable = True
        for kiosk in self.kiosks:
            kiosk.is_mortal = False
        self.engine.cut()
        if self.engine.life is None:
            await self.engine.start()
        for kiosk in self.kiosks:
            await kiosk.until_on()
        await passes(SETTLE_SECONDS)

    def check(self) -> None:
        """What must be true of the journal, the answers, the wait log and the screens."""
        offices = replayed(self.engine.journal.entries, self.plan)
        life, today = self.engine.life, self.engine.today()
        assert life is not None
        rows = dossier_rows(self.engine.journal.entries, self.plan)
        kept = {row.code: row.dossier for row in rows if row.dossier and _is_kept(row, today)}
        assert life.desk.office == replace(offices[today], dossiers=kept)
        presses = self.presses
        outcomes = len(presses.acknowledged) + len(presses.refused) + len(presses.offline)
        assert outcomes + presses.abandoned == presses.count
        check_numbers(presses, offices)
        for kiosk in self.kiosks:
            store = kiosk.store
            assert (store.held(), store.unreported(), store.refused()) == ((), (), ())
        check_acknowledged(self.presses, self.engine.journal.entries)
        visits = {
            (office.day, ticket.number): visit_of(ticket, office.day)
            for office in offices.values()
            for ticket in office.tickets.values()
        }
        assert self.engine.journal.visits == visits
        stays = {
            (office.day, ticket.number): stays_of(ticket, office.day)
            for office in offices.values()
            for ticket in office.tickets.values()
        }
        kept_stays = self.engine.journal.stays
        assert {key: kept_stays.get(key, ()) for key in visits} == stays
        self.check_screens(life.desk.office)

    def check_screens(self, office: Office) -> None:
        """Every screen is live and shows the office as it is."""
        now = self.start
        views = [
            *[kiosk_view(office, now)] * len(self.kiosks),
            *[counter_view(office, number, shared_lists(office)) for number in (1, 2, 3)],
            board_view(office, now),
        ]
        links: list[Link] = [*(kiosk.link for kiosk in self.kiosks), *self.links]
        for link, view in zip(links, views, strict=True):
            assert link.state is LinkState.LIVE
            assert _shown(link.view) == _shown(view)


def _shown(view: object) -> dict[str, object]:
    """A view without what the moment decides: the session, who is next or was just missed, a wait."""
    by_time = ("is_morning", "hall", "missed", "expected_minutes", "next_number")
    names = [name for name in type(view).__slots__ if name not in by_time]  # type: ignore[attr-defined]  # views have slots
    shown = {name: getattr(view, name) for name in names}
    if isinstance(view, KioskView):
        shown["fields"] = [asdict(row) | {"expected_minutes": None} for row in view.fields]
    return shown


def _is_kept(row: DossierRow, day: date) -> bool:
    """Whether the office of a day knows this dossier: it is open, or has changed on that day."""
    return row.changed_on == day or (row.dossier is not None and row.dossier.is_open)


def dossier_rows(entries: list[Entry], plan: OfficePlan) -> list[DossierRow]:
    """What became of each dossier over all days; none is put on record twice."""
    office = new_day(plan, entries[0].day)
    changed: dict[str, date] = {}
    for entry in entries:
        for event in (event for event in entry.events if isinstance(event, DOSSIER_EVENTS)):
            assert not (isinstance(event, DossierAccepted) and event.dossier in office.dossiers)
            office = apply(office, event)
            changed[event.dossier] = entry.day
    return [DossierRow(code, day, office.dossiers.get(code)) for code, day in changed.items()]


def replayed(entries: list[Entry], plan: OfficePlan) -> dict[date, Office]:
    """The office of each service day, checked after every event."""
    offices: dict[date, Office] = {}
    numbers: set[tuple[object, str]] = set()
    for entry in entries:
        office = offices.setdefault(entry.day, new_day(plan, entry.day))
        for event in entry.events:
            if isinstance(event, TicketIssued):
                assert (entry.day, event.number) not in numbers
                numbers.add((entry.day, event.number))
            office = apply(office, event)
            if isinstance(event, TicketIssued) and event.taken_at:
                check_order(office)
            at_counters = [counter.ticket for counter in office.counters.values() if counter.ticket]
            assert len(at_counters) == len(set(at_counters))
        offices[entry.day] = office
    return offices


def check_order(office: Office) -> None:
    """In every line stands first who took a number first, at whichever kiosk."""
    for numbers in office.queues.values():
        moments = [office.tickets[number].issued_at for number in numbers]
        assert moments == sorted(moments)


def check_numbers(presses: Presses, offices: dict[date, Office]) -> None:
    """Every number that was seen on a screen is on record as it was, and alone of its visit is live."""
    for answer in presses.numbers:
        ticket = offices[answer.day].tickets[answer.number]
        priority = answer.priority if ticket.priority_confirmed else ticket.priority
        recorded = (ticket.track, priority, ticket.issued_at)
        assert recorded == (answer.track, answer.priority, answer.issued_at), (answer, ticket)
    shown = {answer.track: answer.number for answer in presses.numbers}
    assert len(shown) == len(presses.numbers)
    for office in offices.values():
        for ticket in office.with_state(TicketState.WAITING, TicketState.CALLED, TicketState.PARKED):
            assert shown.get(ticket.track, ticket.number) == ticket.number, ticket


def check_acknowledged(presses: Presses, entries: list[Entry]) -> None:
    """What a screen was told is in the journal, once, and says the same; what it was refused is not."""
    by_request = {entry.request_id: entry for entry in entries if entry.request_id}
    assert len(by_request) == sum(1 for entry in entries if entry.request_id)
    for request_id, (command, answer) in presses.acknowledged.items():
        entry = by_request.get(request_id)
        if entry is None:
            assert answer == DoneAnswer(), (request_id, command)
        else:
            assert answer_to(entry.events) == answer, (request_id, command)
    assert not by_request.keys() & presses.refused.keys()


def simulate(seed: int, folder: Path) -> Outcome:
    """Live through the world of a seed; raises AssertionError where a promise is broken."""
    with asyncio.Runner(loop_factory=VirtualTimeLoop) as runner:
        return runner.run(World(seed, folder).live())
