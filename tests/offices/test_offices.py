"""The shipped office file, and how an office file is found and read."""

import os
import re
from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from offices import bundled_offices, load_office
from offices.parsing import FILE_BYTES_MAX, OfficeFileError, parse_office_file
from tests.offices.office_texts import SMALL, changed
from tests.patience import processor_seconds
from ticketing.plan import OfficePlan
from ticketing.rules.due_dates import due_date, is_working_day, read_time_limit

MOC_CHAU = Path(__file__).parent.parent.parent / "offices" / "moc-chau.toml"
PARSE_SECONDS_MAX = 0.1


@pytest.fixture(scope="module")
def plan() -> OfficePlan:
    return load_office("moc-chau")


def refused(path: str | Path) -> str:
    with pytest.raises(OfficeFileError) as error:
        load_office(path)
    return str(error.value)


def test_the_shipped_office_has_114_procedures(plan: OfficePlan) -> None:
    """112 are one-door and 2 interlinked; each belongs to a field, and the list says what it is."""
    assert Counter(procedure.mechanism for procedure in plan.procedures) == {
        "one-door": 112,
        "interlinked": 2,
    }
    assert all(plan.field(procedure.field) for procedure in plan.procedures)
    assert "minh hoạ" in plan.procedures_note.vi
    assert "illustrative" in plan.procedures_note.en


def test_the_shipped_office_has_nine_fields_and_six_counters(plan: OfficePlan) -> None:
    """Fields 1 to 9 give 1001 to 9999; the police operate the counter for residence."""
    assert [(field.code, field.prefix, field.first, field.last) for field in plan.fields] == [
        (digit, digit, 1, 999) for digit in "123456789"
    ]
    assert [counter.number for counter in plan.counters] == [1, 2, 3, 4, 5, 6]
    assert [c.operated_by for c in plan.counters if "7" in c.fields] == ["Công an phường"]
    assert all(named.en for named in (*plan.names, *(field.name for field in plan.fields)))


def test_the_shipped_office_has_seven_priority_classes(plan: OfficePlan) -> None:
    """An emergency goes before the six others; three ordinary tickets go to one of priority."""
    assert [group.rank for group in plan.priority_classes] == [0, 1, 1, 1, 1, 1, 1]
    policy = plan.policy
    assert (policy.kind, policy.ordinary_per_priority, policy.wait_minutes_max) == ("ratio", 3, 60)


def test_the_shipped_office_is_closed_on_24_november(plan: OfficePlan) -> None:
    """The holiday of 2026 is there; the day before has two sessions, and Saturday none."""
    assert plan.sessions_on(date(2026, 11, 24)) == ()
    assert len(plan.sessions_on(date(2026, 11, 23))) == 2
    assert plan.sessions_on(date(2026, 11, 21)) == ()
    zone = ZoneInfo(plan.time_zone)
    opens = plan.opens_next(datetime(2026, 11, 23, 18, tzinfo=zone))
    assert opens == datetime(2026, 11, 25, 7, 30, tzinfo=zone)


def test_every_time_limit_of_the_shipped_office_gives_a_due_date(plan: OfficePlan) -> None:
    """Each limit that is entered can be counted, from the day before the holiday on."""
    limited = [procedure for procedure in plan.procedures if procedure.time_limit]
    assert all(read_time_limit(procedure.time_limit) for procedure in limited)
    accepted_at = datetime(2026, 11, 23, 9, tzinfo=ZoneInfo(plan.time_zone))
    due = {procedure.time_limit: due_date(plan, procedure, accepted_at) for procedure in limited}
    assert all(is_working_day(plan, day) for day in due.values())
    assert due["trong ngày"] == date(2026, 11, 23)
    assert due["3"] == date(2026, 11, 27)
    assert due["30 ngày lịch"] == date(2026, 12, 23)
    assert due["35"] == date(2027, 1, 13)


def test_what_the_shipped_office_shows_in_comments_can_be_used() -> None:
    """Without their # the examples are right: a swap day, a Friday without appointments."""
    text = MOC_CHAU.read_text(encoding="utf-8")
    used = re.sub(r"^# (?=\[\[|[a-z_]+ = )", "", text, flags=re.MULTILINE)
    plan = parse_office_file(used, MOC_CHAU.name)
    assert plan.extra_days
    assert [limit.weekday for limit in plan.weekday_limits] == [4]


def test_the_shipped_office_is_read_quickly() -> None:
    """Reading 114 procedures takes less than a tenth of a second of the processor."""
    text = MOC_CHAU.read_text(encoding="utf-8")
    took = processor_seconds(parse_office_file, text, MOC_CHAU.name)
    print(f"parsed in {took * 1000:.1f} ms")
    assert took < PARSE_SECONDS_MAX


def test_an_office_is_found_by_name_and_by_path(plan: OfficePlan) -> None:
    """A bare name is a shipped office; anything else is a path."""
    assert bundled_offices() == ["moc-chau"]
    assert load_office(MOC_CHAU) == plan
    assert load_office(str(MOC_CHAU)) == plan


def test_a_byte_order_mark_changes_nothing(tmp_path: Path) -> None:
    """A file saved by a Windows editor is read, and its lines are counted the same."""
    path = tmp_path / "nho.toml"
    path.write_text(SMALL, encoding="utf-8-sig")
    plan = parse_office_file(SMALL, "nho.toml")
    assert replace(load_office(path), search_words=plan.search_words) == plan


def test_a_file_that_is_not_utf_8_is_refused_with_its_line(tmp_path: Path) -> None:
    """The line is that of the first bad byte."""
    path = tmp_path / "nho.toml"
    path.write_bytes(b'code = "nho"\n# \xff\n')
    assert refused(path) == (
        "nho.toml:2: this line is not UTF-8 text. Save the file again with the encoding UTF-8."
    )
    path.write_text(SMALL, encoding="utf-16")
    assert refused(path).startswith("nho.toml:1: this line is not UTF-8 text.")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """The sentence names the path as it was given and what there is."""
    missing = tmp_path / "nowhere.toml"
    assert refused(missing) == (
        f"{missing}: there is no such file. Write the path of an office file, or one of: moc-chau."
    )
    assert refused("nowhere").startswith("nowhere: there is no such file.")
    assert refused(MOC_CHAU / "below.toml").endswith("or one of: moc-chau.")


def test_what_is_not_a_file_is_refused(tmp_path: Path) -> None:
    """A folder, and a path that cannot be one, are told with what the system says of them."""
    assert "can't be read: Is a directory" in refused(tmp_path)
    assert "can't be read" in refused("a\0b")


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    """No more than the limit is read, so that an endless file ends too."""
    path = tmp_path / "nho.toml"
    path.write_bytes(b"#" * (FILE_BYTES_MAX + 1))
    assert refused(path) == "nho.toml: the file is too large. Write at most 1000000 bytes."
    assert "too large" in refused(os.devnull.replace("null", "zero"))


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("Asia/Ho_Chi_Min", 'time_zone = "Asia/Ho_Chi_Min" is not known. Write one of: Asia/Ho_Chi_Minh'),
        ("Hà Nội", "Write one of: Asia/Ho_Chi_Minh."),
        ("Asia/Hanoi", "Write one of: Asia/Ho_Chi_Minh."),
        ("GMT+7", "Write one of: Asia/Ho_Chi_Minh."),
        ("UTC+7", "Write one of: Asia/Ho_Chi_Minh."),
        ("UTC +07:00", "Write one of: Asia/Ho_Chi_Minh."),
        ("SE Asia Standard Time", "Write one of: Asia/Ho_Chi_Minh."),
        ("Viet Nam", "Write one of: Asia/Ho_Chi_Minh."),
        ("Etc/GMT+7", 'time_zone = "Etc/GMT+7" is 7 hours behind UTC, for its sign counts the other way'),
        ("GMT+9", "is not known"),
        ("Asia", "Write one of: Asia"),
        ("../etc/passwd", "is not known"),
    ],
)
def test_an_unknown_time_zone_is_refused_with_its_line(tmp_path: Path, zone: str, said: str) -> None:
    """The sentence offers zones that are written alike, or Vietnam's."""
    path = tmp_path / "nho.toml"
    path.write_text(changed("Asia/Ho_Chi_Minh", zone), encoding="utf-8")
    assert refused(path).startswith("nho.toml:6: time_zone")
    assert said in refused(path)


@pytest.mark.parametrize("zone", ["Asia/Saigon", "Asia/Bangkok", "Etc/GMT-7"])
def test_a_zone_that_tells_the_right_time_is_taken(tmp_path: Path, zone: str) -> None:
    """An old name, a neighbour and a fixed offset of seven hours ahead are as good."""
    path = tmp_path / "nho.toml"
    path.write_text(changed("Asia/Ho_Chi_Minh", zone), encoding="utf-8")
    assert load_office(path).time_zone == zone


def test_the_most_used_procedures_of_the_shipped_file_have_papers_with_their_source() -> None:
    """Thirty of them, each with where they stand; the note says that the office has to check."""
    plan = load_office("moc-chau")
    with_papers = [procedure for procedure in plan.procedures if procedure.papers]
    assert len(with_papers) == 30
    for procedure in with_papers:
        assert procedure.source.endswith("tra cứu 28/11/2026"), procedure.code
        assert all(len(paper) <= 110 for paper in procedure.papers), procedure.code
    assert [
        procedure.code for procedure in plan.procedures if procedure.source and not procedure.papers
    ] == []
    assert "cần kiểm tra lại" in plan.procedures_note.vi
    assert "to be checked" in plan.procedures_note.en
