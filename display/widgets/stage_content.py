"""What stands on the stage: calls, why none is shown, or when the office opens again."""

from dataclasses import dataclass

PLACES_BESIDE_MAX = 3


@dataclass(frozen=True, slots=True)
class FieldMark:
    """A field's name for narrow places, and its colour."""

    name: str
    colour: str


@dataclass(frozen=True, slots=True)
class CalledBeside:
    """A number that comes next, and where it is called to."""

    number: str
    place: str


@dataclass(frozen=True, slots=True)
class WordedCall:
    """What the stage says of a turn.

    `repeated` is empty where it is no recall, `zone` where the wall shows one zone alone. `beside` come next,
    under the word `next_word`, and `more` after them. `sign_length` is that of the longest sign of the
    office, so that digits keep their size from call to call.
    """

    heading: str
    number: str
    to_place: str
    sign: str
    field: FieldMark | None = None
    repeated: str = ""
    zone: str = ""
    is_now: bool = False
    beside: tuple[CalledBeside, ...] = ()
    next_word: str = ""
    more: int = 0
    sign_length: int = 1


@dataclass(frozen=True, slots=True)
class StageCalls:
    """One turn a zone."""

    calls: tuple[WordedCall, ...]


@dataclass(frozen=True, slots=True)
class StageSentence:
    """What a citizen should know while nothing is called."""

    text: str


@dataclass(frozen=True, slots=True)
class StageClosed:
    """Why no number can be taken and when one can again, the `time` large; empty lines are not shown.

    `hours` are those of the week: days in a row, and their sessions. `second` says all in another language.
    """

    why: str
    again: str
    time: str = ""
    day: str = ""
    second: str = ""
    hours: tuple[tuple[str, str], ...] = ()
    note: str = ""


StageContent = StageCalls | StageSentence | StageClosed
