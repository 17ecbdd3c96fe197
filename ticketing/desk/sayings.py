"""What a desk says: of a press that was carried out or was not, of notices, of what is in trouble."""

from datetime import datetime

from ticketing.answers import Answer, CallAnswer, DoneAnswer
from ticketing.commands import Command
from ticketing.desk.keys import ACT_WORDS
from ticketing.desk.printer_troubles import PRINTER_TROUBLE
from ticketing.desk.questions import QUESTIONS
from ticketing.desk.verbs import VERB_OF
from ticketing.desk_views import ScreenProblem
from ticketing.office import Notice, NoticeAnswer
from ticketing.places import PLACE_WORDS
from ticketing.printer_rows import PrinterRow
from ticketing.rules.paper import PRINT_REASONS, worded_reason
from ticketing.sentences import N_, Words, shown_day
from ticketing.tickets import PrintState, TicketState

CALLED = N_("Number {number} is called.")
RECALLED = N_("Number {number} is recalled, time {n}.")
MISSED = N_("Number {number} did not come and is on the list of no-shows.")
UNDONE = N_("Undone: {act}.")
DUE = N_("Due date: {day}.")
UNANSWERED = N_("No answer yet: it may or may not be done. The screen will show it.")
SLOW = N_("No answer yet. It is being sent again; there is no need to press once more.")
SLOW_SECONDS = 3
"""How long a press waits for its answer until the clerk is told that it is slow."""
NO_CONNECTION = N_("No connection now. Trying to send it…")
QUESTION_GONE_SECONDS = 1.5
"""How long nobody must have typed, after a question has gone by itself, until keys act again."""
QUESTION_GONE = N_("The question has closed by itself, so nothing was done. Please stop typing for a moment.")
SENDING = N_("Being sent…")
NUMBER_CHANGED = N_("Another number is at the counter now. Nothing was sent.")
NOTHING_AT_DESK = N_("There is no number at the counter.")
TYPING = N_("Text is being typed here: nothing was done. Press one key at a time.")
PROBLEMS = frozenset(
    (
        *(UNANSWERED, SLOW, NO_CONNECTION, NUMBER_CHANGED, QUESTION_GONE, NOTHING_AT_DESK, TYPING),
        *(question.nothing for question in QUESTIONS if question.nothing),
    )
)
"""What stands out where it is said: a key has done nothing, or nobody knows yet whether it has."""

SLIPS_FAILED = N_("{printer}: slips not printed since {time}: {n} – {reason}")
SLIPS_LACKING = N_("{printer}: slips still lacking since {time}: {n}")
KIOSK_AT = N_("Machine {name}")
KIOSK_UNNAMED = N_("The machine")
PAPER_LOW = N_("Paper is running out at the kiosk")
PAPER_LOW_AT = N_("Paper is running out at kiosk {name}")
PAPER_LOW_AT_SEVERAL = N_("Paper is running out at {n} kiosks: {names}")
UNKNOWN_ROLE = "display"
"""The role by whose words a screen of an unknown role is called."""

PRINT_WORDS: dict[PrintState, str] = {
    PrintState.ISSUED: N_("slip not printed yet"),
    PrintState.PRINTED: N_("slip printed"),
    PrintState.SENT: N_("slip sent, not confirmed"),
    PrintState.UNCONFIRMED: N_("slip not confirmed"),
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
    "outdated": N_(
        "is of another version than the server; it loads itself again, a program wants the update"
    ),
    "hidden": N_("its page is covered or minimised; bring its window to the front"),
    "wants-touch": N_(
        "could not load itself again, since its sound would wait for a touch; press OK on its remote control"
    ),
    "no-websocket": N_(
        "the proxy before the server passes no WebSocket on; the board asks every few seconds"
    ),
    "sound-refused": N_("its sound is not on yet"),
    "spoke-before": N_(
        "used to say the calls and has to be paired again; a manager types its code at /desk, Screens"
    ),
    "not-paired": N_(
        "can say the calls, which nobody does, but is not paired; a manager types its code at /desk, Screens"
    ),
    **{f"{PRINTER_TROUBLE}{reason}": sentence for reason, sentence in PRINT_REASONS.items()},
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
    "clock": N_("The server's clock was set"),
    "clock-doubt": N_("The server's clock has jumped; numbers go on by the time before"),
}
"""What a notice is, by its kind; `.own` is how the counter itself reads it that has asked."""


ANSWERED_WORDS: dict[str, str] = {
    "leader": N_("The call for the leader was answered: {who}, {time}"),
    "help": N_("The call for help was answered: {who}, {time}"),
}
"""Who has come for a call, as the counter reads it that has called."""
ANSWER_SHOWN_SECONDS = 300
"""For how long the counter reads it."""
ANSWERER_WORDS: dict[str, str] = {
    "counter": N_("counter {counter}"),
    "guidance": N_("guidance desk"),
    "manager": N_("management"),
}


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
        case DoneAnswer(number=number, undone=act) if act:
            return words(UNDONE, act=words(ACT_WORDS[act], number=number))
        case DoneAnswer(number=number, due=due) if number or "{number}" not in done:
            said = words(done, number=number)
            return f"{said} {words(DUE, day=shown_day(due))}" if due else said
    return ""


def counter_in_brief(number: int, words: Words) -> str:
    """A counter among counters: the sign over it, or its whole name where it is a room or a table."""
    word, _, sign = words(ANSWERER_WORDS["counter"], counter=number).rpartition(" ")
    return sign if word == words(PLACE_WORDS["counter"]) else f"{word} {sign}"


def notice_sentence(notice: Notice, counter: int | None, words: Words) -> str:
    """A notice as the clerk of this counter reads it."""
    own = f"{notice.kind}.own" if notice.counter == counter else ""
    says = words(NOTICE_WORDS.get(own) or NOTICE_WORDS[notice.kind], counter=notice.counter)
    return f"{says}: {notice.text}" if notice.text else says


def answer_sentence(answer: NoticeAnswer, words: Words) -> str:
    """Who has come for this counter's call, and when."""
    place = "counter" if answer.by_counter is not None else answer.role
    said = words(ANSWERER_WORDS[place], counter=answer.by_counter) if place else ""
    who = ", ".join(filter(None, (answer.person, said)))
    return words(ANSWERED_WORDS[answer.kind], who=who, time=f"{answer.answered_at:%H:%M}")


def answers_shown(answers: tuple[NoticeAnswer, ...], now: datetime | None) -> tuple[NoticeAnswer, ...]:
    """Those that are told still."""
    if now is None:
        return answers
    return tuple(a for a in answers if (now - a.answered_at).total_seconds() < ANSWER_SHOWN_SECONDS)


def paper_sentence(kiosks: tuple[str, ...], words: Words) -> str:
    """Which kiosks need paper; where only one has no name of its own, it is the kiosk."""
    if kiosks == ("",):
        return words(PAPER_LOW)
    if len(kiosks) == 1:
        return words(PAPER_LOW_AT, name=kiosks[0])
    names = ", ".join(name or "?" for name in kiosks)
    return words(PAPER_LOW_AT_SEVERAL, n=len(kiosks), names=names)


def printer_sentence(row: PrinterRow, words: Words) -> str:
    """Which kiosk's printer is in trouble, since when, why, and whose slips are lacking, the newest first."""
    printer = kiosk_called(row.kiosk, words)
    reason = worded_reason(row.reason, words) if row.reason else ""
    if row.since is None:
        return f"{printer}: {reason}"
    sentence = SLIPS_FAILED if row.reason else SLIPS_LACKING
    said = words(sentence, printer=printer, time=f"{row.since:%H:%M}", n=row.failed, reason=reason)
    more = ", …" if row.numbers and row.failed > len(row.numbers) else ""
    return f"{said}: {', '.join(row.numbers)}{more}" if row.numbers else said


def kiosk_called(name: str, words: Words) -> str:
    """A kiosk by its name, which may say by itself that it is one."""
    if not name:
        return words(KIOSK_UNNAMED)
    called = words(KIOSK_AT, name=name)
    return name if name.casefold().startswith(called.removesuffix(name).strip().casefold()) else called


def screen_sentence(screen: ScreenProblem, words: Words) -> str:
    """Which screen is in trouble; what it says itself stands as it is."""
    which = SCREEN_WORDS.get(screen.role, SCREEN_WORDS[UNKNOWN_ROLE])
    trouble = PROBLEM_WORDS.get(screen.trouble, "")
    said = words(trouble) if trouble else screen.trouble
    return f"{words(which, name=screen.name, counter=screen.counter).rstrip()}: {said}"
