"""The number at the desk: very large, with its field, its state, and why it is this one."""

from collections.abc import Iterator
from datetime import datetime

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from counter.desk_state import DeskState
from terminal.changing_text import ChangingText
from terminal.large_text import large_number
from ticketing.desk.arrivals import ARRIVED
from ticketing.desk.sayings import PRINT_WORDS
from ticketing.desk.times import stopwatch
from ticketing.desk_views import CounterView, TicketRow
from ticketing.outcomes import OUTCOME_WORDS, SEPARATOR, Outcome
from ticketing.refusals import STATE_WORDS
from ticketing.rules.calling import explain
from ticketing.tickets import TicketState
from wording import Wording

ABOUT_ROWS = 3
ARRIVAL_MARK = "◆"
WHY_ROWS = 3


class AtDesk(Vertical):
    """Whom the clerk calls or serves."""

    def __init__(self, words: Wording) -> None:
        super().__init__()
        self.words = words
        self._number = ""

    def compose(self) -> ComposeResult:
        yield ChangingText(id="number")
        yield ChangingText(id="about")
        yield ChangingText(id="why")

    def on_resize(self) -> None:
        self._draw_number()

    def notify_instead(self, sentence: str | Content) -> None:
        """Show a sentence where there is no number to show."""
        self.set_class(True, "-nobody")
        self._number = ""
        self.query_one("#number", ChangingText).tell(sentence)
        self._say("", "")

    def show(self, desk: DeskState) -> None:
        """Show the number at the desk, or that there is none."""
        view = desk.view
        if view.ticket is None:
            self.notify_instead(nobody_sentence(desk))
            return
        self.set_class(False, "-nobody")
        self.set_class(view.ticket.state is TicketState.SERVING, "-serving")
        self._number = view.ticket.number
        self._draw_number()
        self._say(self._about(view.ticket, desk), why_lines(view, view.ticket, self.words))

    def _about(self, ticket: TicketRow, desk: DeskState) -> Content:
        parts: list[str | tuple[str, str]] = [(desk.field(ticket.field), "bold")]
        if procedure := desk.procedure(ticket.procedure):
            parts.append(f" · {procedure}")
        if ticket.priority is not None:
            parts += ["\n", priority_mark(ticket, desk)]
        state = state_sentence(ticket, desk)
        paper = paper_sentence(ticket, self.words)
        return Content.assemble(*parts, "\n", state, (f" · {paper}", "$foreground-muted"))

    def _draw_number(self) -> None:
        if self._number:
            rows_max = self.content_size.height - ABOUT_ROWS - WHY_ROWS
            letters = large_number(self._number, self.content_size.width, rows_max)
            self.query_one("#number", ChangingText).tell(Content("\n".join(letters) or self._number))

    def _say(self, about: str | Content, why: str | Content) -> None:
        self.query_one("#about", ChangingText).tell(about)
        self.query_one("#why", ChangingText).tell(why)


def paper_sentence(ticket: TicketRow, words: Wording) -> str:
    """What is known of the slip; a slip that was printed again is told by how often."""
    state = words(PRINT_WORDS[ticket.print_state])
    again = words("reprinted {n}×", n=ticket.copies)
    return f"{state} ({again})" if ticket.copies else state


def why_lines(view: CounterView, ticket: TicketRow, words: Wording) -> Content:
    """What was done for this citizen before, what another clerk has noted, and why this number was called."""
    parts = []
    if ticket.outcome:
        done = ", ".join(_outcome_words(code, words) for code in ticket.outcome.split(SEPARATOR))
        parts.append(words("Done before: {outcomes}", outcomes=done))
    if ticket.note:
        parts.append(words("Note: {note}", note=ticket.note))
    if view.why is not None:
        parts.append(words("Why this one: {why}", why=explain(view.why, words)))
    return Content("\n".join(parts))


def nobody_sentence(desk: DeskState) -> str:
    """What to do at an empty desk, below the mark of who has just come."""
    view, words = desk.view, desk.words
    if not view.is_open:
        return ""
    if view.is_paused:
        has_letters = desk.key_mode == "letters"
        reopen = words("Counter paused. Press C to reopen it." if has_letters else "Counter paused")
        reason = words("Reason: {reason}", reason=view.pause_reason)
        return f"{reopen}\n{reason}" if view.pause_reason else reopen
    if view.waiting_count:
        came = f"{ARRIVAL_MARK} {words(ARRIVED)}\n" if desk.has_arrival else ""
        if desk.key_mode != "letters":
            return came + words("Nobody at the counter")
        return came + words("Nobody at the counter. Press Space to call the next number.")
    return words("Nobody waiting")


def priority_mark(ticket: TicketRow, desk: DeskState) -> tuple[str, str]:
    """The priority class with a sign, and with another one once a clerk has confirmed it."""
    group = desk.priority(ticket.priority or "")
    says = desk.words("Priority: {group}", group=group)
    if ticket.priority_confirmed:
        return f" ★ {says} ✓ {desk.words('confirmed')} ", "$text-success on $success-muted"
    return f" ★ {says} ", "$text-warning on $warning-muted"


def state_sentence(ticket: TicketRow, desk: DeskState) -> str:
    """What is being done with the ticket, for how long, and what happens by itself."""
    state = desk.words(STATE_WORDS[ticket.state])
    parts = (state[:1].upper() + state[1:], watch_of(ticket, desk.now), *_going_on(ticket, desk))
    return " · ".join(filter(None, parts))


def short_state(ticket: TicketRow, desk: DeskState) -> str:
    """The same with the time first, for where the end may be cut off."""
    state = desk.words(STATE_WORDS[ticket.state])
    parts = (f"{watch_of(ticket, desk.now)} {state}".lstrip(), *_going_on(ticket, desk))
    return " · ".join(parts)


def watch_of(ticket: TicketRow, now: datetime | None) -> str:
    """For how long the ticket has been called or served."""
    since = ticket.started_at if ticket.state is TicketState.SERVING else ticket.called_at
    return "" if since is None else stopwatch(since, now)


def _going_on(ticket: TicketRow, desk: DeskState) -> Iterator[str]:
    """How often the ticket was recalled, and when it starts by itself."""
    if ticket.state is TicketState.CALLED:
        if ticket.recalls:
            yield desk.words("Recalled {n}/{max}", n=ticket.recalls, max=desk.recalls_max)
        if (seconds := _starts_in(ticket, desk)) is not None:
            yield desk.words("starts by itself in {n} s", n=seconds)


def _starts_in(ticket: TicketRow, desk: DeskState) -> int | None:
    """After how many seconds the citizen is taken to have come, where the office has such a rule."""
    after = desk.start_after_seconds
    if after is None or desk.now is None or ticket.called_at is None:
        return None
    return max(0, after - int((desk.now - ticket.called_at).total_seconds()))


def _outcome_words(code: str, words: Wording) -> str:
    return words(OUTCOME_WORDS[Outcome(code)]) if code in {each.value for each in Outcome} else code
