"""Whatever a day brings, each policy keeps its word: checked against the day's events alone."""

from dataclasses import dataclass
from dataclasses import field as default
from datetime import timedelta
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rings import RING
from tests.ticketing.history import History, opened
from tests.ticketing.plans import plan_calling
from tests.ticketing.second_by_second import WaitsSoFar
from ticketing import commands as c
from ticketing import events as e
from ticketing.apply import apply
from ticketing.office import Office
from ticketing.tickets import Ticket, TicketState

Kind = Literal["strict", "ratio", "head_start"]
ORDINARY_PER_PRIORITY = 2
HEAD_START_MINUTES = 10
WAIT_MINUTES_MAX = 25


@dataclass(frozen=True)
class Arrival:
    """A citizen who takes a number."""

    field: str
    priority: str | None


@dataclass(frozen=True)
class Press:
    """A clerk's key: next, or (now and then) another one."""

    counter: int
    key: Literal["next", "next", "undo", "transfer", "park"]
    field: str


@dataclass(frozen=True)
class Minutes:
    """A stretch of time in which nothing happens."""

    minutes: int


arrivals = st.builds(
    Arrival, st.sampled_from("123"), st.sampled_from((None, None, "elderly", "disabled", "pregnant"))
)
presses = st.builds(
    Press,
    st.sampled_from((1, 2, 3)),
    st.sampled_from(("next", "next", "next", "undo", "transfer", "park")),
    st.sampled_from("123"),
)
days = st.lists(
    arrivals | arrivals | presses | presses | st.builds(Minutes, st.integers(1, 9)), min_size=20, max_size=60
)


@dataclass
class Observer:
    """Watches a day and knows who may be called, without the office's own lines and tallies."""

    history: History
    waits: WaitsSoFar = default(init=False)
    shown: Office = default(init=False)
    seen: int = 0
    overdue: list[Ticket] = default(default_factory=list)
    ordinary_since: dict[int, int] = default(default_factory=dict)
    undone: set[int] = default(default_factory=set)

    def live(self, step: Arrival | Press | Minutes) -> None:
        """Lets one step of the day happen and checks each call by rule."""
        match step:
            case Minutes(minutes):
                self.history.wait(minutes=minutes)
            case Arrival(code, priority):
                self.history.issue(code, priority)
            case Press(counter, "next", _):
                self.call(counter)
            case Press(counter, "undo", _):
                self.undo(counter)
            case Press(counter, "transfer", code) if self.history.office.counters[counter].ticket:
                self.history.do(c.Transfer(counter, field=code))
            case Press(counter, "park", _) if self.history.office.counters[counter].ticket:
                self.history.do(c.Park(counter))

    def __post_init__(self) -> None:
        self.waits = WaitsSoFar(self.history.office.plan, self.history.now)
        self.shown = self.history.office

    def waited(self, ticket: Ticket) -> int:
        """What a ticket has waited by now, by the events so far."""
        for event in self.history.events[self.seen :]:
            before, self.shown = self.shown, apply(self.shown, event)
            self.waits.see(before, event, self.shown)
            self.seen += 1
        self.waits.open_time.go_on(self.history.now, calling=True)
        return self.waits.of(ticket.number, self.history.now)

    def undo(self, counter: int) -> None:
        before = self.history.office.counters[counter]
        last = self.history.events[-1] if self.history.events else None
        if not isinstance(last, e.TicketCalled) or last.counter != counter or before.undoable is None:
            return
        if last.at != self.history.now:
            assert self.history.refusal(c.Undo(counter)) == "undo-too-late"
            return
        tally = before.undoable.counter_before.ordinary_since_priority
        self.history.do(c.Undo(counter))
        self.undone.add(last.call)
        self.ordinary_since[counter] = tally

    def call(self, counter: int) -> None:
        office = self.history.office
        eligible = waiting_for(office, counter)
        if not eligible:
            assert self.history.refusal(c.CallNext(counter)) == "nobody-waiting"
            return
        self.overdue = [ticket for ticket in eligible if self.is_overdue(ticket)]
        called = self.history.call_next(counter)
        chosen = office.tickets[called.number]
        assert chosen in eligible
        assert not self.overdue or chosen == self.overdue[0]
        check_first_come(chosen, self.overdue or eligible)
        self.check_figures(chosen, called)
        self.check_policy(chosen, eligible, called)
        tally = 0 if chosen.priority else self.ordinary_since.get(counter, 0) + 1
        self.ordinary_since[counter] = tally

    def is_overdue(self, ticket: Ticket) -> bool:
        return self.waited(ticket) >= WAIT_MINUTES_MAX * 60

    def check_figures(self, chosen: Ticket, called: e.TicketCalled) -> None:
        """The reason's figures are those that the day's events show."""
        why = called.why
        assert why.is_priority == (chosen.priority is not None)
        assert why.waited_seconds == self.waited(chosen)
        assert why.ordinary_called_before == self.ordinary_since.get(called.counter, 0)
        moved = [
            event.at
            for event in self.history.events
            if isinstance(event, e.TicketTransferred) and event.number == chosen.number
        ]
        since = [
            event.call
            for event in self.history.events[self.position_of(chosen, moved=bool(moved)) : -1]
            if isinstance(event, e.TicketCalled)
            and event is not called
            and event.field == chosen.field
            and event.why.is_priority
            and event.call not in self.undone
        ]
        assert why.priority_called_since == len(since)

    def position_of(self, ticket: Ticket, *, moved: bool) -> int:
        """Where in the day's events the ticket came into its line."""
        kinds = (e.TicketTransferred,) if moved else (e.TicketIssued,)
        return max(
            position
            for position, event in enumerate(self.history.events)
            if isinstance(event, kinds) and event.number == ticket.number
        )

    def check_policy(self, chosen: Ticket, eligible: list[Ticket], called: e.TicketCalled) -> None:
        """Where both kinds wait and nobody is overdue, the office's policy decides between them."""
        ordinary = [ticket for ticket in eligible if ticket.priority is None]
        priority = [ticket for ticket in eligible if ticket.priority is not None]
        if self.overdue or not ordinary or not priority:
            return
        match self.history.office.plan.policy.kind:
            case "strict":
                assert chosen.priority
            case "ratio":
                is_turn = self.ordinary_since.get(called.counter, 0) >= ORDINARY_PER_PRIORITY
                assert (chosen.priority is not None) == is_turn
            case "head_start":
                first = min(priority, key=lambda ticket: (rank_of(ticket), ticket.place))
                earlier = first.issued_at - ordinary[0].issued_at
                is_ahead = earlier <= timedelta(minutes=HEAD_START_MINUTES)
                assert (chosen.priority is not None) == is_ahead


def waiting_for(office: Office, counter: int) -> list[Ticket]:
    """The tickets that this counter may call, in order of issue."""
    fields = office.counters[counter].fields
    return [
        ticket
        for ticket in office.with_state(TicketState.WAITING)
        if (ticket.field in fields if ticket.reserved_for is None else ticket.reserved_for == counter)
    ]


def rank_of(ticket: Ticket) -> int:
    return 1 if ticket.priority == "disabled" else 2


def check_first_come(chosen: Ticket, eligible: list[Ticket]) -> None:
    """Inside a class whoever came first is called first."""
    assert chosen == next(ticket for ticket in eligible if ticket.priority == chosen.priority)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["strict", "ratio", "head_start"])
def test_a_policy_keeps_its_word_all_day(kind: Kind) -> None:
    """Limit, order, mix and figures of every call are what the events of the day say."""
    plan = plan_calling(
        kind,
        ordinary_per_priority=ORDINARY_PER_PRIORITY,
        head_start_minutes=HEAD_START_MINUTES,
        wait_minutes_max=WAIT_MINUTES_MAX,
    )

    @settings(max_examples=RING.examples_of(0.8))
    @given(days)
    def keeps_its_word(day: list[Arrival | Press | Minutes]) -> None:
        observer = Observer(opened(plan))
        for step in day:
            observer.live(step)

    keeps_its_word()


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["strict", "ratio", "head_start"])
@given(extra=st.integers(0, 3))
@settings(max_examples=RING.examples_of(0.04))
def test_an_ordinary_ticket_is_called_in_spite_of_any_stream_of_priority(kind: Kind, extra: int) -> None:
    """With more priority tickets coming than can be called, the ordinary one has its turn after the limit."""
    history = opened(plan_calling(kind, wait_minutes_max=WAIT_MINUTES_MAX), (1,))
    ordinary = history.issue("1")
    for _ in range(WAIT_MINUTES_MAX + 1):
        for _ in range(1 + extra):
            history.issue("1", "disabled")
        if history.call_next(1).number == ordinary:
            break
        history.wait(minutes=1)
    assert history.ticket(ordinary).state is TicketState.CALLED
    assert (history.ticket(ordinary).wait_seconds or 0) <= WAIT_MINUTES_MAX * 60
