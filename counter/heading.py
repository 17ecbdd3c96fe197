"""The top of the desk: which counter this is, who sits there, and whether the server can be heard."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Digits

from counter.desk_state import DeskState
from link.contract import LinkState
from terminal.changing_text import ChangingText
from ticketing.desk.sayings import LINK_WORDS
from ticketing.desk_views import CounterView, OwnFigures
from wording import Wording

LINK_MARKS: dict[LinkState, str] = {
    LinkState.LIVE: "●",
    LinkState.CONNECTING: "◌",
    LinkState.OLD: "▲",
    LinkState.REJECTED: "✖",
}


class Heading(Horizontal):
    """The counter's number large, its clerk, its fields and its connection."""

    def __init__(self, counter: int, words: Wording) -> None:
        super().__init__()
        self.counter = counter
        self.words = words

    def compose(self) -> ComposeResult:
        yield ChangingText(id="label")
        yield Digits(str(self.counter), id="counter")
        with Vertical():
            with Horizontal():
                yield ChangingText(id="clerk")
                yield ChangingText(id="connection")
            yield ChangingText(id="fields")
            yield ChangingText(id="figures")

    def show(self, desk: DeskState) -> None:
        """Show the clerk, the counter's state, its fields, and what was done today."""
        view = desk.view
        word, _, sign = self.words("Counter {counter}", counter=self.counter).rpartition(" ")
        self.query_one("#label", ChangingText).tell(word)
        self.query_one("#counter", Digits).update(sign)
        self.query_one("#clerk", ChangingText).tell(self._who(view))
        self.query_one("#fields", ChangingText).tell(self._fields(desk))
        self.query_one("#figures", ChangingText).tell(figures_sentence(view.figures, self.words))

    def _who(self, view: CounterView) -> Content:
        instead = self.words("in place of {clerk}", clerk=view.taken_from) if view.taken_from else ""
        who = (view.clerk or "–", "bold")
        stand_in = (f" · {instead}" if instead else "", "$text-warning")
        return Content.assemble(who, " · ", state_mark(view, self.words), stand_in)

    def _fields(self, desk: DeskState) -> str:
        fields = ", ".join(desk.field(code) for code in desk.view.fields)
        return self.words("Fields: {fields}", fields=fields)

    def show_connection(self, state: LinkState) -> None:
        """Show how much can be trusted of what is on the screen."""
        mark, sentence = LINK_MARKS[state], LINK_WORDS[state.value]
        colour = "$text-success" if state is LinkState.LIVE else "bold $text-error on $error-muted"
        shown = Content.styled(f" {mark} {self.words(sentence)} ", colour)
        self.query_one("#connection", ChangingText).tell(shown)


def state_mark(view: CounterView, words: Wording) -> Content:
    """Whether the counter calls, in colour."""
    if not view.is_open:
        return Content.styled(words("Closed"), "$text-error")
    if view.is_paused:
        reason = f": {view.pause_reason}" if view.pause_reason else ""
        return Content.styled(words("Paused") + reason, "$text-warning")
    return Content.styled(words("Open"), "$text-success")


def figures_sentence(figures: OwnFigures, words: Wording) -> str:
    """What the counter has done today; means in whole minutes."""
    parts = [words("Served today: {n}", n=figures.served)]
    if figures.unstarted:
        parts.append(words("start not pressed {n}", n=figures.unstarted))
    if figures.missed:
        parts.append(words("no-shows {n}", n=figures.missed))
    wait, service = _minutes(figures.mean_wait_seconds), _minutes(figures.mean_service_seconds)
    if wait is not None and service is not None:
        parts.append(words("mean wait {wait}, service {service} min", wait=wait, service=service))
    elif wait is not None:
        parts.append(words("mean wait {n} min", n=wait))
    return " · ".join(parts)


def _minutes(seconds: int | None) -> int | None:
    return None if seconds is None else round(seconds / 60)
