"""Sentences for people are written here as data and worded in their language by whoever shows them."""

from datetime import date
from typing import Protocol
from unicodedata import category, normalize

LETTERS_IN_PARTS_MAX = 4  # a letter with its tone and its accent may come as so many code points
UNSEEN_CATEGORIES = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
"""Control and format characters, those that turn the direction of a line among them, and line ends."""


class Words(Protocol):
    """Words a sentence in one language and fills in its `{names}`."""

    def __call__(self, sentence: str, /, **values: object) -> str: ...


class ToldError(Exception):
    """An error whose text is a sentence for a person, worded in their language by whoever shows it."""

    def __init__(self, sentence: str, /, **values: object) -> None:
        super().__init__(sentence.format(**values))
        self.sentence = sentence
        self.values = values

    def worded(self, words: Words) -> str:
        """The sentence in the language of `words`."""
        return words(self.sentence, **self.values)


def in_words(error: Exception) -> str:
    """What went wrong, for a sentence: what the system says, without its numbers."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.strerror}: {error.filename}" if error.filename else error.strerror
    return str(error)


def N_(sentence: str) -> str:  # noqa: N802 - the name that gettext's tools look for
    """Mark a sentence for the catalogues; it is translated where it is shown."""
    return sentence


WEEKDAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)


def one_line(text: str, length_max: int | None = None) -> str:
    """Text from outside, fit to stand on a line: NFC, with blanks for control characters and line ends.

    Marks that only say how letters are joined, or in which direction they run, are left out. It has at most
    `length_max` characters.
    """
    if length_max is not None:
        text = text[: length_max * LETTERS_IN_PARTS_MAX]
    if not text.isprintable():
        text = "".join(map(_seen, text))
    return normalize("NFC", text).strip()[:length_max].strip()


def _seen(letter: str) -> str:
    kind = category(letter)
    if kind == "Cf":
        return ""
    return " " if kind in UNSEEN_CATEGORIES else letter


def has_unseen(text: str) -> bool:
    """Whether it holds a control or format character, a line end or half of a character."""
    return not text.isprintable() and any(category(letter) in UNSEEN_CATEGORIES for letter in text)


def shown_day(day: date) -> str:
    """The day as it is read: 05/12/2026."""
    return f"{day:%d/%m/%Y}"
