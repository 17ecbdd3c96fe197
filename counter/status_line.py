"""The status line of the desk: what was done, refused, or is not known."""

from terminal.changing_text import ChangingText

TRANSIENT_SECONDS = 8


class StatusLine(ChangingText):
    """One sentence; a bar has no room for one that was said long ago."""

    def __init__(self) -> None:
        super().__init__()
        self.age_seconds = 0.0

    def say(self, sentence: str, *, is_problem: bool = False) -> None:
        """Show a sentence; a problem stands out."""
        self.age_seconds = 0.0
        self.update_classes({"-problem": is_problem, "-silent": not sentence, "-past": False})
        self.tell(sentence)

    @property
    def is_current(self) -> bool:
        """Whether it says something that has just been said."""
        return not self.has_class("-silent") and not self.has_class("-past")

    def grow_older(self, seconds: float) -> None:
        """So many seconds have gone by."""
        self.age_seconds += seconds
        self.set_class(self.age_seconds >= TRANSIENT_SECONDS, "-past")
