"""One table of an office file, read key by key; what is wrong in it is a Mistake at its place."""

import re
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from difflib import get_close_matches
from typing import TypeVar
from unicodedata import normalize

from offices.parsing.mistakes import Mistake, Place, code_point, is_visible, shown
from offices.parsing.shape import SHAPE

CODE = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?")
CODE_LENGTH_MAX = 40
NUMBER = re.compile(r"[0-9]{1,9}")
ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
LOCAL_DAY = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")

OneOf = TypeVar("OneOf", bound=str)


@dataclass(frozen=True, slots=True)
class Table:
    """The keys and values at `path`."""

    values: Mapping[str, object]
    path: Place = ()

    @property
    def shape(self) -> dict[str, str]:
        """The keys that this table may have, each with an example."""
        return SHAPE[".".join(step for step in self.path if isinstance(step, str))]

    def __contains__(self, key: str) -> bool:
        return key in self.values

    def refuse_unknown_keys(self) -> None:
        for key in self.values:
            if key in self.shape:
                continue
            path = (*self.path, key)
            if close := get_close_matches(key, self.shape, n=1):
                raise Mistake(path, "misspelt-key", key=shown(key), close=close[0])
            raise Mistake(path, "unknown-key", key=shown(key), known=", ".join(self.shape))

    def mistake(self, key: str, name: str, **values: object) -> Mistake:
        """The mistake `name` at a key of this table."""
        return Mistake((*self.path, key), name, key=key, **values)

    def text(self, key: str, length_max: int, default: str | None = None) -> str:
        """A text in NFC without outer blanks; one without `default` must be there and not empty."""
        text = self._text(key, default)
        if hidden := next((character for character in text if not is_visible(character)), None):
            raise self.mistake(key, "control-character", character=code_point(hidden))
        if len(text) > length_max:
            raise self.mistake(key, "too-long", length=len(text), length_max=length_max)
        if not text and default is None:
            raise self.mistake(key, "empty", example=self.shape[key])
        return text

    def code(self, key: str) -> str:
        """A code that may stand in addresses and reports."""
        code = self._text(key)
        if len(code) > CODE_LENGTH_MAX or not CODE.fullmatch(code):
            raise self.mistake(key, "bad-code", value=shown(code), length_max=CODE_LENGTH_MAX)
        return code

    def codes(self, key: str) -> tuple[str, ...]:
        """A list of texts, not empty and none twice; whether the codes exist is for the caller."""
        found = self._value(key)
        if not isinstance(found, list):
            raise self._wrong_kind(key)
        if not found:
            raise self.mistake(key, "empty", example=self.shape[key])
        for place, code in enumerate(found):
            if not isinstance(code, str):
                raise self._wrong_kind(key, place)
        refuse_twice(key, (((*self.path, key, place), code) for place, code in enumerate(found)))
        return tuple(found)

    def texts(self, key: str, count_max: int, length_max: int) -> tuple[str, ...]:
        """A list of texts in NFC, none of them empty; a list that is not there is empty."""
        found = self._value(key, ())
        if not isinstance(found, list | tuple):
            raise self._wrong_kind(key)
        if len(found) > count_max:
            raise self.mistake(key, "too-many", count=len(found), count_max=count_max)
        for place, text in enumerate(found):
            if not isinstance(text, str):
                raise self._wrong_kind(key, place)
        row = Table({key: ""}, self.path)
        return tuple(replace(row, values={key: text}).text(key, length_max) for text in found)

    def wholes(self, key: str, low: int, high: int) -> tuple[int, ...]:
        """A list of whole numbers from `low` to `high`, not empty and none twice."""
        found = self._value(key)
        if not isinstance(found, list):
            raise self._wrong_kind(key)
        if not found:
            raise self.mistake(key, "empty", example=self.shape[key])
        for place, number in enumerate(found):
            if not isinstance(number, int) or isinstance(number, bool):
                raise self._wrong_kind(key, place)
            if not low <= number <= high:
                path = (*self.path, key, place)
                raise Mistake(path, "out-of-range", key=key, value=shown(number), low=low, high=high)
        refuse_twice(key, (((*self.path, key, place), number) for place, number in enumerate(found)))
        return tuple(found)

    def whole(self, key: str, low: int, high: int, default: int | None = None) -> int:
        """A whole number from `low` to `high`."""
        number = self._value(key, default)
        if not isinstance(number, int) or isinstance(number, bool):
            raise self._wrong_kind(key, bare=_bare_number)
        if not low <= number <= high:
            raise self.mistake(key, "out-of-range", value=shown(number), low=low, high=high)
        return number

    def yes_no(self, key: str, default: bool) -> bool:
        answer = self._value(key, default)
        if not isinstance(answer, bool):
            raise self._wrong_kind(key, bare=_bare_answer)
        return answer

    def choice(self, key: str, choices: Iterable[OneOf], default: OneOf) -> OneOf:
        text = self._text(key, default)
        for choice in choices:
            if text == choice:
                return choice
        raise self.mistake(key, "unknown-choice", value=shown(text), known=", ".join(choices))

    def day(self, key: str) -> date:
        day = self._value(key)
        if not isinstance(day, date) or isinstance(day, datetime):
            raise self._wrong_kind(key, bare=_bare_day)
        return day

    def table(self, key: str, *, needed: bool = False) -> "Table":
        """The table under `key`; one that is not there is empty, or refused if `needed`."""
        values = self._value(key, None if needed else {})
        if not isinstance(values, dict):
            raise self._wrong_kind(key)
        return _checked(values, (*self.path, key))

    def rows(self, key: str, count_max: int, *, needed: bool = False) -> list["Table"]:
        """The rows under `key`; those `needed` are at least one."""
        rows = self._value(key, None if needed else [])
        if not isinstance(rows, list):
            raise self._wrong_kind(key)
        if needed and not rows:
            raise self.mistake(key, "empty", example=self.shape[key])
        if len(rows) > count_max:
            path = (*self.path, key, count_max)
            raise Mistake(path, "too-many", key=key, count=len(rows), count_max=count_max)
        for place, row in enumerate(rows):
            if not isinstance(row, dict):
                raise self._wrong_kind(key, place)
        return [_checked(row, (*self.path, key, place)) for place, row in enumerate(rows)]

    def _value(self, key: str, default: object = None) -> object:
        if key not in self.values and default is None:
            raise Mistake(self.path, "missing-key", key=key, example=self.shape[key])
        return self.values.get(key, default)

    def _text(self, key: str, default: str | None = None) -> str:
        text = self._value(key, default)
        if not isinstance(text, str):
            raise self._wrong_kind(key)
        return normalize("NFC", text).strip(" \u00a0")

    def _wrong_kind(
        self, key: str, place: int | None = None, bare: Callable[[str], str | None] = lambda _: None
    ) -> Mistake:
        """`bare` is how a text would be written without its quotes, if it could be."""
        value, path = self.values[key], (*self.path, key)
        if place is not None and isinstance(value, list):
            value, path = value[place], (*path, place)
        written = f'"{shown(value)}"' if isinstance(value, str) else shown(value)
        if isinstance(value, str) and (without := bare(value.strip())):
            return Mistake(path, "needless-quotes", key=key, value=written, bare=without)
        return Mistake(path, "wrong-kind", key=key, value=written, example=self.shape[key])


def refuse_twice(key: str, values: Iterable[tuple[Place, Hashable]]) -> None:
    """Refuses the second of two equal values, each given with its place."""
    seen: dict[Hashable, Place] = {}
    for path, value in values:
        if value in seen:
            raise Mistake(path, "twice", earlier=seen[value], key=key, value=shown(value))
        seen[value] = path


def _bare_number(text: str) -> str | None:
    return text if NUMBER.fullmatch(text) else None


def _bare_answer(text: str) -> str | None:
    return text.lower() if text.lower() in ("true", "false") else None


def _bare_day(text: str) -> str | None:
    """A day as files write it, from that or from 24/11/2026."""
    parts = ISO_DAY.fullmatch(text)
    if found := LOCAL_DAY.fullmatch(text):
        day, month, year = found.groups()
    elif parts:
        year, month, day = parts.groups()
    else:
        return None
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _checked(values: Mapping[str, object], path: Place) -> Table:
    table = Table(values, path)
    table.refuse_unknown_keys()
    return table
