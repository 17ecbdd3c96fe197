"""The top of the desk: which counter this is, who sits there, and whether the line to the server holds."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Digits, Static

from counter.names import Names
from link.contract import LinkState
from ticketing.desk_views import CounterView
from ticketing.sentences import N_
from wording import Wording

LINK_MARKS: dict[LinkState, tuple[str, str]] = {
    LinkState.LIVE: ("●", N_("Connected")),
    LinkState.CONNECTING: ("◌", N_("Connecting…")),
    LinkState.OLD: ("▲", N_("OLD DATA")),
    LinkState.REJECTED: ("✖", N_("Rejected by the server")),
}


class Heading(Horizontal):
    """The counter's number large, its clerk, its fields and its line."""

    DEFAULT_CSS = """
    Heading { height: 3; background: $panel; padding: 0 1; }
    Heading > #label { width: auto; height: 3; content-align: left middle; margin-right: 1; }
    Heading > #label { text-style: bold; }
    Heading > #counter { width: auto; color: $primary; text-style: bold; margin-right: 2; }
    Heading > #clerk { width: 1fr; height: 3; text-wrap: nowrap; text-overflow: ellipsis; }
    Heading > #line { width: auto; height: 3; text-align: right; margin-left: 1; }
    """

    def __init__(self, counter: int, words: Wording) -> None:
        super().__init__()
        self.counter = counter
        self.words = words

    def compose(self) -> ComposeResult:
        yield Static(self.words("Counter"), id="label", markup=False)
        yield Digits(str(self.counter), id="counter")
        yield Static(id="clerk", markup=False)
        yield Static(id="line", markup=False)

    def show(self, view: CounterView, names: Names) -> None:
        """Show the clerk, the counter's state, its fields, and how many were served."""
        state = self._state(view)
        fields = ", ".join(names.field(code) for code in view.fields)
        self.query_one("#clerk", Static).update(
            Content.assemble(
                (view.clerk or "–", "bold"),
                " · ",
                state,
                "\n",
                self.words("Fields: {fields}", fields=fields),
                "\n",
                self.words("Served today: {n}", n=view.served_count),
            )
        )

    def _state(self, view: CounterView) -> Content:
        if not view.is_open:
            return Content.styled(self.words("Closed"), "$text-error")
        if view.is_paused:
            return Content.styled(self.words("Paused"), "$text-warning")
        return Content.styled(self.words("Open"), "$text-success")

    def show_line(self, state: LinkState) -> None:
        """Show how much can be trusted of what is on the screen."""
        mark, sentence = LINK_MARKS[state]
        colour = "$text-success" if state is LinkState.LIVE else "bold $text-error on $error-muted"
        self.query_one("#line", Static).update(Content.styled(f" {mark} {self.words(sentence)} ", colour))
