"""Keeps a log from being filled by strangers: so many lines of a kind a minute, and what is left out is told.

A kind is a logger's template, so that no text from outside makes a kind of its own.
"""

import logging
from dataclasses import dataclass

LINES_MAX = 20
MINUTE_SECONDS = 60.0
KINDS_MAX = 200
LINE_LENGTH_MAX = 2_000
TRACEBACK_LENGTH_MAX = 8_000
OTHERS = "others"


@dataclass(slots=True)
class _Kind:
    """How many lines of a kind have come since the minute began."""

    since: float
    lines: int = 0


class LogLimit(logging.Filter):
    """Lets LINES_MAX lines of a kind through in a minute; the first of the next one says how many more came.

    The times are the records' own, so that a clock that was set begins a new minute. What only --verbose
    shows is for a look, and not counted.
    """

    def __init__(self) -> None:
        super().__init__()
        self._kinds: dict[tuple[str, str], _Kind] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the line is written, and its text cut to a length."""
        if record.levelno < logging.INFO:
            return True
        kind = self._kind_of(record)
        if not 0 <= record.created - kind.since < MINUTE_SECONDS:
            left_out = max(0, kind.lines - LINES_MAX)
            kind.since, kind.lines = record.created, 0
            if left_out:
                _say(record, f" ({left_out} more of this kind were left out)")
        kind.lines += 1
        if kind.lines > LINES_MAX:
            return False
        if kind.lines == LINES_MAX:
            _say(record, " (further ones of this kind are left out for a while)")
        _cut(record)
        return True

    def _kind_of(self, record: logging.LogRecord) -> _Kind:
        key = (record.name, record.msg if isinstance(record.msg, str) else OTHERS)
        if key not in self._kinds and len(self._kinds) >= KINDS_MAX:
            key = (OTHERS, OTHERS)
        return self._kinds.setdefault(key, _Kind(record.created))


def _say(record: logging.LogRecord, more: str) -> None:
    record.msg, record.args = record.getMessage() + more, ()


def _cut(record: logging.LogRecord) -> None:
    """Cut what is too long; a traceback is cut in its middle, since its end says what it was."""
    said = record.getMessage()
    if len(said) > LINE_LENGTH_MAX:
        record.msg, record.args = f"{said[:LINE_LENGTH_MAX]}…", ()
    if record.exc_info and not record.exc_text:
        told = logging.Formatter().formatException(record.exc_info)
        half = TRACEBACK_LENGTH_MAX // 2
        record.exc_text = told if len(told) <= 2 * half else f"{told[:half]}\n…\n{told[-half:]}"
