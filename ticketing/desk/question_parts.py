"""What a question of a desk is made of: its fields, when each is asked, and the verb that it ends in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ticketing.texts import TEXT_LENGTH_MAX

FieldKind = Literal["text", "number", "code", "choice", "search", "day", "marks", "confirm"]
OptionSource = Literal[
    "",
    "fields",
    "fields-open",
    "targets",
    "aside",
    "priorities",
    "procedures",
    "notices",
    "dossiers",
    "counters",
]
Initial = Literal[
    "",
    "first",
    "desk-number",
    "unconfirmed-number",
    "unprinted-number",
    "stated-priority",
    "chosen-procedure",
    "served",
    "clerk",
]
Among = Literal["", "aside", "own-fields", "unserved", "clock-doubts"]

DAY_LENGTH_MAX = 10
NONE_CODE = "-"
"""The option that stands for none of them; an option with an empty value is an answer left empty."""


@dataclass(frozen=True, slots=True)
class Condition:
    """Whether a field's answer is one of `values`, one of the desk's own (`among`), or anything at all."""

    field: str
    values: tuple[str, ...] = ()
    among: Among = ""
    is_not: bool = False


@dataclass(frozen=True, slots=True)
class QuestionOption:
    """One of several; `detail` stands at the end of its line, `digits` choose it in place of its place."""

    value: str
    label: str
    detail: str = ""
    digits: str = ""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an answer so far means, where the condition holds; None always holds."""

    sentence: str
    when: Condition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionField:
    """Something that is asked.

    It is `shown` where all conditions hold, and not where `needs_options` finds none. Its answer goes into
    the command's input `sends`; "" is the input of its own name, NO_INPUT is none, and PAIR is the input that
    the option's own value names: `field=2`. A day left empty may be counted by the procedure of `by`.
    """

    name: str
    kind: FieldKind = "text"
    label: str
    is_needed: bool = False
    length_max: int = TEXT_LENGTH_MAX
    shown: tuple[Condition, ...] = ()
    options: tuple[QuestionOption, ...] = ()
    options_from: OptionSource = ""
    more_options: tuple[QuestionOption, ...] = ()
    needs_options: bool = False
    initial: Initial = ""
    sends: str = ""
    by: str = ""
    hint: str = ""
    meanings: tuple[Meaning, ...] = ()


NO_INPUT = "-"
PAIR = "="


@dataclass(frozen=True, slots=True)
class Sends:
    """The verb that a question ends in, where the condition holds, with values that nobody is asked for."""

    verb: str
    when: Condition | None = None
    values: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """What a key asks. `needs_ticket`: it is about the number at the desk, and ends when that number leaves.

    `is_list` says that a face with room shows its options as a list of its own, each with its buttons.
    `nothing` is said where there is nothing to choose from.
    """

    key: str
    title: str
    fields: tuple[QuestionField, ...]
    sends: tuple[Sends, ...]
    needs_ticket: bool = False
    is_list: bool = False
    nothing: str = ""
