"""Who waits for this counter, above all that is beside it."""

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from counter.desk_state import DeskState
from counter.sidebar import sidebar_lines
from terminal.changing_text import ChangingText
from ticketing.desk.times import is_late
from ticketing.desk_views import TicketRow
from ticketing.tickets import PrintState
from wording import Wording

LATE_SIGN = "▲"
NEXT_SIGN = "◂"
MARKS_WORDED_COLUMNS_MIN = 40
MARKS_COLUMNS_MAX = 24
MINUTES_COLUMNS_MIN = 8

WaitingRow = tuple[Text, Text, Text, Text]
"""Number, field, marks and minutes."""


class Scrolled(VerticalScroll):
    """A list longer than its place, moved with the wheel, so that it takes no key from the desk."""

    can_focus = False


class WaitingList(Vertical):
    """The waiting line of this counter above all that is beside it."""

    def __init__(self, words: Wording) -> None:
        super().__init__()
        self.words = words
        self._rows: list[WaitingRow] | None = None

    def compose(self) -> ComposeResult:
        yield ChangingText(id="waiting-count")
        with Scrolled(id="waiting-list"):
            yield Static(id="waiting", markup=False)
        with Scrolled(id="sidebar-list"):
            yield ChangingText(id="sidebar")

    def show(self, desk: DeskState) -> None:
        """Show all lists of the view."""
        self.query_one("#waiting-count", ChangingText).tell(
            waiting_sentence(desk, short=self.content_size.width < MARKS_WORDED_COLUMNS_MIN)
        )
        self.query_one("#sidebar", ChangingText).tell(Content("\n").join(sidebar_lines(desk)))
        rows = [self._row(ticket, desk) for ticket in desk.view.waiting]
        if rows != self._rows:
            self._rows = rows
            self.query_one("#waiting", Static).update(_table(rows) if rows else self.words("Nobody waiting"))

    def _row(self, ticket: TicketRow, desk: DeskState) -> WaitingRow:
        seconds = desk.waited_seconds(ticket)
        late, minutes = is_late(seconds, desk.wait_target_minutes), self.words("{n} min", n=seconds // 60)
        said = Text(f"{LATE_SIGN} {minutes}", "bold red") if late else Text(minutes)
        sign = NEXT_SIGN if ticket.number == desk.view.next_number else ""
        number = Text(ticket.number + sign, "bold")
        return number, Text(desk.field(ticket.field)), self._marks(ticket, desk), said

    def _marks(self, ticket: TicketRow, desk: DeskState) -> Text:
        marks = Text()
        is_wide = self.content_size.width >= MARKS_WORDED_COLUMNS_MIN
        if ticket.print_state is PrintState.FAILED:  # first, since what stands last is cut first
            marks.append(self.words("no paper") if is_wide else "!", "bold red")
        if ticket.priority is not None:
            sign = "★✓" if ticket.priority_confirmed else "★"
            named = f"{sign} {desk.priority(ticket.priority)}" if is_wide else sign
            marks.append(" " if marks else "").append(named, "yellow")
        if ticket.reserved_for is not None:
            marks.append(" " if marks else "").append("⇄", "cyan")
        return marks


def _table(rows: list[WaitingRow]) -> Table:
    table = Table.grid(padding=(0, 1, 0, 0), expand=True)
    table.add_column(no_wrap=True, min_width=max(len(number) for number, *_ in rows))
    table.add_column(no_wrap=True, overflow="ellipsis", ratio=1)
    table.add_column(no_wrap=True, overflow="ellipsis", max_width=MARKS_COLUMNS_MAX)
    table.add_column(no_wrap=True, justify="right", min_width=MINUTES_COLUMNS_MIN)
    for row in rows:
        table.add_row(*row)
    return table


def waiting_sentence(desk: DeskState, *, short: bool = False) -> Content:
    """How many wait, and how many of those shown for longer than the office wants."""
    words, target = desk.words, desk.wait_target_minutes
    n = desk.view.waiting_count
    count = words("Waiting: {n}", n=n)
    late = sum(is_late(desk.waited_seconds(ticket), target) for ticket in desk.view.waiting)
    if not late:
        return Content(count)
    over = str(late) if short else words("{n} over {target} min", n=late, target=target)
    return Content.assemble(count, (f"  {LATE_SIGN} {over}", "bold $text-error"))
