"""What stands beside and below the stage, read from the office's view."""

from zoneinfo import ZoneInfo

from display.widgets.called import CalledNumber, MissedNumbers
from display.widgets.places import hears, place_name
from display.widgets.waiting_panel import FieldWaiting
from terminal.office_names import counter_label
from ticketing.board_rows import BoardField
from ticketing.taking_numbers import TAKING
from ticketing.views import BoardView
from ticketing.wire.messages import OfficeCard, ZoneCard
from wording import Wording

Zones = tuple[ZoneCard, ...]


def called_numbers(
    view: BoardView, office: OfficeCard, zones: Zones, words: Wording, elsewhere: frozenset[str] = frozenset()
) -> tuple[CalledNumber, ...]:
    """Every called number of these zones once, with its last place; not those that stand `elsewhere`."""
    newest: dict[str, CalledNumber] = {}
    for call in view.calls:
        if hears(zones, call.field, call.counter):
            called = CalledNumber(
                call.number, counter_label(office, call.counter), place_name(office, call.counter, words)
            )
            newest.setdefault(call.number, called)
    return tuple(called for number, called in newest.items() if number not in elsewhere)


def missed_numbers(view: BoardView, zones: Zones, words: Wording) -> MissedNumbers:
    """Whose citizens did not come, and what they do when they are back."""
    numbers = (row.number for row in view.missed if hears(zones, row.field, row.counter or 0))
    return MissedNumbers(
        words("Called, not here yet"), tuple(numbers), words("Please ask at the guidance desk")
    )


def fields_waiting(
    view: BoardView, office: OfficeCard, zones: Zones, words: Wording
) -> tuple[FieldWaiting, ...]:
    """The fields of these zones, in the office's order."""
    rows = {row.code: row for row in view.fields}
    shown = [field for field in office.fields if any(_has_field(zone, field.code, office) for zone in zones)]
    return tuple(
        FieldWaiting(
            name=field.name.worded(words.language),
            waiting=view.waiting.get(field.code, 0),
            minutes=view.expected_minutes.get(field.code),
            short=field.short.worded(words.language),
            reached=row.reached or "",
            counters=_counters(row, office, words),
            closed=_closed(row, view, office, words),
        )
        for field in shown
        for row in (rows.get(field.code, BoardField(field.code)),)
    )


def _has_field(zone: ZoneCard, code: str, office: OfficeCard) -> bool:
    """Whether numbers of a field may be called in a zone."""
    if not (zone.fields or zone.counters) or code in zone.fields:
        return True
    return any(code in counter.fields for counter in office.counters if counter.number in zone.counters)


def _counters(row: BoardField, office: OfficeCard, words: Wording) -> str:
    """Where a field is served now, by the office's word for the first of the places."""
    if not row.counters:
        return ""
    signs = [counter_label(office, number) for number in row.counters]
    return f"{place_name(office, row.counters[0], words)}{''.join(f', {sign}' for sign in signs[1:])}"


def _closed(row: BoardField, view: BoardView, office: OfficeCard, words: Wording) -> str:
    """Why no number of a field can be taken while others can; empty where one can."""
    if view.hall.state != TAKING.state:
        return ""
    if row.left == 0:
        return words("no numbers left")
    if row.is_open:
        return ""
    if row.opens_at is None:
        return words("closed now")
    opens = row.opens_at.astimezone(ZoneInfo(office.time_zone))
    if opens.date() != view.day:
        return words("closed today")
    return words("opens at {time}", time=f"{opens:%H:%M}")


def paused_counters(view: BoardView, office: OfficeCard) -> tuple[str, ...]:
    """The signs of the counters that are open but call nobody for a while."""
    paused = (counter.number for counter in view.counters if counter.state == "paused")
    return tuple(counter_label(office, number) for number in paused)


def leader_on_duty(view: BoardView, words: Wording) -> tuple[str, str]:
    """Who of the office's leaders is there today, and their telephone; empty where nobody is named."""
    if view.leader is None:
        return "", ""
    told = words("Leader on duty today: {name}", name=view.leader.name)
    return told, words("Tel. {phone}", phone=view.leader.phone) if view.leader.phone else ""


def numbers_note(view: BoardView, words: Wording) -> str:
    """That no more numbers are given out, while those that were are still called."""
    if view.hall.state == "open":
        return ""
    if view.hall.state == "full":
        return words("No more numbers. Those already taken are still called.")
    return words("No numbers are given now. Those already taken are still called.")
