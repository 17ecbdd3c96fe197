"""What stands beside who waits: notices, problems, who is on hold, dossiers, the other counters."""

from datetime import datetime
from textwrap import wrap

from textual.content import Content

from counter.desk_state import DeskState
from terminal.changing_text import ChangingText
from ticketing.desk.sayings import (
    answer_sentence,
    answers_shown,
    counter_in_brief,
    notice_sentence,
    paper_sentence,
    printer_sentence,
    screen_sentence,
)
from ticketing.desk.times import minutes_between, stopwatch
from ticketing.desk_views import CounterView, DeskCounter, TicketRow
from ticketing.office import Notice
from ticketing.refusals import STATE_WORDS
from ticketing.rules.dossiers import DossierLists
from wording import Wording

TITLE = "bold on $boost"
LINE_CELLS = 46  # a longer line would be cut in a desk of 100 columns
NOTICE_ROWS_MAX = 2
TALL_NOTICE_ROWS_MAX = 4
NOTICE_MARKS = {"message": "✉", "leader": "⚑", "help": "✚", "clock": "◷", "clock-doubt": "◷"}
NOTICE_COLOURS = {
    "message": "$text-primary on $primary-muted",
    "leader": "$text-warning on $warning-muted",
    "help": "$text-warning on $warning-muted",
    "clock": "$text-primary on $primary-muted",
    "clock-doubt": "$text-error on $error-muted",
}


def sidebar_lines(desk: DeskState) -> list[Content]:
    """All of it, a line each, the most pressing first."""
    view, words = desk.view, desk.words
    paper = paper_sentence(view.paper_low, words) if view.paper_low else ""
    worded = (warning.worded(words.language) for warning in (*view.server_warnings, *view.warnings))
    warnings = [line for sentence in worded for line in wrap(sentence, LINE_CELLS)]
    lines = [Content.styled(line, "$text-warning") for line in warnings]
    printers = (line for row in view.printers for line in wrap(printer_sentence(row, words), LINE_CELLS))
    lines += [Content.styled(line, "$text-error") for line in printers]
    lines += [Content.styled(line, "$text-warning") for line in ([paper] if paper else [])]
    lines += [Content.styled(screen_sentence(screen, words), "$text-warning") for screen in view.screens]
    if view.parked:
        lines.append(Content.styled(words("On hold: {n}", n=len(view.parked)), TITLE))
        lines += [_aside(ticket, desk) for ticket in view.parked]
    if view.missed:
        lines.append(Content.styled(words("No-shows: {n}", n=len(view.missed)), TITLE))
        lines.append(Content("  ".join(ticket.number for ticket in view.missed)))
    return [*lines, *dossier_lines(view.dossiers, words), *_others(view, words)]


def problem_count(view: CounterView) -> int:
    """How many things need a hand."""
    troubles = (view.server_warnings, view.warnings, view.paper_low, view.printers, view.screens)
    return sum(map(len, troubles))


def _aside(ticket: TicketRow, desk: DeskState) -> Content:
    about = ticket.note or desk.field(ticket.field)
    since = stopwatch(ticket.parked_at, desk.now) if ticket.parked_at else ""
    return Content.assemble(
        (ticket.number, "bold"), " ", (since, "$text-accent"), " " if since else "", about
    )


def dossier_lines(lists: DossierLists, words: Wording) -> list[Content]:
    """How many dossiers need a hand, where the office keeps any."""
    if not lists.open_count:
        return []
    told = (
        (words("due today: {n}", n=lists.due_today_count), lists.due_today_count, "$text-warning"),
        (words("late: {n}", n=lists.late_count), lists.late_count, "$text-error"),
        (words("ready: {n}", n=len(lists.ready)), len(lists.ready), "$text-success"),
        (words("apology due: {n}", n=len(lists.apology_due)), len(lists.apology_due), "$text-warning"),
    )
    title = Content.styled(words("Dossiers: {n} open", n=lists.open_count), TITLE)
    return [title, *(Content.styled(sentence, colour) for sentence, count, colour in told if count)]


def _others(view: CounterView, words: Wording) -> list[Content]:
    others = [row for row in view.counters if row.number != view.counter and row.state != "closed"]
    if not others:
        return [Content.styled(words("No other counter is open"), "$foreground-muted")]
    title = Content.styled(words("Other counters"), TITLE)
    names = [counter_in_brief(row.number, words) for row in others]
    width = max(2, *map(len, names))
    return [title, *(_other(row, f"{name:>{width}}", words) for row, name in zip(others, names, strict=True))]


def _other(row: DeskCounter, name: str, words: Wording) -> Content:
    doing = words("nobody there")
    if row.ticket and row.ticket_state:
        doing = f"{row.ticket} {words(STATE_WORDS[row.ticket_state])}"
    elif row.state == "paused":
        doing = words("paused")
    return Content.assemble((name, "bold"), f"  {doing}")


class NoticeBand(ChangingText):
    """The open notices, the newest first; more than fit are counted."""

    def __init__(self, words: Wording) -> None:
        super().__init__()
        self.words = words

    def show(self, view: CounterView, now: datetime | None, *, is_tall: bool) -> None:
        """Show what concerns this counter."""
        notices = view.notices[::-1]
        rows_max = TALL_NOTICE_ROWS_MAX if is_tall else NOTICE_ROWS_MAX
        fits = len(notices) <= rows_max
        shown = notices if fits else notices[: rows_max - 1]
        lines = [self._row(notice, view.counter, now) for notice in shown]
        answers = (answer_sentence(answer, self.words) for answer in answers_shown(view.answers, now))
        lines += [Content.styled(f" ✓ {sentence}", "$text-success") for sentence in answers]
        if not fits:
            more = self.words("and {n} more messages", n=len(notices) - len(shown))
            lines.append(Content.styled(f"   {more}", "$foreground-muted"))
        self.display = bool(lines)
        self.tell(Content("\n").join(lines))

    def _row(self, notice: Notice, counter: int, now: datetime | None) -> Content:
        sentence = notice_sentence(notice, counter, self.words)
        since = self.words("{n} min", n=minutes_between(notice.posted_at, now))
        mark = Content.styled(f" {NOTICE_MARKS[notice.kind]} ", NOTICE_COLOURS[notice.kind])
        return Content.assemble(mark, " ", sentence, (f" · {since} · M", "$foreground-muted"))
