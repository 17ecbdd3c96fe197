"""Lists of what people type with what is right, and how well an index finds it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ticketing.search.finding import Found, ProcedureIndex

HERE = Path(__file__).parent
SHOWN_ROWS = 3
HINT, ANYWHERE = "hint:", "any"


@dataclass(frozen=True)
class Query:
    """A text and what is right: codes of procedures, or a field that the hint leads to."""

    typed: str
    right: tuple[str, ...]

    def place(self, found: Found) -> int | None:
        """At which place, counted from 1, the first right answer stands; None if it is not there."""
        if any(self._is_right_hint(found, each) for each in self.right):
            return 1
        places = (at for at, one in enumerate(found.procedures, 1) if one.code in self.right)
        return next(places, None)

    @staticmethod
    def _is_right_hint(found: Found, right: str) -> bool:
        if not right.startswith(HINT):
            return False
        field = right.removeprefix(HINT)
        is_led = found.leads or not found.procedures
        return is_led and (field == found.field or (field == ANYWHERE and bool(found.said.vi)))


@dataclass(frozen=True)
class Hits:
    """How many in a hundred are found first, how many in the first rows, and those that are not first."""

    first: float
    in_first_rows: float
    missed: tuple[str, ...]


def queries(name: str) -> tuple[Query, ...]:
    """The queries of a list."""
    return tuple(_read((HERE / f"{name}.txt").read_text(encoding="utf-8")))


def hits(index: ProcedureIndex, asked: tuple[Query, ...]) -> Hits:
    """How well the index finds what was asked."""
    places = [(query, query.place(index.search(query.typed))) for query in asked]
    first = sum(place == 1 for _, place in places)
    in_rows = sum(place is not None and place <= SHOWN_ROWS for _, place in places)
    missed = tuple(f"{query.typed}: {place}" for query, place in places if place != 1)
    return Hits(100 * first / len(asked), 100 * in_rows / len(asked), missed)


def _read(text: str) -> Iterator[Query]:
    for line in text.splitlines():
        if line and not line.startswith("#"):
            typed, _, right = line.partition(" | ")
            yield Query(typed, tuple(right.split()))
