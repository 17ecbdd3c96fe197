"""The one way in which the office says no: a named refusal with a sentence for a person."""

from collections.abc import Mapping
from typing import ClassVar, Self

from ticketing.sentences import N_, Words, one_line

VALUE_LENGTH_MAX = 80

SENTENCES: dict[str, str] = {
    "unknown-field": N_("There is no field {field} in this office."),
    "unknown-counter": N_("There is no counter {counter} in this office."),
    "unknown-ticket": N_("There is no number {number} today."),
    "unknown-priority": N_("There is no priority class {priority} in this office."),
    "office-closed": N_("The office takes no numbers at this hour. Please come back at {opens}."),
    "office-closed-long": N_(
        "The office takes no numbers now. Please ask at the office when it opens again."
    ),
    "field-closed": N_("This field takes no numbers at this hour. Please come back at {opens}."),
    "field-closed-long": N_("This field takes no numbers now. Please ask the guidance desk when it does."),
    "office-holiday": N_("The office is closed today: {holiday}."),
    "quota-reached": N_("All {quota} numbers of this field are taken today. Please see the guidance desk."),
    "nobody-waiting": N_("Nobody is waiting for this counter."),
    "counter-closed": N_("Counter {counter} is closed. Open it first."),
    "counter-gone": N_(
        "Counter {counter} is no longer in the office file. Finish what is there, then work at another one."
    ),
    "counter-paused": N_("Counter {counter} is paused. Resume it first."),
    "counter-taken": N_("Counter {counter} is already open for {clerk}."),
    "counter-not-paused": N_("Counter {counter} is not paused."),
    "counter-busy": N_("Number {number} is still at counter {counter}. Finish it first."),
    "no-ticket-at-counter": N_("There is no number at counter {counter} now."),
    "not-being-called": N_("Number {number} is not being called: {state}."),
    "called-not-started": N_(
        "Number {number} was called {seconds} seconds ago and has not been started. "
        "Start it, wait, or call the next one with the word that {number} missed its call."
    ),
    "recall-too-soon": N_("Number {number} was called just now. It can be recalled in {seconds} seconds."),
    "not-waiting": N_("Number {number} can't be called: {state}."),
    "called-elsewhere": N_("Number {number} has already been called by counter {counter}."),
    "not-at-counter": N_("Number {number} is not at counter {counter}."),
    "not-parked": N_("Number {number} is neither parked nor a no-show: {state}."),
    "not-transferable": N_("Number {number} can't be transferred: {state}."),
    "not-reprintable": N_("The slip of number {number} is not printed again: {state}."),
    "not-ended": N_("Number {number} can't be reopened: {state}."),
    "ended-elsewhere": N_("Number {number} ended at counter {counter}, which alone can call it again."),
    "replaced-by-offline": N_("Number {number} has given way to number {other} on the citizen's paper."),
    "not-cancellable": N_("Number {number} can't be cancelled: {state}."),
    "transfer-to-itself": N_("Number {number} can't be transferred to where it is."),
    "transfer-to-paused": N_("Counter {counter} is paused. Please choose another one, or its field."),
    "transfer-target": N_("Name either the field or the counter to transfer to."),
    "fields-missing": N_("Counter {counter} needs at least one field."),
    "field-unserved": N_("Field {field} would be served by no counter."),
    "nothing-to-undo": N_(
        "There is nothing to undo at counter {counter}. "
        "Pauses, fields and messages are changed by their own keys."
    ),
    "undo-too-late": N_("It is too late to undo: only within {seconds} seconds."),
    "changed-since": N_("Number {number} has gone on since, so that this can't be undone: {state}."),
    "text-too-long": N_("This text is too long: at most {length_max} characters."),
    "clerk-missing": N_("Please give the clerk's name."),
    "nothing-to-lease": N_("There are no numbers of field {field} to set aside today."),
    "number-not-leased": N_("Number {number} is not one that this kiosk may give out by itself."),
    "number-taken": N_("Number {number} was given out to somebody else."),
    "given-offline": N_("The kiosk has already given this visit a number by itself."),
    "track-malformed": N_("A ticket's token has 1 to {length_max} plain letters and digits."),
    "kiosk-malformed": N_("A kiosk's name for its numbers has 1 to {length_max} plain letters and digits."),
    "moment-malformed": N_("A moment needs its offset from universal time."),
    "calendar-empty": N_(
        "The calendar of {year} is not entered, so no due date can be given. "
        "Please have all its holidays written into the office file, those of Tết too."
    ),
    "time-limit-unknown": N_(
        "The time limit of procedure {procedure} can't be counted. Please give the due date yourself."
    ),
    "desk-changed": N_("Number {number} has come to counter {counter} meanwhile. Nothing was done."),
    "desk-emptied": N_("Number {number} is no longer at counter {counter}. Nothing was done."),
    "not-due-to-start": N_("Nobody at counter {counter} is to be taken as having come."),
    "not-returnable": N_("Number {number} is neither parked nor a no-show: {state}."),
    "priority-settled": N_("The priority of number {number} can't be changed any more: {state}."),
    "unknown-outcome": N_("There is no outcome {outcome}."),
    "unknown-procedure": N_("There is no procedure {procedure} in this office."),
    "procedure-elsewhere": N_("Procedure {procedure} is one of field {field}."),
    "unknown-dossier": N_("There is no dossier {dossier} on record."),
    "unknown-notice": N_("There is no open notice {notice} for you; somebody may have answered it."),
    "dossier-malformed": N_(
        "A dossier code has at most {length_max} characters: letters and digits, "
        "with single dots, hyphens or slashes between them."
    ),
    "outcome-needed": N_("Please say first what the visit of number {number} came to."),
    "dossier-missing": N_("A due date needs a dossier code."),
    "dossier-without-outcome": N_(
        "A dossier code goes with the outcomes 'Dossier accepted' and 'Result returned' only."
    ),
    "dossier-known": N_("Dossier {dossier} is on record already."),
    "dossier-returned": N_("Dossier {dossier} was returned on {day}."),
    "dossier-reappointed": N_("Dossier {dossier} has had its one re-appointment."),
    "due-in-the-past": N_("The due date {due} is in the past."),
    "due-not-working-day": N_("The office does not work on {due}. Please choose a working day."),
    "due-not-later": N_("A re-appointment must be later than {due}."),
    "apology-missing": N_("Please give the reason for the apology."),
    "clock-not-judged": N_("Please say whether the server's clock is right: {known}."),
    "message-missing": N_("Please write the message."),
    "nobody-at-desk": N_("There is nobody at the desk to read it."),
    "too-many-notices": N_("{count_max} notices are open already. Please answer some first."),
    "service-day-over": N_("The service day {day} is over."),
}


INPUTS: dict[str, str] = {
    "unknown-field": "field",
    "unknown-counter": "to_counter",
    "unknown-ticket": "number",
    "unknown-priority": "priority",
    "quota-reached": "field",
    "not-waiting": "number",
    "called-elsewhere": "number",
    "not-parked": "number",
    "not-returnable": "number",
    "not-reprintable": "number",
    "not-cancellable": "number",
    "priority-settled": "number",
    "transfer-to-itself": "field",
    "transfer-to-paused": "to_counter",
    "transfer-target": "field",
    "fields-missing": "fields",
    "field-unserved": "fields",
    "clerk-missing": "clerk",
    "calendar-empty": "due",
    "time-limit-unknown": "due",
    "unknown-outcome": "outcome",
    "outcome-needed": "outcome",
    "unknown-procedure": "procedure",
    "procedure-elsewhere": "procedure",
    "unknown-dossier": "dossier",
    "unknown-notice": "notice",
    "dossier-malformed": "dossier",
    "dossier-missing": "dossier",
    "dossier-without-outcome": "outcome",
    "dossier-known": "dossier",
    "dossier-returned": "dossier",
    "dossier-reappointed": "dossier",
    "due-in-the-past": "due",
    "due-not-working-day": "due",
    "due-not-later": "due",
    "apology-missing": "reason",
    "message-missing": "text",
    "nobody-at-desk": "to_counter",
}
"""The input of a command that a refusal is about, where it is one that a person has filled in."""


class Refusal(Exception):
    """A command was understood and refused; the office is unchanged."""

    sentences: ClassVar[Mapping[str, str]] = SENTENCES

    def __init__(self, name: str, **values: object) -> None:
        super().__init__(name)
        self.name = name
        self.values = {key: _quotable(value) for key, value in values.items()}

    def __str__(self) -> str:
        return self.sentences[self.name].format(**self.values)

    def sentence(self, words: Words) -> str:
        """The refusal in the language of `words`, the names of states and roles included."""
        values = dict(self.values)
        for name, said in (("state", STATE_WORDS), ("role", ROLE_WORDS)):
            if (code := values.get(name)) is not None:
                values[name] = words(said[str(code)])
        return words(self.sentences[self.name], **values)

    def again(self) -> Self:
        """The same refusal as nobody has raised it yet; a raised one holds what it was raised in.

        Whoever keeps a refusal keeps this: behind a traceback lies the whole office of that moment.
        """
        return type(self)(self.name, **self.values)

    @property
    def is_unknown(self) -> bool:
        """Whether the command named something that this office does not have."""
        return self.name.startswith("unknown-")


def _quotable(value: object) -> object:
    """What somebody sent, short and plain enough to be said back."""
    text = one_line(str(value))
    if len(text) > VALUE_LENGTH_MAX:
        return text[: VALUE_LENGTH_MAX - 1] + "…"
    return text if isinstance(value, str) else value


STATE_WORDS: dict[str, str] = {
    "waiting": N_("waiting"),
    "called": N_("being called"),
    "serving": N_("being served"),
    "parked": N_("parked"),
    "no-show": N_("no-show"),
    "served": N_("served"),
    "cancelled": N_("cancelled"),
    "lapsed": N_("lapsed"),
}
ROLE_WORDS: dict[str, str] = {
    "counter": N_("counter"),
    "kiosk": N_("kiosk"),
    "display": N_("display"),
    "guidance": N_("guidance desk"),
    "manager": N_("manager"),
}
