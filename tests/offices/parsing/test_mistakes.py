"""Each mistake in an office file is refused with its line and a sentence that says what to write instead."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offices.parsing import FILE_BYTES_MAX
from offices.parsing.mistakes import SENTENCES
from tests.offices.office_texts import SMALL, changed, line_where, mistake_in, refusal_of
from wording import languages, load


@dataclass(frozen=True)
class Wrong:
    """`old` written as `new` is the mistake `name`, in the last line that holds `at`."""

    name: str
    old: str
    new: str
    at: str
    said: str


FIELD_2 = 'prefix = "2"\nfirst = 1\nlast = 999'
ROWS = 'code = "1"\nvi = "Hộ tịch"\nprefix = "1"'
FRIDAY = '[[weekday_limits]]\nweekday = "friday"\ntime_limit = "3"\n'
ZONE = '[[zones]]\ncode = "hall"\nvi = "Phòng chờ"\n'
BOARD = "[board]\n"
WRONG = [
    Wrong("bad-colour", "[rules]", f'{BOARD}colours = {{ header = "navy" }}\n[rules]', "navy", "like this: "),
    Wrong(
        "pale-colour",
        'prefix = "1"',
        'prefix = "1"\ncolour = "#E07B00"',
        "colour",
        '"#e07b00" is too pale: white on it has a contrast of 2.9:1, and needs 7:1',
    ),
    Wrong("bad-night", "[rules]", f'{BOARD}night = "20:00-20:00"\n[rules]', "night", '"20:00-06:00"'),
    Wrong("bad-night", "[rules]", f'{BOARD}night = "evening"\n[rules]', "night", 'or "off"'),
    Wrong("unknown-choice", "[rules]", f"{BOARD}rows = 5\n[rules]", "rows", "4, 6, 8, 12"),
    Wrong("unknown-choice", "[rules]", f'{BOARD}layout = "wall"\n[rules]', "layout", "stage, table, raw"),
    Wrong("unknown-choice", 'prefix = "1"', 'prefix = "1"\nicon = "cow"', "icon", "family, seal, map"),
    Wrong(
        "field-of-counter",
        '["1", "2"]',
        '["1", "2", "12"]',
        '"12"',
        'counter 1 serves field "12", which does not exist. Write one of: 1, 2.',
    ),
    Wrong("field-of-counter", '["1", "2"]', '[\n  "1",\n  "12",\n  "2"]', '"12"', 'serves field "12"'),
    Wrong("field-unserved", '["1", "2"]', '["1"]', 'code = "2"', 'Write "2" into the fields of a counter.'),
    Wrong("field-of-procedure", 'field = "1"', 'field = "7"', 'field = "7"', "Write one of: 1, 2."),
    Wrong(
        "ranges-overlap",
        FIELD_2,
        'prefix = "1"\nfirst = 999',
        'prefix = "1"',
        'field "1" in line 28. Write another prefix, or numbers outside 1001 to 1999.',
    ),
    Wrong(
        "bad-sign",
        "number = 1",
        'number = 1\nsign = "A 1"',
        "sign",
        'sign = "A 1" is not possible. Write at most 6',
    ),
    Wrong(
        "sign-twice",
        "number = 1",
        'number = 1\nvi = "B"\nsign = "A"\nfields = ["1"]\n\n[[counters]]\nnumber = 2\nsign = "A"',
        'sign = "A"',
        "counter 2 has the sign A of counter 1 in line 38. Write another sign.",
    ),
    Wrong("prefixes-meet", 'prefix = "2"', 'prefix = "11"', 'prefix = "11"', "four digits"),
    Wrong(
        "prefixes-meet", 'prefix = "2"', 'prefix = ""', 'prefix = ""', 'prefix "" and prefix "1" in line 28'
    ),
    Wrong(
        "range-backwards",
        "first = 1\nlast = 999",
        "first = 9\nlast = 8",
        "last = 8",
        "Write last = 9 or more.",
    ),
    Wrong("out-of-range", "last = 999", "last = 1000", "last = 1000", "from 1 to 999"),
    Wrong("out-of-range", "first = 1", "first = 0", "first = 0", "from 1 to 999"),
    Wrong("out-of-range", "daily_quota = 120", "daily_quota = 0", "daily_quota", "from 1 to 10000"),
    Wrong("out-of-range", "number = 1", "number = 100", "number =", "from 1 to 99"),
    Wrong("out-of-range", "rank = 0", "rank = 0x" + "f" * 5000, "rank", "rank = … is not possible"),
    Wrong("bad-prefix", 'prefix = "2"', 'prefix = "a"', 'prefix = "a"', "at most 3 capital letters"),
    Wrong("bad-prefix", 'prefix = "2"', 'prefix = "ABCD"', "ABCD", "at most 3 capital letters"),
    Wrong("bad-prefix", 'prefix = "2"', 'prefix = "A B"', "A B", "at most 3 capital letters"),
    Wrong("bad-code", 'code = "2"', 'code = "@1"', "@1", "letters a-z"),
    Wrong("twice", 'code = "2"', 'code = "1"', 'code = "1"', "stands already in line 26"),
    Wrong(
        "twice",
        "[[counters]]",
        '[[counters]]\nnumber = 1\nvi = "A"\nfields = ["1"]\n[[counters]]',
        "number = 1",
        "number = 1 stands already in line 39",
    ),
    Wrong("twice", '["1", "2"]', '["1", "2", "1"]', '"2", "1"', "fields = 1 stands already in line 41"),
    Wrong(
        "twice",
        "[[extra_days]]",
        '[[holidays]]\nday = 2026-11-24\nvi = "A"\n[[extra_days]]',
        "day = 2026-11-24",
        "stands already in line 18",
    ),
    Wrong(
        "twice",
        "[calling]",
        '[[priority_classes]]\ncode = "age-80"\nvi = "A"\n[calling]',
        "age-80",
        "line 44",
    ),
    Wrong(
        "twice",
        "[[procedures]]",
        '[[procedures]]\ncode = "1.001193"\nfield = "1"\nname = "A"\n[[procedures]]',
        "1.001193",
        "stands already",
    ),
    Wrong(
        "session-backwards",
        "07:30-11:30, 13:30-17:00",
        "07:30-11:30, 13:30-13:30",
        "monday",
        "the session 13:30-13:30 ends before it starts. Write an end that is later than 13:30.",
    ),
    Wrong("session-overlaps", "13:30-17:00", "11:00-17:00", "monday", "Write a start at 11:30 or later."),
    Wrong(
        "bad-hours", "07:30-11:30, 13:30-17:00", "7h30-11h30", "monday", "like this: 07:30-11:30, 13:30-17:00"
    ),
    Wrong("bad-hours", "13:30-17:00", "13:30-24:30", "monday", '"13:30-24:30" is not understood'),
    Wrong("bad-hours", "13:30-17:00", "24:00-24:00", "monday", '"24:00-24:00" is not understood'),
    Wrong("session-overlaps", "07:30-11:30", "07:30-24:00", "monday", "Write a start at 24:00 or later."),
    Wrong("field-never-open", "daily_quota = 120", 'hours = "18:00-20:00"', "18:00", 'field "2" never'),
    Wrong("field-never-open", "daily_quota = 120", 'hours = ""', 'hours = ""', "within those under [hours]."),
    Wrong("bad-hours", "daily_quota = 120", 'hours = "mornings"', "mornings", "like this: 07:30"),
    Wrong("wrong-kind", "daily_quota = 120", "hours = 8", "hours = 8", 'like this: hours = "07:30-11:30"'),
    Wrong("missing-key", "daily_quota = 120", 'hours = { monday = "" }', "monday = ", 'tuesday = ""'),
    Wrong("too-many", "07:30-11:30, 13:30-17:00", "07:30-11:30," * 7, "monday", "Write at most 6."),
    Wrong("bad-time", "[rules]", '[rules]\nsame_day_until = "3pm"', "3pm", "like this: 15:00"),
    Wrong("out-of-range", "rank = 0", "rank = 0\nage_min = 200", "age_min", "from 1 to 120"),
    Wrong("wrong-kind", 'name = "Đăng ký', 'papers = "x"\nname = "Đăng ký', 'papers = "x"', "papers = ["),
    Wrong("wrong-kind", 'name = "Đăng ký', 'papers = [1]\nname = "Đăng ký', "papers = [1]", "papers = ["),
    Wrong("too-many", 'name = "Đăng ký', f'papers = {10 * ["x"]}\nname = "Đăng ký', "papers", "at most 9."),
    Wrong(
        "too-long", 'name = "Đăng ký', f'papers = ["{201 * "x"}"]\nname = "Đăng ký', "papers", "at most 200."
    ),
    Wrong("closed-extra-day", 'hours = "07:30-11:30"', 'hours = ""', "hours = ", "[[holidays]]"),
    Wrong("misspelt-key", "daily_quota", "dayly_quota", "dayly_quota", "Write daily_quota."),
    Wrong("misspelt-key", "[hours]", "[hour]", "[hour]", "Write hours."),
    Wrong("unknown-key", "daily_quota", "xyz", "xyz", "Write one of: code, vi, en, prefix, first"),
    Wrong("unknown-key", 'en = "Small', '"\\u001b[2J" = "Small', "Small", 'the key "U+001B[2J" is not known'),
    Wrong("missing-key", 'prefix = "2"\n', "", "[[fields]]", 'Write for example: prefix = "1"'),
    Wrong("missing-key", 'sunday = ""\n', "", "[hours]", 'Write for example: sunday = ""'),
    Wrong("missing-key", 'code = "nho"\n', "", "names", 'Write for example: code = "moc-chau"'),
    Wrong("wrong-kind", "number = 1", 'number = "one"', "number", 'given as "one". Write it like this: num'),
    Wrong("needless-quotes", "number = 1", 'number = "1"', "number", "Write it without: number = 1"),
    Wrong("needless-quotes", "next_finishes = false", 'next_finishes = "False"', "Fals", "_finishes = false"),
    Wrong(
        "needless-quotes",
        "day = 2026-11-24",
        'day = "2026-11-24"',
        '"2026',
        'day = "2026-11-24" stands in quotes, which make a text of it. Write it without: day = 2026-11-24',
    ),
    Wrong("needless-quotes", "day = 2026-11-24", 'day = "24/11/2026"', "24/11", "without: day = 2026-11-24"),
    Wrong("wrong-kind", "number = 1", "number = true", "number", "number is given as true"),
    Wrong("wrong-kind", 'prefix = "2"', "prefix = 2", "prefix = 2", 'like this: prefix = "1"'),
    Wrong(
        "wrong-kind", "next_finishes = false", "next_finishes = 1", "next_finishes", "next_finishes = true"
    ),
    Wrong("wrong-kind", '["1", "2"]', '"1, 2"', "fields =", 'like this: fields = ["1", "2"]'),
    Wrong("wrong-kind", '["1", "2"]', '[\n"1",\n2]', "2]", "fields is given as 2."),
    Wrong("wrong-kind", "day = 2026-11-24", 'day = "31/2/2026"', "31/2", "like this: day = 2026-11-24"),
    Wrong(
        "wrong-kind",
        "day = 2026-11-24",
        "day = 2026-11-24 07:30:00",
        "07:30:00",
        "like this: day = 2026-11-24",
    ),
    Wrong("wrong-kind", "[[counters]]", "[counters]", "[counters]", "Write it like this: [[counters]]"),
    Wrong("wrong-kind", "[calling]", "[[calling]]", "[[calling]]", "Write it like this: [calling]"),
    Wrong(
        "wrong-kind", '{ vi = "UBND xã Nhỏ", en = "Small Commune" }', '"UBND"', '"UBND"', "names = [{ vi ="
    ),
    Wrong("empty", 'vi = "Hộ tịch"', 'vi = " "', 'vi = " "', 'Write for example: vi = "Hộ tịch"'),
    Wrong("empty", '["1", "2"]', "[]", "fields = []", 'Write for example: fields = ["1", "2"]'),
    Wrong("too-long", "Hộ tịch", "a" * 81, "aaa", "vi has 81 characters. Write at most 80."),
    Wrong("too-long", "Đăng ký khai sinh", "a" * 301, "aaa", "Write at most 300."),
    Wrong("control-character", "Hộ tịch", "Hộ\\u0007", "u0007", "U+0007. Write it without."),
    Wrong("control-character", "Hộ tịch", "Hộ\u202e", "\u202e", "U+202E"),
    Wrong("unknown-choice", '"strict"', '"fair"', "fair", "Write one of: strict, ratio, head_start."),
    Wrong("unknown-choice", 'name = "Đăng', 'mechanism = "x"\nname = "Đăng', '"x"', "one-door, interlinked"),
    Wrong("unknown-choice", 'code = "nho"', 'code = "nho"\nlanguage = "fr"', '"fr"', "Write one of: vi, en."),
    Wrong("key-again", "rank = 0\n", "rank = 0\nrank = 1\n", "rank = 1", "for the second time"),
    Wrong("key-again", "[rules]", "[calling]", "[calling]", "for the second time"),
    Wrong("open-quote", '"Hộ tịch"', '"Hộ tịch', "Hộ tịch", "closing quote"),
    Wrong("open-bracket", '["1", "2"]', '["1" "2"]', '"1" "2"', 'like this: ["1", "2"]'),
    Wrong("bad-value", "day = 2026-11-24", "day = 24/11/2026", "24/11", "days so: 2026-11-24"),
    Wrong("bad-value", "next_finishes = false", "next_finishes = no", "= no", "numbers without"),
    Wrong("not-toml", "[rules]", "rules", "rules", "Write lines such as"),
    Wrong("not-toml", "rank = 0", "rank = " + "9" * 5000, "", "Exceeds the limit"),
    Wrong("bad-address", "http://192", "192", "public_address", "like this: http://192.168.1.10:8700"),
    Wrong("bad-origin", "[rules]", '[server]\norigins = ["https://so/x"]\n[rules]', "so/x", "as https"),
    Wrong("out-of-range", "copies = 2", "copies = 4", "copies", "from 1 to 3"),
    Wrong("misspelt-key", "session = false", "sesion = false", "sesion", "Write session."),
    Wrong("wrong-kind", "session = false", 'session = "no"', 'session = "no"', "session = true"),
    Wrong("unknown-key", '[{ vi = "Đường', '[{ vj = "Đường', "vj =", "Write one of: vi, en."),
    Wrong(
        "field-of-zone", "[calling]", ZONE + 'fields = ["1", "7"]\n[calling]', '"7"', "Write one of: 1, 2."
    ),
    Wrong(
        "counter-of-zone", "[calling]", ZONE + "counters = [1, 8]\n[calling]", "[1, 8]", "Write one of: 1."
    ),
    Wrong("unheard-counter", "[calling]", ZONE + 'fields = ["1"]\n[calling]', "[[zones]]", "hears counter 1"),
    Wrong("out-of-range", "[calling]", ZONE + "counters = [100]\n[calling]", "[100]", "from 1 to 99"),
    Wrong("wrong-kind", "[calling]", ZONE + 'counters = ["A"]\n[calling]', '"A"', "counters = [1]"),
    Wrong("wrong-kind", "[calling]", ZONE + "counters = 1\n[calling]", "counters = 1", "counters = [1]"),
    Wrong("empty", "[calling]", ZONE + "counters = []\n[calling]", "counters = []", "counters = [1]"),
    Wrong("out-of-range", "[calling]", ZONE + "volume = 101\n[calling]", "volume", "from 0 to 100"),
    Wrong("bad-hours", "[calling]", ZONE + 'quiet = "noon"\n[calling]', "noon", "07:30-11:30"),
    Wrong("twice", "[calling]", ZONE + ZONE + "[calling]", 'code = "hall"', "stands already"),
    Wrong("unknown-choice", "[calling]", '[voice]\nmode = "x"\n[calling]', '"x"', "digits, number"),
    Wrong("unknown-choice", "[calling]", '[voice]\nregion = "x"\n[calling]', '"x"', "north, south"),
    Wrong("unknown-choice", "[calling]", '[voice]\nlanguages = ["vi", "x"]\n[calling]', '"x"', "vi, en"),
    Wrong("out-of-range", "[calling]", "[voice]\nrepeats = 4\n[calling]", "repeats", "from 1 to 3"),
    Wrong("bad-time-limit", "[calling]", FRIDAY.replace("3", "x") + "[calling]", '"x"', "30 ngày lịch"),
    Wrong("limits-nothing", "[calling]", FRIDAY + "[calling]", "[[weekday", "holds for nothing"),
    Wrong("field-of-weekday", "[calling]", FRIDAY + 'fields = ["7"]\n[calling]', '"7"', "one of: 1, 2."),
    Wrong(
        "procedure-of-weekday", "[calling]", FRIDAY + 'procedures = ["7"]\n[calling]', '"7"', "Write a code"
    ),
    Wrong(
        "synonyms-of-what",
        "[calling]",
        '[[synonyms]]\nalso = ["a"]\n[calling]',
        "[[synonyms]]",
        "for nothing",
    ),
    Wrong(
        "procedure-of-synonyms",
        "[calling]",
        '[[synonyms]]\nprocedure = "7"\nalso = ["a"]\n[calling]',
        'procedure = "7"',
        "Write a code that stands",
    ),
    Wrong(
        "field-of-synonyms",
        "[calling]",
        '[[hints]]\nfield = "7"\nalso = ["a"]\n[calling]',
        'field = "7"',
        "Write one of: 1, 2.",
    ),
    Wrong("too-deep", "rank = 0", "rank = " + "[" * 5_000, "[[[[", "more than 20 deep"),
]


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: f"{wrong.name}-{wrong.new[:20]!r}")
def test_a_mistake_is_told_with_its_line_and_what_to_write(wrong: Wrong) -> None:
    """The refusal names the file, the line of the mistake, and what to write instead."""
    text = changed(wrong.old, wrong.new)
    line = 1 if wrong.at == "names" else line_where(text, wrong.at)
    mistake = mistake_in(text)
    assert (mistake.name, mistake.line) == (wrong.name, line)
    assert str(mistake).startswith(f"nho.toml:{line}: ")
    assert wrong.said in str(mistake)


def test_the_refusal_reads_as_one_sentence_with_its_place() -> None:
    """str() of the error is what the installer reads."""
    text = changed('["1", "2"]', '["1", "2", "12"]')
    assert str(mistake_in(text, "moc-chau.toml")) == (
        'moc-chau.toml:41: counter 1 serves field "12", which does not exist. Write one of: 1, 2.'
    )


def test_a_refusal_is_worded_in_vietnamese() -> None:
    """sentence() gives what is wrong in the reader's language, without file and line."""
    mistake = mistake_in(changed('["1", "2"]', '["1", "2", "12"]'))
    assert mistake.sentence(load("vi")) == (
        'quầy 1 tiếp nhận lĩnh vực "12" nhưng không có lĩnh vực này. Vui lòng ghi một trong: 1, 2.'
    )
    assert mistake.sentence(load("en")) in str(mistake)


@pytest.mark.slow
@pytest.mark.parametrize("language", languages())
def test_every_mistake_made_here_has_its_words(language: str) -> None:
    """No sentence lacks a value, in any language."""
    for wrong in WRONG:
        assert mistake_in(changed(wrong.old, wrong.new)).sentence(load(language))


def test_every_sentence_is_provoked() -> None:
    """Each sentence about the text is said by a mistake above; those about files are the loader's."""
    of_the_loader = {"not-found", "not-readable", "not-utf-8", "too-large", "zone-backwards"}
    of_the_loader |= {"logo-missing", "logo-unreadable", "logo-too-large", "no-picture"}
    assert set(SENTENCES) - of_the_loader == {wrong.name for wrong in WRONG}


def test_a_table_that_must_be_there_is_asked_for() -> None:
    """Without [hours] or [[counters]] the sentence shows the table's header."""
    hours = SMALL[SMALL.index("[hours]") : SMALL.index("[[holidays]]")]
    counters = SMALL[SMALL.index("[[counters]]") : SMALL.index("[[priority_classes]]")]
    assert "Write for example: [hours]" in str(mistake_in(changed(hours, "")))
    assert "Write for example: [[counters]]" in str(mistake_in(changed(counters, "")))


def test_too_many_rows_are_refused_at_the_first_that_is_too_many() -> None:
    """The named limits hold, and the line is that of the row beyond."""
    row = '[[fields]]\ncode = "x{n}"\nvi = "X"\nprefix = "X{n}"\n'
    text = SMALL + "".join(row.format(n=n) for n in range(39))
    mistake = mistake_in(text)
    assert (mistake.name, mistake.line) == ("too-many", line_where(text, "x38") - 1)
    assert "fields stands here 41 times. Write at most 40." in str(mistake)


def test_a_text_beyond_the_limit_is_not_even_read() -> None:
    """The size is that of the whole file, so no line is named."""
    mistake = mistake_in("#" * (FILE_BYTES_MAX + 1))
    assert str(mistake) == "nho.toml: the file is too large. Write at most 1000000 bytes."


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    """No text makes the parser raise anything but its own error; none of these is an office."""
    assert mistake_in(text).sentence(VIETNAMESE)


VIETNAMESE = load("vi")

VALUES = st.sampled_from(
    [
        "1",
        "-1",
        "0.5",
        "nan",
        '"1"',
        '""',
        "true",
        "[]",
        '["1"]',
        "{}",
        "{a=1}",
        "[[[]]]",
        "2026-11-24",
        "07:30:00",
    ]
)
LINES = SMALL.splitlines(keepends=True)
KEYS = [
    "\n",
    "[[fields]]\n",
    "[x]\n",
    "[hours.monday]\n",
    "[[a.b]]\n",
    'a."b c".d',
    "'vi'",
    "}",
    '"""',
    "'''",
]


@pytest.mark.slow
@given(
    st.lists(
        st.tuples(st.integers(0, len(LINES)), st.one_of(st.sampled_from(KEYS), st.text(max_size=8)), VALUES),
        min_size=1,
        max_size=4,
    )
)
def test_a_damaged_file_is_read_or_refused(damage: list[tuple[int, str, str]]) -> None:
    """Lines put into a good file give a plan or the parser's own error, with a line of that file."""
    lines = list(LINES)
    for place, key, value in damage:
        lines.insert(place, f"{key} = {value}\n" if not key.endswith("\n") else key)
    text = "".join(lines)
    if refused := refusal_of(text):
        assert refused.line is not None
        assert 1 <= refused.line <= text.count("\n") + 1
        assert refused.sentence(VIETNAMESE)


@pytest.mark.slow
@given(st.sampled_from([line for line in LINES if " = " in line]), VALUES)
def test_a_value_of_any_kind_is_read_or_refused(line: str, value: str) -> None:
    """Whatever value stands at a key, a refusal names a line and has its words."""
    key = line.partition(" = ")[0]
    text = SMALL.replace(line, f"{key} = {value}\n") if "{" not in line else SMALL
    if refused := refusal_of(text):
        assert refused.sentence(VIETNAMESE)
