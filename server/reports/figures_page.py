"""The figures of a day as a page of plain text."""

from collections.abc import Iterator

from server.reports.story.figures import DayFigures, LongWait, Waits
from server.reports.story.tongue import Tongue, field_name
from server.reports.story_pages import Line, clock_words, day_words
from ticketing.office import Office
from ticketing.refusals import STATE_WORDS
from ticketing.sentences import N_
from ticketing.tickets import TicketState

LONG_WAITS_SHOWN_MAX = 20
ENDS = (TicketState.SERVED, TicketState.NO_SHOW, TicketState.LAPSED)
_HEADINGS = (N_("Field"), N_("Class"), N_("Called"), N_("Mean"), N_("Median"), "P90", N_("Longest"))
_TEXT_COLUMNS = 2


def figures_lines(figures: DayFigures, office: Office, tongue: Tongue) -> list[Line]:
    """The page of `motcua day`; `office` is that of the day's end."""
    words = tongue.words
    name = office.plan.names[-1].worded(tongue.language) if office.plan.names else ""
    lines = [Line(", ".join(part for part in (name, day_words(figures.day, tongue)) if part)), Line("")]
    counts = {"count": figures.issued, "priority": figures.with_priority}
    lines.append(Line(words(N_("Numbers issued: {count}, of these with priority: {priority}"), **counts)))
    counted = [*ENDS, *(state for state in figures.states if state not in ENDS)]
    states = (f"{words(STATE_WORDS[state.value])} {figures.states.get(state, 0)}" for state in counted)
    lines.append(Line(words(N_("How they stand: {states}"), states=", ".join(states))))
    if figures.waits:
        lines += [
            Line(""),
            Line(words(N_("Wait until the call, all waits of a number added up, in minutes:seconds"))),
            Line(""),
        ]
        lines += [Line(row) for row in _table(figures.waits, office, tongue)]
    if figures.longest:
        values = {"number": figures.longest.number, "wait": _duration(figures.longest.wait_seconds or 0)}
        lines += [Line(""), Line(words(N_("The longest wait: number {number}, {wait}"), **values))]
    return [*lines, Line(""), *_long_waits(figures, office, tongue)]


def _table(waits: tuple[Waits, ...], office: Office, tongue: Tongue) -> Iterator[str]:
    rows = [[tongue.words(heading) for heading in _HEADINGS], *(_row(w, office, tongue) for w in waits)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADINGS))]
    for row in (rows[0], ["-" * width for width in widths], *rows[1:]):
        cells = (
            cell.ljust(width) if column < _TEXT_COLUMNS else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join(cells).rstrip()


def _row(waits: Waits, office: Office, tongue: Tongue) -> list[str]:
    words = tongue.words
    field = words(N_("All")) if waits.field is None else field_name(office, waits.field, tongue.language)
    group = {None: "", True: words(N_("priority")), False: words(N_("ordinary"))}[waits.is_priority]
    times = (waits.mean, waits.median, waits.p90, waits.longest)
    return [field, group, str(waits.count), *(_duration(seconds) for seconds in times)]


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
