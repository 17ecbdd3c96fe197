"""What desks tell each other: messages of the guidance desk, calls for the leader on duty and for help."""

from datetime import datetime

from ticketing import clock_events
from ticketing import commands as c
from ticketing import events as e
from ticketing.events import Events
from ticketing.office import Notice, NoticeAnswer, Office
from ticketing.refusals import Refusal
from ticketing.rules.checks import known_counter
from ticketing.rules.tables import Decisions, Folds
from ticketing.texts import NOTICE_LENGTH_MAX, checked_text
from ticketing.values import replace

NOTICES_OPEN_MAX = 60  # past it nobody posts messages; each counter's two calls have room even then

CLOCK_IS_RIGHT = "right"
CLOCK_ANSWERS = (CLOCK_IS_RIGHT, "wrong")


def _post_message(office: Office, command: c.PostMessage, now: datetime) -> Events:
    """One notice for each desk that is meant, since each answers for itself."""
    text = checked_text(command.text, NOTICE_LENGTH_MAX)
    if not text:
        raise Refusal("message-missing")
    if command.to_counter is not None:
        known_counter(office, command.to_counter)
    open_desks = [counter.number for counter in office.counters.values() if counter.is_open]
    desks = [number for number in open_desks if command.to_counter in (None, number)]
    if not desks:
        raise Refusal("nobody-at-desk")
    if len(office.notices) + len(desks) > NOTICES_OPEN_MAX:
        raise Refusal("too-many-notices", count_max=NOTICES_OPEN_MAX)
    return tuple(
        e.NoticePosted(now, office.notice_count + place, "message", None, text, number, tuple(desks))
        for place, number in enumerate(desks, 1)
    )


def _call_leader(office: Office, command: c.CallLeader, now: datetime) -> Events:
    """Once is enough: a counter that has called and waits is answered as if it had called now."""
    return _call(office, command.counter, "leader", checked_text(command.reason, NOTICE_LENGTH_MAX), now)


def _call_help(office: Office, command: c.CallHelp, now: datetime) -> Events:
    """Once is enough here too."""
    return _call(office, command.counter, "help", "", now)


def _call(office: Office, counter: int, kind: e.NoticeKind, text: str, now: datetime) -> Events:
    known_counter(office, counter)
    if any((notice.kind, notice.counter) == (kind, counter) for notice in office.notices):
        return ()
    return (e.NoticePosted(now, office.notice_count + 1, kind, counter, text, None),)


def _answer_notice(office: Office, command: c.AnswerNotice, now: datetime) -> Events:
    """A desk answers what it shows; the guidance desk and managers (no counter) answer anything."""
    notice = next((each for each in office.notices if each.notice == command.notice), None)
    if notice is None or (command.counter is not None and not notice.concerns(command.counter)):
        raise Refusal("unknown-notice", notice=command.notice)
    clerk = "" if command.counter is None else office.counter(command.counter).clerk
    answered = e.NoticeAnswered(
        now, notice.notice, command.counter, clerk or command.person, "" if clerk else command.role
    )
    return (*_clock_confirmed(notice, command, now), answered)


def _clock_confirmed(notice: Notice, command: c.AnswerNotice, now: datetime) -> Events:
    """A doubt about the clock is settled by a word, so that no habit ends a day."""
    if notice.kind != "clock-doubt":
        return ()
    if command.clock not in CLOCK_ANSWERS:
        raise Refusal("clock-not-judged", known=", ".join(CLOCK_ANSWERS))
    return (clock_events.ClockConfirmed(now, command.counter),) if command.clock == CLOCK_IS_RIGHT else ()


def _posted(office: Office, event: e.NoticePosted) -> Office:
    """The office with this notice among its open ones."""
    values = (event.notice, event.kind, event.counter, event.text, event.to_counter)
    notice = Notice(*values, posted_at=event.at, sent_to=event.sent_to)
    earlier = (
        each for each in office.notice_answers if (each.kind, each.counter) != (notice.kind, notice.counter)
    )
    return replace(
        office,
        notices=(*office.notices, notice),
        notice_count=event.notice,
        notice_answers=tuple(earlier),
    )


def _answered(office: Office, event: e.NoticeAnswered) -> Office:
    """The office without this notice; whoever has come for a call is known to the counter that called."""
    notice = next((each for each in office.notices if each.notice == event.notice), None)
    office = replace(office, notices=tuple(n for n in office.notices if n.notice != event.notice))
    if notice is None or notice.kind not in ("leader", "help") or notice.counter in (None, event.counter):
        return office
    answer = NoticeAnswer(
        notice.notice, notice.kind, notice.counter, event.at, event.counter, event.person, event.role
    )
    return replace(office, notice_answers=(*office.notice_answers, answer))


DECISIONS: Decisions = {
    c.PostMessage: _post_message,
    c.CallLeader: _call_leader,
    c.CallHelp: _call_help,
    c.AnswerNotice: _answer_notice,
}
FOLDS: Folds = {e.NoticePosted: _posted, e.NoticeAnswered: _answered}
