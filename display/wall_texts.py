"""What stands where on the wall, read from the office's view."""

from display.widgets.call_stage import WordedCall
from display.widgets.called import CalledNumber
from display.widgets.waiting_panel import FieldWaiting
from terminal.office_names import counter_label
from ticketing.office import Call
from ticketing.places import CounterPlace
from ticketing.views import BoardView
from ticketing.wire.messages import OfficeCard
from wording import Wording


def worded_call(call: Call, place: CounterPlace, words: Wording) -> WordedCall:
    """A call as the stage shows it, to this place."""
    return WordedCall(
        heading=words("NOW CALLING NUMBER"),
        number=call.number,
        to_counter=place.before_sign(words),
        counter=place.sign,
        repeated=words("REPEATED, TIME {n}", n=call.recall) if call.recall else "",
    )


def called_numbers(view: BoardView, office: OfficeCard, on_stage: Call | None) -> tuple[CalledNumber, ...]:
    """Every called number once, with the counter that called it last; not the one that is on the stage."""
    newest: dict[str, CalledNumber] = {}
    for call in view.calls:
        newest.setdefault(call.number, CalledNumber(call.number, counter_label(office, call.counter)))
    return tuple(called for number, called in newest.items() if not on_stage or number != on_stage.number)


def fields_waiting(view: BoardView, office: OfficeCard, language: str) -> tuple[FieldWaiting, ...]:
    """The office's fields, in its order."""
    return tuple(
        FieldWaiting(
            field.name.worded(language),
            view.waiting.get(field.code, 0),
            view.expected_minutes.get(field.code),
        )
        for field in office.fields
    )


def paused_counters(view: BoardView, office: OfficeCard) -> tuple[str, ...]:
    """The labels of the counters that are open but call nobody for a while."""
    paused = (counter.number for counter in view.counters if counter.state == "paused")
    return tuple(counter_label(office, number) for number in paused)


def leader_on_duty(view: BoardView, words: Wording) -> str:
    """Who of the office's leaders is there today, and by which telephone; empty where nobody is named."""
    if view.leader is None:
        return ""
    told = words("Leader on duty today: {name}", name=view.leader.name)
    if not view.leader.phone:
        return told
    telephone = words("Tel. {phone}", phone=view.leader.phone)
    return f"{told} – {telephone}"
