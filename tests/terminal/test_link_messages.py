"""A burst of views over a link folds into the newest."""

from link.contract import LinkState, StateChanged, ViewArrived
from terminal.link_messages import LinkSpoke
from tests.ticketing.plans import MONDAY_MORNING, PLAN
from ticketing.office import new_day
from ticketing.views import board_view

VIEW = board_view(new_day(PLAN, MONDAY_MORNING.date()), MONDAY_MORNING)


def test_a_newer_view_takes_the_place_of_one_that_was_not_shown_yet() -> None:
    """Whoever is slow shows the newest only."""
    assert LinkSpoke(ViewArrived(2, VIEW)).can_replace(LinkSpoke(ViewArrived(1, VIEW)))


def test_a_change_of_state_is_never_left_out() -> None:
    """A line that was lost and mended between two looks is told twice."""
    state = LinkSpoke(StateChanged(LinkState.OLD))
    assert not state.can_replace(LinkSpoke(ViewArrived(1, VIEW)))
    assert not LinkSpoke(ViewArrived(1, VIEW)).can_replace(state)
    assert not state.can_replace(LinkSpoke(StateChanged(LinkState.LIVE)))
