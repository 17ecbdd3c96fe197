"""Who waits for this counter, above all that is beside it."""

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from counter.beside import beside
from counter.names import Names
from counter.picture import Picture
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


class Hall(Vertical):
    """The waiting line of this counter above all that is beside it."""

    DEFAULT_CSS = """
    Hall { padding: 0 1; }
    Hall > #waiting-count { height: 1; text-style: bold; background: $boost; }
    Hall > #waiting-list { height: 1fr; min-height: 3; scrollbar-size-vertical: 1; }
    Hall #beside { text-wrap: nowrap; text-overflow: ellipsis; }
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

    def show(self, picture: Picture) -> None:
        """Show all lists of the view."""
        self.query_one("#waiting-count", Static).update(
            waiting_sentence(picture, short=self.content_size.width < MARKS_WORDED_COLUMNS_MIN)
        )
        self.query_one("#waiting", Static).update(self._waiting(picture))
        self.query_one("#beside", Static).update(Content("\n").join(beside(picture)))

    def _waiting(self, picture: Picture) -> Table | str:
        view, names, now = picture.view, picture.names, picture.now
        if not view.waiting:
            return self.words("Nobody waiting")
        table = Table.grid(padding=(0, 1, 0, 0), expand=True)
        table.add_column(no_wrap=True, min_width=max(len(ticket.number) for ticket in view.waiting))
        table.add_column(no_wrap=True, overflow="ellipsis", ratio=1)
        table.add_column(no_wrap=True, overflow="ellipsis", max_width=MARKS_COLUMNS_MAX)
        table.add_column(no_wrap=True, justify="right", min_width=MINUTES_COLUMNS_MIN)
        for ticket in view.waiting:
            late = is_late(ticket.issued_at, now, names.wait_target_minutes)
            minutes = self.words("{n} min", n=minutes_between(ticket.issued_at, now))
            said = Text(f"{LATE_SIGN} {minutes}", "bold red") if late else Text(minutes)
            field = Text(names.field(ticket.field))
            table.add_row(Text(ticket.number, "bold"), field, self._marks(ticket, names), said)
        return table

    def _marks(self, ticket: TicketRow, names: Names) -> Text:
        marks = Text()
        is_wide = self.content_size.width >= MARKS_WORDED_COLUMNS_MIN
        if ticket.priority is not None:
            sign = "★✓" if ticket.priority_confirmed else "★"
            marks.append(f"{sign} {names.priority(ticket.priority)}" if is_wide else sign, "yellow")
        if ticket.reserved_for is not None:
            marks.append(" " if marks else "").append("⇄", "cyan")
        if ticket.print_state is PrintState.FAILED:
            marks.append(" " if marks else "").append(self.words("no paper") if is_wide else "!", "bold red")
        return marks


def waiting_sentence(picture: Picture, *, short: bool = False) -> Content:
    """How many wait, and how many of those shown for longer than the office wants."""
    words, target = picture.names.words, picture.names.wait_target_minutes
    n = picture.view.waiting_count
    count = words("Waiting: {n}", n=n)
    late = late_count((ticket.issued_at for ticket in picture.view.waiting), picture.now, target)
    if not late:
        return Content(count)
    over = str(late) if short else words("{n} over {target} min", n=late, target=target)
    return Content.assemble(count, (f"  {LATE_SIGN} {over}", "bold $text-error"))
