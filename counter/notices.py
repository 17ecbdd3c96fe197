"""What others want of this desk, and what it waits for: a line each until it is answered."""

from datetime import datetime

from textual.content import Content
from textual.widgets import Static

from ticketing.desk.times import minutes_between
from ticketing.desk_views import CounterView
from ticketing.office import Notice
from wording import Wording

ROWS_MAX = 2
TALL_ROWS_MAX = 4
SIGNS = {"message": "✉", "leader": "⚑", "help": "✚"}
COLOURS = {
    "message": "$text-primary on $primary-muted",
    "leader": "$text-warning on $warning-muted",
    "help": "$text-warning on $warning-muted",
}


def notice_sentence(notice: Notice, counter: int, words: Wording) -> str:
    """A notice as this counter's clerk reads it."""
    is_own = notice.counter == counter
    if notice.kind == "leader":
        says = (
            words("The leader on duty is called; no answer yet")
            if is_own
            else words("Counter {counter} calls the leader on duty", counter=notice.counter)
        )
    elif notice.kind == "help":
        says = (
            words("Help is called; no answer yet")
            if is_own
            else words("Counter {counter} asks for help", counter=notice.counter)
        )
    else:
        says = words("Guidance desk")
    return f"{says}: {notice.text}" if notice.text else says


class NoticeBand(Static):
    """The open notices, the newest first; more than fit are counted."""

    DEFAULT_CSS = """
    NoticeBand { height: auto; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(self, words: Wording) -> None:
        super().__init__(markup=False)
        self.words = words

    def show(self, view: CounterView, now: datetime | None, *, is_tall: bool) -> None:
        """Show what concerns this counter."""
        notices = view.notices[::-1]
        rows_max = TALL_ROWS_MAX if is_tall else ROWS_MAX
        fits = len(notices) <= rows_max
        shown = notices if fits else notices[: rows_max - 1]
        lines = [self._line(notice, view.counter, now) for notice in shown]
        if not fits:
            more = self.words("and {n} more messages", n=len(notices) - len(shown))
            lines.append(Content.styled(f"   {more}", "$foreground-muted"))
        self.display = bool(lines)
        self.update(Content("\n").join(lines))

    def _line(self, notice: Notice, counter: int, now: datetime | None) -> Content:
        sentence = notice_sentence(notice, counter, self.words)
        since = self.words("{n} min", n=minutes_between(notice.posted_at, now))
        mark = Content.styled(f" {SIGNS[notice.kind]} ", COLOURS[notice.kind])
        return Content.assemble(mark, " ", sentence, (f" · {since} · M", "$foreground-muted"))
