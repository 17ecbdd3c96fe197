"""The status line of the desk: what was done, refused, or is not known."""

from textual.content import Content
from textual.widgets import Static

TRANSIENT_SECONDS = 8


class StatusLine(Static):
    """One sentence; a bar has no room for one that was said long ago."""

    def __init__(self) -> None:
        super().__init__(markup=False)
        self.age_seconds = 0.0

    def say(self, sentence: str, *, is_problem: bool = False) -> None:
        """Show a sentence; a problem stands out."""
        self.age_seconds = 0.0
        self.set_class(is_problem, "-problem")
        self.set_class(not sentence, "-silent")
        self.update(Content(sentence))

    def grow_older(self, seconds: float) -> None:
        """So many seconds have gone by."""
        self.age_seconds += seconds
        self.set_class(self.age_seconds >= TRANSIENT_SECONDS, "-past")
