"""A text in a terminal that is told anew again and again, and drawn only where it is another one."""

from textual.content import Content
from textual.widgets import Static


class ChangingText(Static):
    """A text as it is, without markup."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - textual's
        super().__init__(Content(""), id=id, classes=classes, markup=False)
        self.told = Content("")

    def tell(self, text: Content | str) -> None:
        """Show this; the rest of the screen is placed anew only if the text's place grows with it."""
        told = Content(text) if isinstance(text, str) else text
        if not told.is_same(self.told):
            self.told = told
            self.update(told, layout=self.styles.auto_dimensions)
