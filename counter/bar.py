"""The desk in two lines, for a small pane beside other programs."""

from collections import Counter

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content

from counter.at_desk import nobody_sentence, short_state
from counter.desk_state import DeskState
from counter.heading import LINK_MARKS
from counter.sidebar import NOTICE_MARKS, problem_count
from counter.waiting import waiting_sentence
from link.contract import LinkState
from terminal.changing_text import ChangingText
from ticketing.desk.keys import cap_of, likely_keys, sentence_of
from ticketing.desk.sayings import LINK_WORDS, counter_in_brief
from ticketing.tickets import TicketState
from wording import Wording

BAR_ROWS_MAX = 4
PARKED_MARK = "‖"
GAP = "  "


class Bar(Vertical):
    """The number and its state, who waits, and below them the keys that most clerks press next."""

    def __init__(self, counter: int, words: Wording) -> None:
        super().__init__()
        self.counter = counter
        self.words = words

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield ChangingText(id="bar-desk")
            yield ChangingText(id="bar-waiting")
        yield ChangingText(id="bar-keys")

    def show(self, desk: DeskState) -> None:
        """Show the desk in short."""
        self.query_one("#bar-desk", ChangingText).tell(self._desk(desk))
        self.query_one("#bar-waiting", ChangingText).tell(self._waiting(desk))
        self.query_one("#bar-keys", ChangingText).tell(self._keys(desk))

    def show_connection(self, state: LinkState) -> None:
        """Before there is a view: whether there is a connection at all."""
        self.query_one("#bar-desk", ChangingText).tell(self.words(LINK_WORDS[state.value]))

    def _desk(self, desk: DeskState) -> Content:
        view, ticket = desk.view, desk.view.ticket
        counter = (f" {counter_in_brief(view.counter, self.words)} ", "bold $text on $primary-muted")
        if ticket is None:
            closed = self.words("Closed")
            says = nobody_sentence(desk).partition("\n")[0] if view.is_open else closed
            return Content.assemble(counter, GAP, says)
        colour = "bold $text-success" if ticket.state is TicketState.SERVING else "bold $text-primary"
        star = "" if ticket.priority is None else " ★✓" if ticket.priority_confirmed else " ★"
        state = short_state(ticket, desk)
        field = (desk.field(ticket.field), "$foreground-muted")
        return Content.assemble(
            counter, GAP, (ticket.number, colour), (star, "$text-warning"), GAP, state, GAP, field
        )

    def _waiting(self, desk: DeskState) -> Content:
        parts: list[Content | str | tuple[str, str]] = [waiting_sentence(desk, short=True)]
        kinds = Counter[str](notice.kind for notice in desk.view.notices)
        counts = [(sign, kinds[kind]) for kind, sign in NOTICE_MARKS.items()]
        counts.append((PARKED_MARK, len(desk.view.parked)))
        parts += [(f" {sign}{count}", "$text-warning") for sign, count in counts if count]
        if problem_count(desk.view):
            parts.append((" !", "bold $text-error"))
        mark, sentence = LINK_MARKS[desk.connection], LINK_WORDS[desk.connection.value]
        live = desk.connection is LinkState.LIVE
        parts.append(
            (
                f" {mark}" if live else f" {mark} {self.words(sentence)}",
                "$text-success" if live else "bold $text-error",
            )
        )
        return Content.assemble(*parts)

    def _keys(self, desk: DeskState) -> Content:
        """As many of the likely keys as fit with their words."""
        content, columns = Content(""), self.content_size.width
        for key in likely_keys(desk.view, desk.now):
            if key.name in desk.keys:
                sentence = sentence_of(key, desk.view, desk.now, self.words, short=True)
                cap = (f" {cap_of(key, desk.key_mode)} ", "bold $text on $primary-muted")
                longer = Content.assemble(content, cap, f" {sentence} ")
                if longer.cell_length > columns:
                    break
                content = longer
        return content
