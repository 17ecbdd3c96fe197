"""The named limits of what a person or a screen may write into the office."""

from unicodedata import normalize

from ticketing.refusals import Refusal
from ticketing.sentences import one_line

TEXT_LENGTH_MAX = 500
CODE_LENGTH_MAX = 40
NUMBER_LENGTH_MAX = 20
CLERK_NAME_LENGTH_MAX = 80
KIOSK_NAME_LENGTH_MAX = 80
NOTICE_LENGTH_MAX = 200
KIOSK_LENGTH_MAX = 64
TRACK_LENGTH_MAX = 64
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


def plain_number(text: str) -> str:
    """A ticket's number in capitals without blanks around it, however somebody has typed or scanned it."""
    return one_line(normalize("NFKC", text)).upper()


def name_key(name: str) -> str:
    """What two spellings of the same name have in common: letters, blanks, and where a tone is put.

    Keyboards put the tone of oa, oe and uy on either letter: hoà, hòa.
    """
    return " ".join(_tone_last(word) for word in normalize("NFC", name).casefold().split())


def _tone_last(word: str) -> str:
    """The word with its tones after all its letters."""
    letters = normalize("NFD", word)
    tones = "".join(sign for sign in letters if sign in _TONES)
    rest = "".join(sign for sign in letters if sign not in _TONES)
    return normalize("NFC", rest) + tones


def checked_text(text: str, length_max: int = TEXT_LENGTH_MAX) -> str:
    """The text on one line; refuses one that is longer than `length_max` characters."""
    text = one_line(text)
    if len(text) > length_max:
        raise Refusal("text-too-long", length_max=length_max)
    return text


def check_plain(refusal: str, text: str, length_max: int) -> None:
    """Refuse by this name a text that could not stand in a link: empty, too long, or of other letters."""
    if not 0 < len(text) <= length_max or not _is_plain(text):
        raise Refusal(refusal, length_max=length_max)


def _is_plain(text: str) -> bool:
    return text.isascii() and text.replace("-", "a").replace("_", "a").isalnum()
