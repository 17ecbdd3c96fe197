"""Who waits for this counter, who stands aside, and what the others do."""

from datetime import datetime

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from counter.clock import minutes_between
from counter.names import Names
from ticketing.desk_views import CounterView, TicketSign
from ticketing.print_reasons import worded_reason
from ticketing.refusals import STATE_WORDS
from ticketing.tickets import PrintState
from ticketing.views import CounterSign
from wording import Wording

MARKS_WORDED_COLUMNS_MIN = 40
MARKS_COLUMNS_MAX = 22
MINUTES_COLUMNS_MIN = 7


class Scrolled(VerticalScroll):
    """A list longer than its place, moved with the wheel, so that it takes no key from the desk."""

    can_focus = False


class Hall(Vertical):
    """The waiting line of this counter above all that is beside it."""

    DEFAULT_CSS = """
    Hall { padding: 0 1; }
    Hall > #waiting-count { height: 1; text-style: bold; background: $boost; }
    Hall > #waiting-list { height: 1fr; min-height: 3; scrollbar-size-vertical: 1; }
    Hall > #beside-list { height: auto; max-height: 50%; scrollbar-size-vertical: 1; }
    """

    def __init__(self, words: Wording) -> None:
        super().__init__()
        self.words = words

    def compose(self) -> ComposeResult:
        yield Static(id="waiting-count", markup=False)
        with Scrolled(id="waiting-list"):
            yield Static(id="waiting", markup=False)
        with Scrolled(id="beside-list"):
            yield Static(id="beside", markup=False)

    def show(self, view: CounterView, names: Names, now: datetime | None) -> None:
        """Show all lists of the view."""
        count = self.words("Waiting: {n}", n=view.waiting_count)
        self.query_one("#waiting-count", Static).update(count)
        self.query_one("#waiting", Static).update(self._waiting(view, names, now))
        self.query_one("#beside", Static).update(Content("\n").join(self._beside(view, names)))

    def _waiting(self, view: CounterView, names: Names, now: datetime | None) -> Table | str:
        if not view.waiting:
            return self.words("Nobody waiting")
        table = Table.grid(padding=(0, 1, 0, 0), expand=True)
        table.add_column(no_wrap=True, min_width=max(len(ticket.number) for ticket in view.waiting))
        table.add_column(no_wrap=True, overflow="ellipsis", ratio=1)
        table.add_column(no_wrap=True, overflow="ellipsis", max_width=MARKS_COLUMNS_MAX)
        table.add_column(no_wrap=True, justify="right", min_width=MINUTES_COLUMNS_MIN)
        for ticket in view.waiting:
            minutes = self.words("{n} min", n=minutes_between(ticket.issued_at, now))
            field = Text(names.field(ticket.field))
            table.add_row(Text(ticket.number, "bold"), field, self._marks(ticket, names), Text(minutes))
        return table

    def _marks(self, ticket: TicketSign, names: Names) -> Text:
        marks = Text()
        is_wide = self.content_size.width >= MARKS_WORDED_COLUMNS_MIN
        if ticket.priority is not None:
            marks.append(f"★ {names.priority(ticket.priority)}" if is_wide else "★", "yellow")
        if ticket.reserved_for is not None:
            marks.append(" " if marks else "").append("⇄", "cyan")
        if ticket.print_state is PrintState.FAILED:
            marks.append(" " if marks else "").append(self.words("no paper") if is_wide else "!", "bold red")
        return marks

    def _beside(self, view: CounterView, names: Names) -> list[Content]:
        words = self.words
        lines = [Content.styled(self._paper_low(view.paper_low), "$text-warning")] if view.paper_low else []
        lines += [Content.styled(self._paper(ticket), "$text-error") for ticket in view.unprinted]
        if view.parked:
            lines.append(Content.styled(words("On hold: {n}", n=len(view.parked)), "bold on $boost"))
            lines += [self._aside(ticket, names) for ticket in view.parked]
        if view.missed:
            lines.append(Content.styled(words("No-shows: {n}", n=len(view.missed)), "bold on $boost"))
            lines.append(Content("  ".join(ticket.number for ticket in view.missed)))
        return [*lines, *self._others(view)]

    def _paper(self, ticket: TicketSign) -> str:
        if not ticket.print_reason:
            return self.words("Slip {number} not printed", number=ticket.number)
        reason = worded_reason(ticket.print_reason, self.words)
        return self.words("Slip {number} not printed: {reason}", number=ticket.number, reason=reason)

    def _paper_low(self, kiosks: tuple[str, ...]) -> str:
        """Which kiosks need paper; where only one has no name of its own, it is the kiosk."""
        if kiosks == ("",):
            return self.words("Paper is running out at the kiosk")
        if len(kiosks) == 1:
            return self.words("Paper is running out at kiosk {name}", name=kiosks[0])
        names = ", ".join(name or "?" for name in kiosks)
        return self.words("Paper is running out at {n} kiosks: {names}", n=len(kiosks), names=names)

    def _aside(self, ticket: TicketSign, names: Names) -> Content:
        about = ticket.note or names.field(ticket.field)
        return Content.assemble((ticket.number, "bold"), " ", about)

    def _others(self, view: CounterView) -> list[Content]:
        others = [sign for sign in view.counters if sign.number != view.counter and sign.state != "closed"]
        if not others:
            return [Content.styled(self.words("No other counter is open"), "$foreground-muted")]
        title = Content.styled(self.words("Other counters"), "bold on $boost")
        return [title, *(self._other(sign) for sign in others)]

    def _other(self, sign: CounterSign) -> Content:
        doing = self.words("nobody there")
        if sign.ticket and sign.ticket_state:
            doing = f"{sign.ticket} {self.words(STATE_WORDS[sign.ticket_state])}"
        elif sign.state == "paused":
            doing = self.words("paused")
        return Content.assemble((f"{sign.number:>2}", "bold"), f"  {doing}")
