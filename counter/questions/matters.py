"""How a matter ended: its outcome, the dossier that came of it, and what the citizen wants next."""

from collections.abc import Iterator
from typing import Any

from counter.questions.situation import Situation
from counter.questions.steps import Choice, ChoiceStep, Question, Step, TextStep, Told, untold
from counter.questions.tickets import field_choices
from ticketing import commands as c
from ticketing.desk.times import read_day
from ticketing.outcomes import OUTCOME_WORDS, Outcome
from ticketing.plan import Procedure
from ticketing.procedures import ProcedureIndex
from ticketing.texts import CODE_LENGTH_MAX

DAY_LENGTH_MAX = 10
MATCHES_TOLD_MAX = 3
MATCHES_MAX = 30


def finish(at: Situation) -> Question:
    """How the matter at the desk ended."""

    def ask(told: Told) -> Step | c.Command:
        step = untold(told, _outcome_steps(at, told, is_needed=True))
        return step or c.FinishService(at.view.counter, **_matter(at, told))

    title = at.words("Outcome of the visit, number {number}", number=at.number)
    return Question("outcome", title, ask, at.number)


def next_matter(at: Situation) -> Question:
    """What the citizen wants next, and how the matter before ended."""
    words = at.words
    fields = tuple(field_choices(at))

    def steps(told: Told) -> Iterator[Step]:
        yield ChoiceStep(name="field", label=words("Next field"), choices=fields)
        yield from _outcome_steps(at, told, is_needed=False)
        if told["field"] not in at.view.fields:
            yield TextStep(name="note", label=words("Note (may stay empty)"))

    def ask(told: Told) -> Step | c.Command:
        step = untold(told, steps(told))
        note = told.get("note", "")
        return step or c.NextMatter(at.view.counter, told["field"], note=note, **_matter(at, told))

    title = words("Number {number}, next matter", number=at.number)
    return Question("matter", title, ask, at.number)


def _outcome_steps(at: Situation, told: Told, *, is_needed: bool) -> Iterator[Step]:
    words = at.words
    outcomes = tuple(Choice(code.value, words(sentence)) for code, sentence in OUTCOME_WORDS.items())
    yield ChoiceStep(name="outcome", label=words("Outcome"), choices=outcomes, is_needed=is_needed)
    if told["outcome"] in (Outcome.ACCEPTED, Outcome.RETURNED):
        label = words("Dossier code (may stay empty)")
        yield TextStep(name="dossier", label=label, length_max=CODE_LENGTH_MAX)
        if told["outcome"] == Outcome.ACCEPTED and told["dossier"]:
            yield from _due_steps(at, told)


def _due_steps(at: Situation, told: Told) -> Iterator[Step]:
    words = at.words
    if at.catalogue.procedures:
        yield _search_step(at)
        found = _found(at, told["procedure"])
        if told["procedure"] and len(found) > 1:
            choices = tuple(Choice(one.code, one.name, one.code) for one in found[:MATCHES_MAX])
            yield ChoiceStep(name="which", label=words("Procedure"), choices=choices, chosen=0)
    yield due_step(at, _due_meaning(at, told))


def _search_step(at: Situation) -> TextStep:
    words = at.words

    def meaning(text: str) -> str:
        if not text:
            return words("Type its name or code, with or without accents.")
        found = _found(at, text)
        return "\n".join(f"{one.code}  {one.name}" for one in found[:MATCHES_TOLD_MAX])

    def mistake(text: str) -> str:
        return "" if not text or _found(at, text) else words("There is no such procedure here.")

    label = words("Procedure (may stay empty)")
    return TextStep(name="procedure", label=label, meaning=meaning, mistake=mistake)


def due_step(at: Situation, meaning: str = "", *, is_needed: bool = False) -> TextStep:
    """Asks for a due date; `meaning` says what leaving it empty means."""
    words = at.words

    def mistake(text: str) -> str:
        return "" if not text or read_day(text) else words("Please write the day like this: 05/12/2026.")

    label = words("Due date") if is_needed else words("Due date (may stay empty)")
    return TextStep(
        name="due",
        label=label,
        length_max=DAY_LENGTH_MAX,
        is_needed=is_needed,
        meaning=lambda _: meaning,
        mistake=mistake,
    )


def _due_meaning(at: Situation, told: Told) -> str:
    procedure = _procedure(at, told)
    if procedure is None:
        return at.words("Left empty: no due date is kept.")
    limit = procedure.time_limit
    return at.words("Left empty: counted by the office's calendar, time limit {limit}.", limit=limit)


def _found(at: Situation, text: str) -> tuple[Procedure, ...]:
    """The procedures that the text can mean; those of the field at the desk come first."""
    field = at.view.ticket.field if at.view.ticket else ""
    found = ProcedureIndex(at.catalogue.procedures, at.names.field).search(text)
    return tuple(sorted(found, key=lambda one: one.field != field))


def _procedure(at: Situation, told: Told) -> Procedure | None:
    """The procedure that was chosen, or the only one that the text can mean."""
    if not told.get("procedure"):
        return None
    found = _found(at, told["procedure"])
    which = told.get("which", "")
    return next((one for one in found if one.code == which), found[0] if len(found) == 1 else None)


def _matter(at: Situation, told: Told) -> dict[str, Any]:
    """What was told of the matter, as the commands name it."""
    procedure = _procedure(at, told)
    return {
        "outcome": told["outcome"],
        "dossier": told.get("dossier", ""),
        "procedure": procedure.code if procedure else "",
        "due": read_day(told.get("due", "")),
    }
