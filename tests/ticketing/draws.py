"""Values that a random source draws, put together from smaller ones."""

from collections.abc import Callable
from random import Random
from typing import Any

Draw = Callable[[Random], Any]


def one_of(*values: Any) -> Draw:
    """One of these values; a value that stands twice comes twice as often."""
    return lambda random_source: random_source.choice(values)


def any_of(*draws: Draw) -> Draw:
    """What one of these draws gives."""
    return lambda random_source: random_source.choice(draws)(random_source)


def some(draw: Draw, least: int, most: int) -> Draw:
    """A tuple of so many values."""
    return lambda random_source: tuple(draw(random_source) for _ in range(random_source.randint(least, most)))


def made(kind: Callable[..., Any], *parts: Draw, **named: Draw) -> Draw:
    """What `kind` makes of the values that are drawn for its parameters."""
    return lambda random_source: kind(
        *(part(random_source) for part in parts),
        **{name: part(random_source) for name, part in named.items()},
    )
