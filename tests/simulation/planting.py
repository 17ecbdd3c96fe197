"""How a fault is planted in the product for as long as a seed lives."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

Patch = pytest.MonkeyPatch


@dataclass(frozen=True)
class Mutation:
    """A fault by name, how it is planted, and within how many seeds it is to be found."""

    name: str
    plant: Callable[[Patch], None]
    within: int


def always(value: object) -> Callable[..., Any]:
    """A function that answers this whatever it is asked."""
    return lambda *_: value
