"""The virtual printer: slips become pictures in a folder, for the demo, for tests and for trying out."""

import asyncio
import re
from pathlib import Path

from PIL import Image

from kiosk.printing.paper import Paper
from kiosk.printing.printer import PRINT_SECONDS_MAX, PrintReport

SLIPS_KEPT = 200
NUMBER_LETTERS_MAX = 16
SLIP_NAME = re.compile(r"(\d{6,})-.*\.png")


class VirtualPrinter:
    """Saves every slip as COUNTER-NUMBER.png and keeps the newest; the report's detail is the path."""

    def __init__(self, folder: Path, paper: Paper, kept: int = SLIPS_KEPT) -> None:
        self.name = f"virtual:{folder}"
        self.paper = paper
        self._folder = folder
        self._kept = kept
        self._turn = asyncio.Lock()

    async def print(self, picture: Image.Image, number: str) -> PrintReport:
        if picture.width != self.paper.width:
            detail = f"The slip is {picture.width} dots wide and the paper has {self.paper.width}."
            return PrintReport("failed", "other", detail, printer=self.name)
        try:
            async with asyncio.timeout(PRINT_SECONDS_MAX), self._turn:
                path = await asyncio.to_thread(self._save, picture, number)
        except OSError as error:
            detail = f"{self._folder}: {str(error) or 'the folder does not answer'}"
            return PrintReport("failed", "other", detail, printer=self.name)
        return PrintReport("printed", detail=str(path), printer=self.name)

    def _save(self, picture: Image.Image, number: str) -> Path:
        self._folder.mkdir(parents=True, exist_ok=True)
        slips = self._slips()
        counter = slips[-1][0] + 1 if slips else 1
        name = re.sub(r"\W", "_", number)[:NUMBER_LETTERS_MAX]
        path = self._folder / f"{counter:06d}-{name}.png"
        unfinished = path.with_suffix(".png.new")
        picture.save(unfinished, format="PNG")
        unfinished.replace(path)  # whoever watches the folder sees whole pictures only
        for _, old in slips[: max(len(slips) + 1 - self._kept, 0)]:
            old.unlink(missing_ok=True)
        return path

    def _slips(self) -> list[tuple[int, Path]]:
        """The slips in the folder with their counters, oldest first; other files are left alone."""
        named = ((SLIP_NAME.fullmatch(path.name), path) for path in self._folder.iterdir())
        return sorted((int(name[1]), path) for name, path in named if name)
