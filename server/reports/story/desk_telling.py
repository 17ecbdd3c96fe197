"""What happens at and between desks, besides calls, as sentences: returns, priority, notices and dossiers."""

from collections.abc import Callable
from typing import Any

from server.reports.story.tongue import Telling, followed_by, reasoned
from ticketing import events as e
from ticketing.desk.sayings import ANSWERER_WORDS
from ticketing.outcomes import OUTCOME_CODES, OUTCOME_WORDS, Outcome
from ticketing.refusals import STATE_WORDS
from ticketing.sentences import N_, Words, shown_day

NOTICE_ANSWERS: dict[e.NoticeKind, str] = {
    "message": N_("The message to counter {to_counter} was answered"),
    "leader": N_("The call of counter {counter} for the leader on duty was answered"),
    "help": N_("The call of counter {counter} for help was answered"),
    "clock": N_("What was told of the server's clock was read"),
    "clock-doubt": N_("The question about the server's clock was answered"),
}


def outcome_words(outcome: str, words: Words) -> str:
    """What a matter led to; a text of an older journal stands as it is."""
    return words(OUTCOME_WORDS[Outcome(outcome)]) if outcome in OUTCOME_CODES else outcome


def _matter_finished(telling: Telling, event: e.MatterFinished) -> str:
    sentence = N_("{place} finished one matter of number {number}")
    clause = telling.words(sentence, place=telling.place(event.counter), number=event.number)
    following = telling.words(N_("next, under the same number: {field}"), field=telling.field(event.field))
    ended = reasoned(clause, outcome_words(event.outcome, telling.words))
    return followed_by(ended, *about_matter(telling, event), following)


def about_matter(telling: Telling, event: e.TicketServed | e.MatterFinished) -> tuple[str, str]:
    """What a matter's outcome was about, and why it was so, as far as somebody has said it."""
    return (
        telling.procedure(event.procedure),
        telling.words(N_("reason: {reason}"), reason=event.reason.rstrip(". ")) if event.reason else "",
    )


def _returned(telling: Telling, event: e.TicketReturned) -> str:
    values = {"number": event.number, "counter": event.to_counter, "field": telling.field(event.field)}
    if event.to_counter is None:
        return telling.words(N_("Number {number} is back and waits at its old place for {field}"), **values)
    return telling.words(
        N_("Number {number} is back and waits at its old place for counter {counter}"), **values
    )


def _reopened(telling: Telling, event: e.TicketReopened) -> str:
    """With what it was before, and the reason."""
    state = telling.words(STATE_WORDS[telling.happening.before.tickets[event.number].state.value])
    values = {"number": event.number, "state": state}
    if event.counter is None:
        clause = telling.words(N_("Number {number} was reopened, which had been {state}"), **values)
    else:
        sentence = N_("{place} reopened number {number}, which had been {state}")
        clause = telling.words(sentence, place=telling.place(event.counter), **values)
    return reasoned(clause, event.reason)


def _priority_confirmed(telling: Telling, event: e.PriorityConfirmed) -> str:
    before = telling.happening.before.tickets[event.number].priority
    if event.priority is None:
        sentence = N_("Number {number} was found to have no priority")
    elif before is None:
        sentence = N_("Number {number} was given priority")
    elif before == event.priority:
        sentence = N_("The priority of number {number} was confirmed")
    else:
        sentence = N_("Number {number} was given another priority class")
    return telling.words(sentence, number=event.number)


def _notice_posted(telling: Telling, event: e.NoticePosted) -> str:
    here = telling.place(event.counter) if event.counter is not None else ""
    sentences: dict[e.NoticeKind, str] = {
        "message": N_("A message went to counter {to_counter}"),
        "leader": N_("{place} called for the leader on duty"),
        "help": N_("{place} called for help"),
        "clock": N_("Every desk was told that the server's clock was set"),
        "clock-doubt": N_("Every desk was asked whether the server's clock is right"),
    }
    clause = telling.words(sentences[event.kind], place=here, to_counter=event.to_counter)
    return reasoned(clause, event.text)


def _notice_answered(telling: Telling, event: e.NoticeAnswered) -> str:
    known = (notice for notice in telling.happening.before.notices if notice.notice == event.notice)
    notice = next(known, None)
    if notice is None:
        return telling.words(N_("A notice was answered"))
    sentence = NOTICE_ANSWERS[notice.kind]
    clause = telling.words(sentence, counter=notice.counter, to_counter=notice.to_counter)
    if event.counter is not None:
        return followed_by(clause, telling.words(N_("by {place}"), place=telling.place(event.counter)))
    role = telling.words(ANSWERER_WORDS[event.role]) if event.role else ""
    who = ", ".join(filter(None, (event.person, role)))
    return followed_by(clause, telling.words(N_("by {place}"), place=who) if who else "")


def _dossier_accepted(telling: Telling, event: e.DossierAccepted) -> str:
    sentence = N_("{place} accepted dossier {dossier} of number {number}")
    values = {"dossier": event.dossier, "number": event.number}
    clause = telling.words(sentence, place=telling.place(event.counter), **values)
    due = telling.words(N_("due on {day}"), day=shown_day(event.due)) if event.due else ""
    return followed_by(clause, due)


def _dossier_ready(telling: Telling, event: e.DossierReady) -> str:
    return telling.words(N_("The result of dossier {dossier} is ready"), dossier=event.dossier)


def _dossier_returned(telling: Telling, event: e.DossierReturned) -> str:
    clause = telling.words(N_("The result of dossier {dossier} was handed back"), dossier=event.dossier)
    to = telling.words(N_("to the holder of number {number}"), number=event.number) if event.number else ""
    by = (
        telling.words(N_("by {place}"), place=telling.place(event.counter))
        if event.counter is not None
        else ""
    )
    return followed_by(clause, to, by)


def _dossier_reappointed(telling: Telling, event: e.DossierReappointed) -> str:
    sentence = N_("Dossier {dossier} was re-appointed with an apology, to {day}")
    return reasoned(telling.words(sentence, dossier=event.dossier, day=shown_day(event.due)), event.reason)


def _dossier_taken_back(telling: Telling, event: e.DossierTakenBack) -> str:
    sentence = N_("What had just been recorded of dossier {dossier} was taken back")
    return telling.words(sentence, dossier=event.dossier)


DESK_TELLERS: dict[type[e.Event], Callable[[Telling, Any], str]] = {
    e.MatterFinished: _matter_finished,
    e.TicketReturned: _returned,
    e.TicketReopened: _reopened,
    e.PriorityConfirmed: _priority_confirmed,
    e.NoticePosted: _notice_posted,
    e.NoticeAnswered: _notice_answered,
    e.DossierAccepted: _dossier_accepted,
    e.DossierReady: _dossier_ready,
    e.DossierReturned: _dossier_returned,
    e.DossierReappointed: _dossier_reappointed,
    e.DossierTakenBack: _dossier_taken_back,
}
