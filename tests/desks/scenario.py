"""A clerk's morning as a table: what is done, which number is at the desk then, and what is refused."""

from dataclasses import dataclass
from datetime import date

CLERK = "Hoàng Thị Hoa"
COUNTER = 3
WAITING = ("1", "1", "1", "1", "1", "1", "2", "3")
"""The fields of the numbers that are given out before the counter opens."""


@dataclass(frozen=True, slots=True)
class Act:
    """Something that the clerk does, by its name on the key, with what is told along with it."""

    verb: str
    number: str = ""
    text: str = ""
    field: str = ""
    group: str = ""
    outcome: str = ""
    dossier: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table; `at_desk` is the number at the counter afterwards, `refused` the sentence."""

    act: Act
    at_desk: str
    refused: str = ""


DUE = date(2026, 12, 4)
NOBODY = "Không còn công dân chờ ở quầy này."
MORNING: tuple[Line, ...] = (
    Line(Act("open"), ""),
    Line(Act("next"), "1001"),
    Line(Act("recall"), "1001"),
    Line(Act("start"), "1001"),
    Line(Act("outcome", outcome="guidance"), ""),
    Line(Act("next"), "1002"),
    Line(Act("no-show"), ""),
    Line(Act("next"), "1003"),
    Line(Act("start"), "1003"),
    Line(Act("park", text="thiếu bản sao"), ""),
    Line(Act("back", number="1003"), ""),
    Line(Act("pick", number="1005"), "1005"),
    Line(Act("transfer", field="2", text="sao y"), ""),
    Line(Act("priority", number="1006", group="elderly"), ""),
    Line(Act("pick", number="1002"), "1002"),
    Line(Act("finish"), ""),
    Line(Act("next"), "1006"),
    Line(Act("undo"), ""),
    Line(Act("next"), "1006"),
    Line(Act("matter", field="2", outcome="accepted", dossier="H42.18-261123-0001", due=DUE), "1006"),
    Line(Act("finish"), ""),
    Line(Act("leader", text="công dân đề nghị gặp"), ""),
    Line(Act("help"), ""),
    Line(Act("cancel", number="1004", text="đã về"), ""),
    Line(Act("pause", text="họp"), ""),
    Line(Act("resume"), ""),
    Line(Act("next"), "1003"),
    Line(Act("start"), "1003"),
    Line(Act("finish"), ""),
    Line(Act("next"), "1005"),
    Line(Act("start"), "1005"),
    Line(Act("next"), "2001"),
    Line(Act("start"), "2001"),
    Line(Act("next"), "K001"),
    Line(Act("finish"), ""),
    Line(Act("next"), "", NOBODY),
    Line(Act("reprint", number="1004"), "", "Không in lại phiếu số 1004: đã huỷ."),
    Line(Act("close"), ""),
)
"""Whoever adds a desk gives it a driver in tests/desks/drivers.py, and the table stays as it is."""
