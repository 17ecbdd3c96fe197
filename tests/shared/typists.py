"""People who type for another program: texts of any language, at the pace of hands."""

from typing import Any
from unicodedata import category, normalize

from hypothesis import strategies as st

SIGNS_MIN = 3
Event = dict[str, Any]
"""A key as a browser tells of it."""
TypedKeys = list[tuple[float, Event]]

GAPS = st.integers(40, 120)
KEYPAD = {"+": "Add", "-": "Subtract", "*": "Multiply", "/": "Divide", ".": "Decimal", "\n": "Enter"}
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=("C", "M", "Zl", "Zp")), min_size=SIGNS_MIN, max_size=12),
    st.text("sufohlxr 1.ưêđ\n", min_size=SIGNS_MIN, max_size=12),
    st.sampled_from(
        (" 1.001193\n", "H52 001/26_1\n", "so 12 pho Chu Van An", "Sùng Thị Dùa\n", "uf\n", "27/11/2026\n")
    ),
)


@st.composite
def typing(draw: st.DrawFn) -> TypedKeys:
    """The keys of a text; the sign at its beginning comes from the main block."""
    text, on_keypad = draw(TEXTS), draw(st.booleans())
    method = draw(st.sampled_from(("none", "replaces", "composes")))
    keys: TypedKeys = []
    at = 0.0
    for place, sign in enumerate(text):
        for event in _events(sign, method, on_keypad=on_keypad and (place > 0 or sign.isdecimal())):
            at += 1 if event.pop("echo", False) else draw(GAPS)
            keys.append((at, event))
    return keys


def _events(sign: str, method: str, *, on_keypad: bool) -> list[Event]:
    if on_keypad and (sign in KEYPAD or "0" <= sign <= "9"):
        code = "Numpad" + KEYPAD.get(sign, sign)
        return [_key("Enter" if sign == "\n" else sign, code)]
    if sign == "\n":
        return [_key("Enter", "Enter")]
    parts = normalize("NFD", sign)
    if method == "none" or len(parts) == 1:
        return [_key(sign, _code(sign))]
    if method == "composes":
        return [_key("Process", _code(parts[0])), _key("Process", "KeyF")]
    rewriting = [_key("Backspace", "Backspace", echo=True), _key(sign, "", echo=True)]
    return [_key(parts[0], _code(parts[0])), *rewriting]


def _code(sign: str) -> str:
    if sign.isascii() and sign.isalpha():
        return f"Key{sign.upper()}"
    if sign.isascii() and sign.isdecimal():
        return f"Digit{sign}"
    return "Space" if sign == " " else "" if category(sign)[0] == "L" else "Quote"


def _key(key: str, code: str, **more: bool) -> Event:
    return {"key": key, "code": code, **more}
