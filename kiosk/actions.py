"""What a citizen can mean by a touch."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChooseField:
    """A number for this field is wanted."""

    code: str


@dataclass(frozen=True, slots=True)
class TakeAnother:
    """A number is wanted although one of this field was taken a moment ago."""


@dataclass(frozen=True, slots=True)
class TakeAnyway:
    """The number is wanted although it can most likely not be served today."""


@dataclass(frozen=True, slots=True)
class ChoosePriority:
    """The citizen belongs to this priority class, or (None) to none."""

    code: str | None


@dataclass(frozen=True, slots=True)
class FindProcedure:
    """Look for a procedure in the office's catalogue."""


@dataclass(frozen=True, slots=True)
class BrowseField:
    """List the procedures of this field."""

    code: str


@dataclass(frozen=True, slots=True)
class ReadProcedure:
    """Show this procedure."""

    code: str


@dataclass(frozen=True, slots=True)
class TickPaper:
    """The paper at this place of the list is there, or is not after all."""

    place: int


@dataclass(frozen=True, slots=True)
class PrintPapers:
    """Print and show the papers that are still lacking."""


@dataclass(frozen=True, slots=True)
class ShowMore:
    """Show the next part of a list, or the one before."""

    back: bool = False


@dataclass(frozen=True, slots=True)
class TryAgain:
    """Send the unanswered press once more."""


@dataclass(frozen=True, slots=True)
class PrintAgain:
    """Print the same number on a new slip."""


@dataclass(frozen=True, slots=True)
class GoBack:
    """Return to the page before this one."""


@dataclass(frozen=True, slots=True)
class GoToStart:
    """Leave whatever is shown; the next citizen may begin."""


@dataclass(frozen=True, slots=True)
class ChooseLanguage:
    """Go on in this language."""

    language: str


@dataclass(frozen=True, slots=True)
class SwitchLetters:
    """Go on with large letters, or with ordinary ones."""


@dataclass(frozen=True, slots=True)
class SwitchContrast:
    """Go on in black, white and yellow, or in the ordinary colours."""


@dataclass(frozen=True, slots=True)
class Listen:
    """Say aloud what this page is for."""


@dataclass(frozen=True, slots=True)
class CallStaff:
    """The staff's gesture was made."""


@dataclass(frozen=True, slots=True)
class PrintCopy:
    """The staff want another slip of this number."""

    number: str


@dataclass(frozen=True, slots=True)
class LeaveKiosk:
    """The staff want the program to end."""


Comfort = ChooseLanguage | SwitchLetters | SwitchContrast | Listen
"""What may be touched at any moment and changes nothing but how the citizen is spoken to."""

Move = FindProcedure | ReadProcedure | GoBack | CallStaff
"""What only goes from one page to another."""

Action = (
    ChooseField
    | TakeAnother
    | TakeAnyway
    | ChoosePriority
    | BrowseField
    | TickPaper
    | PrintPapers
    | ShowMore
    | TryAgain
    | PrintAgain
    | GoToStart
    | PrintCopy
    | LeaveKiosk
    | Move
    | Comfort
)
