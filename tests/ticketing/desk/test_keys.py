"""Which of the desk's keys make sense now."""

from tests.ticketing.history import opened
from tests.ticketing.plans import plan_ruling
from ticketing import commands as c
from ticketing.desk.keys import sensible_keys
from ticketing.desk_views import counter_view, shared_lists


def test_who_is_served_by_the_rule_alone_may_be_recalled_or_missed() -> None:
    """The office's rule started the service; a clerk who did so by hand has somebody before them."""
    history = opened(plan_ruling(start_after_seconds=5))
    history.issue()
    history.call_next(1)
    history.wait(seconds=5)
    sensible = []
    for key in (c.StartByRule(1), c.Recall(1), c.StartService(1)):
        history.do(key)
        view = counter_view(history.office, 1, shared_lists(history.office))
        sensible.append(sensible_keys(view, history.now) & {"recall", "no-show", "start"})
    assert sensible == [{"recall", "no-show"}, {"recall", "no-show", "start"}, set()]
