"""What there is to choose from in a question, as a desk knows it at that moment."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from ticketing.commands import Command
from ticketing.desk.question_parts import Question, QuestionField, QuestionOption
from ticketing.desk.sayings import ANSWERER_WORDS, counter_in_brief, notice_sentence
from ticketing.desk.times import seconds_between, stopwatch
from ticketing.desk_views import CounterView, TicketRow
from ticketing.office import Dossier
from ticketing.plan import Procedure
from ticketing.refusals import STATE_WORDS
from ticketing.search.finding import NO_PROCEDURES, ProcedureIndex
from ticketing.sentences import N_, Words, shown_day

WAITING_COUNT = N_("{n} waiting")
OPEN_AT = N_("counters {counters}")
OPEN_AT_PLACES = N_("open: {places}")
OPEN_NOWHERE = N_("no counter is open")
COUNTER_STATES = {"open": N_("open"), "paused": N_("paused")}


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskContext:
    """What a question can see of the desk: the view, who asks, and the office's names in their language."""

    view: CounterView
    words: Words
    now: datetime | None = None
    fields: tuple[QuestionOption, ...] = ()
    priorities: tuple[QuestionOption, ...] = ()
    index: ProcedureIndex = NO_PROCEDURES
    me: str = ""
    refused: Command | None = None

    @property
    def procedures(self) -> tuple[Procedure, ...]:
        """The office's catalogue."""
        return self.index.procedures

    @property
    def number(self) -> str:
        """The number at the desk; "" is none."""
        return self.view.ticket.number if self.view.ticket else ""

    @property
    def aside(self) -> tuple[TicketRow, ...]:
        """Those on hold and the no-shows."""
        return (*self.view.parked, *self.view.missed)

    def field(self, code: str) -> str:
        """The name of a field."""
        return next((option.label for option in self.fields if option.value == code), code)

    def counters_open(self, field: str) -> tuple[int, ...]:
        """The open counters that serve a field."""
        return tuple(
            each.number for each in self.view.counters if each.state == "open" and field in each.fields
        )

    def title(self, question: Question) -> str:
        """The question's title with what it is about."""
        return self.words(question.title, **self.values())

    def values(self) -> dict[str, object]:
        """What stands for the {names} in titles and labels."""
        called_at = self.view.ticket.called_at if self.view.ticket else None
        return {
            "number": self.number,
            "counter": self.view.counter,
            "clerk": self.view.clerk,
            "me": self.me,
            "seconds": seconds_between(called_at, self.now),
            "picked": getattr(self.refused, "number", ""),
        }


def options_of(field: QuestionField, at: DeskContext) -> tuple[QuestionOption, ...]:
    """What there is to choose from, in the words of the desk."""
    fixed = tuple(_worded(option, at) for option in field.options)
    more = tuple(_worded(option, at) for option in field.more_options)
    return (*fixed, *(_SOURCES[field.options_from](at) if field.options_from else ()), *more)


def _worded(option: QuestionOption, at: DeskContext) -> QuestionOption:
    return replace(option, label=at.words(option.label, **at.values()))


def _targets(at: DeskContext) -> Iterator[QuestionOption]:
    """The office's fields, and after them the other counters that somebody sits at."""
    for option in _fields_open(at):
        yield replace(option, value=f"field={option.value}")
    for each in at.view.counters:
        if each.number != at.view.counter and each.state != "closed":
            label = f"{at.words('Counter {counter}', counter=each.number)} · {each.clerk}"
            state = at.words(COUNTER_STATES[each.state])
            detail = f"{state} · {at.words(WAITING_COUNT, n=each.waiting)}"
            yield QuestionOption(f"to_counter={each.number}", label, detail)


def _fields_open(at: DeskContext) -> Iterator[QuestionOption]:
    """The office's fields: how many wait, and at which open counters."""
    for option in at.fields:
        at_work = _open_at(at.counters_open(option.value), at.words)
        count = at.words(WAITING_COUNT, n=at.view.waiting_by_field.get(option.value, 0))
        yield replace(option, detail=f"{count} · {at_work}")


def _open_at(counters: tuple[int, ...], words: Words) -> str:
    """Which counters are open; each by its name where rooms or tables are among them."""
    brief = [counter_in_brief(each, words) for each in counters]
    if any(" " in name for name in brief):
        names = (words(ANSWERER_WORDS["counter"], counter=each) for each in counters)
        return words(OPEN_AT_PLACES, places=", ".join(names))
    return words(OPEN_AT, counters=", ".join(brief)) if brief else words(OPEN_NOWHERE)


def _aside(at: DeskContext) -> Iterator[QuestionOption]:
    for ticket in at.aside:
        about = ticket.note or at.field(ticket.field)
        detail = at.words(STATE_WORDS[ticket.state])
        since = ticket.parked_at or ticket.called_at
        if since is not None:
            detail = f"{detail} {stopwatch(since, at.now)}"
        yield QuestionOption(ticket.number, f"{ticket.number} · {about}", detail)


def _notices(at: DeskContext) -> Iterator[QuestionOption]:
    for notice in at.view.notices:
        sentence = notice_sentence(notice, at.view.counter, at.words)
        yield QuestionOption(str(notice.notice), sentence, stopwatch(notice.posted_at, at.now))


def _dossiers(at: DeskContext) -> Iterator[QuestionOption]:
    """The dossiers that are shown, each once, the most pressing first."""
    lists = at.view.dossiers
    shown = (*lists.late, *lists.apology_due, *lists.due_today, *lists.ready)
    for dossier in {dossier.code: dossier for dossier in shown}.values():
        yield QuestionOption(dossier.code, dossier.code, _known_of(dossier, at))


def _known_of(dossier: Dossier, at: DeskContext) -> str:
    lists, words = at.view.dossiers, at.words
    known = (
        (dossier in lists.late, N_("late")),
        (dossier in lists.apology_due, N_("apology due")),
        (dossier.ready_at is not None, N_("ready")),
        (dossier.is_reappointed, N_("re-appointed")),
    )
    due = shown_day(dossier.due) if dossier.due else ""
    return " · ".join(filter(None, (*(words(said) for is_so, said in known if is_so), due)))


_SOURCES: dict[str, Callable[[DeskContext], tuple[QuestionOption, ...]]] = {
    "fields": lambda at: at.fields,
    "priorities": lambda at: at.priorities,
    "fields-open": lambda at: tuple(_fields_open(at)),
    "targets": lambda at: tuple(_targets(at)),
    "aside": lambda at: tuple(_aside(at)),
    "notices": lambda at: tuple(_notices(at)),
    "dossiers": lambda at: tuple(_dossiers(at)),
}
