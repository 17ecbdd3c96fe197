"""What a question to the clerk is made of: steps, one after the other, and the command they lead to."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from ticketing.commands import Command
from ticketing.texts import TEXT_LENGTH_MAX

Told = Mapping[str, str]
"""The answers so far by the names of their steps; "" is an answer that was left empty."""


def no_words(_text: str) -> str:
    """Says nothing of any text."""
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextStep:
    """Something to type; `meaning` says what the text means so far, and `mistake` what is wrong with it."""

    name: str
    label: str
    value: str = ""
    length_max: int = TEXT_LENGTH_MAX
    is_needed: bool = False
    meaning: Callable[[str], str] = no_words
    mistake: Callable[[str], str] = no_words


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several; `detail` stands at the end of its line."""

    value: str
    label: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceStep:
    """One of several to choose; `chosen` is the place that is marked at first."""

    name: str
    label: str
    choices: tuple[Choice, ...]
    chosen: int | None = None
    is_needed: bool = True


Step = TextStep | ChoiceStep


@dataclass(frozen=True, slots=True)
class Question:
    """Asks steps until it has a command to send for its key.

    `about` is the number at the desk that it concerns; None concerns no number there.
    """

    key: str
    title: str
    ask: Callable[[Told], Step | Command]
    about: str | None = None


def untold(told: Told, steps: Iterable[Step]) -> Step | None:
    """The first of the steps that has no answer yet."""
    return next((step for step in steps if step.name not in told), None)
