"""Any day that can be lived can be told, and its figures add up."""

from collections.abc import Iterator

import pytest

from server.reports.figures_page import figures_lines
from server.reports.story.figures import figures_of
from server.reports.story.passing import life_of
from server.reports.story.steps import DayStep, Record, steps_of
from server.reports.story_pages import life_lines, step_lines
from tests.server.reports.story.days import VIETNAMESE
from tests.ticketing.history import History
from tests.ticketing.test_machine import Days
from ticketing import events as e
from ticketing.office import new_day
from ticketing.stay_counts import all_stays
from ticketing.tickets import TicketState

SEEDS = (1, 2, 3, 4, 5)


def days_of(history: History) -> Iterator[list[DayStep]]:
    """Each day of a history, an event a step."""
    day: list[e.Event] = []
    for event in (*history.events, None):
        if day and (event is None or isinstance(event, e.ServiceDayOpened)):
            first = day[0].day if isinstance(day[0], e.ServiceDayOpened) else day[0].at.date()
            records = [Record(each.at, "", (each,)) for each in day]
            yield list(steps_of(new_day(history.office.plan, first), records))
            day = []
        day += [event] if event else []


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_the_figures_of_any_day_add_up(seed: int) -> None:
    """Every number stands somewhere, every call has its row, and the page, lives and steps can be written."""
    for steps in days_of(Days(seed).live()):
        office, found = steps[-1].after, figures_of(steps)
        tickets = list(office.tickets.values())
        called = [stay for ticket in tickets for stay in all_stays(ticket) if stay.called_at]
        assert sum(found.states.values()) == found.issued == len(tickets)
        counted = [waits.count for waits in found.waits]
        assert (sum(counted[:-1]), sum(counted[-1:])) == (len(called), len(called))
        assert found.unstarted_served <= len(found.unstarted)
        never = found.never_called + sum(
            t.called_at is None and t.state is TicketState.CANCELLED for t in tickets
        )
        assert never + sum(ticket.called_at is not None for ticket in tickets) == len(tickets)
        assert all(wait.unserved_seconds <= wait.waited_seconds for wait in found.long_waits)
        assert figures_lines(found, office, VIETNAMESE)
        assert all(step_lines(step, VIETNAMESE) for step in steps)
        for number in list(office.tickets)[:3]:
            life = life_of(steps, number)
            assert life
            assert life_lines(life, VIETNAMESE)
