"""The keys as they stand on the screen, in three groups, each of which can be clicked too."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message

from counter.desk_state import DeskState
from terminal.changing_text import ChangingText
from ticketing.desk.keys import GROUPS, DeskKey, cap_of, sentence_of
from wording import Wording

UNDO_MARK = "↶ "
"""Stands before what would be undone where there is no room for the word."""


class KeyCap(ChangingText):
    """One key with its words."""

    class Pressed(Message):
        """A key was clicked."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self, key: DeskKey, cap_columns: int) -> None:
        super().__init__(id=key.name)
        self.key = key
        self.cap_columns = cap_columns
        self._shown: tuple[str, DeskState] | None = None

    def on_click(self) -> None:
        self.post_message(self.Pressed(self.key.name))

    def on_resize(self) -> None:
        """What had room before may have none now."""
        if self._shown is not None:
            self.show(*self._shown)

    def show(self, sentence: str, desk: DeskState) -> None:
        """Show the key with these words, dimmed where pressing it makes no sense."""
        self._shown = sentence, desk
        if 0 < self.size.width <= self.cap_columns + len(sentence):
            sentence = sentence.replace(f"{desk.words('Undo')}: ", UNDO_MARK)
        is_sensible, is_under_way = self.key.name in desk.keys, self.key.name in desk.under_way
        self.set_class(is_under_way, "-under-way")
        colours = "bold $text on $primary-muted" if is_sensible else "$text-muted on $boost"
        cap = Content.styled(cap_of(self.key, desk.key_mode).center(self.cap_columns), colours)
        self.tell(Content.assemble(cap, " ", (sentence, "" if is_sensible else "$foreground-muted")))


class KeyBar(Horizontal):
    """All keys of the desk."""

    def __init__(self, words: Wording) -> None:
        super().__init__()
        self.words = words

    def compose(self) -> ComposeResult:
        for place, group in enumerate(GROUPS):
            columns = max(len(key.cap) for key in group.keys) + 2
            classes = "-first" if place == 0 else "-further"
            with Vertical(classes=f"{classes} -last" if group is GROUPS[-1] else classes):
                yield from (KeyCap(key, columns) for key in group.keys)

    def show(self, desk: DeskState) -> None:
        """Show which keys make sense, and which wait for their answer."""
        for cap in self.query(KeyCap):
            sentence = sentence_of(cap.key, desk.view, desk.now, self.words, short=not desk.is_wide)
            cap.show(sentence, desk)
