"""What an office may set about its kiosk, and how long each thing on it lasts."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from kiosk.guidance import GuidancePlayer
from kiosk.input.scanner import Scanner
from kiosk.input.staff_lock import StaffLock
from kiosk.input.wedge import DOUBT_SECONDS
from wording import LOCALE

TICKET_SECONDS = 15
PROBLEM_SECONDS = 60
IDLE_SECONDS = 15
READING_SECONDS = 45
STAFF_SECONDS = 60
TICK_SECONDS = 1.0
SETTLE_SECONDS = 0.5
REMARK_SECONDS = 2.5
PATIENCE_SECONDS = 10.0
ANOTHER_SECONDS = 60.0
LOOK_AGAIN_SECONDS = 20.0
AT_REST_SECONDS = 20.0
PRINT_AGAIN_SECONDS = 30.0
BACK_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Equipment:
    """What a kiosk has beside its screen and its printer; what it has not is not offered."""

    speaker: GuidancePlayer | None = None
    scanner: Scanner | None = None
    staff_lock: StaffLock | None = None

    @property
    def wedge_gap_seconds(self) -> float | None:
        """How close together a scanner that types like a keyboard types; None where there is none."""
        return self.scanner.gap_seconds if self.scanner and not self.scanner.device else None


@dataclass(frozen=True, slots=True)
class KioskSettings:
    """How this kiosk behaves; `new_request_id` answers another unguessable text at every call.

    `public_address` is where citizens' phones reach the server; without it slips carry no code.
    A printed ticket stays for `ticket_seconds`, an unprinted one for `problem_seconds` so that it can be
    photographed; any other page left untouched for `idle_seconds`, those where letters are
    looked for or texts read for `reading_seconds`, the staff's for `staff_seconds`.
    Countdowns go by `tick_seconds` a step. A touch within `settle_seconds` of a new page was meant for the
    page before it, and is passed over. What is said of a key stands for `remark_seconds`; what a digit
    leads to waits for `doubt_seconds` where a scanner types. Whoever wants a
    number of a field that one was taken of within `another_seconds` is asked whether it is really wanted.
    The printer is asked how it is every `at_rest_seconds`; a slip that failed is printed once more if it
    can be within `print_again_seconds`, asked every `back_seconds`. `printer_name` is the printer's
    setting, `kiosk_name` what staff call this kiosk. `seconds` is a clock that never goes back; the running
    loop's is the default.
    """

    new_request_id: Callable[[], str]
    language: str = "vi"
    public_address: str = ""
    ticket_seconds: int = TICKET_SECONDS
    problem_seconds: int = PROBLEM_SECONDS
    idle_seconds: int = IDLE_SECONDS
    reading_seconds: int = READING_SECONDS
    staff_seconds: int = STAFF_SECONDS
    tick_seconds: float = TICK_SECONDS
    settle_seconds: float = SETTLE_SECONDS
    remark_seconds: float = REMARK_SECONDS
    doubt_seconds: float = DOUBT_SECONDS
    patience_seconds: float = PATIENCE_SECONDS
    another_seconds: float = ANOTHER_SECONDS
    look_again_seconds: float = LOOK_AGAIN_SECONDS
    at_rest_seconds: float = AT_REST_SECONDS
    print_again_seconds: float = PRINT_AGAIN_SECONDS
    back_seconds: float = BACK_SECONDS
    printer_name: str = ""
    kiosk_name: str = ""
    locale: Traversable = LOCALE
    seconds: Callable[[], float] | None = None
