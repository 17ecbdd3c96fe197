"""Numbers are read aloud as people here say them: north and south, digit by digit and whole."""

import re
from functools import cache

import pytest

from ticketing.plan import NumberReading, ReadingMode, Region
from ticketing.voice.reading import READ_AS_NUMBER_MAX, WORDS, number_clips, plain_characters, regions_of

UNITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
OWN_UNITS = {"mốt": 1, "tư": 4, "lăm": 5}
NORTH, SOUTH = NumberReading("vi", "number", "north"), NumberReading("vi", "number", "south")
ENGLISH = NumberReading("en", "number")
EVERY = range(10_000)


def said(number: str, reading: NumberReading) -> str:
    """The words that the clips of a number say."""
    return " ".join(WORDS[reading.language][clip] for clip in number_clips(number, reading))


@cache
def said_of_every(reading: NumberReading) -> tuple[str, ...]:
    """What is said for each of EVERY, in their order."""
    return tuple(said(str(number), reading) for number in EVERY)


def understood(words: str) -> int:
    """The number that a Vietnamese hears, by the rules of the language and not by our tables."""
    thousands, _, rest = words.replace("ngàn", "nghìn").rpartition("nghìn")
    if not words.endswith(("nghìn", "ngàn")) and "nghìn" not in words.replace("ngàn", "nghìn"):
        thousands, rest = "", words
    return 1000 * (_below_thousand(thousands) if thousands else 0) + _below_thousand(rest)


def _below_thousand(words: str) -> int:
    words = words.strip()
    hundreds, found, rest = words.rpartition("trăm")
    value = 100 * UNITS.index(hundreds.strip()) if found else 0
    rest = rest.strip()
    if rest.startswith(("linh ", "lẻ ")):
        unit = rest.split()[1]
        assert found, words
        return value + (4 if unit == "tư" else UNITS.index(unit))
    found_tens = re.fullmatch(r"(?:(\S+) mươi|(mười))(?: (\S+))?", rest)
    if not found_tens:
        return value + (UNITS.index(rest) if rest else 0)
    tens = UNITS.index(found_tens[1]) if found_tens[1] else 1
    last = found_tens[3] or "không"
    return value + 10 * tens + (OWN_UNITS[last] if last in OWN_UNITS else UNITS.index(last))


@pytest.mark.parametrize(
    ("number", "north"),
    [
        ("1", "một"),
        ("4", "bốn"),
        ("5", "năm"),
        ("10", "mười"),
        ("11", "mười một"),
        ("14", "mười bốn"),
        ("15", "mười lăm"),
        ("19", "mười chín"),
        ("20", "hai mươi"),
        ("21", "hai mươi mốt"),
        ("24", "hai mươi tư"),
        ("25", "hai mươi lăm"),
        ("101", "một trăm linh một"),
        ("104", "một trăm linh tư"),
        ("105", "một trăm linh năm"),
        ("110", "một trăm mười"),
        ("111", "một trăm mười một"),
        ("115", "một trăm mười lăm"),
        ("121", "một trăm hai mươi mốt"),
        ("1000", "một nghìn"),
        ("1001", "một nghìn không trăm linh một"),
        ("1025", "một nghìn không trăm hai mươi lăm"),
        ("11005", "mười một nghìn không trăm linh năm"),
        ("25015", "hai mươi lăm nghìn không trăm mười lăm"),
        ("001", "một"),
        ("A012", "a mười hai"),
        ("HT105", "hát tê một trăm linh năm"),
    ],
)
def test_a_whole_number_is_said_as_the_table_has_it(number: str, north: str) -> None:
    """Every line of the table of readings; the south says lẻ and ngàn for linh and nghìn."""
    assert said(number, NORTH) == north
    assert said(number, SOUTH) == north.replace("linh", "lẻ").replace("nghìn", "ngàn")


def test_every_whole_number_is_understood() -> None:
    """From 0 to 9999 a listener hears the number that was meant, in the north and in the south."""
    for reading in (NORTH, SOUTH):
        assert [n for n, words in enumerate(said_of_every(reading)) if understood(words) != n] == []


def test_every_whole_number_keeps_the_rules_of_speech() -> None:
    """No reading holds a turn that nobody would say: mươi một, mươi năm, mười mốt, linh lăm, không mươi."""
    wrong = re.compile(
        r"mươi (một|bốn|năm)\b|mười (mốt|tư|năm)\b|(linh|lẻ) (lăm|mốt|không|bốn)\b"
        r"|không mươi|một mươi|^không .|. không$"
    )
    for region in ("north", "south"):
        reading = NumberReading("vi", "number", region)
        assert [n for n, words in enumerate(said_of_every(reading)) if wrong.search(words)] == []


@pytest.mark.slow
def test_no_two_numbers_sound_alike() -> None:
    """Each of the 10,000 numbers has a reading of its own, whatever the language, mode and region."""
    modes: tuple[ReadingMode, ...] = ("digits", "number")
    regions: tuple[Region, ...] = ("north", "south")
    for language in WORDS:
        for mode in modes:
            for region in regions:
                reading = NumberReading(language, mode, region)
                assert len(set(said_of_every(reading))) == len(EVERY)


def test_digits_are_always_the_ten_words() -> None:
    """Digit by digit every number from 0 to 9999 is its digits' own names, leading zeros too."""
    for region in ("north", "south"):
        reading = NumberReading("vi", "digits", region)
        for number in EVERY:
            for text in (str(number), f"{number:04}"):
                assert said(text, reading) == " ".join(UNITS[int(digit)] for digit in text)


def test_a_region_hears_only_its_own_words() -> None:
    """The north never hears lẻ or ngàn, the south never linh or nghìn."""
    for reading, foreign in ((NORTH, "south"), (SOUTH, "north")):
        for number in EVERY:
            assert all(regions_of(clip) != (foreign,) for clip in number_clips(str(number), reading))


@pytest.mark.parametrize(
    ("number", "english"),
    [
        ("0", "zero"),
        ("12", "twelve"),
        ("20", "twenty"),
        ("105", "one hundred and five"),
        ("1001", "one thousand and one"),
        ("1025", "one thousand and twenty five"),
        ("7315", "seven thousand three hundred and fifteen"),
        ("A012", "A twelve"),
    ],
)
def test_a_whole_number_is_said_in_english(number: str, english: str) -> None:
    """English numbers are said with "and" before the tens."""
    assert said(number, ENGLISH) == english


def test_a_number_that_is_too_long_is_read_digit_by_digit() -> None:
    """Seven digits, as three of a prefix and four of a serial, are nobody's number."""
    assert said(str(READ_AS_NUMBER_MAX), NORTH).startswith("chín trăm chín mươi chín nghìn")
    assert said("1234567", NORTH) == "một hai ba bốn năm sáu bảy"


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("Ấ01", "Â01"),
        ("á1", "A1"),
        ("Đ-025", "Đ025"),
        ("Ự7", "Ư7"),
        ("a\u0302\u03011", "Â1"),
        ("\u0667", "7"),
        ("A 1", "A1"),
    ],
)
def test_a_letter_with_a_tone_is_read_without_it(typed: str, plain: str) -> None:
    """Tones and decomposed forms fall away, the letters of the alphabet stay, other digits are ours."""
    assert plain_characters(typed) == plain


@pytest.mark.parametrize(("number", "english"), [("Đ12", "D one two"), ("Ơ7", "O seven"), ("Ấ1", "A one")])
def test_a_letter_that_english_lacks_is_read_without_its_mark(number: str, english: str) -> None:
    """Who follows the English voice hears a letter too, and not another field's number."""
    assert said(number, NumberReading("en")) == english


def test_a_sign_without_a_name_is_not_read() -> None:
    """A letter that the language does not have gives no clip and no error."""
    assert said("Ω7", NORTH) == said("7", NORTH)
    assert number_clips("", NORTH) == ()
    assert said("AB", NORTH) == "a bê"
