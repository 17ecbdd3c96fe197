"""The life of a ticket and the steps of a day as plain lines, each with its time, that can be piped."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from textwrap import TextWrapper

from server.reports.story.passing import Life, Passing
from server.reports.story.steps import DayStep, Happening
from server.reports.story.telling import tell, tell_briefly, why_of
from server.reports.story.tongue import Tongue, field_name, maker, place
from ticketing.office import Office
from ticketing.refusals import STATE_WORDS
from ticketing.rules.calling import explain
from ticketing.rules.issuing import ahead_of_waiting
from ticketing.sentences import N_, WEEKDAYS, shown_day
from ticketing.tickets import PrintState, TicketState
from ticketing.views import waiting_by_field

PASSING_MARK = "> "


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page; without a `clock` it belongs to the one above, and `mark` stands before its text.

    One that `is_row` of a table stays whole, however narrow the page is.
    """

    text: str
    clock: str = ""
    mark: str = ""
    is_row: bool = False


def page_of(lines: list[Line], width: int | None = None) -> str:
    """The lines below each other, texts under texts; wrapped at `width` columns if it is given."""
    clocks = max((len(line.clock) for line in lines), default=0)
    return "".join(f"{row}\n" for line in lines for row in _rows(line, clocks, width))


def _rows(line: Line, clocks: int, width: int | None) -> list[str]:
    start = f"{line.clock.ljust(clocks)}  {line.mark}" if line.clock or line.mark else ""
    if width is None or line.is_row:
        return [f"{start}{line.text}".rstrip()]
    wrapper = TextWrapper(width, initial_indent=start, subsequent_indent=" " * len(start))
    return wrapper.wrap(line.text) or [start.rstrip()]


def life_lines(life: Life, tongue: Tongue) -> list[Line]:
    """The page of `motcua explain`."""
    words, ticket = tongue.words, life.ticket
    heading = [
        words(N_("Number {number}"), number=ticket.number),
        field_name(life.office, ticket.field, tongue.language),
        words(N_("priority")) if ticket.priority else words(N_("ordinary")),
        day_words(life.office.day, tongue),
    ]
    lines = [Line(", ".join(heading)), Line("")]
    for chapter in life.chapters:
        if isinstance(chapter, Passing):
            lines.append(_passing_line(chapter, life, tongue))
        else:
            lines.append(_happening_line(chapter, life.office.day, tongue))
    if _lacks_report(life):
        lines.append(Line(words(N_("It is not confirmed that its slip came out: nobody has told of it."))))
    return [*lines, Line(""), *(Line(text) for text in _conclusion(life, tongue))]


def _lacks_report(life: Life) -> bool:
    """Whether nobody has told of this slip, on a day on which kiosks have told of others."""
    states = (ticket.print_state for ticket in life.office.tickets.values())
    return life.ticket.print_state is PrintState.ISSUED and any(s is not PrintState.ISSUED for s in states)


def _happening_line(happening: Happening, day: date, tongue: Tongue) -> Line:
    by = maker_beside(happening, tongue)
    return Line(f"{tell(happening, tongue)}{by}", clock_words(happening.event.at, day))


def _passing_line(passing: Passing, life: Life, tongue: Tongue) -> Line:
    words, later = tongue.words, passing.called
    parts = [explain(passing.event.why, words)]
    details = [f"{later.issued_at:%H:%M}"]
    if later.field != life.ticket.field:
        details.append(field_name(life.office, later.field, tongue.language))
    if passing.ranks_before:
        parts.append(words(N_("its priority class goes before this one's")))
    if passing.is_unknown:
        parts.append(words(N_("this number was not on record yet, since its kiosk was offline")))
    if passing.undone_at:
        parts.append(words(N_("taken back at {time}"), time=f"{passing.undone_at:%H:%M:%S}"))
    sentence = N_("{clause}, which was taken later ({details}): {why}.")
    clause = tell_briefly(passing.happening, tongue)
    told = words(sentence, clause=clause, details=", ".join(details), why="; ".join(parts))
    return Line(told, clock_words(passing.event.at, life.office.day), PASSING_MARK)


def _conclusion(life: Life, tongue: Tongue) -> Iterator[str]:
    """What it came to."""
    words, ticket = tongue.words, life.ticket
    if ticket.called_at and ticket.wait_is_known:
        minutes = (ticket.first_wait_seconds or 0) // 60
        yield words(N_("Called for the first time after {minutes} min of opening time."), minutes=minutes)
    yield words(N_("State: {state}."), state=words(STATE_WORDS[ticket.state.value]))
    if ticket.state is TicketState.WAITING:
        ahead = ahead_of_waiting(life.office, ticket)
        yield words(N_("Numbers taken earlier that still wait in its line: {count}."), count=ahead)
    yield words(N_("Numbers taken earlier that were called while it waited: {count}."), count=life.in_turn)
    yield words(
        N_("Calls of later numbers while it waited, each with its reason above: {count}."),
        count=len(life.passings),
    )


def step_lines(step: DayStep, tongue: Tongue) -> list[Line]:
    """A step of `motcua day --replay` on its own lines: what happened, and the state of the office then."""
    day = step.after.day
    first, *more = (_happening_line(happening, day, tongue) for happening in step.happenings)
    return [first, *more, Line(" | ".join(state_words(step.after, tongue)), "", "  ")]


def step_card(step: DayStep, tongue: Tongue) -> list[Line]:
    """A step for somebody who looks at one after the other: what, why, who, and the state below."""
    words = tongue.words
    texts = [f"{tell_briefly(happening, tongue)}." for happening in step.happenings]
    whys = (why_of(happening.event, words) for happening in step.happenings)
    texts += [words(N_("Why: {why}"), why=why) for why in whys if why]
    texts.append(words(N_("By: {who}"), who=maker(step.made_by, words)))
    texts += state_words(step.after, tongue)
    clock = clock_words(step.at, step.after.day)
    return [Line(text, clock if at == 0 else "", "" if at == 0 else " ") for at, text in enumerate(texts)]


def state_words(office: Office, tongue: Tongue) -> list[str]:
    """Who waits, by field, and who is at which counter; closed counters are left out."""
    words = tongue.words
    waiting = waiting_by_field(office)
    fields = [
        f"{field_name(office, code, tongue.language)} {count}" for code, count in waiting.items() if count
    ]
    total = words(N_("Waiting: {count}"), count=sum(waiting.values()))
    counters = []
    for counter in office.counters.values():
        if not counter.is_open:
            continue
        doing = words(N_("paused")) if counter.is_paused else words(N_("free"))
        if counter.ticket:
            state = words(STATE_WORDS[office.tickets[counter.ticket].state.value])
            doing = f"{counter.ticket} {state}"
        counters.append(f"{place(counter.number, counter.clerk, words)}: {doing}")
    return [f"{total} ({', '.join(fields)})" if fields else total, *counters]


def maker_beside(happening: Happening, tongue: Tongue) -> str:
    """Who caused it, in brackets; nothing where the sentence says so already."""
    counter = getattr(happening.event, "counter", None)
    clerk = happening.before.counter(counter).clerk if counter is not None else ""
    if happening.made_by in ("", f"counter {counter}", f"clerk {clerk}, counter {counter}"):
        return ""
    return f" [{maker(happening.made_by, tongue.words)}]"


def clock_words(at: datetime, day: date) -> str:
    """The time, with its date where that is not the service day."""
    return f"{at:%H:%M:%S}" if at.date() == day else f"{at:%d/%m %H:%M}"


def day_words(day: date, tongue: Tongue) -> str:
    """A date with its weekday."""
    return f"{tongue.words(WEEKDAYS[day.weekday()])} {shown_day(day)}"
