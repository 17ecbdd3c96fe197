"""What the status line says about a press: what was done, refused, or is not known."""

from textual.content import Content
from textual.widgets import Static

from ticketing import commands as c
from ticketing.answers import Answer, CallAnswer, DoneAnswer
from ticketing.desk.times import shown_day
from ticketing.sentences import N_
from ticketing.tickets import TicketState
from wording import Wording

_DONE: dict[type[c.Command], str] = {
    c.StartService: N_("Number {number} is being served."),
    c.FinishService: N_("Number {number} is finished."),
    c.NextMatter: N_("Number {number} goes on with the next field."),
    c.Park: N_("Number {number} is on hold."),
    c.Transfer: N_("Number {number} is transferred."),
    c.AskReprint: N_("The kiosk prints the slip of number {number} again."),
    c.Resume: N_("Number {number} is being served again."),
    c.BringBack: N_("Number {number} waits again at its old place."),
    c.ConfirmPriority: N_("The priority class of number {number} is on record."),
    c.CancelTicket: N_("Number {number} is cancelled."),
}
_DONE_WITHOUT_NUMBER: dict[type[c.Command], str] = {
    c.Undo: N_("The last act is undone."),
    c.CallLeader: N_("The leader on duty is called."),
    c.CallHelp: N_("Colleagues are asked for help."),
    c.AnswerNotice: N_("The message is answered."),
    c.MarkReady: N_("The dossier is on record as ready."),
    c.ReturnDossier: N_("The dossier is on record as handed back."),
    c.Reappoint: N_("The new date is on record."),
}
EMPTYING = (c.FinishService, c.MarkNoShow, c.Park, c.Transfer)
"""What leaves nobody at the desk."""

UNANSWERED = N_("No answer yet: it may or may not be done. The screen will show it.")
NO_CONNECTION = N_("No connection now. Trying to send it…")
NUMBER_CHANGED = N_("Another number is at the counter now. Nothing was sent.")
NOTHING_AT_DESK = N_("There is no number at the counter.")
TRANSIENT_SECONDS = 8


def done_sentence(command: c.Command, answer: Answer, words: Wording) -> str:
    """What the answer to a command means; empty where the screen says it all."""
    kind = type(command)
    match answer:
        case CallAnswer(number=number, state=TicketState.NO_SHOW):
            return words("Number {number} did not come and is on the list of no-shows.", number=number)
        case CallAnswer(number=number, recall=0):
            return words("Number {number} is called.", number=number)
        case CallAnswer(number=number, recall=recall):
            return words("Number {number} is recalled, time {n}.", number=number, n=recall)
        case DoneAnswer(number=str(number), due=due) if kind in _DONE:
            done = words(_DONE[kind], number=number)
            return f"{done} {words('Due date: {day}.', day=shown_day(due))}" if due else done
    return words(_DONE_WITHOUT_NUMBER.get(kind, ""))


class Outcome(Static):
    """The status line of the desk."""

    DEFAULT_CSS = """
    Outcome { height: 2; padding: 0 1; color: $foreground-muted; }
    Outcome.-trouble { color: $text-error; background: $error-muted; }
    """

    def __init__(self) -> None:
        super().__init__(markup=False)
        self.age_seconds = 0.0

    def say(self, sentence: str, *, is_trouble: bool = False) -> None:
        """Show a sentence; trouble stands out."""
        self.age_seconds = 0.0
        self.set_class(is_trouble, "-trouble")
        self.set_class(not sentence, "-silent")
        self.update(Content(sentence))

    def grow_older(self, seconds: float) -> None:
        """A bar has no room for what was said long ago."""
        self.age_seconds += seconds
        self.set_class(self.age_seconds >= TRANSIENT_SECONDS, "-past")
