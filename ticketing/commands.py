"""What can be asked of an office; the name of each is an order, and it may be refused."""

from dataclasses import dataclass
from dataclasses import field as default
from datetime import date, datetime

from ticketing.events import AnswererRole, PrintOutcome


@dataclass(frozen=True, slots=True)
class Command:
    """Something asked of the office."""


@dataclass(frozen=True, slots=True)
class IssueTicket(Command):
    """Give out a number for a field, in a priority class or (None) as an ordinary one.

    `track` is the visit's token if the screen has made one, by which the visit is known again should the
    screen have to give it a number by itself. `procedure` is the code of the one that the citizen has chosen,
    if any; no number fails for one that the field does not have.
    """

    field: str
    priority: str | None = None
    track: str = ""
    procedure: str = ""


@dataclass(frozen=True, slots=True)
class GiveNumber(Command):
    """Give a citizen a number at a desk, as with IssueTicket; the kiosk that printed last prints its slip.

    Whoever names a procedure here is told where the field does not have it.
    """

    field: str
    priority: str | None = None
    counter: int | None = None
    track: str = ""
    procedure: str = ""


@dataclass(frozen=True, slots=True)
class LeaseNumbers(Command):
    """Set numbers of a field aside for a kiosk, which it may give out today while it is offline."""

    field: str
    kiosk: str


@dataclass(frozen=True, slots=True)
class ReconcileTicket(Command):
    """Put a ticket on record that a kiosk gave out while it was offline, at the moment on its paper."""

    number: str
    field: str
    priority: str | None
    track: str
    issued_at: datetime
    kiosk: str
    procedure: str = ""


@dataclass(frozen=True, slots=True)
class ReportPrint(Command):
    """Tell what became of a ticket's paper: `printed`, `sent`, `unconfirmed` or `failed`.

    `sent` is for printers that never confirm anything, `unconfirmed` for a slip that may come out late or
    was being printed when the kiosk was stopped. `paper_low`: the printer of the kiosk with this name will
    soon run out of paper, or has. `printed_at` is the moment of a slip that is told of late.
    """

    number: str
    outcome: PrintOutcome
    reason: str = ""
    copy: bool = False
    paper_low: bool = False
    kiosk: str = ""
    printed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CounterCommand(Command):
    """Something asked by the clerk at a counter.

    `at_desk` is the number that the clerk saw there ("" is none): where another one has come since, nothing
    is done. None does not say.
    """

    counter: int
    at_desk: str | None = default(default=None, kw_only=True)


@dataclass(frozen=True, slots=True)
class OpenCounter(CounterCommand):
    """Sit down at the counter; with `take_over` also at one that another clerk has not left."""

    clerk: str
    take_over: bool = False


@dataclass(frozen=True, slots=True)
class CloseCounter(CounterCommand):
    """Leave the counter."""


@dataclass(frozen=True, slots=True)
class PauseCounter(CounterCommand):
    """Call nobody for a while."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class ResumeCounter(CounterCommand):
    """Call again."""


@dataclass(frozen=True, slots=True)
class AssignFields(CounterCommand):
    """Serve these fields from now on, until the day ends."""

    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CallNext(CounterCommand):
    """Call whoever is next by the office's rules; with `missed`, who is still being called did not come."""

    missed: bool = False


@dataclass(frozen=True, slots=True)
class CallTicket(CounterCommand):
    """Call this number, by the clerk's own choice; `missed` is as with CallNext."""

    number: str
    missed: bool = False


@dataclass(frozen=True, slots=True)
class Recall(CounterCommand):
    """Call the same number again; past the office's number of recalls it is a no-show."""


@dataclass(frozen=True, slots=True)
class StartService(CounterCommand):
    """The citizen has come."""


@dataclass(frozen=True, slots=True)
class StartByRule(CounterCommand):
    """Take the citizen to have come, since the office's `start_after_seconds` have gone by.

    The clerk may know better: such a start ends no time to undo, and a recall or no-show takes it back.
    """


@dataclass(frozen=True, slots=True)
class FinishService(CounterCommand):
    """The matter at the counter is done, with this outcome (ticketing.outcomes), or "" if nobody says.

    With the outcome `accepted` a `dossier` code puts the dossier on record, with the day on which its result
    is `due`, or the one that the time limit of `procedure` gives; with `returned` it closes it. `reason` says
    what is lacking, or why it was refused.
    """

    outcome: str = ""
    dossier: str = ""
    procedure: str = ""
    due: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class NextMatter(CounterCommand):
    """The matter is done as with FinishService, and the same citizen has another one in `field`.

    The ticket stays at a counter that serves the field; elsewhere it waits again at its old place.
    """

    field: str
    outcome: str = ""
    dossier: str = ""
    procedure: str = ""
    due: date | None = None
    note: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class MarkNoShow(CounterCommand):
    """Nobody came."""


@dataclass(frozen=True, slots=True)
class Park(CounterCommand):
    """Let the citizen go for a while with the number kept."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class Resume(CounterCommand):
    """Serve a parked or missed citizen who stands at the counter again."""

    number: str


@dataclass(frozen=True, slots=True)
class Transfer(CounterCommand):
    """Send the ticket at the counter, or the one named, to a field or to another counter."""

    field: str | None = None
    to_counter: int | None = None
    number: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class AskReprint(CounterCommand):
    """Have a ticket's slip printed once more, marked as a copy, by the kiosk that it came from."""

    number: str


@dataclass(frozen=True, slots=True)
class Undo(CounterCommand):
    """Take back the counter's last act."""


@dataclass(frozen=True, slots=True)
class CancelTicket(Command):
    """Give a ticket up before it is served."""

    number: str
    reason: str = ""
    counter: int | None = None


@dataclass(frozen=True, slots=True)
class Reopen(Command):
    """Take an ended ticket up again: call it at the `counter` that ended it, or else let it wait again."""

    number: str
    reason: str = ""
    counter: int | None = None


@dataclass(frozen=True, slots=True)
class BringBack(Command):
    """A parked or missed citizen is back: let the ticket wait again at its old place, for its clerk first."""

    number: str
    counter: int | None = None


@dataclass(frozen=True, slots=True)
class ConfirmPriority(Command):
    """A clerk has seen that the citizen belongs to this priority class, or (None) to none."""

    number: str
    priority: str | None
    counter: int | None = None


@dataclass(frozen=True, slots=True)
class PostMessage(Command):
    """Tell one desk, or (None) all, something from the guidance desk."""

    text: str
    to_counter: int | None = None


@dataclass(frozen=True, slots=True)
class CallLeader(CounterCommand):
    """Ask the leader on duty to come to the counter."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class CallHelp(CounterCommand):
    """Ask colleagues for help, on their screens only."""


@dataclass(frozen=True, slots=True)
class AnswerNotice(Command):
    """See to a notice, so that it leaves the desks; `counter` is the desk that does, if one does.

    A doubt about the computer's clock is answered by whether that is `right` or `wrong`. Where no desk does,
    the server says by which `role` and, of who has signed in, as which `person`.
    """

    notice: int
    counter: int | None = None
    clock: str = ""
    person: str = ""
    role: AnswererRole = ""


@dataclass(frozen=True, slots=True)
class DossierCommand(Command):
    """Something asked about a dossier that is on record."""

    dossier: str


@dataclass(frozen=True, slots=True)
class MarkReady(DossierCommand):
    """The result can be handed back."""


@dataclass(frozen=True, slots=True)
class ReturnDossier(DossierCommand):
    """The result was handed back."""


@dataclass(frozen=True, slots=True)
class Reappoint(DossierCommand):
    """Name another day with an apology, which may be done once."""

    due: date
    reason: str = ""
