"""The count by seconds and the office agree on what a lunch is, however counters are stopped or left."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.rings import RING
from tests.ticketing.history import History
from tests.ticketing.plans import MONDAY_MORNING, office_hours
from tests.ticketing.second_by_second import WaitsSoFar
from ticketing import commands as c
from ticketing.apply import apply
from ticketing.office import new_day
from ticketing.open_time import waited_seconds
from ticketing.tickets import TicketState

SECONDS_OFF_MAX = 2  # the one cuts each wait to whole seconds, the other each moment

Step = float | c.Command
presses: st.SearchStrategy[c.Command] = st.sampled_from(
    [
        command
        for counter in (1, 2)
        for command in (
            c.PauseCounter(counter),
            c.ResumeCounter(counter),
            c.CloseCounter(counter),
            c.OpenCounter(counter, "Hoa"),
            c.CallNext(counter),
            c.MarkNoShow(counter),
            c.Undo(counter),
        )
    ]
)
minutes = st.sampled_from((0.01, 1.0, 5.0, 10.0, 45.0, 70.0))
lunches = st.lists(presses | presses | minutes, max_size=30)


@settings(max_examples=RING.examples_of(0.5))
@given(lunches)
@example([30.0, c.PauseCounter(1), 95.0, c.ResumeCounter(1), 5.0])  # one stopped, the other left
@example([15.0, c.MarkNoShow(1), 5.0, c.PauseCounter(1), c.ResumeCounter(1), 95.0])  # left after a press
@example([10.0, c.PauseCounter(2), c.CloseCounter(1), c.OpenCounter(1, "Hoa"), 75.0])  # stopped for no time
def test_the_count_by_seconds_is_that_of_the_office_around_lunch(lunch: list[Step]) -> None:
    """From 11:20 on, with lunch from 11:30 to 13:30, at every moment and for whoever waits."""
    plan = office_hours()
    history = History(plan, MONDAY_MORNING.replace(hour=11, minute=20))
    history.open(1, 2)
    for field in "1212":
        history.issue(field)
    history.do(c.CallNext(1))
    shown, waits, seen = new_day(plan, history.now.date()), WaitsSoFar(plan, history.now), 0
    for step in lunch:
        if isinstance(step, float):
            history.wait(minutes=step)
        else:
            history.attempt(step)
        for event in history.events[seen:]:
            before, shown = shown, apply(shown, event)
            waits.see(before, event, shown)
        seen = len(history.events)
        calling = any(counter.is_calling for counter in shown.counters.values())
        waits.open_time.go_on(history.now, calling=calling)
        for ticket in history.office.with_state(TicketState.WAITING):
            counted = waits.of(ticket.number, history.now)
            assert abs(waited_seconds(history.office, ticket, history.now) - counted) <= SECONDS_OFF_MAX
