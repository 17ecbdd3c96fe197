"""A citizen's way of typing finds the procedure that is meant."""

from dataclasses import replace

import pytest

from offices import load_office
from tests.patience import processor_seconds
from ticketing.plan import Procedure
from ticketing.procedures import QUERY_LENGTH_MAX, Catalogue, ProcedureIndex, folded

SHIPPED = load_office("moc-chau")
RESIDENCE = (
    Procedure("7.1", "7", "Đăng ký tạm trú"),
    Procedure("7.2", "7", "Xóa đăng ký thường trú"),
    Procedure("7.3", "7", "Xóa đăng ký tạm trú"),
    Procedure("7.4", "7", "Gia hạn tạm trú"),
)
INDEX = ProcedureIndex(
    (*SHIPPED.procedures, *RESIDENCE), lambda code: field.name.vi if (field := SHIPPED.field(code)) else code
)
SECONDS_MAX = 0.15  # of the processor; 30 ms are aimed at
QUERIES = (
    "d",
    "dk khai sinh",
    "xoa tam tru",
    "chung thuc",
    "cc",
    "đăng ký kết hôn",
    "1.00",
    "gcn qsdd",
    "zz",
)


def first(query: str) -> str:
    """The name of the likeliest procedure."""
    return INDEX.search(query)[0].name


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("Đăng ký khai sinh", "Đăng ký khai sinh"),
        ("dang ky khai sinh", "Đăng ký khai sinh"),
        ("DANG KY KHAI SINH", "Đăng ký khai sinh"),
        ("dk khai sinh", "Đăng ký khai sinh"),
        ("dk ks", "Đăng ký khai sinh"),
        ("dkks", "Đăng ký khai sinh"),
        ("khai sinh", "Đăng ký khai sinh"),
        ("đk kết hôn", "Đăng ký kết hôn"),
        ("ket hon", "Đăng ký kết hôn"),
        ("khai tử", "Đăng ký khai tử"),
        ("xoa tam tru", "Xóa đăng ký tạm trú"),
        ("xoá tạm trú", "Xóa đăng ký tạm trú"),
        ("1001193", "Đăng ký khai sinh"),
        ("1.001193", "Đăng ký khai sinh"),
    ],
)
def test_the_meant_procedure_comes_first(query: str, name: str) -> None:
    """Accents, none, capitals, initials, parts of words, either place of a tone, and codes are understood."""
    assert first(query) == name


@pytest.mark.parametrize("query", ["cc", "chung thuc", "công chứng", "c th"])
def test_certification_is_found_by_its_everyday_names(query: str) -> None:
    """The table of abbreviations knows what people call it."""
    assert folded(first(query)).startswith("chung thuc")


def test_a_query_may_be_in_another_order() -> None:
    """What is typed the wrong way round is found too, after what is in order."""
    assert "Đăng ký kết hôn" in [procedure.name for procedure in INDEX.search("hon ket")]


def test_right_accents_come_before_other_ones() -> None:
    """Whoever types accents means them."""
    index = ProcedureIndex([Procedure("1", "1", "Khai tự"), Procedure("2", "1", "Khai tử")])
    assert [found.name for found in index.search("khai tử")] == ["Khai tử", "Khai tự"]


def test_a_field_name_finds_its_procedures_last() -> None:
    """The name of a field is a way to its procedures, behind those that are called so themselves."""
    names = {"1": "Hộ tịch"}
    index = ProcedureIndex(
        [Procedure("1", "1", "Khai sinh"), Procedure("2", "2", "Sửa hộ tịch")],
        lambda code: names.get(code, ""),
    )
    assert [found.code for found in index.search("ho tich")] == ["2", "1"]


def test_a_field_narrows_the_search() -> None:
    """Within one field nothing of another is found, and an empty query lists the field."""
    everything = INDEX.search("", "2")
    assert everything == tuple(row for row in SHIPPED.procedures if row.field == "2")
    assert INDEX.search("khai sinh", "2") == ()


@pytest.mark.parametrize("query", ["", "   "])
def test_an_empty_query_lists_everything(query: str) -> None:
    """The catalogue's own order is kept."""
    assert INDEX.search(query) == (*SHIPPED.procedures, *RESIDENCE)


@pytest.mark.parametrize("query", ["zzzz", "|||", "%$", "0", "'; drop", "\x00", "đ" * 500, "a " * 500])
def test_nonsense_finds_nothing_or_little_and_breaks_nothing(query: str) -> None:
    """Whatever is typed, an answer comes."""
    assert len(INDEX.search(query)) <= len(SHIPPED.procedures) + len(RESIDENCE)


def test_only_the_beginning_of_a_long_query_counts() -> None:
    """What is over QUERY_LENGTH_MAX is not looked at."""
    assert INDEX.search("khai sinh" + " " * QUERY_LENGTH_MAX + "zzzz") == INDEX.search("khai sinh")


@pytest.mark.parametrize("count", [114, 400])
def test_the_search_is_quick(count: int) -> None:
    """The slowest of several queries, over the shipped catalogue and over one of four hundred rows."""
    rows = [
        replace(row, code=f"{turn}.{row.code}")
        for turn in range(-(-count // len(SHIPPED.procedures)))
        for row in SHIPPED.procedures
    ][:count]
    index = ProcedureIndex(rows)
    slowest, query = max((processor_seconds(index.search, query), query) for query in QUERIES)
    print(f"{len(rows)} procedures: slowest {1000 * slowest:.1f} ms for {query!r}")
    assert slowest < SECONDS_MAX


def test_a_catalogue_finds_a_procedure_by_its_code() -> None:
    """The code of the list is the key."""
    catalogue = Catalogue(SHIPPED.procedures)
    assert catalogue.procedure("1.001193") == SHIPPED.procedures[0]
    assert catalogue.procedure("nothing") is None
