"""Days that were lived in a history, as the steps that are told afterwards."""

from server.reports.story.steps import DayStep, Record, steps_of
from server.reports.story.tongue import Tongue
from tests.ticketing.history import History
from ticketing.office import new_day
from wording import load

ENGLISH, VIETNAMESE = (Tongue(load(code), code) for code in ("en", "vi"))


def steps(history: History, made_by: str = "") -> list[DayStep]:
    """Everything that happened in the history, an event a step."""
    records = [Record(event.at, made_by, (event,)) for event in history.events]
    return list(steps_of(new_day(history.office.plan, history.office.day), records))
