"""What must be true of a desk's day, while it goes on and at its end."""

from collections import Counter as Tally
from datetime import date
from random import Random

from tests.simulation import invariants
from tests.simulation.computer import Computer
from tests.simulation.invariants import Replay
from tests.simulation.ledger import Ledger
from tests.simulation.weather import Weather
from ticketing import commands as c
from ticketing.desk_views import counter_view, shared_lists
from ticketing.office import Office, new_day
from ticketing.tickets import TicketState
from ticketing.views import board_view, kiosk_view


class WatchedDay:
    """One office, its desk, the computer below it, and what people were told; `seed` decides everything."""

    def __init__(self, seed: int) -> None:
        self.random_source = Random(seed)  # noqa: S311 - a day that can be had again
        self.weather = Weather.drawn(self.random_source)
        self.computer = Computer(self.weather, self.random_source)
        self.clock = self.computer.clock
        self.ledger = Ledger()
        self.replay = Replay(self.weather.plan)
        self.told: Tally[str] = Tally()
        self.papers: list[c.ReconcileTicket] = []

    @property
    def office(self) -> Office:
        """The office as the server has it."""
        return self.computer.desk.office

    def look(self) -> None:
        """What is true after every step."""
        self.replay.go_on(self.computer.journal.entries)
        invariants.refusals_hold_no_frames(self.computer.desk._memory)

    def check_start(self) -> None:
        """A start finds all that was acknowledged, and nothing that was refused."""
        entries = self.computer.journal.entries
        invariants.acknowledged_is_on_record(self.ledger.acknowledged, entries)
        invariants.refused_is_not_on_record(self.ledger.refused, entries)
        invariants.an_act_is_of_the_counter_that_asked(self.ledger.acknowledged, entries)
        self.replay = Replay(self.computer.plan)

    def check(self) -> None:
        """What must be true at the end, by the record alone."""
        self.check_start()
        self.look()
        journal, ledger, offices = self.computer.journal, self.ledger, self.replay.offices
        invariants.positions_count_from_one(journal.entries)
        invariants.the_chain_is_whole(journal.entries)
        clock_was_wrong = self.weather.clock
        on_record = (
            invariants.numbers_are_on_some_day if clock_was_wrong else invariants.numbers_are_on_record
        )
        on_record(ledger.numbers, offices)
        if clock_was_wrong:
            invariants.a_number_is_given_once(ledger.numbers)
        invariants.a_visit_has_one_number(ledger.numbers, offices)
        invariants.a_number_is_leased_once(ledger.leases)
        invariants.rows_are_those_of_a_replay(offices, journal.visits, journal.stays)
        invariants.days_that_are_over_have_ended(offices, self.office.day)
        recorded = offices.get(self.office.day) or new_day(self.computer.plan, self.office.day)
        assert self.office == invariants.with_dossiers(recorded, journal.entries)
        self.check_screens()
        self.check_time()
        for day in offices:
            self.check_calls(day)

    def check_calls(self, day: date) -> None:
        """The rules of calling were kept on a day on which nobody set the clock or changed the file."""
        events = self.replay.events[day]
        if not self.told["office files"] and invariants.is_audited(events):
            invariants.calls_are_fair_and_waits_of_opening_minutes(self.computer.plan, events)
            invariants.no_wait_is_longer_than_the_visit(self.replay.offices[day], self.clock.truth())

    def check_time(self) -> None:
        """The day and the time are the true ones, and a clock that was wrong has ended nobody's day."""
        assert self.office.day == self.clock.truth().date()
        if self.weather.clock:
            assert self.office.doubt is None
            assert abs((self.computer.desk.clock.now() - self.clock.truth()).total_seconds()) <= 2
            ended = [o.day for o in self.replay.offices.values() if o.with_state(TicketState.LAPSED)]
            assert not ended, f"{ended} ended with people in line by a wrong clock"

    def check_screens(self) -> None:
        """Every screen shows what a replay leads to."""
        now, shared = self.computer.desk.clock.now(), shared_lists(self.office)
        kiosk, board = kiosk_view(self.office, now), board_view(self.office, now)
        counters = [counter_view(self.office, number, shared) for number in (1, 3)]
        for glass, view in zip(self.computer.glasses, (kiosk, board, *counters), strict=True):
            assert invariants.shown(glass.newest) == invariants.shown(view)
