"""Sentences for people are written here as data and worded in their language by whoever shows them."""

from typing import Protocol
from unicodedata import category, normalize

UNSEEN_CATEGORIES = frozenset({"Cc", "Cs", "Zl", "Zp"})


class Words(Protocol):
    """Words a sentence in one language and fills in its `{names}`."""

    def __call__(self, sentence: str, /, **values: object) -> str: ...


def N_(sentence: str) -> str:  # noqa: N802 - the name that gettext's tools look for
    """Mark a sentence for the catalogues; it is translated where it is shown."""
    return sentence


def one_line(text: str) -> str:
    """Text from outside, fit to stand on a line: NFC, with blanks for control characters and line ends."""
    seen = (" " if category(letter) in UNSEEN_CATEGORIES else letter for letter in text)
    return normalize("NFC", "".join(seen)).strip()
