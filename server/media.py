"""The office's folder of pictures, videos and the ticker's text; what is none is skipped and named."""

import asyncio
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from unicodedata import normalize

from ticketing.sentences import in_words, one_line

FILES_MAX = 200
PICTURE_BYTES_MAX = 20_000_000
TICKER_NAME = "ticker.txt"
TICKER_LENGTH_MAX = 1_000
SCAN_SECONDS = 5.0
HEAD_BYTES = 16

MediaKind = Literal["picture", "video"]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A file that a browser shows; its type is read from its first bytes, not from its name."""

    name: str
    path: Path
    kind: MediaKind
    media_type: str


@dataclass(frozen=True, slots=True)
class MediaContent:
    """What the folder holds: files to show in the order of their names, and sentences on those skipped."""

    files: tuple[MediaFile, ...] = ()
    ticker: str = ""
    skipped: tuple[str, ...] = ()


class MediaFolder:
    """The folder, looked through again after SCAN_SECONDS; without one there is nothing to show."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._content = MediaContent()
        self._scanned_at: float | None = None
        self._scanning = asyncio.Lock()

    async def content(self) -> MediaContent:
        """What can be shown now. A folder that can't be read is empty and named in `skipped`."""
        async with self._scanning:
            now = asyncio.get_running_loop().time()
            if self._folder and (self._scanned_at is None or now - self._scanned_at >= SCAN_SECONDS):
                found = await asyncio.to_thread(scan, self._folder)
                for sentence in set(found.skipped) - set(self._content.skipped):
                    log.warning("%s", sentence)
                self._content, self._scanned_at = found, now
        return self._content


def scan(folder: Path) -> MediaContent:
    """Look through `folder`; only plain files that really lie in it count."""
    files: list[MediaFile] = []
    skipped: list[str] = []
    try:
        real = folder.resolve(strict=True)
        paths = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
        for path in paths:
            if path.name == TICKER_NAME:
                continue
            found = _media_file(path, real)
            if isinstance(found, str):
                skipped.append(f"{one_line(path.name)}: {found}")
            elif len(files) >= FILES_MAX:
                skipped.append(f"{found.name}: more than {FILES_MAX} files")
            else:
                files.append(found)
        ticker = _ticker(folder / TICKER_NAME)
    except (OSError, UnicodeError) as error:
        skipped.append(f"{folder.name}: {in_words(error)}")
        ticker = ""
    return MediaContent(tuple(files), ticker, tuple(skipped[:FILES_MAX]))


def _media_file(path: Path, folder: Path) -> MediaFile | str:
    """The file, or why it can't be shown."""
    try:
        if path.resolve(strict=True).parent != folder or not path.is_file():
            return "is no file of this folder"
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
        size = path.stat().st_size
        path.name.encode()
    except (OSError, RuntimeError) as error:
        return f"can't be read: {in_words(error)}"
    except UnicodeError:
        return "has a name that is not UTF-8"
    media_type = type_of(head)
    if not media_type:
        return "is neither a picture nor a video that browsers show"
    kind: MediaKind = "picture" if media_type.startswith("image/") else "video"
    if kind == "picture" and size > PICTURE_BYTES_MAX:
        return f"is larger than {PICTURE_BYTES_MAX:,} bytes"
    return MediaFile(path.name, path, kind, media_type)


def type_of(head: bytes) -> str:
    """The media type that a file's first bytes tell; empty for what is not shown."""
    beginnings = {
        b"\xff\xd8\xff": "image/jpeg",
        b"\x89PNG\r\n\x1a\n": "image/png",
        b"GIF87a": "image/gif",
        b"GIF89a": "image/gif",
        b"\x1aE\xdf\xa3": "video/webm",
    }
    for beginning, media_type in beginnings.items():
        if head.startswith(beginning):
            return media_type
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    return "video/mp4" if head[4:8] == b"ftyp" else ""


def _ticker(path: Path) -> str:
    if not path.is_file():
        return ""
    with path.open(encoding="utf-8-sig") as file:
        lines = file.read(TICKER_LENGTH_MAX).splitlines()
    return normalize("NFC", " • ".join(one_line(line) for line in lines if line.strip()))
