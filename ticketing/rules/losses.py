"""Numbers that lost entries may have given out: passed over, so that none is given twice."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as default
from datetime import date, datetime

from ticketing.events import Events
from ticketing.loss_events import LossAccepted, NumbersSkipped
from ticketing.office import Office
from ticketing.plan import Field
from ticketing.rules.issuing import first_overflow, is_overflow, lease_serials, next_serial, serial_text


@dataclass(frozen=True, slots=True)
class Reached:
    """How far the numbers of a field had come: the last serial, and how many were set aside for kiosks."""

    serial: int = 0
    leased: int = 0


@dataclass(frozen=True)
class Loss:
    """So many `entries` are lost, the last of them of `until`; 0 if the whole journal is another one.

    `reached` is how far the numbers of a day are known to have come by field, `beyond` how many more of each
    field may have been given out of which nobody knows, `leased_beyond` how many more left to kiosks.
    """

    entries: int
    until: datetime | None = None
    reached: Mapping[date, Mapping[str, Reached]] = default(default_factory=dict)
    beyond: int = 0
    leased_beyond: int = 0
    is_by_hand: bool = True

    def reached_on(self, day: date, field: Field) -> Reached:
        """How far the numbers of a field had come on a day."""
        return self.reached.get(day, {}).get(field.code, NOTHING_REACHED)


NOTHING_REACHED = Reached()


def loss_accepted(office: Office, at: datetime, loss: Loss) -> Events:
    """The office goes on, and passes over each number that what is lost may have given out."""
    skipped = (numbers_skipped(office, at, field, loss) for field in office.plan.fields)
    accepted = LossAccepted(at, loss.entries, loss.until, loss.is_by_hand)
    return accepted, *(event for event in skipped if event.numbers)


def numbers_skipped(office: Office, at: datetime, field: Field, loss: Loss) -> NumbersSkipped:
    """The numbers of a field that may stand on a paper of which nothing is on record.

    Those for kiosks are the highest that are free, as the rule of leases takes them, counted after the others
    so that neither order of the two can have led to more.
    """
    serials = tuple(_issued_serials(office, field, loss))
    issued = [
        number for number in (serial_text(field, each) for each in serials) if number not in office.given
    ]
    held = sum(lease.field == field.code for lease in office.leased.values())
    lost = max(0, loss.reached_on(office.day, field).leased - held) + loss.leased_beyond
    taken = {*office.leased, *office.tickets, *issued}
    leased = (serial_text(field, serial) for serial in lease_serials(field, lost, taken))
    return NumbersSkipped(at, field.code, (*issued, *leased), max(serials, default=0))


def _issued_serials(office: Office, field: Field, loss: Loss) -> Iterator[int]:
    """From the first serial after those on record to the last that is known of, and so many beyond it."""
    last = office.serials.get(field.code, field.first - 1)
    reached = loss.reached_on(office.day, field).serial
    in_range = max(last, min(reached, field.last))
    yield from range(last + 1, in_range + 1)
    over = max(office.overflows.get(field.prefix, 0), field.last, first_overflow() - 1)
    reached_over = max(over, _overflow_reached(office, field, loss))
    yield from range(over + 1, reached_over + 1)
    serials, overflows = {field.code: in_range}, {field.prefix: reached_over}
    for _ in range(loss.beyond):
        serial = next_serial(field, serials, overflows, taken=office.given)
        if is_overflow(field, serial):
            overflows[field.prefix] = serial
        else:
            serials[field.code] = serial
        yield serial


def _overflow_reached(office: Office, field: Field, loss: Loss) -> int:
    """The last serial beyond their ranges of the fields that share a prefix with this one."""
    sharing = (each for each in office.plan.fields if each.prefix == field.prefix)
    known = ((each, loss.reached_on(office.day, each).serial) for each in sharing)
    return max((serial for each, serial in known if is_overflow(each, serial)), default=0)
