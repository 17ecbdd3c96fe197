"""The time limits of an office file: one of a weekday can be counted, one of a procedure is any text."""

import pytest

from offices.parsing import parse_office_file
from tests.offices.office_texts import SMALL, line_where, mistake_in
from ticketing.plan import WeekdayLimit

FRIDAY = '\n[[weekday_limits]]\nweekday = "friday"\ntime_limit = "trong ngày"\n'
MONDAY = FRIDAY.replace("friday", "monday")


def test_a_weekday_has_limits_of_its_own() -> None:
    """Fields, procedures or both are named, the weekday becomes its number, and no row means no limits."""
    rows = FRIDAY + 'fields = ["1"]\nprocedures = ["1.001193"]\n' + MONDAY + 'procedures = ["1.001193"]\n'
    assert parse_office_file(SMALL + rows, "nho.toml").weekday_limits == (
        WeekdayLimit(4, "trong ngày", ("1",), ("1.001193",)),
        WeekdayLimit(0, "trong ngày", (), ("1.001193",)),
    )
    assert parse_office_file(SMALL, "nho.toml").weekday_limits == ()


@pytest.mark.parametrize(
    ("rows", "name", "at", "said"),
    [
        (
            FRIDAY.replace("friday", "thứ sáu") + 'fields = ["1"]',
            "unknown-choice",
            "weekday =",
            "monday, tue",
        ),
        (
            FRIDAY.replace('weekday = "friday"', "") + 'fields = ["1"]',
            "missing-key",
            "[[weekday",
            "weekday = ",
        ),
        (FRIDAY.replace("trong ngày", "sớm") + 'fields = ["1"]', "bad-time-limit", "sớm", "30 ngày lịch"),
        (FRIDAY.replace("trong ngày", "") + 'fields = ["1"]', "empty", "time_limit", "trong ngày"),
        (FRIDAY.replace('"trong ngày"', "3") + 'fields = ["1"]', "wrong-kind", "time_limit", "trong ngày"),
        (FRIDAY, "limits-nothing", "[[weekday", 'fields = ["1"]'),
        (FRIDAY + "fields = []", "empty", "fields = []", 'fields = ["1"]'),
        (FRIDAY + 'fields = ["1", "7"]', "field-of-weekday", '"7"', "Write one of: 1, 2."),
        (FRIDAY + 'procedures = ["9"]', "procedure-of-weekday", '"9"', "under [[procedures]]"),
        (FRIDAY + 'fields = ["1", "1"]', "twice", '"1", "1"', "stands already"),
        (2 * (FRIDAY + 'fields = ["1"]'), "twice", 'fields = ["1"]', "stands already in line 68"),
        (2 * (FRIDAY + 'procedures = ["1.001193"]'), "twice", "procedures =", "stands already in line 68"),
        (FRIDAY + 'field = "1"', "misspelt-key", "field = ", "Write fields."),
    ],
)
def test_a_mistake_in_a_weekdays_limit_is_told(rows: str, name: str, at: str, said: str) -> None:
    """The refusal names the line and what to write."""
    mistake = mistake_in(SMALL + rows)
    assert (mistake.name, mistake.line) == (name, line_where(SMALL + rows, at))
    assert said in str(mistake)


def test_two_weekdays_may_have_limits_for_one_field() -> None:
    """Only the same weekday twice is a mistake, and a field may stand beside one of its procedures."""
    rows = FRIDAY + 'fields = ["1"]\n' + MONDAY + 'fields = ["1"]\n' + FRIDAY + 'procedures = ["1.001193"]\n'
    assert len(parse_office_file(SMALL + rows, "nho.toml").weekday_limits) == 3


def test_a_procedures_limit_may_be_any_text() -> None:
    """What cannot be counted is shown to citizens as it stands, so it is no mistake."""
    plan = parse_office_file(SMALL + 'time_limit = "theo quy định"\n', "nho.toml")
    assert plan.procedures[0].time_limit == "theo quy định"
