"""The desk in two lines, for a small pane beside other programs."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from counter.at_desk import nobody_sentence, short_state
from counter.beside import trouble_count
from counter.hall import waiting_sentence
from counter.heading import LINK_MARKS
from counter.keys import likely_keys, sentence_of
from counter.notices import SIGNS
from counter.picture import Picture
from link.contract import LinkState
from ticketing.tickets import TicketState
from wording import Wording

ROWS_MAX = 4
GAP = "  "


class Bar(Vertical):
    """The number and its state, who waits, and below them the keys that most clerks press next."""

    DEFAULT_CSS = """
    Bar { height: auto; }
    Bar > Horizontal { height: 1; background: $panel; padding: 0 1 0 0; }
    Bar #bar-desk { width: 1fr; text-wrap: nowrap; text-overflow: ellipsis; }
    Bar #bar-hall { width: auto; margin-left: 1; text-wrap: nowrap; }
    Bar > #bar-keys { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    Bar.-stale > Horizontal { background: $error-muted; }
    """

    def __init__(self, counter: int, words: Wording) -> None:
        super().__init__()
        self.counter = counter
        self.words = words

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Static(id="bar-desk", markup=False)
            yield Static(id="bar-hall", markup=False)
        yield Static(id="bar-keys", markup=False)

    def show(self, picture: Picture) -> None:
        """Show the desk in short."""
        self.query_one("#bar-desk", Static).update(self._desk(picture))
        self.query_one("#bar-hall", Static).update(self._hall(picture))
        self.query_one("#bar-keys", Static).update(self._keys(picture))

    def show_line(self, state: LinkState) -> None:
        """Before there is a view: whether there is a line at all."""
        self.query_one("#bar-desk", Static).update(self.words(LINK_MARKS[state][1]))

    def _desk(self, picture: Picture) -> Content:
        view, ticket = picture.view, picture.view.ticket
        counter = (f" {view.counter} ", "bold $text on $primary-muted")
        if ticket is None:
            closed = self.words("Closed")
            says = nobody_sentence(view, self.words).partition("\n")[0] if view.is_open else closed
            return Content.assemble(counter, GAP, says)
        colour = "bold $text-success" if ticket.state is TicketState.SERVING else "bold $text-primary"
        star = "" if ticket.priority is None else " ★✓" if ticket.priority_confirmed else " ★"
        state = short_state(ticket, picture.names, picture.now)
        field = (picture.names.field(ticket.field), "$foreground-muted")
        return Content.assemble(
            counter, GAP, (ticket.number, colour), (star, "$text-warning"), GAP, state, GAP, field
        )

    def _hall(self, picture: Picture) -> Content:
        parts: list[Content | str | tuple[str, str]] = [waiting_sentence(picture, short=True)]
        kinds = {notice.kind for notice in picture.view.notices}
        parts += [(f" {sign}", "$text-warning") for kind, sign in SIGNS.items() if kind in kinds]
        if trouble_count(picture.view):
            parts.append((" !", "bold $text-error"))
        mark, sentence = LINK_MARKS[picture.line]
        live = picture.line is LinkState.LIVE
        parts.append(
            (
                f" {mark}" if live else f" {mark} {self.words(sentence)}",
                "$text-success" if live else "bold $text-error",
            )
        )
        return Content.assemble(*parts)

    def _keys(self, picture: Picture) -> Content:
        """As many of the likely keys as fit with their words."""
        content, columns = Content(""), self.content_size.width
        for key in likely_keys(picture.view, picture.now):
            if key.name in picture.keys:
                sentence = sentence_of(key, picture.view, picture.now, self.words, short=True)
                cap = (f" {key.cap} ", "bold $text on $primary-muted")
                longer = Content.assemble(content, cap, f" {sentence} ")
                if longer.cell_length > columns:
                    break
                content = longer
        return content
