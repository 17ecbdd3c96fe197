"""Which screens the office has, when each last proved that it is alive, and what it has painted."""

import asyncio
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from ticketing.desk_views import ScreenProblem
from ticketing.sentences import one_line
from ticketing.wire.messages import Hello, PaintedReport, Role, SoundState

GONE_REMEMBERED_MAX = 200
NAME_LENGTH_MAX = 40
SILENT_SECONDS = 30
PASSING_SECONDS = 5 * 60
GONE_TOLD_SECONDS = 12 * 3600
TROUBLES_SHOWN_MAX = 20
TROUBLE_LENGTH_MAX = 200

UNPAIRED_TOLD_MAX = 3
STRANGERS_LISTED_MAX = 50
OWN_TROUBLES = ("hidden", "wants-touch", "no-websocket")  # names that a page has for what troubles it
UNPAIRED_SECONDS = 60
# A name that can be told of a screen that anybody may have named: too short to say anything else.
PLAIN_NAME = re.compile(r"[^\W\d_]{1,12}(-?[0-9a-z]{1,4})?")

ScreenTrust = Literal["token", "paired", "none"]
_Identity = tuple[Role, int | None, str, bool]


@dataclass(slots=True)
class ScreenRecord:
    """What is known of one screen; moments are seconds of the registry's clock.

    `heard_at` is when any frame of it came, so that screens which report nothing have an age too; `came_at`
    is when it was let in; `version` is None until its first painted report.
    """

    role: Role
    counter: int | None
    name: str
    heard_at: float
    came_at: float
    is_connected: bool = True
    version: int | None = None
    sound: SoundState = "none"
    trouble: str = ""
    is_to_speak: bool = True  # and nobody else does in its place, so that its sound is wanted
    is_outdated: bool = False  # it asked to be let in, and speaks another dialogue
    has_token: bool = True
    paired_as: str | None = None  # its name when a manager paired it
    has_duty: bool = False  # a manager has set what a screen of its name is there for
    address: str = ""

    @property
    def trust(self) -> ScreenTrust:
        """What makes it one of the office's screens."""
        return "token" if self.has_token else "none" if self.paired_as is None else "paired"

    @property
    def is_trusted(self) -> bool:
        """Whether it may speak, confirm what it has said, and tell staff what troubles it."""
        return self.trust != "none"

    @property
    def identity(self) -> _Identity:
        """What tells a screen that comes back from all others; nobody takes the place of a trusted one."""
        return self.role, self.counter, self.name, self.is_trusted


class Screens:
    """All screens that are connected, and the newest GONE_REMEMBERED_MAX of those that are not any more."""

    def __init__(self, seconds: Callable[[], float] | None = None) -> None:
        self._seconds = seconds or (lambda: asyncio.get_running_loop().time())
        self._connected: list[ScreenRecord] = []
        self._gone: dict[_Identity, ScreenRecord] = {}
        self._polling: dict[_Identity, ScreenRecord] = {}

    def welcome(
        self, hello: Hello, *, has_token: bool = True, paired_as: str | None = None, address: str = ""
    ) -> ScreenRecord:
        """A screen has been let in."""
        record = self._record_of(hello, has_token=has_token)
        record.paired_as, record.address = paired_as, address
        self._gone.pop(record.identity, None)
        self._polling.pop(record.identity, None)
        self._connected.append(record)
        return record

    def turn_away(self, hello: Hello, *, has_token: bool = True, paired_as: str | None = None) -> None:
        """A screen of another version asks to be let in, as it will again; staff are told of it meanwhile."""
        record = self._record_of(hello, has_token=has_token)
        record.paired_as = paired_as
        record.is_connected, record.is_outdated = False, True
        if before := self._gone.get(record.identity):
            record.came_at = before.came_at
        self._remember(record)

    def poll(self, hello: Hello, *, has_token: bool = True, paired_as: str | None = None) -> None:
        """A board asks over HTTP because its websocket is not passed on."""
        record = self._record_of(hello, has_token=has_token)
        record.trouble, record.paired_as = "no-websocket", paired_as
        self._polling = {found.identity: found for found in self._fresh()}
        self._polling[record.identity] = record
        _shorten(self._polling)

    def _fresh(self) -> Iterable[ScreenRecord]:
        """Those that have asked over HTTP lately."""
        return [found for found in self._polling.values() if self.age_seconds(found) <= SILENT_SECONDS]

    def know_again(self, record: ScreenRecord) -> None:
        """This screen was paired while it is connected: the one of its name that was missed is back."""
        self._gone.pop(record.identity, None)

    def hear(self, record: ScreenRecord) -> None:
        """A frame of this screen has come."""
        record.heard_at = self._seconds()

    def take_report(self, record: ScreenRecord, report: PaintedReport) -> None:
        """This screen says what it has painted."""
        record.version, record.sound = report.version, report.sound
        record.trouble = one_line(report.trouble, TROUBLE_LENGTH_MAX)

    def leave(self, record: ScreenRecord) -> None:
        """The connection to this screen has ended; it stays on the list as one that is gone."""
        record.is_connected = False
        self._connected = [other for other in self._connected if other is not record]
        if any(other.identity == record.identity for other in self._connected):
            return
        self._remember(record)

    def _record_of(self, hello: Hello, *, has_token: bool) -> ScreenRecord:
        counter = hello.counter if hello.role == "counter" else None
        now, name = self._seconds(), one_line(hello.name, NAME_LENGTH_MAX)
        return ScreenRecord(hello.role, counter, name, now, now, has_token=has_token)

    def _remember(self, record: ScreenRecord) -> None:
        self._gone.pop(record.identity, None)
        self._gone[record.identity] = record
        _shorten(self._gone)

    def all(self) -> Iterable[ScreenRecord]:
        """Those that are connected or ask over HTTP, then those that are gone, the newest first."""
        return (*self._connected, *self._fresh(), *reversed(self._gone.values()))

    def listed(self) -> tuple[ScreenRecord, ...]:
        """All of the office's own, and of those that anybody may have opened so many, the first to come."""
        found = sorted(self.all(), key=lambda record: not record.is_trusted)
        own = sum(record.is_trusted for record in found)
        strangers = sorted(found[own:], key=lambda record: (not record.is_connected, record.came_at))
        return (*found[:own], *strangers[:STRANGERS_LISTED_MAX])

    def troubles(self) -> tuple[ScreenProblem, ...]:
        """The screens that staff should look after; a counter or a manager who left is none.

        One that is gone is told of for GONE_TOLD_SECONDS, so that yesterday's are not, and only if it was
        there for PASSING_SECONDS, so that whoever opened the board for a look is not. Of screens that anybody
        may have opened no word of theirs is told, but that some of them would speak if they were paired.
        """
        told = [
            ScreenProblem(record.role, record.counter, record.name, trouble)
            for record in self.all()
            if record.is_trusted and (trouble := self.trouble_of(record))
        ]
        return (*told[:TROUBLES_SHOWN_MAX], *self._unpaired())

    def _unpaired(self) -> tuple[ScreenProblem, ...]:
        """The boards that can speak, where nobody does, and are not paired; each name once."""
        found: dict[ScreenProblem, None] = {}
        for record in self._connected:
            can_speak = record.is_to_speak and record.sound in ("live", "refused")
            if record.role != "display" or record.is_trusted or not can_speak:
                continue
            if record.has_duty:
                found[ScreenProblem("display", None, record.name, "spoke-before")] = None
            elif self._seconds() - record.came_at >= UNPAIRED_SECONDS:
                name = record.name if PLAIN_NAME.fullmatch(record.name) else ""
                found[ScreenProblem("display", None, name, "not-paired")] = None
        return tuple(sorted(found, key=lambda each: each.trouble == "not-paired")[:UNPAIRED_TOLD_MAX])

    def trouble_of(self, record: ScreenRecord) -> str:
        """What staff should see to at this screen; empty where all is well."""
        age = self.age_seconds(record)
        if record.is_outdated and age <= SILENT_SECONDS:
            return "outdated"
        if record.role not in ("display", "kiosk"):
            return ""
        if not record.is_connected:
            had_stayed = record.heard_at - record.came_at >= PASSING_SECONDS
            return "gone" if had_stayed and age <= GONE_TOLD_SECONDS else ""
        if record.version is not None and age > SILENT_SECONDS:
            return "silent"
        lacks_sound = record.is_to_speak and record.sound == "refused"
        says = record.trouble if record.is_trusted or record.trouble in OWN_TROUBLES else ""
        return says or ("sound-refused" if lacks_sound else "")

    def age_seconds(self, record: ScreenRecord) -> float:
        """How long ago this screen was heard last."""
        return self._seconds() - record.heard_at


def _shorten(records: dict[_Identity, ScreenRecord]) -> None:
    """Forget those beyond GONE_REMEMBERED_MAX: of screens that anybody may have opened first, the oldest."""
    while len(records) > GONE_REMEMBERED_MAX:
        strangers = (identity for identity, record in records.items() if not record.is_trusted)
        records.pop(next(strangers, next(iter(records))))
