"""Every command of a clerk, once: its inputs, its address, who may give it, and what is said when it is done.

The keys of both desks, `motcua press`, the HTTP addresses and the rights of roles are read off this table.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Literal

from ticketing import commands as c
from ticketing import events as e
from ticketing import texts
from ticketing.desk.inputs import (
    CLOCK,
    DOSSIER,
    DUE,
    MATTER,
    MISSED,
    NOTE,
    NOTICE_REASON,
    NUMBER,
    REASON,
    Input,
)
from ticketing.sentences import N_
from ticketing.tickets import TicketState

ReplyShape = Literal["call", "number", "finished", "bare"]

COUNTER = frozenset({"counter"})
DESKS = frozenset({"counter", "guidance"})
GUIDANCE = frozenset({"guidance"})


def wire_name(kind: type[c.Command]) -> str:
    """The name of a command on the wire: call-next."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", kind.__name__).lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """A clerk's command.

    `press` is its word after `motcua press`, and the end of its address below its counter's unless it has an
    `address` of its own. `bare` is the command that it is without its input. `who` may give it; a manager may
    give all. The reply has the number and `leads_to`, its ticket's state; `leaves_desk` where nobody is at
    the desk afterwards. `needs_body`: one of its inputs must be said, whichever it is. `event` is what it
    leads to, where the day's story tells that as `done`.
    """

    command: type[c.Command]
    does: str
    press: str = ""
    address: str = ""
    inputs: tuple[Input, ...] = ()
    bare: type[c.Command] | None = None
    more: str = ""
    example: str = ""
    who: frozenset[str] = COUNTER
    reply: ReplyShape = "number"
    needs_body: bool = False
    leads_to: TicketState | None = None
    done: str = ""
    event: type[e.Event] | None = None
    leaves_desk: bool = False

    @property
    def name(self) -> str:
        """Its name on the wire."""
        return wire_name(self.command)

    @property
    def path(self) -> str:
        """Its address below /api/v1."""
        return self.address or f"/counters/{{counter}}/{self.press}"

    @property
    def takes_desk(self) -> bool:
        """Whether it is about the counter itself, so that it says which number its clerk saw there."""
        return issubclass(self.command, c.CounterCommand)

    @property
    def takes_counter(self) -> bool:
        """Whether it may say at which counter it is pressed."""
        return "counter" in {value.name for value in fields(self.command)}

    def make(self, counter: int | None, given: Mapping[str, Any]) -> c.Command:
        """The command with what was given; an input that is left out has its default."""
        kind = self.command
        if self.bare is not None and not any(given.values()):
            kind, given = self.bare, {}
        nullable = {each.name for each in self.inputs if each.nullable}
        told = {name: value for name, value in given.items() if value is not None or name in nullable}
        return kind(**({"counter": counter} if self.takes_counter else {}) | told)


VERBS: tuple[Verb, ...] = (
    Verb(
        command=c.CallNext,
        press="next",
        does=N_("Call whoever is next by the office's rules."),
        more="`why` says why this one. `missed` makes a no-show of the number that is still being called.",
        inputs=(MISSED,),
        reply="call",
    ),
    Verb(
        command=c.Recall,
        press="recall",
        does=N_("Call the same number again."),
        more="Past the office's number of recalls it becomes a no-show.",
        reply="call",
    ),
    Verb(
        command=c.StartService,
        press="start",
        does=N_("The citizen has come."),
        leads_to=TicketState.SERVING,
        done=N_("Number {number} is being served."),
    ),
    Verb(
        command=c.FinishService,
        press="finish",
        does=N_("The matter at the counter is done."),
        more="`outcome` is what it led to: accepted, supplement, refused, returned, guidance.",
        inputs=MATTER,
        example="--outcome accepted --dossier H52-1 --due 2026-12-04",
        reply="finished",
        leads_to=TicketState.SERVED,
        done=N_("Number {number} is finished."),
        leaves_desk=True,
    ),
    Verb(
        command=c.NextMatter,
        press="next-matter",
        does=N_("The matter is done, and the same citizen has another one in this field."),
        inputs=(Input(name="field", kind="code", is_needed=True, by_place=True), *MATTER, NOTE),
        example="2",
        reply="finished",
        done=N_("Number {number} goes on with the next field."),
    ),
    Verb(
        command=c.MarkNoShow,
        press="no-show",
        does=N_("Nobody came."),
        leads_to=TicketState.NO_SHOW,
        leaves_desk=True,
    ),
    Verb(
        command=c.Park,
        press="park",
        does=N_("Let the citizen go for a while with the number kept."),
        inputs=(REASON,),
        leads_to=TicketState.PARKED,
        done=N_("Number {number} is on hold."),
        leaves_desk=True,
    ),
    Verb(
        command=c.Transfer,
        press="transfer",
        does=N_("Send the number at the counter to a field or to another counter."),
        more="`number` names another ticket than the one there; it keeps its number and its time of issue.",
        inputs=(
            Input(name="field", kind="code", help=N_("The field to transfer to."), metavar="CODE"),
            Input(
                name="to_counter",
                kind="counter",
                help=N_("The counter to transfer to."),
                word="to-counter",
                metavar="NUMBER",
                http_name="counter",
            ),
            replace(NUMBER, is_needed=False, only_http=True),
            NOTE,
        ),
        example="--to-counter 2",
        needs_body=True,
        leads_to=TicketState.WAITING,
        done=N_("Number {number} is transferred."),
        leaves_desk=True,
    ),
    Verb(
        command=c.CallTicket,
        press="call",
        does=N_("Call this number."),
        more="By the clerk's own choice; `missed` is as with next.",
        inputs=(NUMBER, MISSED),
        example="1012",
        reply="call",
    ),
    Verb(
        command=c.Resume,
        press="resume",
        does=N_("Serve a number on hold or a no-show again; without a number reopen the paused counter."),
        inputs=(replace(NUMBER, is_needed=False),),
        bare=c.ResumeCounter,
        leads_to=TicketState.SERVING,
        done=N_("Number {number} is being served again."),
    ),
    Verb(
        command=c.BringBack,
        press="bring-back",
        does=N_("A citizen on hold or a no-show is back: let the number wait again."),
        address="/tickets/{number}/bring-back",
        inputs=(NUMBER,),
        example="1012",
        who=DESKS,
        leads_to=TicketState.WAITING,
        done=N_("Number {number} waits again at its old place."),
    ),
    Verb(
        command=c.ConfirmPriority,
        press="priority",
        does=N_("Confirm a number's priority class; without a class it has none."),
        address="/tickets/{number}/priority",
        inputs=(NUMBER, Input(name="priority", kind="code", by_place=True, word="class", nullable=True)),
        example="1012 elderly",
        who=DESKS,
        done=N_("The priority class of number {number} is on record."),
    ),
    Verb(
        command=c.CancelTicket,
        press="cancel",
        does=N_("Give a number up."),
        address="/tickets/{number}/cancel",
        inputs=(NUMBER, REASON),
        example="1012",
        who=DESKS | {"kiosk"},
        leads_to=TicketState.CANCELLED,
        done=N_("Number {number} is cancelled."),
    ),
    Verb(
        command=c.Reopen,
        press="reopen",
        does=N_("Reopen a number that has ended today."),
        more="A counter calls it again, and names itself; without one it waits again at its place.",
        address="/tickets/{number}/reopen",
        inputs=(NUMBER, REASON),
        example="1012 --reason 'bấm nhầm'",
        who=DESKS,
        done=N_("Number {number} is open again and waits at its old place."),
    ),
    Verb(
        command=c.AskReprint,
        press="reprint",
        does=N_("Have a number's slip printed once more."),
        more="By the kiosk that it came from, marked as a copy.",
        inputs=(NUMBER,),
        example="1012",
        done=N_("The kiosk prints the slip of number {number} again."),
    ),
    Verb(
        command=c.GiveNumber,
        press="give",
        address="/numbers",
        does=N_("Give a citizen a number, whose slip a kiosk prints."),
        inputs=(
            Input(name="field", kind="code", is_needed=True, by_place=True),
            Input(name="priority", kind="code", help=N_("The priority class."), metavar="CODE"),
            Input(name="procedure", help=N_("The procedure, which its slip then names."), metavar="CODE"),
        ),
        example="2",
        who=DESKS,
        done=N_("Number {number} is given out. Without a slip, write it down."),
    ),
    Verb(
        command=c.Undo,
        press="undo",
        does=N_("Take back the counter's last act."),
        reply="bare",
        done=N_("The last act is undone."),
    ),
    Verb(
        command=c.OpenCounter,
        press="open",
        does=N_("Sit down at the counter."),
        more="`take_over` puts a stand-in in the place of a clerk who has not left.",
        inputs=(
            Input(
                name="clerk",
                help=N_("Who sits down."),
                is_needed=True,
                metavar="NAME",
                length_max=texts.CLERK_NAME_LENGTH_MAX,
            ),
            Input(
                name="take_over",
                kind="flag",
                help=N_("Also where another clerk has not left."),
                word="take-over",
            ),
        ),
        example="--clerk Hoa",
    ),
    Verb(command=c.PauseCounter, press="pause", does=N_("Call nobody for a while."), inputs=(REASON,)),
    Verb(command=c.CloseCounter, press="close", does=N_("Leave the counter."), reply="bare"),
    Verb(
        command=c.CallLeader,
        press="leader",
        does=N_("Ask the leader on duty to come."),
        more="Shown to managers until it is answered.",
        inputs=(NOTICE_REASON,),
        done=N_("The leader on duty is called."),
    ),
    Verb(
        command=c.CallHelp,
        press="help",
        does=N_("Ask colleagues for help, on their screens only."),
        done=N_("Colleagues are asked for help."),
    ),
    Verb(
        command=c.AnswerNotice,
        press="answer",
        does=N_("Answer a message that the desk shows."),
        address="/notices/{notice}/answer",
        more="One that doubts the server's clock is answered by whether that is `right` or `wrong`.",
        inputs=(Input(name="notice", kind="notice", is_needed=True, by_place=True), CLOCK),
        example="7",
        who=DESKS,
        reply="bare",
        done=N_("The message is answered."),
    ),
    Verb(
        command=c.MarkReady,
        press="ready",
        does=N_("A dossier's result is ready."),
        address="/dossiers/{dossier:path}/ready",
        inputs=(DOSSIER,),
        example="H52-1",
        who=DESKS,
        reply="bare",
        done=N_("The dossier is on record as ready."),
    ),
    Verb(
        command=c.ReturnDossier,
        press="return",
        does=N_("A dossier's result was handed back."),
        more="Also to somebody without a ticket.",
        address="/dossiers/{dossier:path}/return",
        inputs=(DOSSIER,),
        example="H52-1",
        who=DESKS,
        reply="bare",
        done=N_("The dossier is on record as handed back."),
    ),
    Verb(
        command=c.Reappoint,
        press="reappoint",
        does=N_("Name another day for a dossier, once, with an apology."),
        address="/dossiers/{dossier:path}/reappoint",
        inputs=(
            DOSSIER,
            replace(DUE, is_needed=True),
            Input(name="reason", help=N_("The reason, as the apology gives it."), is_needed=True),
        ),
        example="H52-1 --due 2026-12-04 --reason 'máy hỏng'",
        who=DESKS,
        reply="bare",
        done=N_("The new date is on record."),
    ),
    Verb(
        command=c.PostMessage,
        does=N_("Tell one desk, or all that are open, something from the guidance desk."),
        address="/messages",
        inputs=(
            Input(name="text", is_needed=True, length_max=texts.NOTICE_LENGTH_MAX),
            Input(name="to_counter", kind="counter"),
        ),
        who=GUIDANCE,
        reply="bare",
        done=N_("The message is sent."),
    ),
    Verb(
        command=c.AssignFields,
        does=N_("Let the counter serve these fields until the day ends."),
        more="Takes a manager's token.",
        address="/counters/{counter}/fields",
        inputs=(Input(name="fields", kind="codes", is_needed=True),),
        who=frozenset(),
        done=N_("The counter's fields are assigned."),
    ),
)
VERB_OF: dict[type[c.Command], Verb] = {
    kind: verb for verb in VERBS for kind in (verb.command, verb.bare) if kind is not None
}
VERB_NAMED: dict[str, Verb] = {verb.name: verb for verb in VERBS}
VERB_TELLING: dict[type[e.Event], Verb] = {verb.event: verb for verb in VERBS if verb.event is not None}
