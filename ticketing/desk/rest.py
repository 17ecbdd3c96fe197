"""The pause in typing after which keys act again: what was meant for a question never runs the office."""

from dataclasses import dataclass

from ticketing.desk.sayings import QUESTION_GONE_SECONDS


@dataclass(slots=True)
class Rest:
    """Begun where a question goes by itself. Moments are seconds of a clock that never goes back."""

    seconds: float = QUESTION_GONE_SECONDS
    _until: float | None = None

    def begin(self, at: float) -> None:
        """A question has just gone, and whoever types may not have seen it."""
        self._until = at + self.seconds

    def end(self) -> None:
        """A button was pressed, which nobody does who types."""
        self._until = None

    def swallows(self, at: float) -> bool:
        """Whether a key comes too soon; each that does begins the pause anew."""
        if self._until is None or at >= self._until:
            self._until = None
            return False
        self.begin(at)
        return True
