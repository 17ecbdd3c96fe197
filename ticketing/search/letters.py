"""What was typed, as words without accents: i is y, hoà is hòa, Telex and VNI are understood raw."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import normalize

TONES = "\u0300\u0301\u0303\u0309\u0323"
MARKS = re.compile(r"[\u0300-\u036f]")
WORD = re.compile(r"[^\W_]+")
SLIP_LETTERS_MIN = 3

# A syllable as it is typed raw: the first vowel and all that follows carries the signs of the input method.
RAW_SYLLABLE = re.compile(r"([^aeiouyw0-9]*[0-9]?)((?:[aeiouyw]).*)")
TELEX_DOUBLED = re.compile(r"([aeo])(.*?)\1")
TELEX_SIGNS = re.compile(r"[sfrxjzw]")
VNI_SIGNS = re.compile(r"[0-9]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word in two forms: without accents, and with its tone at the end so that xoá and xóa are one."""

    plain: str
    accented: str


def folded(text: str) -> str:
    """The text in small letters without accents; đ is d, and y is i."""
    return MARKS.sub("", normalize("NFD", text.casefold())).replace("đ", "d").replace("y", "i")


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text, in both forms."""
    return tuple(Word(folded(found), _tone_last(found)) for found in raw_words(text))


def raw_words(text: str) -> list[str]:
    """The words of a text in small letters, as they were typed."""
    return WORD.findall(normalize("NFC", text).casefold())


def has_accents(word: str) -> bool:
    """Whether somebody took the trouble to type accents."""
    return not word.isascii()


def _tone_last(word: str) -> str:
    letters = normalize("NFD", word).replace("y", "i")
    tone = "".join(letter for letter in letters if letter in TONES)
    return "".join(letter for letter in letters if letter not in TONES) + tone


def without_input_method(word: str) -> str | None:
    """The folded word that Telex or VNI would have made of these letters; None if they hold no such sign.

    dawng and d9a8ng are dang, kys and ky1 are ki.
    """
    plain = word.casefold()
    if not plain.isascii() or plain.isdigit():
        return None
    if any(letter.isdigit() for letter in plain):
        made = VNI_SIGNS.sub("", plain)
    else:
        found = RAW_SYLLABLE.fullmatch(plain)
        if not found:
            return None
        head, rest = found[1], found[2]
        if "d" in rest[1:] and head == "d":  # dangwd is dawngd: the stroke of đ may come last
            rest = rest.replace("d", "", 1)
        vowel = "u" if rest[0] == "w" else rest[0]
        made = head.replace("dd", "d") + vowel + TELEX_SIGNS.sub("", rest[1:])
        made = TELEX_DOUBLED.sub(r"\1\2", made)
    return folded(made) if made and made != plain else None


def shortened(word: str) -> Iterator[str]:
    """The word and every word that lacks one of its letters; two of one slip have one of these in common."""
    yield word
    for place in range(len(word)):
        yield word[:place] + word[place + 1 :]


def is_one_slip(one: str, other: str) -> bool:
    """Whether a letter more, a letter less, another letter or two that changed places make one the other."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    left, right = one[start:], other[start:]
    if len(one) == len(other):
        return left[1:] == right[1:] or (left[1::-1] == right[:2] and left[2:] == right[2:])
    return left[1:] == right or left == right[1:]
