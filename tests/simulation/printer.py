"""A kiosk's printer that is slow, off, breaks, or says less than it does; the real jobs print on it."""

from random import Random

from PIL import Image

from kiosk.jobs import Jobs, PrintJob
from kiosk.printing.paper import PAPERS, Paper
from kiosk.printing.printer import PrintReport
from kiosk.printing.slip import Slip
from kiosk.settings import KioskSettings
from link.contract import Link
from tests.link.virtual_time import passes
from tests.simulation.random_texts import SeededRandomSource

SLOW_SECONDS_MAX = 6.0


class FaultyPrinter:
    """Whatever a slip meets, as the seed has it."""

    def __init__(self, random_source: Random) -> None:
        self._random_source = random_source

    @property
    def paper(self) -> Paper:
        """The widest one."""
        return PAPERS["80mm-576"]

    async def print(self, picture: Image.Image, number: str) -> PrintReport:
        """Take the picture, sooner or later. Raises OSError where the driver breaks."""
        if self._random_source.random() < 0.3:
            await passes(self._random_source.random() * SLOW_SECONDS_MAX)
        if self._random_source.random() < 0.1:
            raise OSError("the printer's line was pulled out")
        return self._random_source.choice(
            (
                *[PrintReport("printed")] * 4,
                PrintReport("sent"),
                PrintReport("unconfirmed", "slow"),
                PrintReport("failed", "off"),
                PrintReport("failed", "paper-out", paper_low=True, has_begun=True),
            )
        )


async def print_number(number: str, link: Link, random_source: Random) -> list[str]:
    """Print a slip and tell the office of it; answers the outcome if that has been told."""
    told: list[str] = []

    def hear(message: object) -> None:
        if isinstance(message, Jobs.Reported):
            told.append(message.command.outcome)

    settings = KioskSettings(SeededRandomSource(random_source).request_id, kiosk_name="kiosk")
    await Jobs(link, FaultyPrinter(random_source), settings, hear).print(PrintJob(Slip(number, ""), number))
    return told
