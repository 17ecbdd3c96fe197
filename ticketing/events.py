"""What has happened in an office: the only things that change it, and the rows of its journal."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from ticketing.acts import Act
from ticketing.plan import Session

PrintOutcome = Literal["printed", "sent", "unconfirmed", "failed"]
NoticeKind = Literal["message", "leader", "help", "clock", "clock-doubt"]
AnswererRole = Literal["", "guidance", "manager"]


class Rule(StrEnum):
    """The rule by which a ticket was the next one."""

    FIRST_COME = "first-come"
    ONLY_PRIORITY = "only-priority"
    STRICT = "strict"
    RATIO_PRIORITY = "ratio-priority"
    RATIO_ORDINARY = "ratio-ordinary"
    HEAD_START = "head-start"
    NO_HEAD_START = "no-head-start"
    WAITED_LONG = "waited-long"
    PICKED = "picked"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why this ticket was called and no other; `priority_called_since` counts its field since its issue.

    `ordinary_called_before` counts the counter's ordinary calls since its last priority one, of which the
    office's ratio wants `ordinary_per_priority`; `policy_minutes` is the head start, or the limit of waits,
    where the rule is about that. Both are 0 in journals of before.
    """

    rule: Rule
    is_priority: bool
    waited_seconds: int
    priority_called_since: int = 0
    ordinary_called_before: int = 0
    ordinary_per_priority: int = 0
    policy_minutes: int = 0


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened at a moment of the office's local time."""

    at: datetime


Events = tuple[Event, ...]
"""What one command leads to, in the order in which it happened."""


@dataclass(frozen=True, slots=True)
class ServiceDayOpened(Event):
    """A local date of service began with no tickets and all counters closed."""

    day: date


@dataclass(frozen=True, slots=True)
class TicketIssued(Event):
    """A citizen got a number; `place` is its order on record, `ahead` was told if it was known.

    `taken_at` is the moment on the paper of a late ticket, which a kiosk gave out while it was offline. Such
    a number comes from a lease and moves no serial on, so that its `serial` is 0. `procedure` is the code of
    the one that was chosen, "" where none was, and in journals of before.
    """

    number: str
    field: str
    priority: str | None
    place: int
    serial: int
    ahead: int | None
    track: str
    expected_minutes: int | None = None
    taken_at: datetime | None = None
    procedure: str = ""


@dataclass(frozen=True, slots=True)
class NumbersLeased(Event):
    """A kiosk may give these numbers out by itself, on this day and within these hours."""

    field: str
    kiosk: str
    numbers: tuple[str, ...]
    hours: tuple[Session, ...]


@dataclass(frozen=True, slots=True)
class PrintReported(Event):
    """A kiosk told what became of the paper, and why.

    `sent` where the printer never confirms anything, `unconfirmed` where it should have and has not: it is
    slow, or the kiosk was stopped meanwhile. `paper_low`: the printer of the kiosk with this name will soon
    run out of paper, or has, and then `reason` says so. `printed_at` is the moment of a slip told of late.
    """

    number: str
    outcome: PrintOutcome
    reason: str
    copy: bool
    paper_low: bool = False
    kiosk: str = ""
    printed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReprintAsked(Event):
    """A desk wants a copy of a ticket's slip; `ask` rises by one with every request of the day.

    The `kiosk` of this name is to print it; "" is the one that the ticket came from.
    """

    number: str
    counter: int | None
    ask: int
    kiosk: str = ""


@dataclass(frozen=True, slots=True)
class TicketCalled(Event):
    """A counter called a ticket; `chained` if the same press ended the ticket before."""

    number: str
    field: str
    counter: int
    call: int
    why: Reason
    chained: bool = False


@dataclass(frozen=True, slots=True)
class TicketRecalled(Event):
    """A counter called the same ticket once more, for the `recall`-th time."""

    number: str
    field: str
    counter: int
    call: int
    recall: int
    why: Reason


@dataclass(frozen=True, slots=True)
class ServiceStarted(Event):
    """The called citizen came to the counter; `by_rule` if the office's rule took it to be so."""

    number: str
    counter: int
    by_rule: bool = False


@dataclass(frozen=True, slots=True)
class TicketServed(Event):
    """The counter finished with a ticket, and put `dossier` on record or handed its result back, if named.

    `reason` says what is lacking for the `procedure`, or why it was refused.
    """

    number: str
    counter: int
    outcome: str
    dossier: str = ""
    procedure: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class MatterFinished(Event):
    """One matter of the visit is done, and the citizen has another one in `field`, under the same number."""

    number: str
    counter: int
    outcome: str
    field: str
    procedure: str = ""
    reason: str = ""
    dossier: str = ""


@dataclass(frozen=True, slots=True)
class TicketMissed(Event):
    """Nobody came; the ticket comes back only by a clerk's hand."""

    number: str
    field: str
    counter: int
    recalls: int


@dataclass(frozen=True, slots=True)
class TicketParked(Event):
    """The citizen left the counter for a while and keeps the number."""

    number: str
    counter: int
    reason: str


@dataclass(frozen=True, slots=True)
class TicketResumed(Event):
    """A parked or missed citizen stands at the counter again."""

    number: str
    counter: int


@dataclass(frozen=True, slots=True)
class TicketReturned(Event):
    """A parked or missed citizen is back and waits again at the old place: for a counter, or its field."""

    number: str
    field: str
    to_counter: int | None
    from_counter: int | None


@dataclass(frozen=True, slots=True)
class PriorityConfirmed(Event):
    """A clerk has seen whether the citizen belongs to a priority class; None if to none."""

    number: str
    priority: str | None
    counter: int | None


@dataclass(frozen=True, slots=True)
class TicketTransferred(Event):
    """A ticket waits again, with its number and time of issue: for a field, or for one counter alone.

    `act` is that of the clerk who has sent it on, a transfer or the next matter; "" where nobody has.
    """

    number: str
    field: str
    to_counter: int | None
    from_counter: int | None
    note: str
    act: Act = ""


@dataclass(frozen=True, slots=True)
class TicketReopened(Event):
    """A ticket that had ended waits again; `counter` is where it is called at once, if at one."""

    number: str
    field: str
    counter: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class TicketCancelled(Event):
    """A ticket was given up before it was served; `counter` is where, if at one."""

    number: str
    reason: str
    counter: int | None = None


@dataclass(frozen=True, slots=True)
class TicketLapsed(Event):
    """The service day ended before the ticket was served."""

    number: str


@dataclass(frozen=True, slots=True)
class CounterOpened(Event):
    """A clerk sat down at a counter, in the place of `taken_from` if that one had not left it."""

    counter: int
    clerk: str
    taken_from: str = ""


@dataclass(frozen=True, slots=True)
class CounterClosed(Event):
    """The clerk left the counter."""

    counter: int


@dataclass(frozen=True, slots=True)
class CounterPaused(Event):
    """The counter calls nobody for a while."""

    counter: int
    reason: str


@dataclass(frozen=True, slots=True)
class CounterResumed(Event):
    """The counter calls again."""

    counter: int


@dataclass(frozen=True, slots=True)
class FieldsAssigned(Event):
    """From now on the counter serves these fields, until the day ends."""

    counter: int
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActUndone(Event):
    """The counter took its last `act` back, about `number`; `numbers` stand again where they stood."""

    counter: int
    numbers: tuple[str, ...]
    act: Act = ""
    number: str | None = None


@dataclass(frozen=True, slots=True)
class NoticePosted(Event):
    """Something for people at desks to see; `counter` is where it came from, None is the guidance desk.

    `sent_to` are all the counters that the same message went to, each as a notice of its own.
    """

    notice: int
    kind: NoticeKind
    counter: int | None
    text: str
    to_counter: int | None
    sent_to: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class NoticeAnswered(Event):
    """Somebody has seen to a notice: a counter, or (None) the guidance desk or a manager, by `role`.

    `person` is that one's name, as far as it is known.
    """

    notice: int
    counter: int | None
    person: str = ""
    role: AnswererRole = ""


@dataclass(frozen=True, slots=True)
class DossierAccepted(Event):
    """A complete dossier was taken in; its result is `due` on that day, if the office has said so."""

    dossier: str
    procedure: str
    field: str
    number: str
    counter: int
    due: date | None


@dataclass(frozen=True, slots=True)
class DossierReady(Event):
    """The result of a dossier can be handed back."""

    dossier: str


@dataclass(frozen=True, slots=True)
class DossierReturned(Event):
    """The result was handed back, to the holder of `number` if there was a ticket."""

    dossier: str
    number: str | None
    counter: int | None


@dataclass(frozen=True, slots=True)
class DossierReappointed(Event):
    """The office has apologised and named another day, which it may do once for a dossier."""

    dossier: str
    due: date
    reason: str


@dataclass(frozen=True, slots=True)
class DossierTakenBack(Event):
    """The return of a dossier, or else its acceptance, was undone together with the finish of its ticket."""

    dossier: str


DOSSIER_EVENTS = (DossierAccepted, DossierReady, DossierReturned, DossierReappointed, DossierTakenBack)
"""What changes a dossier that is on record, whose rows outlive the day."""
