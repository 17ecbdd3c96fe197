"""What the status line says about a press: what was done, refused, or is not known."""

from textual.content import Content
from textual.widgets import Static

from ticketing.answers import Answer, CallAnswer, DoneAnswer
from ticketing.sentences import N_
from ticketing.tickets import TicketState
from wording import Wording

_DONE: dict[str, str] = {
    "start": N_("Number {number} is being served."),
    "finish": N_("Number {number} is finished."),
    "park": N_("Number {number} is on hold."),
    "transfer": N_("Number {number} is transferred."),
    "reprint": N_("The kiosk prints the slip of number {number} again."),
    "pick": N_("Number {number} is being served again."),
}
_DONE_AT_COUNTER: dict[str, str] = {
    "undo": N_("The last act is undone."),
}
UNANSWERED = N_("No answer yet: it may or may not be done. The screen will show it.")
NO_CONNECTION = N_("No connection now. Trying to send it…")
NUMBER_CHANGED = N_("Another number is at the counter now. Nothing was sent.")
NOTHING_AT_DESK = N_("There is no number at the counter.")


def done_sentence(key: str, answer: Answer, words: Wording) -> str:
    """What an answer means, in a sentence; empty where the screen says it all."""
    match answer:
        case CallAnswer(number=number, state=TicketState.NO_SHOW):
            return words("Number {number} did not come and is on the list of no-shows.", number=number)
        case CallAnswer(number=number, recall=0):
            return words("Number {number} is called.", number=number)
        case CallAnswer(number=number, recall=recall):
            return words("Number {number} is recalled, time {n}.", number=number, n=recall)
        case DoneAnswer(number=str(number)) if key in _DONE:
            return words(_DONE[key], number=number)
    return words(_DONE_AT_COUNTER.get(key, ""))


class Outcome(Static):
    """The status line of the desk."""

    DEFAULT_CSS = """
    Outcome { height: 2; padding: 0 1; color: $foreground-muted; }
    Outcome.-trouble { color: $text-error; background: $error-muted; }
    """

    def __init__(self) -> None:
        super().__init__(markup=False)

    def say(self, sentence: str, *, is_trouble: bool = False) -> None:
        """Show a sentence; trouble stands out."""
        self.set_class(is_trouble, "-trouble")
        self.update(Content(sentence))
