"""The number at the desk: very large, with its field, its state, and why it is this one."""

from datetime import datetime

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from counter.clock import stopwatch
from counter.large import enlarged
from counter.names import Names
from ticketing.calling import explain
from ticketing.desk_views import CounterView, TicketSign
from ticketing.refusals import STATE_WORDS
from ticketing.sentences import N_
from ticketing.tickets import PrintState, TicketState
from wording import Wording

PRINT_WORDS = {
    PrintState.ISSUED: N_("slip not printed yet"),
    PrintState.PRINTED: N_("slip printed"),
    PrintState.SENT: N_("slip sent, not confirmed"),
    PrintState.FAILED: N_("slip failed"),
}


class AtDesk(Vertical):
    """Whom the clerk calls or serves."""

    DEFAULT_CSS = """
    AtDesk { height: auto; padding: 1 1 0 1; }
    AtDesk > #number { height: 7; text-wrap: nowrap; content-align: left middle; color: $primary; }
    AtDesk.-serving > #number { color: $success; }
    AtDesk > #about { height: 3; text-wrap: nowrap; text-overflow: ellipsis; }
    AtDesk.-nobody > #number { color: $foreground; text-wrap: wrap; }
    AtDesk > #why { height: 3; color: $foreground-muted; }
    """

    def __init__(self, words: Wording) -> None:
        super().__init__()
        self.words = words
        self._number = ""

    def compose(self) -> ComposeResult:
        yield Static(id="number", markup=False)
        yield Static(id="about", markup=False)
        yield Static(id="why", markup=False)

    def on_resize(self) -> None:
        self._draw_number()

    def notify_instead(self, sentence: str) -> None:
        """Show a sentence where there is no number to show."""
        self.set_class(True, "-nobody")
        self._show_number(sentence)
        self._say("", "")

    def show(self, view: CounterView, names: Names, now: datetime | None) -> None:
        """Show the number at the desk, or that there is none."""
        if view.ticket is None:
            self.notify_instead(self._nobody(view))
            return
        self.set_class(False, "-nobody")
        self.set_class(view.ticket.state is TicketState.SERVING, "-serving")
        self._show_number(view.ticket.number)
        self._say(self._about(view.ticket, names, now), self._why(view, view.ticket))

    def _nobody(self, view: CounterView) -> str:
        if not view.is_open:
            return ""
        if view.is_paused:
            return self.words("Counter paused. Press C to reopen it.")
        if view.waiting_count:
            return self.words("Nobody at the counter. Press Space to call the next number.")
        return self.words("Nobody waiting")

    def _about(self, ticket: TicketSign, names: Names, now: datetime | None) -> Content:
        words = self.words
        parts: list[str | tuple[str, str]] = [(names.field(ticket.field), "bold")]
        if ticket.priority is not None:
            priority = words("Priority: {group}", group=names.priority(ticket.priority))
            parts += ["\n", (f" ★ {priority} ", "$text-warning on $warning-muted")]
        return Content.assemble(*parts, "\n", self._state(ticket, names, now))

    def _state(self, ticket: TicketSign, names: Names, now: datetime | None) -> str:
        words = self.words
        state = words(STATE_WORDS[ticket.state])
        parts = [state[:1].upper() + state[1:]]
        since = ticket.started_at if ticket.state is TicketState.SERVING else ticket.called_at
        if since is not None:
            parts.append(stopwatch(since, now))
        if ticket.recalls and ticket.state is TicketState.CALLED:
            parts.append(words("Recalled {n}/{max}", n=ticket.recalls, max=names.recalls_max))
        return " · ".join([*parts, self._paper(ticket)])

    def _paper(self, ticket: TicketSign) -> str:
        """What is known of the slip; a slip that was printed again is told by how often."""
        state = self.words(PRINT_WORDS[ticket.print_state])
        again = self.words("reprinted {n}×", n=ticket.copies)
        return f"{state} ({again})" if ticket.copies else state

    def _why(self, view: CounterView, ticket: TicketSign) -> Content:
        parts = []
        if view.why is not None:
            why = explain(view.why, self.words)
            parts.append(self.words("Why this one: {why}", why=why))
        if ticket.note:
            parts.append(self.words("Note: {note}", note=ticket.note))
        return Content("\n".join(parts))

    def _show_number(self, number: str) -> None:
        self._number = number
        self._draw_number()

    def _draw_number(self) -> None:
        number = self.query_one("#number", Static)
        number.update(Content(enlarged(self._number, self.content_size.width)))

    def _say(self, about: str | Content, why: str | Content) -> None:
        self.query_one("#about", Static).update(about)
        self.query_one("#why", Static).update(why)
