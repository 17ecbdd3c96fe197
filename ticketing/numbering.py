"""Which number a field gives out next: in its range, then on with one digit more, never back to the start."""

from collections.abc import Container, Mapping
from itertools import chain, count, islice

from ticketing.plan import Field

SERIAL_DIGITS = 3
LEASED_BEYOND = range(5_000, 10_000)


def serial_text(field: Field, serial: int) -> str:
    """The number on the paper: the field's prefix and at least SERIAL_DIGITS digits."""
    return f"{field.prefix}{serial:0{SERIAL_DIGITS}d}"


def next_serial(
    field: Field, serials: Mapping[str, int], overflows: Mapping[str, int], taken: Container[str] = ()
) -> int:
    """The serial after the field's last one; fields with one prefix share the serials beyond their ranges.

    A serial whose number is `taken` is passed over: with the prefixes "1" and "11", both fields could come
    to "11001".
    """
    in_range = range(serials.get(field.code, field.first - 1) + 1, field.last + 1)
    beyond = max(overflows.get(field.prefix, 0), field.last, first_overflow() - 1) + 1
    candidates = chain(in_range, count(beyond))
    return next(serial for serial in candidates if serial_text(field, serial) not in taken)


def lease_serials(field: Field, count: int, taken: Container[str] = ()) -> tuple[int, ...]:
    """The `count` highest serials that are free, or fewer, in rising order.

    They come from the upper half of the field's range and then from LEASED_BEYOND, so that ordinary numbers,
    which rise from the other end, show no gap on any but the busiest day.
    """
    middle = field.first + (field.last - field.first + 1) // 2
    candidates = chain(range(field.last, middle - 1, -1), reversed(LEASED_BEYOND))
    free = (serial for serial in candidates if serial_text(field, serial) not in taken)
    return tuple(sorted(islice(free, count)))


def first_overflow() -> int:
    """The first serial that has a digit more than SERIAL_DIGITS."""
    return int(10**SERIAL_DIGITS)


def is_overflow(field: Field, serial: int) -> bool:
    """Whether this serial lies beyond the field's range."""
    return serial > field.last
