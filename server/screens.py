"""Which screens the office has, when each last proved that it is alive, and what it has painted."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass

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

_Identity = tuple[Role, int | None, str]


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

    @property
    def identity(self) -> _Identity:
        """What tells a screen that comes back from all others."""
        return self.role, self.counter, self.name


class Screens:
    """All screens that are connected, and the newest GONE_REMEMBERED_MAX of those that are not any more."""

    def __init__(self, seconds: Callable[[], float] | None = None) -> None:
        self.lines = 0  # open websockets, those included whose screen has said no hello yet
        self._seconds = seconds or (lambda: asyncio.get_running_loop().time())
        self._connected: list[ScreenRecord] = []
        self._gone: dict[_Identity, ScreenRecord] = {}
        self._polling: dict[_Identity, ScreenRecord] = {}

    def welcome(self, hello: Hello) -> ScreenRecord:
        """A screen has been let in."""
        record = self._record_of(hello)
        self._gone.pop(record.identity, None)
        self._polling.pop(record.identity, None)
        self._connected.append(record)
        return record

    def turn_away(self, hello: Hello) -> None:
        """A screen of another version asks to be let in, as it will again; staff are told of it meanwhile."""
        record = self._record_of(hello)
        record.is_connected, record.is_outdated = False, True
        if before := self._gone.get(record.identity):
            record.came_at = before.came_at
        self._remember(record)

    def poll(self, hello: Hello) -> None:
        """A board asks over HTTP because its websocket is not passed on."""
        record = self._record_of(hello)
        record.trouble = "no-websocket"
        self._polling = {found.identity: found for found in self._fresh()}
        if len(self._polling) < GONE_REMEMBERED_MAX:
            self._polling[record.identity] = record

    def _fresh(self) -> Iterable[ScreenRecord]:
        """Those that have asked over HTTP lately."""
        return [found for found in self._polling.values() if self.age_seconds(found) <= SILENT_SECONDS]

    def hear(self, record: ScreenRecord) -> None:
        """A frame of this screen has come."""
        record.heard_at = self._seconds()

    def take_report(self, record: ScreenRecord, report: PaintedReport) -> None:
        """This screen says what it has painted."""
        record.version, record.sound = report.version, report.sound
        record.trouble = one_line(report.trouble[:TROUBLE_LENGTH_MAX])

    def leave(self, record: ScreenRecord) -> None:
        """The connection to this screen has ended; it stays on the list as one that is gone."""
        record.is_connected = False
        self._connected = [other for other in self._connected if other is not record]
        if any(other.identity == record.identity for other in self._connected):
            return
        self._remember(record)

    def _record_of(self, hello: Hello) -> ScreenRecord:
        counter = hello.counter if hello.role == "counter" else None
        now = self._seconds()
        return ScreenRecord(hello.role, counter, one_line(hello.name[:NAME_LENGTH_MAX]), now, now)

    def _remember(self, record: ScreenRecord) -> None:
        self._gone.pop(record.identity, None)
        self._gone[record.identity] = record
        while len(self._gone) > GONE_REMEMBERED_MAX:
            self._gone.pop(next(iter(self._gone)))

    def all(self) -> Iterable[ScreenRecord]:
        """Those that are connected or ask over HTTP, then those that are gone, the newest first."""
        return (*self._connected, *self._fresh(), *reversed(self._gone.values()))

    def troubles(self) -> tuple[ScreenProblem, ...]:
        """The screens that staff should look after; a counter or a manager who left is none.

        One that is gone is told of for GONE_TOLD_SECONDS, so that yesterday's are not, and only if it was
        there for PASSING_SECONDS, so that whoever opened the board for a look is not.
        """
        told = ((record, self.trouble_of(record)) for record in self.all())
        shown = [
            ScreenProblem(record.role, record.counter, record.name, trouble)
            for record, trouble in told
            if trouble
        ]
        return tuple(shown[:TROUBLES_SHOWN_MAX])

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
        return record.trouble or ("sound-refused" if lacks_sound else "")

    def age_seconds(self, record: ScreenRecord) -> float:
        """How long ago this screen was heard last."""
        return self._seconds() - record.heard_at
