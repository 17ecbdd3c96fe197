"""What hands and scanners say: keys, bursts of keys, cards, and the staff's gesture."""

import asyncio
from collections.abc import Callable
from datetime import date

from textual import events

from kiosk.id_card import CardUnreadable, age_on, proposed_class
from kiosk.screens.page import BACK_KEY
from kiosk.settings import Equipment
from kiosk.staff_lock import StaffGesture
from kiosk.visit import CardSaid
from kiosk.wedge import ENTER, Heard, Wedge
from ticketing.wire.messages import OfficeCard

NAMED_KEYS = frozenset(
    {ENTER, "escape", "backspace", "delete", "up", "down", "pageup", "pagedown"},
)
LATECOMERS_SECONDS = 0.01  # a burst's next sign may be queued behind the timer that would end the burst

Later = Callable[[float, Callable[[], None]], object]


class Senses:
    """Passes on what was meant; with a wedge every key is held until it is known to be no scan."""

    def __init__(self, equipment: Equipment, hear: Callable[[Heard], None], later: Later) -> None:
        scanner = equipment.scanner
        self._wedge = Wedge(scanner.gap_seconds) if scanner and not scanner.device else Wedge(-1.0)
        self._hear = hear
        self._later = later
        self._gesture = StaffGesture()

    def press(self, event: events.Key) -> bool:
        """Takes in a key; whether it is one that the kiosk knows."""
        key = event.character if event.is_printable and event.character else event.key
        if len(key) > 1 and key not in NAMED_KEYS:
            return False
        self._pass_on(self._wedge.key(key, event.time))
        if self._wedge.gap_seconds < 0:
            self._pass_on(self._wedge.quiet(event.time))
        elif self._wedge.holds:
            self._later(self._wedge.gap_seconds, self._await_latecomers)
        return True

    def touch_name(self, at: float) -> bool:
        """The office's name was touched; whether that completes the staff's gesture."""
        return self._gesture.touched(at)

    def leave_key(self, key: str) -> bool:
        """A key that no page wanted was pressed just now; whether that completes the staff's gesture."""
        return key == BACK_KEY and self._gesture.touched(asyncio.get_running_loop().time())

    def _await_latecomers(self) -> None:
        self._later(LATECOMERS_SECONDS, self._quiet)

    def _quiet(self) -> None:
        self._pass_on(self._wedge.quiet(asyncio.get_running_loop().time()))

    def _pass_on(self, heard: list[Heard]) -> None:
        for each in heard:
            self._hear(each)


def card_says(payload: str, office: OfficeCard | None, today: date | None) -> tuple[CardSaid, str | None]:
    """What a card's age proposes; of the payload nothing leaves this function."""
    if office is None or today is None:
        return CardSaid.UNREADABLE, None
    try:
        group = proposed_class(age_on(payload, today), office.priority_classes)
    except CardUnreadable:
        return CardSaid.UNREADABLE, None
    return (CardSaid.PRIORITY, group.code) if group else (CardSaid.NO_PRIORITY, None)
