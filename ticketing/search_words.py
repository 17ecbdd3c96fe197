"""What people call procedures and fields, as an office has it: shipped, and of its own."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Synonyms:
    """What people call the procedure or field of this code; `asked` is how often it usually is."""

    code: str
    also: tuple[str, ...]
    asked: int = 0


@dataclass(frozen=True, slots=True)
class Hint:
    """Where to go with what is no procedure here: to a field, or as said in `vi` and `en`."""

    also: tuple[str, ...]
    vi: str
    en: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class ShortForm:
    """A short or other way to write words: dk is đăng ký."""

    short: str
    words: str


@dataclass(frozen=True, slots=True)
class SearchWords:
    """The words of an office's search.

    `idle` words say next to nothing (làm, xin), `light` ones a little (giấy, đăng ký). Names with a word of
    `changing` come after those without, and those with one of `ending` after these. `guidance` is the code
    of the field where people are helped on, "" where there is none.
    """

    idle: tuple[str, ...] = ()
    light: tuple[str, ...] = ()
    changing: tuple[str, ...] = ()
    ending: tuple[str, ...] = ()
    short_forms: tuple[ShortForm, ...] = ()
    procedures: tuple[Synonyms, ...] = ()
    fields: tuple[Synonyms, ...] = ()
    hints: tuple[Hint, ...] = ()
    guidance: str = ""


NO_SEARCH_WORDS = SearchWords()
