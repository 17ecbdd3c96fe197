"""What every conversation with a screen, every request and every page needs of the server."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from server.asked_procedures import AskedProcedures
from server.clerks.sessions import Sessions
from server.connections.seats import Seats
from server.desk import Desk
from server.hub import Hub
from server.journal.file_watch import FileKeeper
from server.losses import LossWatch
from server.quiet_check import QuietCheck
from server.refusals import Translator
from server.screen_duties import ScreenDuties
from server.screen_pairings import ScreenPairings
from server.screens import Screens
from server.staff_warnings import StaffWarnings
from server.tokens import TokenRegister
from server.voice.voice import Voice
from ticketing.sentences import N_, ToldError
from ticketing.wire.messages import Hello

COMMANDS_PER_SECOND_MAX = 1_000
LOOK_SECONDS = 10.0
GUESSED = N_(
    "Names locked at strange places after many wrong PINs: {n}. "
    "A manager sees and unlocks them on the overview of the desk."
)
ANSWER_SECONDS_MAX = 10.0  # of a request over HTTP, after which its outcome is told to be unknown


@dataclass(frozen=True, slots=True)
class Services:
    """The parts of a running server; `now` is its local time."""

    desk: Desk
    hub: Hub
    tokens: TokenRegister
    translator: Translator
    now: Callable[[], datetime]
    sessions: Sessions
    commands_per_second_max: int = COMMANDS_PER_SECOND_MAX
    answer_seconds_max: float = ANSWER_SECONDS_MAX
    screens: Screens = field(default_factory=Screens)
    voice: Voice | None = None
    duties: ScreenDuties = field(default_factory=ScreenDuties)
    pairings: ScreenPairings = field(default_factory=ScreenPairings)
    asked: AskedProcedures = field(default_factory=AskedProcedures)
    warnings: StaffWarnings = field(default_factory=StaffWarnings)
    check: QuietCheck | None = None
    watch: FileKeeper | None = None
    losses: LossWatch | None = None
    seats: Seats = field(default_factory=Seats)

    @property
    def can_record(self) -> bool:
        """Whether the journal took what was pressed last, and lies where it is looked for."""
        return self.desk.is_healthy and not (self.watch and self.watch.trouble)

    async def look_at_files(self) -> None:
        """For ever: see whether the tokens can be read; the sessions look after their own file."""
        self.tokens.trouble.is_told_by(self.warnings)
        self.sessions.trouble.is_told_by(self.warnings)
        while True:
            await self.tokens.look()
            await asyncio.sleep(LOOK_SECONDS)

    def hear_witness(self, hello: Hello, *, is_known: bool) -> None:
        """A screen that the office knows says up to which view it had been shown the office."""
        if self.losses and is_known:
            self.losses.seen(hello.seen, hello.role)

    def at_heartbeat(self) -> None:
        """Look at the files, the guesses of strangers and the clock, with nobody pressing anything."""
        if self.watch:
            self.watch.tell(self.warnings)
        if guessed := self.sessions.attempts.guessed(self.desk.clock.ticks()):
            self.warnings.tell("sign-ins", ToldError(GUESSED, n=guessed))
        else:
            self.warnings.settle("sign-ins")
        self.seats.tell(self.warnings)
        self.desk.wake()
