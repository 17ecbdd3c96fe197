"""Each field has a colour and a picture of its own: the office's, or those of its name."""

from ticketing.field_looks import USUAL, FieldLook, field_looks
from ticketing.plan import Field, Name


def named(*names: str) -> tuple[Field, ...]:
    """Fields with these names."""
    return tuple(Field(str(place), Name(name), str(place)) for place, name in enumerate(names, start=1))


def test_known_names_have_their_looks_whatever_their_place() -> None:
    """By words of the name, in either spelling of its marks; not by parts of words."""
    icons = [look.icon for look in field_looks(named("Đất đai", "Hộ tịch - Tư pháp", "VĂN HÓA, giáo dục"))]
    assert icons == ["map", "family", "book"]
    assert field_looks((Field("1", Name("?", "Civil status"), "1"),))[0].icon == "family"
    assert field_looks((Field("1", Name("?", "Island"), "1"),))[0].icon == ""


def test_unknown_fields_have_colours_that_no_other_field_has() -> None:
    """A second one of a known name too: colour and picture stand for one field."""
    looks = field_looks(named("Thuế", "Hộ tịch", "Khai sinh"))
    assert [look.icon for look in looks] == ["", "family", ""]
    assert len({look.colour for look in looks}) == 3


def test_the_offices_own_look_comes_first_and_is_taken_by_no_other() -> None:
    """An icon of "" is none; a colour of the usual ones is not given to another field."""
    fields = (
        Field("1", Name("Hộ tịch"), "1", colour="#005b57", icon=""),
        Field("2", Name("Thuế"), "2", icon="shop"),
    )
    assert field_looks(fields) == (FieldLook("#005b57", ""), FieldLook("#005580", "shop"))


def test_more_fields_than_colours_share_them() -> None:
    """An office of forty fields has a colour for each."""
    looks = field_looks(named(*(f"Việc {place}" for place in range(40))))
    assert {look.colour for look in looks} == {look.colour for look, _ in USUAL}
