"""The figures of a day as a page of plain text."""

from collections.abc import Iterator, Sequence

from server.reports.story.figures import DayFigures, Waits, Work
from server.reports.story.long_waits import LongWait
from server.reports.story.tongue import Tongue, field_name
from server.reports.story_pages import Line, clock_words, day_words
from ticketing.desk.sayings import counter_in_brief
from ticketing.office import Office
from ticketing.refusals import STATE_WORDS
from ticketing.sentences import N_
from ticketing.tickets import TicketState

LONG_WAITS_SHOWN_MAX = 20
UNSTARTED_SHOWN_MAX = 20
PROCEDURES_SHOWN_MAX = 10
ENDS = (TicketState.SERVED, TicketState.NO_SHOW, TicketState.LAPSED)
_WAIT_HEADINGS = (
    *(N_("Field"), N_("Class"), N_("Calls"), N_("Mean"), N_("Median"), "P90", N_("Longest")),
    *(N_("Served"), N_("Service")),
)
_WORK_HEADINGS = (
    *(N_("Counter"), N_("Clerk"), N_("Served"), N_("Start not pressed")),
    *(N_("No-shows"), N_("Wait"), N_("Service")),
)
_TEXT_COLUMNS = 2
_UNKNOWN = "–"


def figures_lines(figures: DayFigures, office: Office, tongue: Tongue) -> list[Line]:
    """The page of `motcua day`; `office` is that of the day's end."""
    words = tongue.words
    name = office.plan.names[-1].worded(tongue.language) if office.plan.names else ""
    lines = [Line(", ".join(part for part in (name, day_words(figures.day, tongue)) if part)), Line("")]
    lines += _numbers(figures, tongue)
    if figures.waits:
        said = N_("Waits for a call and mean service, minutes:seconds; a number sent on counts in each field")
        rows = [_wait_row(waits, office, tongue) for waits in figures.waits]
        lines += [Line(""), Line(words(said)), Line(""), *_table(_WAIT_HEADINGS, rows, tongue)]
    if figures.work:
        said = N_("Counters and clerks, means of their stays: a number sent on counts at each of them")
        rows = [_work_row(work, tongue) for work in figures.work]
        lines += [Line(""), Line(words(said)), Line(""), *_table(_WORK_HEADINGS, rows, tongue)]
    if figures.procedures:
        lines += [Line(""), Line(words(N_("Procedures that were chosen with a number"))), Line("")]
        lines += [
            Line(f"{count:>5}  {_procedure_name(code, office)}")
            for code, count in figures.procedures[:PROCEDURES_SHOWN_MAX]
        ]
    if figures.longest:
        values = {"number": figures.longest.number, "wait": _duration(figures.longest.seconds)}
        sentence = (
            N_("The longest wait: number {number}, {wait}")
            if figures.longest.is_called
            else N_("The longest wait: number {number}, {wait}, and it was not called")
        )
        lines += [Line(""), Line(words(sentence, **values))]
    return [*lines, Line(""), *_long_waits(figures, office, tongue)]


def _procedure_name(code: str, office: Office) -> str:
    """Its code with its name, as far as the office file still has it."""
    procedure = office.plan.procedure(code)
    return f"{code}  {procedure.name}" if procedure else code


def _numbers(figures: DayFigures, tongue: Tongue) -> Iterator[Line]:
    """How many numbers there were, and what became of them; each counts once."""
    words, states = tongue.words, figures.states
    counts = {"count": figures.issued, "priority": figures.with_priority}
    yield Line(words(N_("Numbers issued: {count}, of these with priority: {priority}"), **counts))
    counted = [*ENDS, *(state for state in states if state not in ENDS)]
    stand = (f"{words(STATE_WORDS[state.value])} {states.get(state, 0)}" for state in counted)
    yield Line(words(N_("How they stand: {states}"), states=", ".join(stand)))
    if figures.lapsed:
        until = (f"{words(STATE_WORDS[state.value])} {count}" for state, count in figures.lapsed.items())
        yield Line(words(N_("Until the end of the day were: {states}"), states=", ".join(until)))
    yield Line(words(N_("Never called: {count}"), count=figures.never_called))
    sentence = N_("Called, and nobody pressed start: {count}, of these counted as served: {served}")
    clause = words(sentence, count=len(figures.unstarted), served=figures.unstarted_served)
    if figures.unstarted:
        more = len(figures.unstarted) - UNSTARTED_SHOWN_MAX
        left = words(N_("… and {count} more"), count=more) if more > 0 else ""
        shown = ", ".join((*figures.unstarted[:UNSTARTED_SHOWN_MAX], *filter(None, [left])))
        clause = f"{clause} ({shown})"
    yield Line(clause)


def _table(headings: Sequence[str], found: Sequence[list[str]], tongue: Tongue) -> Iterator[Line]:
    rows = [[tongue.words(heading) for heading in headings], *found]
    widths = [max(len(row[column]) for row in rows) for column in range(len(headings))]
    for row in (rows[0], ["-" * width for width in widths], *rows[1:]):
        cells = (
            cell.ljust(width) if column < _TEXT_COLUMNS else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield Line("  ".join(cells).rstrip(), is_row=True)


def _wait_row(waits: Waits, office: Office, tongue: Tongue) -> list[str]:
    words = tongue.words
    field = words(N_("All")) if waits.field is None else field_name(office, waits.field, tongue.language)
    group = {None: "", True: words(N_("priority")), False: words(N_("ordinary"))}[waits.is_priority]
    times = map(_duration, (waits.mean, waits.median, waits.p90, waits.longest))
    return [field, group, str(waits.count), *times, str(waits.served), _known(waits.mean_service)]


def _work_row(work: Work, tongue: Tongue) -> list[str]:
    counts = map(str, (work.served, work.unstarted, work.missed))
    counter = counter_in_brief(work.counter, tongue.words)
    return [counter, work.clerk, *counts, _known(work.mean_wait), _known(work.mean_service)]


def _known(seconds: float | None) -> str:
    return _UNKNOWN if seconds is None else _duration(seconds)


def _long_waits(figures: DayFigures, office: Office, tongue: Tongue) -> Iterator[Line]:
    words, limit = tongue.words, office.plan.policy.wait_minutes_max
    ordinary = figures.issued - figures.with_priority
    values = {"limit": limit, "count": len(figures.long_waits), "ordinary": ordinary}
    sentence = N_(
        "Ordinary numbers that waited {limit} min or more for their first call: {count} of {ordinary}"
    )
    yield Line(words(sentence, **values))
    if not figures.long_waits:
        return
    sentence = N_(
        "Calls of later numbers before them after these {limit} min: {count}, picked by clerks: {picked}"
    )
    yield Line(words(sentence, limit=limit, count=figures.beyond, picked=figures.beyond_picked))
    yield Line("")
    shown = sorted(figures.long_waits, key=lambda wait: -wait.waited_seconds)[:LONG_WAITS_SHOWN_MAX]
    for wait in shown:
        yield Line(_long_wait(wait, office, tongue), "", "- ")
    if left := len(figures.long_waits) - len(shown):
        yield Line(words(N_("… and {count} more"), count=left))


def _long_wait(wait: LongWait, office: Office, tongue: Tongue) -> str:
    words = tongue.words
    values = {"number": wait.number, "minutes": wait.waited_seconds // 60}
    field = field_name(office, wait.field, tongue.language)
    if wait.called_at:
        at = clock_words(wait.called_at, office.day)
        sentence = N_("{number} ({field}) waited {minutes} min, called at {time}")
        clause = words(sentence, field=field, time=at, **values)
    else:
        clause = words(
            N_("{number} ({field}) waited {minutes} min and was not called"), field=field, **values
        )
    whys = [words(sentence, count=count) for sentence, count in _causes(wait) if count]
    return f"{clause}: {'; '.join(whys)}" if whys else clause


def _causes(wait: LongWait) -> tuple[tuple[str, int], ...]:
    """What was done meanwhile by counters that could have called it, most usual first."""
    return (
        (N_("{count} earlier numbers were called first"), wait.in_turn),
        (N_("{count} later ones by their priority"), wait.passed_by_priority),
        (N_("{count} later ones for another reason, such as a clerk's choice"), wait.passed_otherwise),
        (N_("no counter for it was open for {count} min"), wait.unserved_seconds // 60),
    )


def _duration(seconds: float) -> str:
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02d}"
