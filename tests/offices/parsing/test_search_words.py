"""What an office file says of people's words, and what of the shipped ones an office gets."""

import tomllib

import pytest

from offices import load_office
from offices.parsing import OfficeFileError, parse_office_file
from offices.parsing.search_words import with_shipped_words
from tests.offices.office_texts import SMALL
from ticketing.search_words import Hint, Synonyms
from wording import load

WORDS = """
[[synonyms]]
procedure = "1.001193"
also = ["giấy đẻ", "em bé mới sinh"]

[[synonyms]]
field = "1"
also = ["tư pháp"]

[[hints]]
also = ["xe bò"]
field = "2"

[[hints]]
also = ["bằng lái"]
vi = "Công an tỉnh."
"""
SHIPPED = """
idle = ["làm"]
light = []
changing = []
ending = []
[short_forms]
dk = ["đăng ký"]
[[procedures]]
code = "1.001193"
also = ["khai sinh", "giấy đẻ"]
asked = 90
[[procedures]]
code = "9.9"
also = ["không có ở đây"]
[[fields]]
named = ["hộ tịch"]
also = ["hộ tịch"]
[[hints]]
also = ["đẻ rơi"]
procedures = ["1.001193"]
vi = "a"
en = "b"
[[hints]]
also = ["tạm trú"]
field = "cư trú"
vi = "Công an cấp xã."
en = "Commune police."
"""


def test_an_office_adds_its_own_words() -> None:
    """Rows of the file name a procedure or a field, or say where to go."""
    words = parse_office_file(SMALL + WORDS, "office.toml").search_words
    assert words.procedures == (Synonyms("1.001193", ("giấy đẻ", "em bé mới sinh")),)
    assert words.fields == (Synonyms("1", ("tư pháp",)),)
    assert words.hints == (Hint(("xe bò",), "", "", "2"), Hint(("bằng lái",), "Công an tỉnh."))


def test_shipped_words_are_those_of_what_the_office_has() -> None:
    """Words of a procedure that is not listed are left out, a hint for one that is becomes its synonym."""
    words = with_shipped_words(
        parse_office_file(SMALL + WORDS, "office.toml"), tomllib.loads(SHIPPED)
    ).search_words
    assert words.procedures == (
        Synonyms("1.001193", ("khai sinh", "giấy đẻ", "đẻ rơi", "em bé mới sinh"), 90),
    )
    assert words.fields == (Synonyms("1", ("hộ tịch", "tư pháp")),)
    assert words.hints[-1] == Hint(("tạm trú",), "Công an cấp xã.", "Commune police.")
    assert words.hints[0].also == ("xe bò",)


def test_every_field_of_the_shipped_office_has_words() -> None:
    """Each is known by a word in its name, and one is where people are helped on."""
    plan = load_office("moc-chau")
    assert {each.code for each in plan.search_words.fields} == {field.code for field in plan.fields}
    assert plan.search_words.guidance == "9"
    assert any(hint.field == "7" for hint in plan.search_words.hints)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ('[[synonyms]]\nalso = ["a"]', "Write a procedure or a field"),
        ('[[synonyms]]\nprocedure = "8"\nalso = ["a"]', 'procedure "8", which does not exist'),
        ('[[synonyms]]\nfield = "8"\nalso = ["a"]', 'field "8", which does not exist'),
        ('[[synonyms]]\nfield = "1"\nalso = []', "also"),
        ('[[hints]]\nalso = ["a"]', "vi"),
        ('[[hints]]\nalso = ["a"]\nfield = "8"', 'field "8", which does not exist'),
    ],
)
def test_a_mistake_is_told_with_its_line(row: str, told: str) -> None:
    """Words for nothing or for what is not there are refused."""
    with pytest.raises(OfficeFileError) as refused:
        parse_office_file(f"{SMALL}\n{row}\n", "office.toml")
    assert told in refused.value.sentence(load("en"))
    assert refused.value.where.startswith("office.toml:")
