"""What stands where on the wall, read from the office's view."""

from display.widgets.called import CalledNumber
from display.widgets.stage import CallSign
from display.widgets.waiting import FieldWaiting
from ticketing.office import Call
from ticketing.views import BoardView
from ticketing.wire.messages import OfficeCard
from wording import Wording


def call_sign(call: Call, words: Wording) -> CallSign:
    """A call as the stage shows it."""
    return CallSign(
        heading=words("NOW CALLING NUMBER"),
        number=call.number,
        to_counter=words("TO COUNTER"),
        counter=str(call.counter),
        repeated=words("REPEATED, TIME {n}", n=call.recall) if call.recall else "",
    )


def called_numbers(view: BoardView, on_stage: Call | None) -> tuple[CalledNumber, ...]:
    """Every called number once, with the counter that called it last; not the one that is on the stage."""
    newest: dict[str, CalledNumber] = {}
    for call in view.calls:
        newest.setdefault(call.number, CalledNumber(call.number, call.counter))
    return tuple(called for number, called in newest.items() if not on_stage or number != on_stage.number)


def fields_waiting(view: BoardView, office: OfficeCard, language: str) -> tuple[FieldWaiting, ...]:
    """The office's fields, in its order."""
    return tuple(
        FieldWaiting(field.name.worded(language), view.waiting.get(field.code, 0)) for field in office.fields
    )


def paused_counters(view: BoardView) -> tuple[int, ...]:
    """The counters that are open but call nobody for a while."""
    return tuple(counter.number for counter in view.counters if counter.state == "paused")
