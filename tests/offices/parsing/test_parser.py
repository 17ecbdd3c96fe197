"""A good office file becomes the plan that it describes."""

import re
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offices.parsing import SHAPE, line_of, parse_office_file
from offices.parsing.shape import DAYS_OF_WEEK
from tests.offices.office_texts import SMALL, changed, line_where, mistake_in
from ticketing.plan import (
    END_OF_DAY,
    CallingPolicy,
    CounterPlan,
    Field,
    Name,
    OfficePlan,
    PriorityClass,
    Procedure,
    Rules,
    Session,
    SlipPlan,
)

ROOT = Path(__file__).parents[3]
MORNING = Session(time(7, 30), time(11, 30))
PLAN = OfficePlan(
    code="nho",
    names=(Name("UBND xã Nhỏ", "Small Commune"),),
    address="Xã Nhỏ",
    time_zone="Asia/Ho_Chi_Minh",
    hours=((MORNING, Session(time(13, 30), time(17))), (), (), (), (), (), ()),
    fields=(
        Field("1", Name("Hộ tịch"), "1"),
        Field("2", Name("Chứng thực"), "2", daily_quota=120),
    ),
    counters=(CounterPlan(1, Name("Quầy chung"), "", ("1", "2")),),
    priority_classes=(PriorityClass("age-80", Name("Người từ đủ 80 tuổi"), 0),),
    policy=CallingPolicy("strict"),
    rules=Rules(next_finishes=False, start_after_seconds=90, recall_gap_seconds=20),
    holidays={date(2026, 11, 24): Name("Ngày Văn hóa Việt Nam")},
    extra_days={date(2026, 11, 28): (MORNING,)},
    procedures=(Procedure("1.001193", "1", "Đăng ký khai sinh"),),
    slip=SlipPlan(
        lines=(Name("Đường dây nóng: 1022"),),
        session=False,
        copies=2,
        public_address="http://192.168.1.10:8700",
    ),
)


def test_a_file_becomes_its_plan() -> None:
    """Every table arrives in the plan, and what is left out has its default."""
    assert parse_office_file(SMALL, "nho.toml") == PLAN


def test_decomposed_letters_are_composed() -> None:
    """A file typed in NFD, or with escapes for the accents, gives the same plan."""
    assert parse_office_file(normalize("NFD", SMALL), "nho.toml") == PLAN
    assert parse_office_file(changed('"Hộ tịch"', '"Ho\\u0323\\u0302 ti\\u0323ch"'), "nho.toml") == PLAN


def test_windows_line_ends_and_outer_blanks_change_nothing() -> None:
    """A file saved on Windows gives the same plan and the same lines in messages."""
    assert parse_office_file(SMALL.replace("\n", "\r\n"), "nho.toml") == PLAN
    assert parse_office_file(changed('"Hộ tịch"', '" Hộ tịch\u00a0"'), "nho.toml") == PLAN
    wrong = changed('prefix = "2"', 'prefix = "11"')
    assert mistake_in(wrong.replace("\n", "\r\n")).line == mistake_in(wrong).line


def test_markup_in_a_name_is_text() -> None:
    """Brackets and tags are kept as they are written."""
    plan = parse_office_file(changed('"Hộ tịch"', '"[b]<i>{x}"'), "nho.toml")
    assert plan.fields[0].name == Name("[b]<i>{x}")


def test_fields_of_one_prefix_may_share_it_in_ranges_that_are_apart() -> None:
    """001 to 499 and 500 to 999 of one prefix do not overlap."""
    text = changed('prefix = "1"\n', 'prefix = "A"\nlast = 499\n')
    text = changed('prefix = "2"\nfirst = 1\n', 'prefix = "A"\nfirst = 500\n', text)
    assert [(field.first, field.last) for field in parse_office_file(text, "nho.toml").fields] == [
        (1, 499),
        (500, 999),
    ]


@pytest.mark.parametrize("prefix", ["A", "1A", "2", "A1"])
def test_a_prefix_that_cannot_meet_another_is_taken(prefix: str) -> None:
    """A letter keeps numbers apart, however far they run on."""
    plan = parse_office_file(changed('prefix = "2"', f'prefix = "{prefix}"'), "nho.toml")
    assert plan.fields[1].prefix == prefix


def test_sessions_may_touch_and_be_written_loosely() -> None:
    """One-digit hours, a long dash and blanks are understood, and a session may begin when one ends."""
    plan = parse_office_file(changed("07:30-11:30, 13:30-17:00", "7:30 – 11:30,11:30-17:00"), "nho.toml")
    assert plan.hours[0] == (MORNING, Session(time(11, 30), time(17)))


def test_a_session_may_last_until_midnight() -> None:
    """24:00 is a closing time, also for a whole day, and is shown as it was written."""
    plan = parse_office_file(changed("07:30-11:30, 13:30-17:00", "07:30-11:30, 13:30-24:00"), "nho.toml")
    assert [str(session) for session in plan.hours[0]] == ["07:30-11:30", "13:30-24:00"]
    whole = parse_office_file(changed("07:30-11:30, 13:30-17:00", "00:00-24:00"), "nho.toml")
    assert whole.hours[0] == (Session(time.min, END_OF_DAY),)


def test_a_field_may_have_hours_of_its_own() -> None:
    """A text holds for every day, a table for each; without either a field has the office's."""
    daily = parse_office_file(changed("daily_quota = 120", 'hours = "08:00-10:00"'), "nho.toml").fields
    assert (daily[0].hours, daily[1].hours) == (None, ((Session(time(8), time(10)),),) * 7)
    days = "".join(f'{day} = ""\n' for day in DAYS_OF_WEEK[1:])
    table = f'[fields.hours]\nmonday = "08:00-10:00"\n{days}'
    weekly = parse_office_file(changed("daily_quota = 120", table), "nho.toml").fields[1]
    assert weekly.hours == ((Session(time(8), time(10)),), (), (), (), (), (), ())


def test_inline_rows_are_rows() -> None:
    """Whoever prefers one line a row may write an array of inline tables."""
    row = '[[procedures]]\ncode = "1.001193"\nfield = "1"\nname = "Đăng ký khai sinh"\n'
    inline = 'procedures = [{ code = "1.001193", field = "1", name = "Đăng ký khai sinh" }]\n'
    assert parse_office_file(inline + changed(row, ""), "nho.toml") == PLAN


@pytest.mark.slow
@given(st.lists(st.tuples(st.text(min_size=1, max_size=20), st.integers(0, 99)), max_size=9))
def test_what_is_written_down_is_read_again(rows: list[tuple[str, int]]) -> None:
    """Names of visible characters and ranks come back as they were, composed and without outer blanks."""
    named = [(name, rank) for name, rank in rows if name.isprintable() and name.strip() and "'" not in name]
    table = "[[priority_classes]]\ncode = \"{}\"\nvi = '{}'\nrank = {}\n"
    written = "".join(table.format(place, name, rank) for place, (name, rank) in enumerate(named))
    expected = tuple(
        PriorityClass(str(place), Name(normalize("NFC", name).strip()), rank)
        for place, (name, rank) in enumerate(named)
    )
    text = changed(table.format("age-80", "Người từ đủ 80 tuổi", 0).replace("'", '"'), written)
    assert parse_office_file(text, "nho.toml") == replace(PLAN, priority_classes=expected)


PUZZLE = '''\
# [[fields]] in a comment
"quoted key" = """
[hours]
a = 1 \\""" """
a.'b'.c = 1 # a
[[t]]
[t.sub]
x = { y = 1, z = [
  1, # one
  { w = "]" },
] }
[[t]]
[[t.sub]]
x = 2026-11-24 07:30:00
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("quoted key",), 2),
        (("a",), 5),
        (("a", "b", "c"), 5),
        (("t",), 6),
        (("t", 0), 6),
        (("t", 0, "sub", "x"), 8),
        (("t", 0, "sub", "x", "z", 0), 9),
        (("t", 0, "sub", "x", "z", 1, "w"), 10),
        (("t", 1), 12),
        (("t", 1, "sub", 0, "x"), 14),
        (("t", 1, "sub", 0, "nowhere"), 13),
        (("nowhere",), 1),
    ],
)
def test_lines_are_found_in_any_toml(path: tuple[str | int, ...], line: int) -> None:
    """Strings over several lines, comments, dotted keys and inline tables do not lead the locator astray."""
    assert line_of(PUZZLE, path) == line


def test_the_reference_lists_every_key() -> None:
    """docs/office-file.md has a table for each table of the file, with the keys that the parser knows."""
    reference = (ROOT / "docs" / "office-file.md").read_text(encoding="utf-8")
    listed = {}
    for section in reference.split("\n## ")[1:]:
        title = section.partition("\n")[0].strip("`[]")
        keys = re.findall(r"^\| `(\w+)` \|", section, flags=re.MULTILINE)
        listed["" if title.startswith("Before") else title] = keys
    assert listed == {table: list(keys) for table, keys in SHAPE.items()}


def test_the_examples_shown_are_themselves_right() -> None:
    """The examples of a table's keys, written below each other, are a file that is taken."""
    whole = "\n".join(line for line in SHAPE[""].values() if not line.startswith("["))
    for table, keys in SHAPE.items():
        if table not in {
            "",
            "names",
            "procedures_note",
            "slip.lines",
            "fields.hours",
            "fields.short",
            "fields.where",
            "board.colours",
        }:
            whole += "\n" + "\n".join([SHAPE[""][table], *keys.values()])
    whole += '\n[[fields]]\ncode = "2"\nvi = "B"\nprefix = "2"'
    assert parse_office_file(whole, "examples.toml").field("1") is not None


def test_what_a_kiosk_tells_citizens_is_read() -> None:
    """Papers of a procedure in NFC, the age of a class, and the hour of same-day results."""
    text = changed("[rules]", '[rules]\nsame_day_until = "14:30"')
    text = changed("rank = 0", "rank = 0\nage_min = 80", text)
    text = changed('field = "1"\nname', 'field = "1"\npapers = ["Giấy tờ", " Tờ khai "]\nname', text)
    plan = parse_office_file(text, "nho.toml")
    assert plan.rules.same_day_until == time(14, 30)
    assert plan.priority_classes[0].age_min == 80
    assert plan.procedures[0].papers == ("Giấy tờ", "Tờ khai")


def test_the_hour_of_same_day_results_can_be_switched_off() -> None:
    """An empty one is none; one that is not written is three in the afternoon."""
    off = parse_office_file(changed("[rules]", '[rules]\nsame_day_until = ""'), "nho.toml")
    assert off.rules.same_day_until is None
    assert PLAN.rules.same_day_until == time(15)


def test_waits_have_a_target_and_service_may_begin_by_itself() -> None:
    """Left out, the target is fifteen minutes and a service begins ninety seconds after its call.

    With 0 only a hand starts it.
    """
    text = changed("[rules]", "[rules]\nwait_target_minutes = 30\nstart_after_seconds = 45")
    assert parse_office_file(text, "nho.toml").rules == Rules(
        next_finishes=False, wait_target_minutes=30, start_after_seconds=45, recall_gap_seconds=20
    )
    by_hand = parse_office_file(changed("[rules]", "[rules]\nstart_after_seconds = 0"), "nho.toml")
    assert by_hand.rules.start_after_seconds is None
    assert (PLAN.rules.wait_target_minutes, PLAN.rules.start_after_seconds) == (15, 90)


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("wait_target_minutes", "0", "from 1 to 1440"),
        ("wait_target_minutes", "1441", "from 1 to 1440"),
        ("start_after_seconds", "-1", "from 0 to 3600"),
        ("start_after_seconds", "3601", "from 0 to 3600"),
        ("start_after_seconds", "false", "start_after_seconds = 90"),
    ],
)
def test_a_rule_out_of_its_range_is_refused(key: str, value: str, said: str) -> None:
    """The sentence says what can be written."""
    text = changed("[rules]", f"[rules]\n{key} = {value}")
    mistake = mistake_in(text)
    assert mistake.line == line_where(text, key)
    assert said in str(mistake)


@pytest.mark.parametrize(
    ("old", "new", "place", "sign"),
    [
        ('vi = "Quầy chung"', 'vi = "Quầy chung"', "counter", "1"),
        ('vi = "Quầy chung"', 'vi = "Phòng 201"', "room", "201"),
        ('vi = "Quầy chung"', 'vi = "Quầy chung"\nplace = "table"\nsign = "2A"', "table", "2A"),
        ('code = "nho"', 'code = "nho"\nplace = "window"', "window", "1"),
        ('vi = "Quầy chung"', 'vi = "Phòng 201"\nplace = "window"', "window", "201"),
    ],
)
def test_a_counter_has_its_place_from_the_file_or_from_its_label(
    old: str, new: str, place: str, sign: str
) -> None:
    """The counter's own keys come before the office's, those before what its label says."""
    counter = parse_office_file(changed(old, new), "nho.toml").counters[0]
    assert (counter.place, counter.sign) == (place, sign)


SECOND = '\n[[counters]]\nnumber = 2\nvi = "{label}"\nfields = ["1"]\n{sign}\n\n[[priority_classes]]'


def _with_second(label: str, sign: str = "", first: str = "Quầy chung") -> str:
    text = changed("\n[[priority_classes]]", SECOND.format(label=label, sign=sign))
    return changed("Quầy chung", first, text)


def test_a_sign_in_a_label_gives_way_to_another_counter() -> None:
    """A label that says the number of another counter sends nobody there; two may share a room."""
    plan = parse_office_file(_with_second("Hộ tịch", first="Quầy 2"), "nho.toml")
    assert [counter.sign for counter in plan.counters] == ["1", "2"]
    shared = parse_office_file(_with_second("Phòng 201", first="Phòng 201"), "nho.toml")
    assert [counter.sign for counter in shared.counters] == ["201", "201"]


@pytest.mark.parametrize("sign", ["", "1234567", "A 1", "Quầy!"])
def test_a_sign_that_cannot_stand_over_a_counter_is_refused(sign: str) -> None:
    """At most six letters and figures."""
    wrong = changed('vi = "Quầy chung"', f'vi = "Quầy chung"\nsign = "{sign}"')
    assert mistake_in(wrong).name in ("bad-sign", "empty")
