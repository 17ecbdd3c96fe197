"""The views of the demo's three rooms, each on its own link to the demo's office."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from counter.desk import CounterDesk
from counter.settings import CounterSettings
from display.settings import DisplaySettings
from display.wall import WallView
from kiosk.kiosk import Kiosk
from kiosk.printing.settings import open_printer
from kiosk.settings import KioskSettings
from motcua.demo.app import RoomViews
from motcua.demo.office import DemoOffice
from server.clock import SystemRandomSource
from wording import Wording

CLERK = "Hoa"
SLIPS_NAME = "slips"


@dataclass(frozen=True, slots=True)
class DemoScreen:
    """Which counter one sits at, and in which language the screens speak."""

    counter: int
    words: Wording


def views_of(office: DemoOffice, screen: DemoScreen, clock: Callable[[], datetime]) -> RoomViews:
    """The three views; the clerk signs in by itself, and slips become pictures in the data folder."""
    words = screen.words
    printer = open_printer(f"virtual:{office.data / SLIPS_NAME}")
    new_request_id = SystemRandomSource().secret
    kiosk = KioskSettings(new_request_id, words.language, public_address=office.address)
    desk = CounterSettings(new_request_id)
    desk_link = office.link("counter", screen.counter)
    return RoomViews(
        Kiosk(office.link("kiosk"), printer, kiosk),
        CounterDesk(desk_link, screen.counter, words, CLERK, desk),
        WallView(office.link("display"), words, DisplaySettings(clock)),
        screen.counter,
    )
