"""Every event as a sentence for a person; why somebody has priority is told to nobody."""

from collections.abc import Callable
from typing import Any

from server.reports.story.clock_telling import CLOCK_TELLERS
from server.reports.story.desk_telling import DESK_TELLERS, about_matter, outcome_words
from server.reports.story.loss_telling import LOSS_TELLERS
from server.reports.story.steps import Happening
from server.reports.story.tongue import Telling, Tongue, followed_by, reasoned
from ticketing import events as e
from ticketing.desk.keys import ACT_WORDS
from ticketing.desk.verbs import VERB_TELLING
from ticketing.refusals import STATE_WORDS
from ticketing.rules.calling import explain
from ticketing.rules.paper import CAME_OUT, PAPER_OUT, worded_reason
from ticketing.sentences import N_, Words, shown_day
from ticketing.tickets import TicketState

PRINT_SENTENCES: dict[tuple[str, bool], str] = {
    ("printed", False): N_("The slip of number {number} was printed"),
    ("sent", False): N_("The slip of number {number} was sent to a printer that confirms nothing"),
    ("unconfirmed", False): N_("It is not confirmed that the slip of number {number} came out"),
    ("failed", False): N_("The slip of number {number} was not printed"),
    ("printed", True): N_("A copy of the slip of number {number} was printed"),
    ("sent", True): N_("A copy of the slip of number {number} was sent to a printer that confirms nothing"),
    ("unconfirmed", True): N_("It is not confirmed that a copy of the slip of number {number} came out"),
    ("failed", True): N_("A copy of the slip of number {number} was not printed"),
}


def tell(happening: Happening, tongue: Tongue) -> str:
    """What happened, as a whole sentence with its reason."""
    clause = tell_briefly(happening, tongue)
    if why := why_of(happening.event, tongue.words):
        return f"{clause}: {why}."
    return f"{clause}."


def tell_briefly(happening: Happening, tongue: Tongue) -> str:
    """What happened, without its reason and without a full stop."""
    teller = TELLERS.get(type(happening.event), _as_done)
    return teller(Telling(happening, tongue), happening.event)


def why_of(event: e.Event, words: Words) -> str:
    """Why this number was called and no other; empty for whatever is no call by a counter's first press."""
    return explain(event.why, words) if isinstance(event, e.TicketCalled) else ""


def _as_done(telling: Telling, event: Any) -> str:
    """In the words in which the clerk read it, where there is nothing more to tell."""
    sentence = VERB_TELLING[type(event)].done
    done = telling.words(sentence, number=getattr(event, "number", "")).removesuffix(".")
    if getattr(event, "counter", None) is None:
        return done
    return telling.words(N_("{place}: {sentence}"), place=telling.place(event.counter), sentence=done)


def _day_opened(telling: Telling, event: e.ServiceDayOpened) -> str:
    return telling.words(N_("The service day {day} began"), day=shown_day(event.day))


def _issued(telling: Telling, event: e.TicketIssued) -> str:
    words = telling.words
    sentence = N_("Number {number} was issued for {field}")
    late = event.taken_at and words(
        N_("a kiosk that was offline had given it out at {time}"), time=f"{event.taken_at:%H:%M:%S}"
    )
    return followed_by(
        words(sentence, number=event.number, field=telling.field(event.field)),
        telling.procedure(event.procedure),
        words(N_("priority")) if event.priority else words(N_("ordinary")),
        late or "",
        "" if event.ahead is None else words(N_("{count} waiting before it"), count=event.ahead),
        words(N_("expected wait {minutes} min"), minutes=event.expected_minutes)
        if event.expected_minutes
        else "",
    )


def _leased(telling: Telling, event: e.NumbersLeased) -> str:
    sentence = N_(
        "{count} numbers of {field} were set aside for a kiosk, should it be offline: {first}–{last}"
    )
    return telling.words(
        sentence,
        count=len(event.numbers),
        field=telling.field(event.field),
        first=event.numbers[0] if event.numbers else "",
        last=event.numbers[-1] if event.numbers else "",
    )


def _print_reported(telling: Telling, event: e.PrintReported) -> str:
    sentence = PRINT_SENTENCES[event.outcome, event.copy]
    came_out = event.outcome in CAME_OUT
    why = "" if came_out else worded_reason(event.reason, telling.words)
    clause = reasoned(telling.words(sentence, number=event.number), why)
    paper = ""
    if event.reason == PAPER_OUT:
        paper = telling.words(N_("the paper has ended")) if came_out else ""
    elif event.paper_low:
        paper = telling.words(N_("paper is running out"))
    return followed_by(clause, paper)


def _reprint_asked(telling: Telling, event: e.ReprintAsked) -> str:
    if event.counter is None or event.kiosk:
        return telling.words(
            N_("A kiosk was asked to print the slip of number {number}"), number=event.number
        )
    sentence = N_("{place} asked for a copy of the slip of number {number}")
    return telling.words(sentence, place=telling.place(event.counter), number=event.number)


def _called(telling: Telling, event: e.TicketCalled) -> str:
    sentence = N_("{place} called number {number}")
    return telling.words(sentence, place=telling.place(event.counter), number=event.number)


def _recalled(telling: Telling, event: e.TicketRecalled) -> str:
    sentence = N_("{place} called number {number} again, recall {recall}")
    values = {"number": event.number, "recall": event.recall}
    return telling.words(sentence, place=telling.place(event.counter), **values)


def _started(telling: Telling, event: e.ServiceStarted) -> str:
    sentence = (
        N_("Number {number} counts as served by {place} from now on, by the office's rule")
        if event.by_rule
        else N_("{place} began to serve number {number}")
    )
    return telling.words(sentence, place=telling.place(event.counter), number=event.number)


def _served(telling: Telling, event: e.TicketServed) -> str:
    before = telling.happening.before.tickets[event.number]
    if before.state is not TicketState.SERVING:
        sentence = N_("{place} finished with number {number}, which had been called and not been started")
    elif before.started_by_rule and not event.outcome:
        sentence = N_("{place} finished with number {number}; nobody had pressed start")
    else:
        sentence = N_("{place} finished with number {number}")
    clause = telling.words(sentence, place=telling.place(event.counter), number=event.number)
    ended = reasoned(clause, outcome_words(event.outcome, telling.words))
    return followed_by(ended, *about_matter(telling, event))


def _missed(telling: Telling, event: e.TicketMissed) -> str:
    sentence = N_("{place}: nobody came for number {number}; recalls: {recalls}")
    values = {"number": event.number, "recalls": event.recalls}
    return telling.words(sentence, place=telling.place(event.counter), **values)


def _parked(telling: Telling, event: e.TicketParked) -> str:
    sentence = N_("{place} put number {number} on hold")
    clause = telling.words(sentence, place=telling.place(event.counter), number=event.number)
    return reasoned(clause, event.reason)


def _resumed(telling: Telling, event: e.TicketResumed) -> str:
    sentence = N_("{place} serves number {number}, which came back")
    return telling.words(sentence, place=telling.place(event.counter), number=event.number)


def _transferred(telling: Telling, event: e.TicketTransferred) -> str:
    before = telling.happening.before.tickets[event.number]
    values = {"number": event.number, "field": telling.field(event.field), "counter": event.to_counter}
    stays = before.field == event.field
    is_back = stays and event.to_counter is None and before.state is TicketState.WAITING
    if event.to_counter is not None:
        sentence = N_("{place} transferred number {number} to counter {counter}")
    elif is_back:
        sentence = N_("Number {number} waits for every counter of {field} again")
    else:
        sentence = N_("{place} transferred number {number} to {field}")
    here = telling.place(event.from_counter) if event.from_counter is not None else ""
    note = event.note if event.note != before.note else ""
    clause = reasoned(telling.words(sentence, place=here, **values).strip(), note)
    is_next_matter = stays and event.to_counter is None and before.last_started_at == event.at
    unsaid = "" if note or is_back or is_next_matter else telling.words(N_("no reason was given"))
    left = event.from_counter if is_back else None
    return followed_by(clause, unsaid, _who_was_there(telling, event, left))


def _who_was_there(telling: Telling, event: e.TicketTransferred, left: int | None) -> str:
    """Whether anybody could call the number where it went; the counter that is `left` can't."""
    words, office = telling.words, telling.happening.after
    if event.to_counter is not None:
        clerk = office.counter(event.to_counter).clerk
        return words(N_("{clerk} was there"), clerk=clerk) if clerk else words(N_("nobody was there"))
    there = [
        c for c in office.counters.values() if event.field in c.fields and c.is_open and c.number != left
    ]
    for counters, sentence in (
        ([c for c in there if c.is_calling], N_("open for it: {places}")),
        (there, N_("open for it, but paused: {places}")),
    ):
        if counters:
            return words(sentence, places=", ".join(telling.place(c.number) for c in counters))
    return words(N_("no counter was open for it"))


def _cancelled(telling: Telling, event: e.TicketCancelled) -> str:
    return reasoned(telling.words(N_("Number {number} was cancelled"), number=event.number), event.reason)


def _lapsed(telling: Telling, event: e.TicketLapsed) -> str:
    was = telling.words(STATE_WORDS[telling.happening.before.tickets[event.number].state.value])
    sentence = N_("Number {number} lapsed with the end of the service day; until then: {state}")
    return telling.words(sentence, number=event.number, state=was)


def _counter_opened(telling: Telling, event: e.CounterOpened) -> str:
    sentence = (
        N_("{clerk} took counter {counter} over from {taken_from}")
        if event.taken_from
        else N_("{clerk} opened counter {counter}")
    )
    values = {"counter": event.counter, "taken_from": event.taken_from}
    return telling.words(sentence, clerk=event.clerk, **values)


def _counter_closed(telling: Telling, event: e.CounterClosed) -> str:
    return telling.words(N_("{place} closed"), place=telling.place(event.counter))


def _counter_paused(telling: Telling, event: e.CounterPaused) -> str:
    return reasoned(telling.words(N_("{place} paused"), place=telling.place(event.counter)), event.reason)


def _counter_resumed(telling: Telling, event: e.CounterResumed) -> str:
    return telling.words(N_("{place} calls again after a pause"), place=telling.place(event.counter))


def _fields_assigned(telling: Telling, event: e.FieldsAssigned) -> str:
    fields = ", ".join(telling.field(code) for code in event.fields)
    if not fields:
        return telling.words(N_("{place} serves no field any more"), place=telling.place(event.counter))
    return telling.words(
        N_("{place} now serves: {fields}"), place=telling.place(event.counter), fields=fields
    )


def _undone(telling: Telling, event: e.ActUndone) -> str:
    after = telling.happening.after
    states = ", ".join(
        f"{number} ({telling.words(STATE_WORDS[after.tickets[number].state.value])})"
        for number in event.numbers
    )
    act = telling.words(ACT_WORDS[event.act], number=event.number)
    sentence = N_("{place} took back: {act}; numbers as before: {numbers}")
    return telling.words(sentence, place=telling.place(event.counter), act=act, numbers=states)


TELLERS: dict[type[e.Event], Callable[[Telling, Any], str]] = {
    e.ServiceDayOpened: _day_opened,
    e.TicketIssued: _issued,
    e.NumbersLeased: _leased,
    e.PrintReported: _print_reported,
    e.ReprintAsked: _reprint_asked,
    e.TicketCalled: _called,
    e.TicketRecalled: _recalled,
    e.ServiceStarted: _started,
    e.TicketServed: _served,
    e.TicketMissed: _missed,
    e.TicketParked: _parked,
    e.TicketResumed: _resumed,
    e.TicketTransferred: _transferred,
    e.TicketCancelled: _cancelled,
    e.TicketLapsed: _lapsed,
    e.CounterOpened: _counter_opened,
    e.CounterClosed: _counter_closed,
    e.CounterPaused: _counter_paused,
    e.CounterResumed: _counter_resumed,
    e.FieldsAssigned: _fields_assigned,
    e.ActUndone: _undone,
    **CLOCK_TELLERS,
    **LOSS_TELLERS,
    **DESK_TELLERS,
}
