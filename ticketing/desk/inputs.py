"""What a clerk's commands are told along with them, and what several of them are told alike."""

from dataclasses import dataclass, replace
from typing import Any, Literal

from ticketing import texts
from ticketing.outcomes import Outcome
from ticketing.rules.notices import CLOCK_ANSWERS
from ticketing.sentences import N_

InputKind = Literal["text", "code", "number", "counter", "notice", "day", "flag", "codes", "dossier"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """Something that a verb is told, by the name of the command's own value.

    `word` is its name on the command line, where one `by_place` needs no name; `http_name` is its name in a
    body, where it is another one. One that is `nullable` is always said, be it as null; `choices` are all
    that it may be; desks and the command line leave `only_http` out.
    """

    name: str
    kind: InputKind = "text"
    help: str = ""
    is_needed: bool = False
    by_place: bool = False
    word: str = ""
    metavar: str = "TEXT"
    http_name: str = ""
    length_max: int = texts.TEXT_LENGTH_MAX
    choices: tuple[str, ...] = ()
    nullable: bool = False
    only_http: bool = False

    @property
    def in_body(self) -> str:
        """Its name in the body of a request."""
        return self.http_name or self.name


NUMBER = Input(
    name="number", kind="number", is_needed=True, by_place=True, length_max=texts.NUMBER_LENGTH_MAX
)
REASON = Input(name="reason", help=N_("Why; may be left out."))
NOTICE_REASON = replace(REASON, length_max=texts.NOTICE_LENGTH_MAX)
MISSED = Input(name="missed", kind="flag", help=N_("Who is still being called did not come."))
NOTE = Input(name="note", help=N_("For whoever takes it over."))
DOSSIER = Input(
    name="dossier", kind="dossier", is_needed=True, by_place=True, length_max=texts.CODE_LENGTH_MAX
)
DUE = Input(name="due", kind="day", help=N_("When the result is due."), metavar="YYYY-MM-DD")
CLOCK = Input(
    name="clock",
    help=N_("Whether the server's clock is right."),
    metavar="|".join(CLOCK_ANSWERS),
    choices=CLOCK_ANSWERS,
)
OUTCOMES = tuple(outcome.value for outcome in Outcome)
MATTER = (
    Input(name="outcome", help=N_("How the matter ended."), metavar="|".join(OUTCOMES), choices=OUTCOMES),
    Input(name="dossier", help=N_("The dossier's code."), metavar="CODE", length_max=texts.CODE_LENGTH_MAX),
    Input(name="procedure", help=N_("The procedure, by whose time limit it is due."), metavar="CODE"),
    DUE,
    Input(name="reason", help=N_("What is lacking, or why it was refused.")),
)


def typed_value(value: str, kind: InputKind) -> Any:
    """What somebody has typed or chosen, as the command wants it."""
    if kind in ("counter", "notice"):
        return int(value)
    return texts.plain_number(value) if kind == "number" else value
