"""The top of the desk: which counter this is, who sits there, and whether the line to the server holds."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Digits, Static

from counter.names import Names
from counter.picture import Picture
from link.contract import LinkState
from ticketing.desk_views import CounterView, OwnFigures
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
    Heading > Vertical { width: 1fr; height: 3; }
    Heading > Vertical > Horizontal { height: 1; }
    Heading Static { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    Heading #clerk { width: 1fr; }
    Heading #line { width: auto; margin-left: 1; }
    Heading #figures { color: $foreground-muted; }
    """

    def __init__(self, counter: int, words: Wording) -> None:
        super().__init__()
        self.counter = counter
        self.words = words

    def compose(self) -> ComposeResult:
        yield Static(self.words("Counter"), id="label", markup=False)
        yield Digits(str(self.counter), id="counter")
        with Vertical():
            with Horizontal():
                yield Static(id="clerk", markup=False)
                yield Static(id="line", markup=False)
            yield Static(id="fields", markup=False)
            yield Static(id="figures", markup=False)

    def show(self, picture: Picture) -> None:
        """Show the clerk, the counter's state, its fields, and what was done today."""
        view = picture.view
        self.query_one("#clerk", Static).update(self._who(view))
        self.query_one("#fields", Static).update(self._fields(view, picture.names))
        self.query_one("#figures", Static).update(figures_sentence(view.figures, self.words))

    def _who(self, view: CounterView) -> Content:
        instead = self.words("in place of {clerk}", clerk=view.taken_from) if view.taken_from else ""
        who = (view.clerk or "–", "bold")
        stand_in = (f" · {instead}" if instead else "", "$text-warning")
        return Content.assemble(who, " · ", state_mark(view, self.words), stand_in)

    def _fields(self, view: CounterView, names: Names) -> str:
        fields = ", ".join(names.field(code) for code in view.fields)
        return self.words("Fields: {fields}", fields=fields)

    def show_line(self, state: LinkState) -> None:
        """Show how much can be trusted of what is on the screen."""
        mark, sentence = LINK_MARKS[state]
        colour = "$text-success" if state is LinkState.LIVE else "bold $text-error on $error-muted"
        self.query_one("#line", Static).update(Content.styled(f" {mark} {self.words(sentence)} ", colour))


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
