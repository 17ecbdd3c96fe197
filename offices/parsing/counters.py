"""The counters in an office file, with the word and the sign by which citizens find each."""

from offices.parsing.mistakes import Mistake, shown
from offices.parsing.table import Table, refuse_twice
from ticketing.places import PLACE_KINDS, SIGN, SIGN_LENGTH_MAX, CounterPlace, PlaceKind, place_in_label
from ticketing.plan import CounterPlan, Name

COUNTER_NUMBER_MAX = 99
LABEL_LENGTH_MAX = 80


def read_counters(office: Table) -> tuple[CounterPlan, ...]:
    """The rows [[counters]], each with its place; no two but rooms are the same to a citizen."""
    rows = office.rows("counters", COUNTER_NUMBER_MAX, needed=True)
    numbers = [row.whole("number", 1, COUNTER_NUMBER_MAX) for row in rows]
    refuse_twice(
        "number", [((*row.path, "number"), number) for row, number in zip(rows, numbers, strict=True)]
    )
    places = _places(office, rows, numbers)
    return tuple(
        CounterPlan(
            number=number,
            label=Name(row.text("vi", LABEL_LENGTH_MAX), row.text("en", LABEL_LENGTH_MAX, "")),
            operated_by=row.text("operated_by", LABEL_LENGTH_MAX, ""),
            fields=row.codes("fields"),
            place=place.kind,
            sign=place.sign,
        )
        for row, number, place in zip(rows, numbers, places, strict=True)
    )


def _places(office: Table, rows: list[Table], numbers: list[int]) -> list[CounterPlace]:
    """Where each counter is. A sign that stands in its label only gives way to that of another counter."""
    usual = _kind(office) if "place" in office else None
    places = [_place(row, number, usual) for row, number in zip(rows, numbers, strict=True)]
    for at, (row, number) in enumerate(zip(rows, numbers, strict=True)):
        if "sign" not in row and places.count(places[at]) > 1 and places[at].kind != "room":
            places[at] = CounterPlace(places[at].kind, str(number))
    seen: dict[CounterPlace, int] = {}
    for at, (row, place) in enumerate(zip(rows, places, strict=True)):
        if place in seen and place.kind != "room":
            first = seen[place]
            path, earlier = (*row.path, "sign"), rows[first].path
            values = {"counter": numbers[at], "sign": place.sign, "other": numbers[first]}
            raise Mistake(path, "sign-twice", earlier=earlier, **values)
        seen.setdefault(place, at)
    return places


def _place(row: Table, number: int, usual: PlaceKind | None) -> CounterPlace:
    said = place_in_label(row.text("vi", LABEL_LENGTH_MAX)) or CounterPlace(usual or "counter", str(number))
    kind = _kind(row) if "place" in row else usual or said.kind
    return CounterPlace(kind, _sign(row) if "sign" in row else said.sign)


def _kind(table: Table) -> PlaceKind:
    return table.choice("place", PLACE_KINDS, PLACE_KINDS[0])


def _sign(row: Table) -> str:
    sign = row.text("sign", LABEL_LENGTH_MAX)
    if len(sign) > SIGN_LENGTH_MAX or not SIGN.fullmatch(sign):
        raise row.mistake("sign", "bad-sign", value=shown(sign), length_max=SIGN_LENGTH_MAX)
    return sign
