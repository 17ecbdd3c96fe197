"""The kiosk's spoken guidance: clips from a folder, one at a time, through a program that plays wav files."""

import asyncio
import io
import logging
import wave
from collections.abc import Sequence
from pathlib import Path

from motcua.speaking import NoSound, Player

FALLBACK_LANGUAGE = "en"
CLIP_BYTES_MAX = 2_000_000

log = logging.getLogger(__name__)


class ClipUnreadable(Exception):
    """This is no wav file that could be played; the text says why."""


class GuidanceSpeaker:
    """Plays FOLDER/LANGUAGE/CLIP.wav of the first folder that has it.

    A language without a clip is spoken to in English, as a sentence without translation is shown in it.
    """

    def __init__(self, player: Player, folders: Sequence[Path]) -> None:
        self._player = player
        self._folders = tuple(folders)
        self._speaking: asyncio.Task[None] | None = None

    def play(self, clip: str, language: str) -> None:
        """Starts the clip, instead of any that is being played; never waits and never raises."""
        if self._speaking:
            self._speaking.cancel()
        self._speaking = asyncio.get_running_loop().create_task(self._say(clip, language))

    async def ended(self) -> None:
        """Returns when nothing is being played."""
        if self._speaking:
            await asyncio.wait({self._speaking})

    async def _say(self, clip: str, language: str) -> None:
        try:
            content = await asyncio.to_thread(self._clip, clip, language)
            await self._player.play(content, seconds_of(content))
        except (NoSound, ClipUnreadable, OSError) as problem:
            log.warning("The guidance %s was not said: %s", clip, problem)

    def _clip(self, clip: str, language: str) -> bytes:
        for spoken in (language, FALLBACK_LANGUAGE):
            for folder in self._folders:
                path = folder / spoken / f"{clip}.wav"
                if path.is_file():
                    with path.open("rb") as file:
                        return file.read(CLIP_BYTES_MAX)
        raise ClipUnreadable("there is no such clip")


def seconds_of(content: bytes) -> float:
    """How long a wav file plays. Raises ClipUnreadable."""
    try:
        with wave.open(io.BytesIO(content)) as file:
            return float(file.getnframes() / file.getframerate())
    except (wave.Error, EOFError, ZeroDivisionError) as error:
        raise ClipUnreadable(str(error) or "the file ends too early") from error
