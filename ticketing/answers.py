"""What is answered to a command: read off its events alone, so a press sent twice gets the same answer."""

from dataclasses import dataclass
from datetime import date, datetime

from ticketing import events as e
from ticketing.acts import Act
from ticketing.plan import Session
from ticketing.tickets import TicketState


@dataclass(frozen=True, slots=True)
class TicketAnswer:
    """A number was given out; `track` is the token of the citizen's own page.

    `ahead` is None where nobody knows it: the kiosk gave the number out while it was offline. `procedure` is
    the code of the one that was chosen. It `is_late` where a kiosk gave the number out without its server, so
    that it is called by its moment and not by its number.
    """

    number: str
    field: str
    priority: str | None
    ahead: int | None
    issued_at: datetime
    day: date
    track: str
    expected_minutes: int | None = None
    procedure: str = ""
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class CallAnswer:
    """A number was called, or (state `no-show`) will not be called again by itself; `why` only for calls."""

    number: str
    field: str
    counter: int
    state: TicketState
    call: int | None = None
    recall: int = 0
    why: e.Reason | None = None


@dataclass(frozen=True, slots=True)
class LeaseAnswer:
    """Numbers that the kiosk may give out by itself on `day`, within these hours, in this order."""

    field: str
    day: date
    numbers: tuple[str, ...]
    hours: tuple[Session, ...]


@dataclass(frozen=True, slots=True)
class DoneAnswer:
    """The command was carried out; `number` is the ticket that it was about, if any.

    `due` is the day on which the result of the dossier that was put on record is due, `undone` the act that
    was taken back.
    """

    number: str | None = None
    due: date | None = None
    undone: Act = ""


Answer = TicketAnswer | CallAnswer | LeaseAnswer | DoneAnswer


def answer_to(events: tuple[e.Event, ...]) -> Answer:
    """The answer to the command that led to `events`; its last event says what was asked."""
    match events[-1] if events else None:
        case e.TicketIssued() as issued:
            issued_at = issued.taken_at or issued.at
            return TicketAnswer(
                number=issued.number,
                field=issued.field,
                priority=issued.priority,
                ahead=issued.ahead,
                issued_at=issued_at,
                day=issued_at.date(),
                track=issued.track,
                expected_minutes=issued.expected_minutes,
                procedure=issued.procedure,
                is_late=issued.taken_at is not None,
            )
        case e.TicketCalled(number=number, field=field, counter=counter, call=call, why=why):
            return CallAnswer(number, field, counter, TicketState.CALLED, call, 0, why)
        case e.TicketRecalled(number=number, field=field, counter=counter, call=call, recall=recall, why=why):
            return CallAnswer(number, field, counter, TicketState.CALLED, call, recall, why)
        case e.TicketMissed(number=number, field=field, counter=counter, recalls=recalls):
            return CallAnswer(number, field, counter, TicketState.NO_SHOW, None, recalls)
        case e.NumbersLeased(at=at, field=field, numbers=numbers, hours=hours):
            return LeaseAnswer(field, at.date(), numbers, hours)
        case event:
            if undone := next((each for each in events if isinstance(each, e.ActUndone)), None):
                return DoneAnswer(undone.number, undone=undone.act)
            due = next((each.due for each in events if isinstance(each, e.DossierAccepted)), None)
            return DoneAnswer(getattr(event, "number", None), due)
