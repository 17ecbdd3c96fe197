"""What a digit leads to waits until it is known to be a hand's."""

from collections.abc import Callable
from dataclasses import dataclass, field

from kiosk.dialogue import KioskDialogue
from kiosk.trial import Trial

BEFORE = KioskDialogue().asked("5")


@dataclass
class Later:
    """Remembers what is to be done later, and after how many seconds."""

    due: list[tuple[float, Callable[[], None]]] = field(default_factory=list)

    def __call__(self, seconds: float, act: Callable[[], None]) -> None:
        self.due.append((seconds, act))


def test_a_meant_digit_is_acted_on_when_its_time_is_over() -> None:
    """Once, and nothing waits after it or without it."""
    later, done = Later(), list[str]()
    trial = Trial(later)
    trial.carry_out(lambda: done.append("at once"))
    trial.begin(BEFORE, 0.5)
    trial.carry_out(lambda: done.append("asked for"))
    assert done == ["at once"]
    ((seconds, end),) = later.due
    assert seconds == 0.5
    end()
    end()
    trial.carry_out(lambda: done.append("at once again"))
    assert done == ["at once", "asked for", "at once again"]


def test_a_digit_that_is_taken_back_leads_to_nothing() -> None:
    """Its citizen is again where it was pressed, and the time of an earlier one ends no later one's."""
    later, done = Later(), list[str]()
    trial = Trial(later)
    trial.begin(BEFORE, 0.5)
    trial.carry_out(lambda: done.append("asked for"))
    assert trial.take_back() == BEFORE
    assert trial.take_back() is None
    trial.begin(KioskDialogue(), 0.5)
    trial.carry_out(lambda: done.append("later one"))
    (_, first), (_, second) = later.due
    first()
    assert done == []
    second()
    assert done == ["later one"]
