"""A log that strangers can't fill: so many lines of a kind a minute, each of a length."""

import io
import logging
import sys

from motcua.log_limit import (
    KINDS_MAX,
    LINE_LENGTH_MAX,
    LINES_MAX,
    MINUTE_SECONDS,
    TRACEBACK_LENGTH_MAX,
    LogLimit,
)


class Log:
    """A log whose lines come at the moments that the test says."""

    def __init__(self) -> None:
        self.out = io.StringIO()
        self._handler = logging.StreamHandler(self.out)
        self._handler.addFilter(LogLimit())

    def line(self, moment: float, template: str, *values: object, name: str = "server") -> None:
        """One line, with the exception that is being handled if there is one."""
        error = sys.exc_info() if sys.exc_info()[0] else None
        record = logging.LogRecord(name, logging.WARNING, __file__, 1, template, values, error)
        record.created = moment
        self._handler.handle(record)

    @property
    def lines(self) -> list[str]:
        """What has been written."""
        return self.out.getvalue().splitlines()


def test_lines_of_a_kind_are_counted_beyond_their_number() -> None:
    """The last one says that others are left out, the first of the next minute how many."""
    log = Log()
    for number in range(5_000):
        log.line(number / 1_000, "Bad bytes from %s", number)
    log.line(MINUTE_SECONDS + 1, "Bad bytes from %s", "x")
    assert len(log.lines) == LINES_MAX + 1
    assert log.lines[0] == "Bad bytes from 0"
    assert log.lines[LINES_MAX - 1].endswith("(further ones of this kind are left out for a while)")
    assert log.lines[-1] == f"Bad bytes from x ({5_000 - LINES_MAX} more of this kind were left out)"


def test_another_kind_is_written_all_the_same() -> None:
    """What the disk says is not lost among what strangers do."""
    log = Log()
    for number in range(1_000):
        log.line(0, "Bad bytes from %s", number)
    log.line(0, "The journal refused a batch of %s presses", 3)
    assert log.lines[-1] == "The journal refused a batch of 3 presses"


def test_texts_that_differ_make_no_kinds_beyond_a_number() -> None:
    """Who can make texts of their own fills the kinds, and shares one kind from then on."""
    log = Log()
    for number in range(1_000):
        log.line(0, f"text {number}")
    assert len(log.lines) == KINDS_MAX + LINES_MAX
    log.line(MINUTE_SECONDS, "text 1")
    assert log.lines[-1] == "text 1"


def test_lines_and_tracebacks_have_a_length() -> None:
    """A text is cut at its end, a traceback in its middle."""
    log = Log()
    log.line(0, "%s", "x" * 1_000_000)
    assert len(log.lines[0]) == LINE_LENGTH_MAX + 1
    try:
        raise ValueError("y" * 1_000_000 + " and this is why")
    except ValueError:
        log.line(1, "It failed")
    assert len(log.out.getvalue()) < LINE_LENGTH_MAX + TRACEBACK_LENGTH_MAX + 100
    assert log.lines[-1].endswith("and this is why")


def test_a_clock_that_is_set_back_silences_nothing() -> None:
    """A kind whose minute lies in the future begins a new one."""
    log = Log()
    for _ in range(1_000):
        log.line(1_000_000, "Bad bytes")
    log.line(500, "Bad bytes")
    assert "980 more" in log.lines[-1]
