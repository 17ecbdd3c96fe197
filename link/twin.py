"""The link's twin in memory: a whole office without a server, whose line a test can cut and heal."""

import asyncio
from collections.abc import Callable
from datetime import date, datetime
from itertools import count

from link.contract import PATIENCE_SECONDS, LinkLimits, LinkState, Listener, Screen, Unanswered
from link.refusals import LinkRefusal, refused, sentence_of
from link.standing import Standing
from ticketing import commands as c
from ticketing.answers import Answer, answer_to
from ticketing.apply import apply, apply_all
from ticketing.decide import close_day, decide
from ticketing.desk_views import counter_view, shared_lists, staff_view
from ticketing.events import ServiceDayOpened
from ticketing.office import Office, new_day
from ticketing.plan import OfficePlan
from ticketing.procedures import Catalogue
from ticketing.refusals import Refusal
from ticketing.rules.leases import late_day
from ticketing.views import board_view, kiosk_view
from ticketing.wire.cards import office_card
from ticketing.wire.codec import View
from ticketing.wire.messages import HEARTBEAT_SECONDS, OfficeCard, Sentence
from ticketing.wire.rights import may_ask


class TwinOffice:
    """An office that lasts as long as this object; several twin links share it.

    `now` gives the office's local time and `token` the text by which a citizen follows a new ticket.
    """

    def __init__(
        self, plan: OfficePlan, now: Callable[[], datetime], token: Callable[[], str] = lambda: "track"
    ) -> None:
        self.office = new_day(plan, now().date())
        self.version = 0
        self.is_up = True
        self.rejection: Sentence | None = None
        self._now = now
        self._token = token
        self._outcomes: dict[str, tuple[c.Command, Answer | Refusal]] = {}
        self._past: dict[date, Office] = {}
        self._watchers: list[Callable[[], None]] = []
        self._request_ids = count(1)
        self._loses_next_answer = False

    def link(self, screen: Screen, limits: LinkLimits | None = None) -> "TwinLink":
        """A link of this screen; like the real one it is connected only while its `run` runs."""
        return TwinLink(self, screen, limits or LinkLimits())

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
        return Catalogue(plan.procedures, plan.procedures_note) if is_given else Catalogue()

    def view_of(self, screen: Screen) -> View:
        """What this screen is shown at this moment."""
        match screen:
            case Screen(role="kiosk"):
                return kiosk_view(self.office, self._now())
            case Screen(role="counter", counter=int(number)):
                return counter_view(self.office, number, shared_lists(self.office))
            case Screen(role="guidance" | "manager"):
                return staff_view(self.office, shared_lists(self.office))
        return board_view(self.office)

    def rejection_of(self, screen: Screen) -> Sentence | None:
        """Why this screen is not welcome, if it is not."""
        if self.rejection is None and screen.role == "counter" and screen.counter not in self.office.counters:
            return sentence_of(Refusal("unknown-counter", counter=screen.counter))
        return self.rejection

    def do(self, command: c.Command, *, request_id: str = "", screen: Screen | None = None) -> Answer:
        """Carry out a command of `screen`, or of a manager. Raises CommandRefused.

        A request id that was there before gets its first outcome again; an empty one is new every time.
        """
        outcome = self._outcome(command, request_id, screen or Screen("manager"))
        if isinstance(outcome, Refusal):
            raise refused(outcome)
        return outcome

    def new_request_id(self) -> str:
        """A request id that no press of this office had before."""
        return f"twin-{next(self._request_ids)}"

    def refresh(self) -> None:
        """Show every screen the office as it is now, for instance after the time has moved."""
        self._turn_day()
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

    def _outcome(self, command: c.Command, request_id: str, screen: Screen) -> Answer | Refusal:
        if not may_ask(screen.role, command, screen.counter):
            return LinkRefusal("not-allowed", role=screen.role)
        if request_id in self._outcomes:
            first, outcome = self._outcomes[request_id]
            return outcome if first == command else LinkRefusal("request-id-reused")
        try:
            outcome = self._carry_out(command)
        except Refusal as refusal:
            outcome = refusal
        if request_id:
            self._outcomes[request_id] = (command, outcome)
        return outcome

    def _carry_out(self, command: c.Command) -> Answer:
        self._turn_day()
        day = late_day(command, self._now()) or self.office.day
        office = self._past.get(day, self.office)
        events = decide(office, command, self._now(), self._token())
        if events and office is not self.office:
            self._past[day] = apply_all(office, events)
        elif events:
            self.office = apply_all(office, events)
            self.version += 1
            self._tell()
        return answer_to(events)

    def _turn_day(self) -> None:
        now = self._now()
        if now.date() != self.office.day:
            ended = apply_all(self.office, close_day(self.office, now))
            self._past[ended.day] = ended
            self.office = apply(ended, ServiceDayOpened(now, now.date()))
            self.version += 1

    def _tell(self) -> None:
        for watcher in tuple(self._watchers):
            watcher()


class TwinLink:
    """A link that reaches its office by a call; made by TwinOffice.link."""

    def __init__(self, office: TwinOffice, screen: Screen, limits: LinkLimits) -> None:
        self._twin = office
        self._screen = screen
        self._standing = Standing(limits.old_after_seconds)
        self._heartbeat_seconds = min(HEARTBEAT_SECONDS, limits.old_after_seconds / 2)
        self._is_running = False
        self._connected = asyncio.Event()
        self._shown: tuple[int, View] | None = None
        office.watch(self._look)

    @property
    def state(self) -> LinkState:
        """How much the view can be trusted."""
        return self._standing.state

    @property
    def office(self) -> OfficeCard | None:
        """What the last welcome said of the office."""
        return self._standing.office

    @property
    def view(self) -> View | None:
        """The last good view."""
        return self._standing.view

    def now(self) -> datetime | None:
        """The office's local time, once there was a connection."""
        return self._twin.now() if self.office else None

    def listen(self, listener: Listener) -> None:
        """Tell `listener` of every event from now on."""
        self._standing.listen(listener)

    async def run(self) -> None:
        """Be connected whenever the line is up; ends only by cancellation."""
        self._is_running = True
        try:
            self._look()
            while True:
                await asyncio.sleep(self._heartbeat_seconds)
                if self._connected.is_set():
                    self._standing.heard()
        finally:
            self._is_running = False
            self._connected.clear()
            self._standing.stop()

    async def send(
        self, command: c.Command, *, request_id: str = "", patience_seconds: float = PATIENCE_SECONDS
    ) -> Answer:
        """The office's answer, as soon as the line is up. Raises CommandRefused or Unanswered."""
        request_id = request_id or self._twin.new_request_id()
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
                answer = self._twin.do(command, request_id=request_id, screen=self._screen)
                if not self._twin.loses_answer():
                    return answer

    def _look(self) -> None:
        """Follow the line and the office as they are now."""
        if not self._is_running:
            return
        if not self._twin.is_up:
            self._connected.clear()
            self._standing.lost()
        elif sentence := self._twin.rejection_of(self._screen):
            self._connected.clear()
            self._standing.rejected(sentence)
        else:
            self._connect_and_show()

    def _connect_and_show(self) -> None:
        newest = (self._twin.version, self._twin.view_of(self._screen))
        if not self._connected.is_set():
            self._connected.set()
            self._standing.welcomed(self._twin.card(), self._twin.catalogue_for(self._screen))
        elif newest == self._shown:
            return
        self._shown = newest
        self._standing.shown(*newest)
        self._standing.heard()
