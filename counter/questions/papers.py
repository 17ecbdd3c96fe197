"""Dossiers that the desk has to see to, and messages that wait for an answer."""

from counter.notices import notice_sentence
from counter.questions.matters import due_step
from counter.questions.situation import Situation
from counter.questions.steps import Choice, ChoiceStep, Question, Step, TextStep, Told, untold
from ticketing import commands as c
from ticketing.desk.times import read_day, shown_day, stopwatch
from ticketing.office import Dossier
from ticketing.texts import CODE_LENGTH_MAX

BY_CODE = ""


def messages(at: Situation) -> Question | str:
    """Which message is answered."""
    words, view = at.words, at.view
    choices = tuple(
        Choice(
            str(notice.notice),
            notice_sentence(notice, view.counter, words),
            stopwatch(notice.posted_at, at.now),
        )
        for notice in view.notices
    )
    if not choices:
        return words("There is no open message.")

    def ask(told: Told) -> Step | c.Command:
        which = ChoiceStep(
            name="notice", label=words("Answered, seen to, no longer needed"), choices=choices, chosen=0
        )
        return untold(told, [which]) or c.AnswerNotice(int(told["notice"]), view.counter)

    return Question("messages", words("Messages"), ask)


def dossiers(at: Situation) -> Question:
    """Which dossier, and what has become of it."""
    words = at.words
    known = _known(at)

    def ask(told: Told) -> Step | c.Command:
        listed = ChoiceStep(
            name="listed", label=words("Which dossier"), choices=_choices(at, known), chosen=0
        )
        if step := untold(told, [listed]):
            return step
        typed = TextStep(name="code", label=words("Dossier code"), length_max=CODE_LENGTH_MAX, is_needed=True)
        if told["listed"] == BY_CODE and (step := untold(told, [typed])):
            return step
        return _act(at, told["listed"] or told["code"], told)

    return Question("dossiers", words("Dossiers"), ask)


def _known(at: Situation) -> dict[str, Dossier]:
    """The dossiers that are shown, each once, the most pressing first."""
    lists = at.view.dossiers
    shown = (*lists.late, *lists.apology_due, *lists.due_today, *lists.ready)
    return {dossier.code: dossier for dossier in shown}


def _choices(at: Situation, known: dict[str, Dossier]) -> tuple[Choice, ...]:
    rows = [Choice(one.code, one.code, _told_of(at, one)) for one in known.values()]
    return (*rows, Choice(BY_CODE, at.words("Another one, by its code")))


def _told_of(at: Situation, dossier: Dossier) -> str:
    words, lists = at.words, at.view.dossiers
    told = []
    if dossier in lists.late:
        told.append(words("late"))
    if dossier in lists.apology_due:
        told.append(words("apology due"))
    if dossier.ready_at:
        told.append(words("ready"))
    if dossier.is_reappointed:
        told.append(words("re-appointed"))
    if dossier.due:
        told.append(shown_day(dossier.due))
    return " · ".join(told)


def _act(at: Situation, code: str, told: Told) -> Step | c.Command:
    words = at.words
    acts = (
        Choice("ready", words("The result is ready")),
        Choice("return", words("The result was handed back")),
        Choice("reappoint", words("Name another day, with an apology")),
    )
    label = words("Dossier {dossier}", dossier=code.upper())
    reason = TextStep(name="reason", label=words("Reason, as the apology gives it"), is_needed=True)
    steps: list[Step] = [ChoiceStep(name="act", label=label, choices=acts)]
    if told.get("act") == "reappoint":
        steps += [due_step(at, is_needed=True), reason]
    if step := untold(told, steps):
        return step
    if told["act"] == "ready":
        return c.MarkReady(code)
    due = read_day(told.get("due", ""))
    return c.Reappoint(code, due, told["reason"]) if due else c.ReturnDossier(code)
