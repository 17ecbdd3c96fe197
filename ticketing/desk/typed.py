"""Numbers and codes as people type and paste them, also where an input method has rewritten them."""

import re
from collections.abc import Mapping
from unicodedata import normalize

VNI_DIGITS: Mapping[str, str] = {
    "\u0301": "1",
    "\u0300": "2",
    "\u0309": "3",
    "\u0303": "4",
    "\u0323": "5",
    "\u0302": "6",
    "\u031b": "7",
    "\u0306": "8",
}
"""The digit of VNI behind each mark, which it has swallowed with the letter before."""

_SAID = re.compile(r"SỐ\s*|(?:SO|STT|NO)[\s.:]+|#\s*")


def plain_number(text: str, key: str = "") -> str:
    """The number in capitals, without "số" before it, blanks and marks.

    A mark is the digit that VNI has made it of. The letter `key`, which has opened the question, goes where
    it bears one: ý006 is 1006.
    """
    upper = normalize("NFC", text).strip().upper()
    begun = _SAID.match(upper)
    said = upper[begun.end() :] if begun else upper
    written = ""
    for character in said.replace("Đ", "D"):
        letters = normalize("NFD", character)
        base, marks = letters[:1], letters[1:]
        is_key = bool(marks) and not written and base == key
        written += ("" if is_key else base) + "".join(VNI_DIGITS.get(mark, "") for mark in marks)
    return "".join(character for character in written if character.isascii() and character.isalnum())


def plain_code(text: str) -> str:
    """The code on one line, in capitals and without marks, which no code has."""
    letters = normalize("NFD", text.strip().upper().replace("Đ", "D"))
    return "".join(character for character in letters if character not in VNI_DIGITS)
