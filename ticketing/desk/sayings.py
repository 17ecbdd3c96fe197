"""What a desk says: of a press that was carried out or was not, of notices, of what is in trouble."""

from ticketing.answers import Answer, CallAnswer, DoneAnswer
from ticketing.commands import Command
from ticketing.desk.verbs import VERB_OF
from ticketing.office import Notice
from ticketing.sentences import N_, Words, shown_day
from ticketing.tickets import PrintState, TicketState

CALLED = N_("Number {number} is called.")
RECALLED = N_("Number {number} is recalled, time {n}.")
MISSED = N_("Number {number} did not come and is on the list of no-shows.")
DUE = N_("Due date: {day}.")
UNANSWERED = N_("No answer yet: it may or may not be done. The screen will show it.")
SLOW = N_("No answer yet. It is being sent again; there is no need to press once more.")
NO_CONNECTION = N_("No connection now. Trying to send it…")
NUMBER_CHANGED = N_("Another number is at the counter now. Nothing was sent.")
NOTHING_AT_DESK = N_("There is no number at the counter.")

PRINT_WORDS: dict[PrintState, str] = {
    PrintState.ISSUED: N_("slip not printed yet"),
    PrintState.PRINTED: N_("slip printed"),
    PrintState.SENT: N_("slip sent, not confirmed"),
    PrintState.FAILED: N_("slip failed"),
}
SCREEN_WORDS: dict[str, str] = {
    "display": N_("Screen {name}"),
    "kiosk": N_("Kiosk {name}"),
    "counter": N_("Desk of counter {counter}"),
    "guidance": N_("Guidance desk"),
    "manager": N_("Management's screen"),
}
PROBLEM_WORDS: dict[str, str] = {
    "gone": N_("disconnected"),
    "silent": N_("does not answer"),
    "sound-refused": N_("its sound is not on yet"),
}
LINK_WORDS: dict[str, str] = {
    "live": N_("Connected"),
    "connecting": N_("Connecting…"),
    "old": N_("OLD DATA"),
    "rejected": N_("Rejected by the server"),
}
NOTICE_WORDS: dict[str, str] = {
    "message": N_("Guidance desk"),
    "leader": N_("Counter {counter} calls the leader on duty"),
    "leader.own": N_("The leader on duty is called; no answer yet"),
    "help": N_("Counter {counter} asks for help"),
    "help.own": N_("Help is called; no answer yet"),
}
"""What a notice is, by its kind; `.own` is how the counter itself reads it that has asked."""


def done_sentence(command: Command, answer: Answer, words: Words) -> str:
    """What the answer to a command means; empty where the screen says it all."""
    verb = VERB_OF.get(type(command))
    done = verb.done if verb else ""
    match answer:
        case CallAnswer(number=number, state=TicketState.NO_SHOW):
            return words(MISSED, number=number)
        case CallAnswer(number=number, recall=0):
            return words(CALLED, number=number)
        case CallAnswer(number=number, recall=recall):
            return words(RECALLED, number=number, n=recall)
        case DoneAnswer(number=number, due=due) if number or "{number}" not in done:
            said = words(done, number=number)
            return f"{said} {words(DUE, day=shown_day(due))}" if due else said
    return ""


def notice_sentence(notice: Notice, counter: int | None, words: Words) -> str:
    """A notice as the clerk of this counter reads it."""
    own = f"{notice.kind}.own" if notice.counter == counter else ""
    says = words(NOTICE_WORDS.get(own) or NOTICE_WORDS[notice.kind], counter=notice.counter)
    return f"{says}: {notice.text}" if notice.text else says
