"""Who waits for this counter, above all that is beside it."""

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from counter.desk_state import DeskState
from counter.sidebar import sidebar_lines
from ticketing.desk.times import is_late, late_count, minutes_between
from ticketing.desk_views import TicketRow
from ticketing.tickets import PrintState
from wording import Wording

LATE_SIGN = "▲"
MARKS_WORDED_COLUMNS_MIN = 40
MARKS_COLUMNS_MAX = 24
MINUTES_COLUMNS_MIN = 8


class Scrolled(VerticalScroll):
    """A list longer than its place, moved with the wheel, so that it takes no key from the desk."""

    can_focus = False


class WaitingList(Vertical):
    """The waiting line of this counter above all that is beside it."""

    def __init__(self, words: Wording) -> None:
        super().__init__()
        self.words = words

    def compose(self) -> ComposeResult:
        yield Static(id="waiting-count", markup=False)
        with Scrolled(id="waiting-list"):
            yield Static(id="waiting", markup=False)
        with Scrolled(id="sidebar-list"):
            yield Static(id="sidebar", markup=False)

    def show(self, desk: DeskState) -> None:
        """Show all lists of the view."""
        self.query_one("#waiting-count", Static).update(
            waiting_sentence(desk, short=self.content_size.width < MARKS_WORDED_COLUMNS_MIN)
        )
        self.query_one("#waiting", Static).update(self._waiting(desk))
        self.query_one("#sidebar", Static).update(Content("\n").join(sidebar_lines(desk)))

    def _waiting(self, desk: DeskState) -> Table | str:
        view, now = desk.view, desk.now
        if not view.waiting:
            return self.words("Nobody waiting")
        table = Table.grid(padding=(0, 1, 0, 0), expand=True)
        table.add_column(no_wrap=True, min_width=max(len(ticket.number) for ticket in view.waiting))
        table.add_column(no_wrap=True, overflow="ellipsis", ratio=1)
        table.add_column(no_wrap=True, overflow="ellipsis", max_width=MARKS_COLUMNS_MAX)
        table.add_column(no_wrap=True, justify="right", min_width=MINUTES_COLUMNS_MIN)
        for ticket in view.waiting:
            late = is_late(ticket.issued_at, now, desk.wait_target_minutes)
            minutes = self.words("{n} min", n=minutes_between(ticket.issued_at, now))
            said = Text(f"{LATE_SIGN} {minutes}", "bold red") if late else Text(minutes)
            field = Text(desk.field(ticket.field))
            table.add_row(Text(ticket.number, "bold"), field, self._marks(ticket, desk), said)
        return table

    def _marks(self, ticket: TicketRow, desk: DeskState) -> Text:
        marks = Text()
        is_wide = self.content_size.width >= MARKS_WORDED_COLUMNS_MIN
        if ticket.priority is not None:
            sign = "★✓" if ticket.priority_confirmed else "★"
            marks.append(f"{sign} {desk.priority(ticket.priority)}" if is_wide else sign, "yellow")
        if ticket.reserved_for is not None:
            marks.append(" " if marks else "").append("⇄", "cyan")
        if ticket.print_state is PrintState.FAILED:
            marks.append(" " if marks else "").append(self.words("no paper") if is_wide else "!", "bold red")
        return marks


def waiting_sentence(desk: DeskState, *, short: bool = False) -> Content:
    """How many wait, and how many of those shown for longer than the office wants."""
    words, target = desk.words, desk.wait_target_minutes
    n = desk.view.waiting_count
    count = words("Waiting: {n}", n=n)
    late = late_count((ticket.issued_at for ticket in desk.view.waiting), desk.now, target)
    if not late:
        return Content(count)
    over = str(late) if short else words("{n} over {target} min", n=late, target=target)
    return Content.assemble(count, (f"  {LATE_SIGN} {over}", "bold $text-error"))
