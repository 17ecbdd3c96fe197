"""The leaders on duty of an office file: by weekday, and by day before it."""

from datetime import date

import pytest

from offices.parsing import parse_office_file
from tests.offices.office_texts import SMALL, mistake_in
from ticketing.plan import Leader

LEADERS = """
[[leaders]]
weekday = "monday"
name = "Nguyễn Văn An"
phone = "0212 3866 111"

[[leaders]]
day = 2026-11-30
name = "Trần Thị Bình"
"""


def test_a_day_comes_before_its_weekday() -> None:
    """On a Monday the Monday's leader is on duty, but for the day that has one of its own."""
    plan = parse_office_file(SMALL + LEADERS, "nho.toml")
    assert plan.leader_on(date(2026, 11, 23)) == Leader("Nguyễn Văn An", "0212 3866 111", weekday=0)
    assert plan.leader_on(date(2026, 11, 30)) == Leader("Trần Thị Bình", day=date(2026, 11, 30))
    assert plan.leader_on(date(2026, 11, 24)) is None


@pytest.mark.parametrize(
    ("rows", "mistake"),
    [
        ('[[leaders]]\nname = "A"\n', "missing-key"),
        ('[[leaders]]\nweekday = "mon"\nname = "A"\n', "unknown-choice"),
        ('[[leaders]]\nweekday = "monday"\nname = ""\n', "empty"),
        ('[[leaders]]\nday = 2026-11-30\nname = "A"\n' * 2, "twice"),
        ('[[leaders]]\nweekday = "monday"\nname = "A"\n' * 2, "twice"),
    ],
)
def test_a_leader_without_a_day_or_a_day_with_two_is_refused(rows: str, mistake: str) -> None:
    """Each row has a weekday or a day, and each of these has one leader."""
    assert mistake_in(SMALL + rows).name == mistake
