"""Going through a question: what is asked next, and the command that the answers make."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from ticketing.commands import Command
from ticketing.desk.confirming import AGAIN, ConfirmStep
from ticketing.desk.inputs import typed_value
from ticketing.desk.keys import KEY_NAMED
from ticketing.desk.options import DeskContext, options_of
from ticketing.desk.question_parts import (
    NO_INPUT,
    NONE_CODE,
    PAIR,
    Condition,
    Meaning,
    Question,
    QuestionField,
    QuestionOption,
)
from ticketing.desk.times import read_day
from ticketing.desk.typed import plain_code, plain_number
from ticketing.desk.verbs import VERB_NAMED, Verb
from ticketing.plan import Procedure
from ticketing.refusals import INPUTS
from ticketing.search.finding import for_desk
from ticketing.sentences import N_, one_line

MATCHES_TOLD_MAX = 3
MATCHES_MAX = 30
WHICH = "-which"
"""What is added to the name of a search for the choice among several that were found."""

AnswersSoFar = Mapping[str, str]
"""The answers so far by the names of their fields; "" is one that was left empty."""


def no_words(_text: str) -> str:
    """Says nothing of any text."""
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextStep:
    """Something to type, of which `plain` is taken as it is meant.

    `meaning` says what the text means so far, and `mistake` what is wrong with it.
    """

    name: str
    label: str
    value: str = ""
    length_max: int
    is_needed: bool = False
    plain: Callable[[str], str] = one_line
    meaning: Callable[[str], str] = no_words
    mistake: Callable[[str], str] = no_words


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceStep:
    """One of several to choose; `chosen` is the place that is marked at first."""

    name: str
    label: str
    options: tuple[QuestionOption, ...]
    chosen: int | None = None
    is_needed: bool = True


QuestionStep = TextStep | ChoiceStep | ConfirmStep


def ask(question: Question, answers: AnswersSoFar, at: DeskContext) -> QuestionStep | Command:
    """What is asked next, or the command once all is answered."""
    for field in shown_fields(question, answers, at):
        if field.name not in answers:
            return _step(question, field, answers, at)
        if field.kind == "search" and (step := _which(field, answers, at)):
            return step
    return command_of(question, answers, at)


def shown_fields(question: Question, answers: AnswersSoFar, at: DeskContext) -> Iterator[QuestionField]:
    """The fields that are asked with these answers; one whose condition is not answered yet is not."""
    for field in question.fields:
        if all(holds(condition, answers, at) for condition in field.shown) and not (
            field.needs_options and not at.procedures
        ):
            yield field


def holds(condition: Condition | None, answers: AnswersSoFar, at: DeskContext) -> bool:
    """Whether a condition holds with these answers."""
    if condition is None:
        return True
    answer = answers.get(condition.field, "")
    match condition.among:
        case "aside":
            is_so = answer.upper() in {ticket.number for ticket in at.aside}
        case "clock-doubts":
            is_so = answer in {str(each.notice) for each in at.view.notices if each.kind == "clock-doubt"}
        case "own-fields":
            is_so = answer in at.view.fields
        case "unserved":
            is_so = _is_unserved(answer, at)
        case _:
            is_so = answer in condition.values if condition.values else bool(answer)
    return is_so is not condition.is_not


def refused_field(question: Question, refusal: str, answers: AnswersSoFar, at: DeskContext) -> str:
    """The name of the field that a refusal of this name is about; "" where it is none of them."""
    told = INPUTS.get(refusal, "")
    asked = list(shown_fields(question, answers, at))
    found = [field for field in asked if told and told in _inputs_of(field, answers)]
    return found[-1].name if found else ""


def _inputs_of(field: QuestionField, answers: AnswersSoFar) -> tuple[str, ...]:
    """What an answer gives to a command; a pair gives one of several, whichever was chosen."""
    if field.sends == PAIR:
        return (answers.get(field.name, "").partition("=")[0],)
    return (field.sends or field.name,)


def _is_unserved(answer: str, at: DeskContext) -> bool:
    """Whether it names a field, as itself or in a pair, that no open counter serves."""
    name, _, code = answer.rpartition("=")
    return bool(code) and name != "to_counter" and not at.counters_open(code)


def has_nothing_to_ask(question: Question, at: DeskContext) -> bool:
    """Whether there is nothing to choose from, so that the question's `nothing` is said in its place."""
    first = question.fields[0]
    return bool(question.nothing) and not options_of(first, at)


def command_of(question: Question, answers: AnswersSoFar, at: DeskContext) -> Command:
    """The command that the answers make."""
    sends = next(one for one in question.sends if holds(one.when, answers, at))
    if sends.verb == AGAIN and at.refused is not None:
        return replace(at.refused, **sends.values)
    verb = VERB_NAMED[sends.verb]
    sits_down = any(each.name == "clerk" for each in verb.inputs)
    given: dict[str, object] = {**({"clerk": at.me} if sits_down else {}), **sends.values}
    for field in shown_fields(question, answers, at):
        _give(given, field, answers, at, verb)
    return verb.make(at.view.counter, given)


def _give(
    given: dict[str, object], field: QuestionField, answers: AnswersSoFar, at: DeskContext, verb: Verb
) -> None:
    """Put the answer of a field among what a verb is given."""
    value, name = answers.get(field.name, ""), field.sends or field.name
    if name == NO_INPUT or not value:
        return
    if name == PAIR:
        name, _, value = value.partition("=")
    if field.kind == "search":
        procedure = _procedure(field, answers, at)
        given |= {name: procedure.code} if procedure else {}
    elif field.kind == "day":
        given[name] = read_day(value)
    else:
        kinds = {each.name: each.kind for each in verb.inputs}
        given[name] = None if value == NONE_CODE else typed_value(value, kinds[name])


def _step(question: Question, field: QuestionField, answers: AnswersSoFar, at: DeskContext) -> QuestionStep:
    if field.kind == "confirm":
        options = options_of(field, at)
        label = " · ".join(f"{option.detail}: {option.label}" for option in options)
        return ConfirmStep(name=field.name, label=label, value=options[0].value)
    if field.kind == "choice":
        options = options_of(field, at)
        chosen = _chosen(field, options, answers, at)
        label = label_of(field, answers, at)
        return ChoiceStep(
            name=field.name, label=label, options=options, chosen=chosen, is_needed=field.is_needed
        )
    return TextStep(
        name=field.name,
        label=label_of(field, answers, at),
        value=first_text(field, at),
        length_max=field.length_max,
        is_needed=field.is_needed,
        plain=lambda text: plain_text(question, field, text),
        meaning=lambda text: _meaning(field, answers, text, at),
        mistake=lambda text: mistake_in(field, text, at),
    )


def plain_text(question: Question, field: QuestionField, text: str) -> str:
    """What somebody has typed into a field, as it is meant."""
    match field.kind:
        case "number":
            key = KEY_NAMED.get(question.key)
            return plain_number(text, key.cap if key else "")
        case "code":
            return plain_code(text)
        case _:
            return one_line(text)


def label_of(field: QuestionField, answers: AnswersSoFar, at: DeskContext) -> str:
    """The label, with the remark that it may stay empty where it may."""
    dossier = (answers.get("listed") or answers.get("code") or "").upper()
    label = at.words(field.label, **at.values(), dossier=dossier)
    return label if field.is_needed or field.kind == "choice" else f"{label} ({at.words(MAY_STAY_EMPTY)})"


MAY_STAY_EMPTY = N_("may stay empty")
NOT_A_DAY = N_("Please write the day like this: 05/12/2026.")
LACKING = N_("Please fill in: {label}.")
TOO_LONG = N_("At most {length_max} characters; these are {length}.")
NOT_CHOSEN = N_("Please choose: {label}.")


def mistake_in(field: QuestionField, text: str, at: DeskContext) -> str:
    """What is wrong with a text; "" is nothing."""
    if len(text) > field.length_max:
        return at.words(TOO_LONG, length_max=field.length_max, length=len(text))
    if field.kind == "day" and text and read_day(text) is None:
        return at.words(NOT_A_DAY)
    if field.kind == "search" and text and not _found(text, at):
        return at.words("There is no such procedure here.")
    return ""


def first_text(field: QuestionField, at: DeskContext) -> str:
    """What stands in a text at first."""
    match field.initial:
        case "desk-number":
            return at.number
        case "unconfirmed-number":
            waiting = (t for t in at.view.waiting if t.priority is not None and not t.priority_confirmed)
            return at.number or next((ticket.number for ticket in waiting), "")
        case "unprinted-number":
            return at.number or (at.view.unprinted[-1].number if at.view.unprinted else "")
        case "chosen-procedure":
            chosen = at.view.ticket.procedure if at.view.ticket else ""
            return chosen if any(one.code == chosen for one in at.procedures) else ""
        case "clerk":
            return at.me
        case _:
            return ""


def _chosen(
    field: QuestionField, options: tuple[QuestionOption, ...], answers: AnswersSoFar, at: DeskContext
) -> int | None:
    """The place of the option that is marked at first."""
    if field.initial == "first":
        return 0
    if field.initial == "stated-priority":
        number = answers.get("number", "").upper()
        shown = (*((at.view.ticket,) if at.view.ticket else ()), *at.view.waiting)
        stated = next((ticket.priority for ticket in shown if ticket.number == number), None)
        return next((place for place, option in enumerate(options) if option.value == stated), None)
    return None


def _meaning(field: QuestionField, answers: AnswersSoFar, text: str, at: DeskContext) -> str:
    """What a text means so far, or what to type."""
    if field.kind == "search":
        found = _found(text, at) if text else ()
        told = "\n".join(f"{one.code}  {one.name}" for one in found[:MATCHES_TOLD_MAX])
        return told if text else at.words(field.hint)
    if field.by:
        return _due_meaning(field, answers, at)
    return meaning_of(field.meanings, field.name, text, at)


def meaning_of(meanings: tuple[Meaning, ...], name: str, text: str, at: DeskContext) -> str:
    """The first meaning whose condition the text fulfils; "" where there is none."""
    fits = (each for each in meanings if holds(each.when, {name: text}, at))
    found = next(fits, None)
    return at.words(found.sentence, number=text.upper()) if found else ""


def _due_meaning(field: QuestionField, answers: AnswersSoFar, at: DeskContext) -> str:
    by = QuestionField(name=field.by, label="")
    procedure = _procedure(by, answers, at)
    if procedure is None:
        return at.words("Left empty: no due date is kept.")
    limit = procedure.time_limit
    return at.words("Left empty: counted by the office's calendar, time limit {limit}.", limit=limit)


def _found(text: str, at: DeskContext) -> tuple[Procedure, ...]:
    """The procedures that the text can mean; those of the field at the desk come first."""
    own = at.view.ticket.field if at.view.ticket else ""
    return for_desk(at.index.search(text), own)


def _which(field: QuestionField, answers: AnswersSoFar, at: DeskContext) -> ChoiceStep | None:
    """The choice among several procedures that the text can mean, unless it is made."""
    text, name = answers[field.name], field.name + WHICH
    if not text or name in answers:
        return None
    found = _found(text, at)
    if len(found) < 2:
        return None
    options = tuple(QuestionOption(one.code, one.name, one.code) for one in found[:MATCHES_MAX])
    return ChoiceStep(name=name, label=at.words(field.label), options=options, chosen=0)


def _procedure(field: QuestionField, answers: AnswersSoFar, at: DeskContext) -> Procedure | None:
    """The procedure that was chosen, or the only one that the text can mean."""
    if not answers.get(field.name):
        return None
    found = _found(answers[field.name], at)
    which = answers.get(field.name + WHICH, "")
    return next((one for one in found if one.code == which), found[0] if len(found) == 1 else None)
