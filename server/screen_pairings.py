"""Which displays are paired, so that they may speak and tell staff of troubles; and how they come to be."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Protocol
from unicodedata import normalize

from server.clock import RandomSource, SystemClock, SystemRandomSource
from server.pairing_codes import CODE_LENGTH, CODE_SECONDS, WaitingScreens
from server.pairing_file import (
    FILE_NAME,
    FileState,
    Pairing,
    PairingFile,
    PairingOrder,
    PairingsUnavailable,
    hash_of,
)
from server.refusals import ServerRefusal
from server.staff_warnings import StaffWarnings
from ticketing.sentences import N_, ToldError

LOOK_SECONDS = 1.0
SECRETS_LENGTH_MAX = 200

SUBJECT = "pairings"
UNREADABLE = N_(
    "The list of paired screens ({file}) can't be read. Screens that were known go on; others say nothing."
)

log = logging.getLogger(__name__)


class PairedScreen(Protocol):
    """A display that may be paired, as long as it is connected."""

    @property
    def name(self) -> str:
        """What staff know it by."""

    @property
    def address(self) -> str:
        """From where it is connected."""

    def take_secret(self, secret: str) -> None:
        """It was paired, and knows itself by this secret from now on."""

    def look_again(self) -> None:
        """What is paired, or the code that it shows, has changed."""


class ScreenPairings:
    """All pairings of one data folder, and the screens that wait for theirs; in memory alone without one."""

    def __init__(
        self,
        folder: Path | None = None,
        random_source: RandomSource | None = None,
        now: Callable[[], datetime] | None = None,
        warnings: StaffWarnings | None = None,
    ) -> None:
        self._warnings = warnings or StaffWarnings()
        self._now = now or SystemClock(UTC).now
        self._changing = asyncio.Lock()
        self._file = PairingFile(folder) if folder else None
        self._random_source = random_source or SystemRandomSource()
        self._paired: dict[bytes, Pairing] = {}
        self._state: FileState | None = None
        self._trouble = ""
        self._screens: dict[PairedScreen, None] = {}
        self._waiting: WaitingScreens[PairedScreen] = WaitingScreens(self._drawn)

    def paired_as(self, secrets: str) -> str | None:
        """What a screen was paired as that knows these, with blanks between; None where it is not."""
        known = (self._paired.get(hash_of(secret)) for secret in secrets[:SECRETS_LENGTH_MAX].split())
        return next((pairing.name for pairing in known if pairing), None)

    def all(self) -> tuple[Pairing, ...]:
        """Every pairing, the oldest first."""
        return tuple(self._paired.values())

    @contextmanager
    def connected(self, screen: PairedScreen) -> Iterator[None]:
        """Tell a display of its pairing for as long as it is connected."""
        self._screens[screen] = None
        try:
            yield
        finally:
            self._screens.pop(screen, None)
            self._waiting.leave(screen)

    def code_for(self, screen: PairedScreen) -> str:
        """The code that an unpaired screen shows; empty where too many wait for theirs."""
        if code := self._waiting.code_of(screen):
            return code
        if yielding := self._waiting.come(screen, screen.address, _seconds()):
            yielding.look_again()
        return self._waiting.code_of(screen)

    def settle(self, screen: PairedScreen) -> None:
        """This screen shows no code any more."""
        self._waiting.leave(screen)

    def waiting(self, code: str) -> PairedScreen:
        """The screen that shows this code. Raises ServerRefusal; many wrong codes change all of them."""
        plain = "".join(digit for digit in normalize("NFKC", code) if digit.isdecimal() and digit.isascii())
        if len(plain) == CODE_LENGTH and (screen := self._waiting.find(plain, _seconds())):
            return screen
        self._tell(self._waiting.guess_wrong(_seconds()))
        raise ServerRefusal("code-unknown", code=code, minutes=round(CODE_SECONDS / 60))

    async def pair(self, code: str, by: str, seen: str | None = None) -> str:
        """Pair the screen that shows `code`; answers its name. Raises ServerRefusal.

        Where `seen` is the name that somebody was shown, a screen of another one is not paired.
        """
        async with self._changing:
            return await self._pair(code, by, seen)

    async def new_secret(self, name: str, by: str) -> str:
        """A secret for a screen of this name, of which only the hash is kept. Raises ServerRefusal."""
        async with self._changing:
            return await self._new_secret(name, by)

    async def _pair(self, code: str, by: str, seen: str | None = None) -> str:
        screen = self.waiting(code)
        if seen is not None and screen.name != seen:
            raise ServerRefusal("code-unknown", code=code, minutes=round(CODE_SECONDS / 60))
        secret = await self._new_secret(screen.name, by)
        self._waiting.leave(screen)
        screen.take_secret(secret)
        return screen.name

    async def _new_secret(self, name: str, by: str) -> str:
        secret = self._random_source.secret()
        pairing = Pairing(hash_of(secret), name, self._now().isoformat(timespec="seconds"), by)
        if self._file:
            with _refusing():
                await self._file.keep(pairing)
        self._paired[pairing.hash] = pairing
        return secret

    async def unpair(self, name: str) -> None:
        """Undo all pairings of this name; such a screen falls silent at once. Raises ServerRefusal."""
        async with self._changing:
            with _refusing():
                is_known = await self._file.forget(name) if self._file else self._has(name)
            if not is_known:
                raise ServerRefusal("unknown-pairing", screen=name)
            self._take(tuple(each for each in self.all() if each.name != name))

    async def run(self) -> None:
        """Follow the file, and change codes that are over, for ever."""
        while True:
            await self.look()
            await asyncio.sleep(LOOK_SECONDS)

    async def look(self) -> None:
        """Take in what the command line has changed or asks for; an unreadable file changes nothing."""
        self._tell(self._waiting.renew(_seconds()))
        if self._file is None:
            return
        try:
            state = self._file.state()
            if state != self._state:
                async with self._changing:
                    await self._read(self._file)
                self._state, self._trouble = state, ""
                self._warnings.settle(SUBJECT)
        except PairingsUnavailable as error:
            log.log(logging.DEBUG if str(error) == self._trouble else logging.WARNING, "%s", error)
            self._trouble = str(error)
            self._warnings.tell(SUBJECT, ToldError(UNREADABLE, file=FILE_NAME))

    async def _read(self, file: PairingFile) -> None:
        self._take(await file.paired())
        for order in await file.orders():
            if not order.outcome:
                await file.order(await self._carried_out(order))

    async def _carried_out(self, order: PairingOrder) -> PairingOrder:
        try:
            name = await self._pair(order.code, "motcua screen pair")
        except ServerRefusal as refusal:
            if refusal.name != "code-unknown":
                raise PairingsUnavailable(str(refusal)) from refusal
            return PairingOrder(order.code, "unknown")
        return PairingOrder(order.code, "paired", name)

    def _has(self, name: str) -> bool:
        return any(each.name == name for each in self._paired.values())

    def _take(self, pairings: tuple[Pairing, ...]) -> None:
        found = {each.hash: each for each in pairings}
        if found != self._paired:
            self._paired = found
            self._tell(tuple(self._screens))

    def _tell(self, screens: tuple[PairedScreen, ...]) -> None:
        for screen in screens:
            screen.look_again()

    def _drawn(self) -> str:
        digest = sha256(self._random_source.secret().encode()).digest()
        return f"{int.from_bytes(digest[:8]) % 10**CODE_LENGTH:0{CODE_LENGTH}d}"


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except PairingsUnavailable as error:
        log.warning("%s", error)
        raise ServerRefusal("pairings-unavailable") from error


def _seconds() -> float:
    return asyncio.get_running_loop().time()
