"""A fake of the link, in memory: the real desk and no socket, with a line that a test can cut and heal."""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import date, datetime
from itertools import count
from typing import Any

from link.contract import (
    PATIENCE_SECONDS,
    CommandRefused,
    LinkLimits,
    LinkState,
    Listener,
    Screen,
    Unanswered,
)
from link.status import LinkStatus
from server.access import check_permission
from server.desk import Desk
from server.idempotency import Press
from server.refusals import Translator
from tests.server.fakes import CountedRandomSource
from tests.server.journal.memory import MemoryJournal
from ticketing import commands as c
from ticketing.answers import Answer
from ticketing.apply import apply_all
from ticketing.desk_views import counter_view, shared_lists, staff_view
from ticketing.office import Office, new_day
from ticketing.plan import OfficePlan
from ticketing.procedures import Catalogue
from ticketing.refusals import Refusal
from ticketing.views import board_view, kiosk_view
from ticketing.wire.codec import View
from ticketing.wire.messages import HEARTBEAT_SECONDS, OfficeCard, Sentence, TurnFrame, office_card


class GivenClock:
    """The time of the office, as its tests give it; it never jumps."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.now = now

    def ticks(self) -> float:
        """The seconds that have gone by."""
        return self.now().timestamp()


class OneTrack(CountedRandomSource):
    """Gives every ticket the track that a test wants."""

    def __init__(self, track: Callable[[], str]) -> None:
        super().__init__()
        self._track = track

    def track(self) -> str:
        """The track of the next ticket."""
        return self._track()


class FakeOffice:
    """An office that lasts as long as this object; several fake links share it.

    `now` gives the office's local time and `track` the text by which a citizen follows a new ticket.
    The real desk carries a command out before `do` returns, which needs a running loop.
    """

    def __init__(
        self, plan: OfficePlan, now: Callable[[], datetime], track: Callable[[], str] = lambda: "track"
    ) -> None:
        self.journal = MemoryJournal()
        self.sent: list[c.Command] = []  # what its links were given to send, answered or not
        self.is_up = True
        self.rejection: Sentence | None = None
        self._now = now
        self._translator = Translator()
        self._watchers: list[Callable[[], None]] = []
        self._request_ids = count(1)
        self._loses_next_answer = False
        self._desk = Desk(plan, self.journal, GivenClock(now), OneTrack(track))
        _carry_out(self._desk.start())
        self._desk.listen(lambda _office, _position: self._tell())
        self._taking_presses: Coroutine[asyncio.Future[bool], None, None] | None = None
        self._next_press: asyncio.Future[bool] | None = None

    @property
    def office(self) -> Office:
        """The office as it is now."""
        return self._desk.office

    @office.setter
    def office(self, office: Office) -> None:
        self._desk.office = office

    def office_on(self, day: date) -> Office:
        """The office on an earlier service day, as the journal has it."""
        office = new_day(self.office.plan, day)
        for entry in self.journal.entries:
            if entry.day == day:
                office = apply_all(office, entry.events)
        return office

    @property
    def version(self) -> int:
        """The position of the journal, by which views are numbered."""
        return self._desk.position

    def link(self, screen: Screen, limits: LinkLimits | None = None) -> "FakeLink":
        """A link of this screen; like the real one it is connected only while its `run` runs."""
        return FakeLink(self, screen, limits or LinkLimits())

    def now(self) -> datetime:
        """The office's local time."""
        return self._now()

    def watch(self, watcher: Callable[[], None]) -> None:
        """Call `watcher` whenever the office or its line may have changed."""
        self._watchers.append(watcher)

    def card(self) -> OfficeCard:
        """What a welcome says of the office."""
        return office_card(self.office.plan)

    def catalogue_for(self, screen: Screen) -> Catalogue:
        """The catalogue of procedures, which displays are not given."""
        plan = self.office.plan
        is_given = screen.role != "display"
        return (
            Catalogue(plan.procedures, plan.procedures_note, plan.search_words) if is_given else Catalogue()
        )

    def view_of(self, screen: Screen) -> View:
        """What this screen is shown at this moment."""
        match screen:
            case Screen(role="kiosk"):
                return kiosk_view(self.office, self._now())
            case Screen(role="counter", counter=int(number)):
                return counter_view(self.office, number, shared_lists(self.office), self._now())
            case Screen(role="guidance" | "manager"):
                return staff_view(self.office, shared_lists(self.office), self._now())
        return board_view(self.office, self._now())

    def rejection_of(self, screen: Screen) -> Sentence | None:
        """Why this screen is not welcome, if it is not."""
        if self.rejection is None and screen.role == "counter" and screen.counter not in self.office.counters:
            return self._translator.sentence(Refusal("unknown-counter", counter=screen.counter))
        return self.rejection

    def do(self, command: c.Command, *, request_id: str = "", screen: Screen | None = None) -> Answer:
        """Carry out a command of `screen`, or of a manager. Raises CommandRefused.

        A request id that was there before gets its first answer again; an empty one is new every time.
        """
        screen = screen or Screen("manager")
        try:
            check_permission(screen.role, command, screen.counter)
            answer = self._desk.submit(Press(request_id or self.new_request_id(), command, screen.role))
            self._take_presses()
            return answer.result()
        except Refusal as refusal:
            raise CommandRefused(refusal.name, self._translator.sentence(refusal)) from refusal

    def _take_presses(self) -> None:
        """Let the desk take the presses that it has; with a journal in memory it waits for presses alone."""
        if self._taking_presses is None:
            self._taking_presses = self._desk.run()
        if self._next_press is None or self._next_press.done():
            self._next_press = self._taking_presses.send(None)

    def new_request_id(self) -> str:
        """A request id that no press of this office had before."""
        return f"fake-{next(self._request_ids)}"

    def refresh(self) -> None:
        """Show every screen the office as it is now, for instance after the time has moved."""
        self._desk.wake()
        self._take_presses()
        self._tell()

    def cut(self) -> None:
        """Break the line of every screen until `heal`."""
        self.is_up = False
        self._tell()

    def heal(self) -> None:
        """Mend the line, and take back a rejection."""
        self.is_up = True
        self.rejection = None
        self._tell()

    def reject(self, sentence: Sentence) -> None:
        """Turn every screen away with this sentence until `heal`."""
        self.rejection = sentence
        self._tell()

    def cut_before_next_answer(self) -> None:
        """Carry out the next command that comes over a link, and cut the line before its answer."""
        self._loses_next_answer = True

    def loses_answer(self) -> bool:
        """Whether the answer that is on its way now is lost; if so, the line is cut."""
        if self._loses_next_answer:
            self._loses_next_answer = False
            self.cut()
            return True
        return False

    def _tell(self) -> None:
        for watcher in tuple(self._watchers):
            watcher()


class FakeLink:
    """A link that reaches its office by a call; made by FakeOffice.link."""

    def __init__(self, office: FakeOffice, screen: Screen, limits: LinkLimits) -> None:
        self._fake = office
        self._screen = screen
        self._status = LinkStatus(limits.old_after_seconds)
        self._heartbeat_seconds = min(HEARTBEAT_SECONDS, limits.old_after_seconds / 2)
        self._is_running = False
        self._connected = asyncio.Event()
        self._shown: tuple[int, View] | None = None
        office.watch(self._look)

    @property
    def state(self) -> LinkState:
        """How much the view can be trusted."""
        return self._status.state

    @property
    def office(self) -> OfficeCard | None:
        """What the last welcome said of the office."""
        return self._status.office

    @property
    def view(self) -> View | None:
        """The last good view."""
        return self._status.view

    def now(self) -> datetime | None:
        """The office's local time, once there was a connection."""
        return self._fake.now() if self.office else None

    def listen(self, listener: Listener) -> None:
        """Tell `listener` of every event from now on."""
        self._status.listen(listener)

    @property
    def seen(self) -> int:
        """Up to which version the screen was shown its office."""
        return self._status.seen

    def has_seen(self, version: int) -> None:
        """What a hello would say of before the start."""
        self._status.seen = version

    def fall_silent(self) -> None:
        """As after a silence that lasted too long."""
        self._status.grow_old()

    def turned(self, turn: TurnFrame) -> None:
        """As when the server tells whose turn it is."""
        self._status.turned(turn)

    async def run(self) -> None:
        """Be connected whenever the line is up; ends only by cancellation."""
        self._is_running = True
        self._beat()
        try:
            self._look()
            await asyncio.get_running_loop().create_future()
        finally:
            self._next_beat.cancel()
            self._is_running = False
            self._connected.clear()
            self._status.stop()

    def _beat(self) -> None:
        """Hear of the server at every heartbeat while the line is up."""
        if self._connected.is_set():
            self._status.heard()
        self._next_beat = asyncio.get_running_loop().call_later(self._heartbeat_seconds, self._beat)

    async def send(
        self, command: c.Command, *, request_id: str = "", patience_seconds: float = PATIENCE_SECONDS
    ) -> Answer:
        """The office's answer, as soon as the line is up. Raises CommandRefused or Unanswered."""
        request_id = request_id or self._fake.new_request_id()
        self._fake.sent.append(command)
        try:
            async with asyncio.timeout(patience_seconds):
                return await self._answer(command, request_id)
        except TimeoutError:
            raise Unanswered(f"no answer within {patience_seconds} s") from None

    async def _answer(self, command: c.Command, request_id: str) -> Answer:
        while True:
            await self._connected.wait()
            await asyncio.sleep(0)  # an answer never comes before the press has been let go
            if self._connected.is_set():
                answer = self._fake.do(command, request_id=request_id, screen=self._screen)
                if not self._fake.loses_answer():
                    return answer

    def _look(self) -> None:
        """Follow the line and the office as they are now."""
        if not self._is_running:
            return
        if not self._fake.is_up:
            self._connected.clear()
            self._status.lost()
        elif sentence := self._fake.rejection_of(self._screen):
            self._connected.clear()
            self._status.rejected(sentence)
        else:
            self._connect_and_show()

    def _connect_and_show(self) -> None:
        newest = (self._fake.version, self._fake.view_of(self._screen))
        if not self._connected.is_set():
            self._connected.set()
            self._status.welcomed(self._fake.card(), self._fake.catalogue_for(self._screen))
        elif newest == self._shown:
            return
        self._shown = newest
        self._status.shown(*newest)
        self._status.heard()


def _carry_out(steps: Coroutine[Any, Any, None]) -> None:
    """Carry out what never has to wait."""
    try:
        steps.send(None)
    except StopIteration:
        return
    raise AssertionError("something in memory had to wait")
