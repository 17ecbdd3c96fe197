"""What a room may expect of its link to the server, whichever way the frames travel."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from ticketing.answers import Answer
from ticketing.commands import Command
from ticketing.procedures import EMPTY_CATALOGUE, Catalogue
from ticketing.wire.codec import View
from ticketing.wire.messages import OLD_AFTER_SECONDS, OfficeCard, Role, Sentence, TurnFrame

RETRY_SECONDS_MIN = 0.1
RETRY_SECONDS_MAX = 2.0
CONNECT_SECONDS_MAX = 3.0
ANSWER_SECONDS_MAX = 2.0
UNANSWERED_MAX = 100
REPORTS_WAITING_MAX = 20
SILENCE_SECONDS_MAX = 10.0
PATIENCE_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class LinkLimits:
    """How long a link waits for what, and how much it keeps; tests make them small.

    A connection on which nothing is heard is `old` after `old_after_seconds` and given up after
    `silence_seconds_max`. With `unanswered_max` presses under way a further one is Unanswered at once.
    """

    retry_seconds_min: float = RETRY_SECONDS_MIN
    retry_seconds_max: float = RETRY_SECONDS_MAX
    connect_seconds_max: float = CONNECT_SECONDS_MAX
    answer_seconds_max: float = ANSWER_SECONDS_MAX
    old_after_seconds: float = OLD_AFTER_SECONDS
    silence_seconds_max: float = SILENCE_SECONDS_MAX
    unanswered_max: int = UNANSWERED_MAX


class LinkState(StrEnum):
    """How much the last view can be trusted.

    `live`: it came over this connection. `connecting`: there is no connection, or no view over it yet.
    `old`: the server has been silent for too long. `offline`: the server is out of reach and the kiosk gives
    out numbers that it holds on lease; who waits is not known. `rejected`: the server does not want this
    screen; the link tries again all the same, for the token may be made later.
    """

    CONNECTING = "connecting"
    LIVE = "live"
    OLD = "old"
    OFFLINE = "offline"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Screen:
    """Who speaks over a link: its role, its token (needed for any command), and a counter's number.

    A display names its `zone` ("" is the first one), and whether it can say calls aloud. `trouble` is what
    staff should know of its equipment, by a name or in a sentence, empty while all is well.
    """

    role: Role
    token: str = ""
    counter: int | None = None
    name: str = ""
    zone: str = ""
    can_speak: bool = False
    trouble: Callable[[], str] = str


@dataclass(frozen=True, slots=True)
class Welcomed:
    """The server has accepted the screen; comes again after every reconnection; displays get no catalogue."""

    office: OfficeCard
    catalogue: Catalogue = EMPTY_CATALOGUE


@dataclass(frozen=True, slots=True)
class ViewArrived:
    """A newer view than the one before."""

    version: int
    view: View


@dataclass(frozen=True, slots=True)
class StateChanged:
    """The link's state is another one; `sentence` says why where the server rejected the screen."""

    state: LinkState
    sentence: Sentence | None = None


@dataclass(frozen=True, slots=True)
class TurnTold:
    """Whose turn it is in a zone that this screen shows has changed; `turn` says whether it is to speak."""

    turn: TurnFrame


@dataclass(frozen=True, slots=True)
class DutyTold:
    """Staff have set what this display is there for; `zone` is where it hangs, "" everywhere."""

    zone: str


LinkEvent = Welcomed | ViewArrived | StateChanged | TurnTold | DutyTold
Listener = Callable[[LinkEvent], None]


class CommandRefused(Exception):
    """The server understood and refused; `message` is the sentence for a person in both languages."""

    def __init__(self, name: str, message: Sentence) -> None:
        super().__init__(name)
        self.name = name
        self.message = message


class Unanswered(Exception):
    """No answer came within the caller's patience; the command may or may not have been carried out."""


class Link(Protocol):
    """The stairs between a room and the server."""

    @property
    def state(self) -> LinkState:
        """How much the view can be trusted."""

    @property
    def office(self) -> OfficeCard | None:
        """What the last welcome said of the office; None before the first one."""

    @property
    def view(self) -> View | None:
        """The last good view, kept while there is no connection; None before the first one."""

    def now(self) -> datetime | None:
        """The office's local time: what the server last said, and what has passed since; None before that."""

    def listen(self, listener: Listener) -> None:
        """Tell `listener` of every event from now on; it is called in the loop that runs the link."""

    def has_seen(self, version: int) -> None:
        """This screen had been shown the office up to that version before it was started anew."""

    async def run(self) -> None:
        """Keep the connection for ever; ends only by cancellation."""

    async def send(
        self, command: Command, *, request_id: str = "", patience_seconds: float = PATIENCE_SECONDS
    ) -> Answer:
        """The server's answer; sent again with the same request id until it comes.

        Raises CommandRefused, or Unanswered after `patience_seconds`. A caller that tries once more after
        Unanswered passes the same `request_id`, so that nothing happens twice.
        """
