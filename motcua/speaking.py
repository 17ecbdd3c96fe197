"""Says a zone's announcements through a program that plays wav files, one at a time."""

import asyncio
import http.client
import logging
import shutil
import tempfile
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from link.channel import socket_url
from link.client import ServerLink
from link.contract import LinkEvent, TurnTold, ViewArrived
from server.voice.samples import CHIME_TONE_SECONDS, WavUnreadable, read_wav, scaled, silence, write_wav
from ticketing.wire.messages import REPORT_SECONDS, PaintedReport, SoundState, Spoken, TurnFrame

PLAYERS = ("paplay", "aplay")
QUIET_FLAGS = {"aplay": ("-q",)}
WAITING_MAX = 40
SAID_REMEMBERED_MAX = 20
FETCH_SECONDS_MAX = 4.0
SOUND_BYTES_MAX = 20_000_000
# How much longer than its sound a player may take before it counts as stuck.
PLAYER_SECONDS_MAX = 5.0
# After a failure the speaker asks for no announcement for so long.
REST_SECONDS = 30.0
VOLUME_FULL = 100

log = logging.getLogger(__name__)


class NoSound(Exception):
    """Nothing can be played here; the text says why."""


def find_player(wanted: str | None) -> str:
    """The program that plays wav files: the one that is wanted, or the first of PLAYERS. Raises NoSound."""
    for name in (wanted,) if wanted else PLAYERS:
        if path := shutil.which(name):
            return path
    raise NoSound(wanted or ", ".join(PLAYERS))


@dataclass(frozen=True, slots=True)
class Player:
    """Plays wav files by a program, each in a process of its own, which may end that much after its sound."""

    program: str
    late_seconds_max: float = PLAYER_SECONDS_MAX

    async def try_out(self) -> None:
        """Play a moment of silence. Raises NoSound where there is no sound card."""
        await self.play(write_wav(silence(CHIME_TONE_SECONDS)), CHIME_TONE_SECONDS)

    async def play(self, wav: bytes, seconds: float) -> None:
        """Play a sound of so many seconds to its end. Raises NoSound."""
        flags = QUIET_FLAGS.get(Path(self.program).name, ())
        with tempfile.NamedTemporaryFile(suffix=".wav") as file:
            file.write(wav)
            file.flush()
            try:
                process = await asyncio.create_subprocess_exec(
                    self.program,
                    *flags,
                    file.name,
                    stdin=asyncio.subprocess.DEVNULL,
                    stdout=asyncio.subprocess.DEVNULL,
                    stderr=asyncio.subprocess.PIPE,
                )
            except OSError as error:
                raise NoSound(f"{self.program}: {error.strerror}") from error
            await self._ended(process, seconds)

    async def _ended(self, process: asyncio.subprocess.Process, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds + self.late_seconds_max):
                _, said = await process.communicate()
        except TimeoutError:
            raise NoSound(f"{self.program} does not end") from None
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        if process.returncode:
            lines = said.decode(errors="replace").strip().splitlines()
            raise NoSound(f"{self.program}: {lines[-1] if lines else process.returncode}")


class RoomSpeaker:
    """Says what the server gives to this screen, and tells it when it is said.

    What is being said goes on over a cut line, and what was said is only confirmed when it comes again. What
    is taken back while it is being said ends at once.
    """

    def __init__(self, link: ServerLink, player: Player, fetch: Callable[[str], bytes]) -> None:
        self._link = link
        self._player = player
        self._fetch = fetch
        self._waiting: asyncio.Queue[TurnFrame] = asyncio.Queue(WAITING_MAX)
        self._said: deque[str] = deque(maxlen=SAID_REMEMBERED_MAX)
        self._under_way = ""
        self._saying: asyncio.Task[None] | None = None
        self._zone = ""
        self._version = 0
        self._rests_until = 0.0
        link.listen(self.hear)

    def hear(self, event: LinkEvent) -> None:
        """Something came over the link."""
        match event:
            case ViewArrived(version=version):
                self._version = version
            case TurnTold(turn=turn):
                if self._saying and turn.zone == self._zone and turn.announcement != self._under_way:
                    self._saying.cancel()
                if turn.speaks:
                    self._zone = turn.zone
                    self._take(turn)

    async def run(self) -> None:
        """Speak for ever; ends only by cancellation."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._link.run())
            tasks.create_task(self._prove())
            while True:
                turn = await self._waiting.get()
                self._under_way = turn.announcement
                if turn.announcement not in self._said:
                    self._saying = tasks.create_task(self._say(turn))
                    await asyncio.wait((self._saying,))
                is_taken_back = self._saying is not None and self._saying.cancelled()
                self._saying, self._under_way = None, ""
                if not is_taken_back:
                    self._link.report(Spoken(turn.announcement, turn.announcement in self._said))

    def _take(self, turn: TurnFrame) -> None:
        if turn.announcement in self._said:
            self._link.report(Spoken(turn.announcement))
        elif turn.announcement != self._under_way and not self._waiting.full():
            self._waiting.put_nowait(turn)

    async def _say(self, turn: TurnFrame) -> None:
        try:
            wav = await asyncio.to_thread(self._fetch, turn.sound)
            if turn.volume != VOLUME_FULL:
                wav = write_wav(scaled(read_wav(wav), turn.volume / VOLUME_FULL))
            await self._player.play(wav, turn.seconds)
        except (NoSound, OSError, http.client.HTTPException, WavUnreadable) as error:
            log.warning("Not said: %s: %s", turn.caption.en, error)
            if isinstance(error, NoSound):
                self._rests_until = asyncio.get_running_loop().time() + REST_SECONDS
        else:
            self._said.append(turn.announcement)

    async def _prove(self) -> None:
        while True:
            is_live = asyncio.get_running_loop().time() >= self._rests_until
            sound: SoundState = "live" if is_live else "none"
            self._link.report(PaintedReport(self._version, sound))
            await asyncio.sleep(REPORT_SECONDS)


def sound_fetcher(address: str) -> Callable[[str], bytes]:
    """What gets the sound at a path of the server; it blocks, and raises OSError or HTTPException."""
    parts = urlsplit(socket_url(address))
    kind = http.client.HTTPSConnection if parts.scheme == "wss" else http.client.HTTPConnection
    host, base = parts.netloc, parts.path.rpartition("/")[0]

    def fetch(path: str) -> bytes:
        connection = kind(host, timeout=FETCH_SECONDS_MAX)
        try:
            connection.request("GET", base + path)
            answer = connection.getresponse()
            if answer.status != http.client.OK:
                raise OSError(f"{path}: {answer.status}")
            return answer.read(SOUND_BYTES_MAX)
        finally:
            connection.close()

    return fetch
