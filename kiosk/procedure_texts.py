"""What is said of a procedure: its field, time limit, fee, and whether several bodies take part."""

from dataclasses import dataclass

from ticketing.plan import Procedure
from wording import Wording

SAME_DAY = "trong ngày"
FREE = "0"
FACT_GAP = " · "


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: what it is, and what the office has entered."""

    label: str
    value: str


def facts_of(procedure: Procedure, field: str, words: Wording) -> tuple[Fact, ...]:
    """The facts of a procedure of the field of this name; nothing is said that the office has not entered."""
    return (
        Fact(words("Field"), field),
        Fact(words("Time limit"), time_limit(procedure, words)),
        Fact(words("Fee"), fee(procedure, words)),
        Fact(words("Received"), mechanism(procedure, words)),
        Fact(words("Code"), procedure.code),
    )


def time_limit(procedure: Procedure, words: Wording) -> str:
    """Working days, the same day, or the office's own words."""
    limit = procedure.time_limit
    if not limit:
        return words("not entered by the office")
    if limit == SAME_DAY:
        return words("the same day")
    if limit.isascii() and limit.isdigit():
        return words.count("{n} working day", "{n} working days", int(limit))
    return limit


def fee(procedure: Procedure, words: Wording) -> str:
    """Đồng with points between the thousands, free, or the office's own words."""
    if not procedure.fee:
        return words("not entered by the office")
    if procedure.fee == FREE:
        return words("No fee")
    if procedure.fee.isascii() and procedure.fee.isdigit():
        return words("{amount} đồng", amount=f"{int(procedure.fee):,}".replace(",", "."))
    return procedure.fee


def row_line(procedure: Procedure, field: str, words: Wording) -> str:
    """What a list says of a procedure beside its name: the fee first, then time limit and field."""
    known = (
        fee(procedure, words) if procedure.fee else "",
        time_limit(procedure, words) if procedure.time_limit else "",
        field,
    )
    return FACT_GAP.join(filter(None, known))


def mechanism(procedure: Procedure, words: Wording) -> str:
    """Whether one door suffices or several bodies work together."""
    if procedure.mechanism == "interlinked":
        return words("One door, several bodies (interlinked)")
    return words("One door")


def missing_papers(procedure: Procedure, ticked: frozenset[int]) -> tuple[str, ...]:
    """The papers that were not ticked, in the office's order."""
    return tuple(paper for place, paper in enumerate(procedure.papers) if place not in ticked)
