"""How numbers and letters are read aloud: clip by clip, in the words of a language and a region."""

import re
from collections.abc import Mapping
from dataclasses import replace
from unicodedata import normalize

from ticketing.plan import NumberReading, Region

READ_AS_NUMBER_MAX = 999_999
SIGN_AS_NUMBER_LENGTH_MAX = 2

_REGIONS: tuple[Region, ...] = ("north", "south")
_RUNS = re.compile(r"[0-9]+|[^0-9]+")
_MARKED = {"Đ": "D"}  # Unicode does not take its stroke apart
_TONE_MARKS = str.maketrans("", "", "\u0300\u0301\u0303\u0309\u0323")


def _numbered(prefix: str, words: str, first: int = 0) -> dict[str, str]:
    return {f"{prefix}-{at}": word for at, word in enumerate(words.split(), first)}


# What a letter's clip is called; the characters of Vietnamese letters have names in Unicode's manner.
_LETTERS = {
    **{letter: f"letter-{letter.lower()}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
    "Ă": "letter-a-breve",
    "Â": "letter-a-circumflex",
    "Đ": "letter-d-stroke",
    "Ê": "letter-e-circumflex",
    "Ô": "letter-o-circumflex",
    "Ơ": "letter-o-horn",
    "Ư": "letter-u-horn",
}
_VIETNAMESE_LETTERS = (
    "A a, Ă á, Â ớ, B bê, C xê, D dê, Đ đê, E e, Ê ê, F ép phờ, G giê, H hát, I i, J gi, K ca, L lờ, M mờ, "
    "N nờ, O o, Ô ô, Ơ ơ, P pê, Q quy, R rờ, S ét sì, T tê, U u, Ư ư, V vê, W vê kép, X ích xì, Y i dài, "
    "Z dét"
)
_VIETNAMESE = {
    **_numbered("digit", "không một hai ba bốn năm sáu bảy tám chín"),
    "ten": "mười",
    "tens": "mươi",
    "unit-1": "mốt",
    "unit-4": "tư",
    "unit-5": "lăm",
    "hundred": "trăm",
    "odd-north": "linh",
    "odd-south": "lẻ",
    "thousand-north": "nghìn",
    "thousand-south": "ngàn",
    **{_LETTERS[pair[0]]: pair[2:] for pair in _VIETNAMESE_LETTERS.split(", ")},
}
_ENGLISH = {
    **_numbered("digit", "zero one two three four five six seven eight nine"),
    "ten": "ten",
    **_numbered(
        "teen", "eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen", first=11
    ),
    **_numbered("tens", "twenty thirty forty fifty sixty seventy eighty ninety", first=2),
    "hundred": "hundred",
    "thousand": "thousand",
    "and": "and",
    **{_LETTERS[character]: character for character in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
}
WORDS: Mapping[str, Mapping[str, str]] = {"vi": _VIETNAMESE, "en": _ENGLISH}
"""What each clip of a language says. An English letter is its own name."""


def words_of(language: str) -> Mapping[str, str]:
    """The clips of a language; those of English for one that nobody has given names in."""
    return WORDS.get(language, _ENGLISH)


def is_for_digits(clip: str) -> bool:
    """Whether a clip is needed where numbers of tickets are read digit by digit: signs and counts are not."""
    return clip.startswith(("digit-", "letter-", "ten", "teen-", "unit-"))


def regions_of(clip: str) -> tuple[Region, ...]:
    """The regions in which a clip is said: one of them, or both."""
    own = tuple(region for region in _REGIONS if clip.endswith(f"-{region}"))
    return own or _REGIONS


def number_clips(number: str, reading: NumberReading) -> tuple[str, ...]:
    """The clips that read a number such as 1001 or A012; a character without a name is passed over.

    As a number, the digits after the letters are read without leading zeros, up to READ_AS_NUMBER_MAX;
    longer ones are read digit by digit.
    """
    characters = plain_characters(number)
    if reading.mode == "digits":
        return _spelled_clips(characters, reading.language)
    letters = characters.rstrip("0123456789")
    digits = characters[len(letters) :]
    if not digits or int(digits) > READ_AS_NUMBER_MAX:
        return _spelled_clips(characters, reading.language)
    whole = _vietnamese_whole if reading.language == "vi" else _english_whole
    return (*_spelled_clips(letters, reading.language), *whole(int(digits), reading.region))


def sign_clips(sign: str, reading: NumberReading) -> tuple[str, ...]:
    """The clips that read what stands over a counter, whatever the mode.

    Up to two figures in a row are a number (12: mười hai), more are read digit by digit (201: hai không một),
    and letters have their names.
    """
    runs = _RUNS.findall(plain_characters(sign))
    return tuple(clip for run in runs for clip in _run_clips(run, reading))


def count_clips(count: int, reading: NumberReading) -> tuple[str, ...]:
    """The clips of a count such as that of recalls, which is read as a number, whatever the mode."""
    return number_clips(str(count), replace(reading, mode="number"))


def _run_clips(run: str, reading: NumberReading) -> tuple[str, ...]:
    is_number = run.isdecimal() and len(run) <= SIGN_AS_NUMBER_LENGTH_MAX
    return count_clips(int(run), reading) if is_number else _spelled_clips(run, reading.language)


def plain_characters(number: str) -> str:
    """The letters and ASCII digits of a number in capitals; a letter with a tone is read without it."""
    if number.isascii():
        return "".join(filter(str.isalnum, number.upper()))
    return "".join(_plain(character) for character in normalize("NFC", number).upper() if character.isalnum())


def _plain(character: str) -> str:
    if character.isdecimal():
        return str(int(character))
    return normalize("NFC", normalize("NFD", character).translate(_TONE_MARKS))


def clip_of(character: str, language: str) -> str | None:
    """The clip of one plain digit or letter, if the language has a name for it.

    Đ, Ă or Ơ in a language that lacks it is read as the letter below its mark: a number never loses a letter.
    """
    names = words_of(language)
    for known in (character, _MARKED.get(character, normalize("NFD", character)[:1])):
        clip = f"digit-{known}" if known.isdecimal() else _LETTERS.get(known, "")
        if clip in names:
            return clip
    return None


def _spelled_clips(characters: str, language: str) -> tuple[str, ...]:
    return tuple(clip for character in characters if (clip := clip_of(character, language)))


def _vietnamese_whole(number: int, region: Region) -> tuple[str, ...]:
    thousands, rest = divmod(number, 1000)
    if not thousands:
        return _vietnamese_hundreds(rest, region)
    said = (*_vietnamese_hundreds(thousands, region), f"thousand-{region}")
    return (*said, *_vietnamese_hundreds(rest, region, follows=True)) if rest else said


def _vietnamese_hundreds(number: int, region: Region, *, follows: bool = False) -> tuple[str, ...]:
    """Below a thousand; after thousands the hundreds are said even where there are none."""
    hundreds, rest = divmod(number, 100)
    if not hundreds and not follows:
        return _vietnamese_tens(rest)
    said = (f"digit-{hundreds}", "hundred")
    if not rest:
        return said
    if rest < 10:
        unit = "unit-4" if rest == 4 else f"digit-{rest}"
        return (*said, f"odd-{region}", unit)
    return (*said, *_vietnamese_tens(rest))


def _vietnamese_tens(number: int) -> tuple[str, ...]:
    tens, units = divmod(number, 10)
    if not tens:
        return (f"digit-{units}",)
    said = ("ten",) if tens == 1 else (f"digit-{tens}", "tens")
    if not units:
        return said
    has_own_word = units == 5 or (tens > 1 and units in (1, 4))
    return (*said, f"unit-{units}" if has_own_word else f"digit-{units}")


def _english_whole(number: int, region: Region = "north") -> tuple[str, ...]:  # noqa: ARG001 - one shape for both
    thousands, rest = divmod(number, 1000)
    hundreds, tens = divmod(rest, 100)
    said: tuple[str, ...] = (*_english_whole(thousands), "thousand") if thousands else ()
    if hundreds:
        said = (*said, f"digit-{hundreds}", "hundred")
    if said and tens:
        said = (*said, "and")
    return (*said, *_english_tens(tens)) if tens or not said else said


def _english_tens(number: int) -> tuple[str, ...]:
    tens, units = divmod(number, 10)
    if not tens:
        return (f"digit-{units}",)
    if tens == 1:
        return (f"teen-{number}",) if units else ("ten",)
    return (f"tens-{tens}", f"digit-{units}") if units else (f"tens-{tens}",)
