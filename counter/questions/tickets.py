"""What is asked about one number: on hold, transfer, call, bring back, cancel, priority, another slip."""

from collections.abc import Callable, Iterator
from datetime import datetime

from counter.questions.situation import Situation
from counter.questions.steps import Choice, ChoiceStep, Question, Step, TextStep, Told, no_words, untold
from ticketing import commands as c
from ticketing.desk.times import stopwatch
from ticketing.desk_views import TicketRow
from ticketing.refusals import STATE_WORDS

NUMBER_LENGTH_MAX = 12
NO_PRIORITY = "-"


def park(at: Situation) -> Question:
    """Why the number at the desk is put on hold."""
    words = at.words

    def ask(told: Told) -> Step | c.Command:
        reason = TextStep(name="reason", label=words("What is lacking (may stay empty)"))
        return untold(told, [reason]) or c.Park(at.view.counter, told["reason"])

    return Question("park", words("Put number {number} on hold", number=at.number), ask, at.number)


def transfer(at: Situation) -> Question:
    """Where the number at the desk goes, with a note for whoever takes it over."""
    words = at.words
    targets = tuple(_targets(at))

    def ask(told: Told) -> Step | c.Command:
        target = ChoiceStep(name="target", label=words("Where to"), choices=targets, chosen=0)
        note = TextStep(name="note", label=words("Note (may stay empty)"))
        if step := untold(told, [target, note]):
            return step
        kind, _, to = told["target"].partition(":")
        if kind == "field":
            return c.Transfer(at.view.counter, field=to, note=told["note"])
        return c.Transfer(at.view.counter, to_counter=int(to), note=told["note"])

    return Question("transfer", words("Transfer number {number} to", number=at.number), ask, at.number)


def field_choices(at: Situation) -> Iterator[Choice]:
    """The office's fields."""
    office = at.names.office
    for field in office.fields if office else ():
        yield Choice(field.code, at.names.field(field.code))


def _targets(at: Situation) -> Iterator[Choice]:
    """The office's fields, and after them the other open counters."""
    for choice in field_choices(at):
        yield Choice(f"field:{choice.value}", choice.label)
    for sign in at.view.counters:
        if sign.number != at.view.counter and sign.state == "open":
            fields = ", ".join(at.names.field(code) for code in sign.fields)
            label = at.words("Counter {counter}: {doing}", counter=sign.number, doing=fields)
            yield Choice(f"counter:{sign.number}", label)


def pick(at: Situation) -> Question:
    """Which number to call, or which held or missed one to serve again."""
    words = at.words
    aside = {ticket.number for ticket in (*at.view.parked, *at.view.missed)}

    def meaning(text: str) -> str:
        number = text.upper()
        if number in aside:
            return words("Number {number} will be served again here, without a call.", number=number)
        if number:
            return words("Number {number} will be called to this counter.", number=number)
        return words("A number on hold or a no-show is served again at once.")

    def ask(told: Told) -> Step | c.Command:
        step = untold(told, [_number_step(at, "", meaning=meaning)])
        if step:
            return step
        number = told["number"].upper()
        kind = c.Resume if number in aside else c.CallTicket
        return kind(at.view.counter, number)

    return Question("pick", words("Call a number of your choice"), ask, at.number or "")


def _number_step(at: Situation, value: str, meaning: Callable[[str], str] = no_words) -> TextStep:
    """Asks for a number as it stands on slips."""
    label = at.words("Number")
    return TextStep(
        name="number",
        label=label,
        value=value,
        length_max=NUMBER_LENGTH_MAX,
        is_needed=True,
        meaning=meaning,
    )


def bring_back(at: Situation) -> Question | str:
    """Who of those on hold and of the no-shows waits again."""
    words = at.words
    parked = [_aside(at, ticket, ticket.parked_at) for ticket in at.view.parked]
    missed = [_aside(at, ticket, ticket.called_at) for ticket in at.view.missed]
    choices = (*parked, *missed)
    if not choices:
        return words("No number is on hold and there is no no-show.")

    def ask(told: Told) -> Step | c.Command:
        label = words("Number on hold or no-show")
        who = ChoiceStep(name="number", label=label, choices=choices, chosen=0)
        return untold(told, [who]) or c.BringBack(told["number"], at.view.counter)

    return Question("back", words("The citizen is back: wait again"), ask)


def _aside(at: Situation, ticket: TicketRow, since: datetime | None) -> Choice:
    about = ticket.note or at.names.field(ticket.field)
    detail = at.words(STATE_WORDS[ticket.state])
    if since is not None:
        detail = f"{detail} {stopwatch(since, at.now)}"
    return Choice(ticket.number, f"{ticket.number} · {about}", detail)


def cancel(at: Situation) -> Question:
    """Which number is given up."""
    words = at.words

    def ask(told: Told) -> Step | c.Command:
        reason = TextStep(name="reason", label=words("Reason (may stay empty)"))
        step = untold(told, [_number_step(at, at.number or ""), reason])
        return step or c.CancelTicket(told["number"].upper(), told["reason"])

    return Question("cancel", words("Cancel a number"), ask)


def priority(at: Situation) -> Question:
    """Whether a citizen belongs to the class that they named at the kiosk, to another one, or to none."""
    words = at.words
    office = at.names.office
    classes = [Choice(g.code, at.names.priority(g.code)) for g in (office.priority_classes if office else ())]
    choices = (*classes, Choice(NO_PRIORITY, words("In no priority class")))

    def ask(told: Told) -> Step | c.Command:
        number = _number_step(at, at.number or _unconfirmed(at))
        if step := untold(told, [number]):
            return step
        stated = _priority_of(at, told["number"].upper())
        place = next((i for i, choice in enumerate(choices) if choice.value == stated), None)
        group = ChoiceStep(name="group", label=words("Priority class"), choices=choices, chosen=place)
        if step := untold(told, [group]):
            return step
        chosen = None if told["group"] == NO_PRIORITY else told["group"]
        return c.ConfirmPriority(told["number"].upper(), chosen, at.view.counter)

    return Question("priority", words("Confirm the priority class"), ask)


def _unconfirmed(at: Situation) -> str:
    """The first of those waiting whose priority nobody has confirmed yet."""
    waiting = (t.number for t in at.view.waiting if t.priority is not None and not t.priority_confirmed)
    return next(waiting, "")


def _priority_of(at: Situation, number: str) -> str | None:
    shown = (*((at.view.ticket,) if at.view.ticket else ()), *at.view.waiting)
    return next((ticket.priority for ticket in shown if ticket.number == number), None)


def reprint(at: Situation) -> Question:
    """Which slip the kiosk is to print once more."""
    words = at.words
    unprinted = at.view.unprinted
    proposed = at.number or (unprinted[-1].number if unprinted else "")

    def meaning(_text: str) -> str:
        return words("The kiosk prints it, marked as a copy.")

    def ask(told: Told) -> Step | c.Command:
        number = _number_step(at, proposed, meaning=meaning)
        return untold(told, [number]) or c.AskReprint(at.view.counter, told["number"].upper())

    return Question("reprint", words("Print a slip again"), ask)
