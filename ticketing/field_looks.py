"""The colour and the picture of each field, which stand beside its name on every screen."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import cycle
from unicodedata import category, normalize

from ticketing.board_plan import FieldIcon
from ticketing.plan import Field


@dataclass(frozen=True, slots=True)
class FieldLook:
    """A colour on which white can be read, and a picture, "" for a field that only its prefix stands for."""

    colour: str
    icon: FieldIcon


USUAL: tuple[tuple[FieldLook, tuple[str, ...]], ...] = (
    (FieldLook("#005580", "family"), ("ho tich", "khai sinh", "civil status")),
    (FieldLook("#005b57", "seal"), ("chung thuc", "cong chung", "certification")),
    (FieldLook("#215a1c", "map"), ("dat dai", "dia chinh", "land")),
    (FieldLook("#8a3d00", "shop"), ("xay dung", "kinh doanh", "business")),
    (FieldLook("#9b1560", "care"), ("bao tro", "co cong", "tro cap", "social")),
    (FieldLook("#5c35a0", "book"), ("giao duc", "van hoa", "education")),
    (FieldLook("#5e4b00", "house"), ("cu tru", "cong an", "residence")),
    (FieldLook("#3f4a57", "tray"), ("tra ket qua", "results")),
    (FieldLook("#0b3d91", "guide"), ("huong dan", "phan anh", "tiep cong dan", "guidance")),
)
"""The looks of the fields that most offices have, with words of their names, without marks."""


def field_looks(fields: tuple[Field, ...]) -> tuple[FieldLook, ...]:
    """The look of each field: the office's own, else that of its name, else a colour that no other has."""
    known = _by_name(fields)
    taken = {
        field.colour or known[field.code].colour for field in fields if field.colour or field.code in known
    }
    free = [look.colour for look, _ in USUAL if look.colour not in taken]
    others = cycle(free or [look.colour for look, _ in USUAL])
    looks = []
    for field in fields:
        usual = known.get(field.code)
        colour = field.colour or (usual.colour if usual else next(others))
        icon = usual.icon if field.icon is None and usual else field.icon or ""
        looks.append(FieldLook(colour, icon))
    return tuple(looks)


def _by_name(fields: Iterable[Field]) -> dict[str, FieldLook]:
    """The fields whose names are known; each look is that of one field."""
    found: dict[str, FieldLook] = {}
    for field in fields:
        name = f"{_plain(field.name.vi)} {_plain(field.name.en)}"
        for look, words in USUAL:
            if look not in found.values() and any(f" {word} " in f" {name} " for word in words):
                found[field.code] = look
                break
    return found


def _plain(name: str) -> str:
    """A name in small letters without marks, every other sign a blank."""
    letters = normalize("NFD", name.lower().replace("đ", "d"))
    kept = (letter if letter.isalnum() else " " for letter in letters if category(letter) != "Mn")
    return " ".join("".join(kept).split())
