"""The kiosk's link that goes on without its server, with numbers leased while the connection was there."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from kiosk.offline.desk import OfflineDesk, OfflineRefusal, ticket_answer
from kiosk.offline.paper_record import SlipRecord
from kiosk.offline.reconciliation import Reconciliation
from kiosk.offline.store import KioskStore, OfflineTicket, StoreHealth, StoreUnavailable
from link.contract import (
    PATIENCE_SECONDS,
    CommandRefused,
    Link,
    LinkEvent,
    LinkState,
    Listener,
    StateChanged,
    Unanswered,
    ViewArrived,
    Welcomed,
)
from link.refusals import refused
from ticketing.answers import Answer, TicketAnswer
from ticketing.commands import Command, IssueTicket, ReportPrint
from ticketing.wire.codec import View
from ticketing.wire.messages import OfficeCard, Sentence

OFFLINE_AFTER_SECONDS = 3.0
LOOK_SECONDS = 5.0
TRACKS_KEPT_MAX = 200
SEEN = "seen"
SEEN_SECONDS = 60.0
OWN_VERSION = 0

log = logging.getLogger(__name__)


class VisitTracks:
    """The token of each press's visit, the same one every time that the press is sent."""

    def __init__(self, new_track: Callable[[], str]) -> None:
        self._new_track = new_track
        self._tracks: OrderedDict[str, str] = OrderedDict()

    def __contains__(self, request_id: str) -> bool:
        return request_id in self._tracks

    def of(self, request_id: str) -> str:
        """The token of this press; the oldest is forgotten where there are more than TRACKS_KEPT_MAX."""
        if request_id not in self._tracks:
            self._tracks[request_id] = self._new_track()
            if len(self._tracks) > TRACKS_KEPT_MAX:
                self._tracks.popitem(last=False)
        return self._tracks[request_id]


class StandbyLink:
    """A link around `inner` that gives out numbers of the store while `inner` is not live.

    It does so once `inner` has not been live for OFFLINE_AFTER_SECONDS, or is old, which says as much; never
    while the server turns the kiosk away. `clock` is the computer's, `new_track` gives a token for a visit.

    A press that was sent and not answered may have been carried out. It gets a number here all the same, and
    both tickets have the visit's token, by which the office knows that this one takes the place of the other:
    the number on the paper is the one that counts.
    """

    def __init__(
        self, inner: Link, store: KioskStore, *, clock: Callable[[], datetime], new_track: Callable[[], str]
    ) -> None:
        self._inner = inner
        self.store_health = StoreHealth()
        self._store = store
        self._desk = OfflineDesk(inner, store, clock)
        self._reconciliation = Reconciliation(inner, store)
        self._slips = SlipRecord(inner, store, self._desk.now, self.store_health)
        self._tracks = VisitTracks(new_track)
        self._listeners: list[Listener] = []
        self._own_view: View | None = None
        self._is_down = False
        self._went_down = asyncio.Event()
        self._shown_state: tuple[LinkState, Sentence | None] = (inner.state, None)
        self._timer: asyncio.TimerHandle | None = None
        self._work = asyncio.Event()
        self._kept_at = float("-inf")
        inner.has_seen(int(store.fact(SEEN) or 0))
        inner.listen(self._hear)

    @property
    def state(self) -> LinkState:
        """How much the view can be trusted; OFFLINE while the kiosk gives out numbers by itself."""
        return self._shown_state[0]

    @property
    def office(self) -> OfficeCard | None:
        """What the office last said of itself, before the kiosk's start if need be."""
        return self._desk.office

    @property
    def view(self) -> View | None:
        """The last good view, or while offline what the kiosk itself can offer."""
        return self._own_view or self._inner.view

    @property
    def refused_tickets(self) -> tuple[OfflineTicket, ...]:
        """Tickets given out here that the office did not take; staff are to look after their papers.

        Raises StoreUnavailable.
        """
        return self._store.refused()

    @property
    def held_tickets(self) -> tuple[OfflineTicket, ...]:
        """Tickets given out here that the office does not know of yet. Raises StoreUnavailable."""
        return self._store.held()

    def newest_tickets(self, count: int) -> tuple[TicketAnswer, ...]:
        """The last tickets of this service day that were given out here, the newest first.

        Raises StoreUnavailable.
        """
        now = self.now()
        return tuple(map(ticket_answer, self._store.newest(now.date(), count))) if now else ()

    def now(self) -> datetime | None:
        """The office's local time, by the computer's clock where the office was not heard since the start."""
        return self._desk.now()

    def listen(self, listener: Listener) -> None:
        """Tell `listener` of every event from now on."""
        self._listeners.append(listener)

    def has_seen(self, version: int) -> None:
        """The link within has been told by the store."""
        self._inner.has_seen(version)

    async def run(self) -> None:
        """Keep the connection, and the office and the store at one; ends only by cancellation."""
        self._count_down()
        running = [asyncio.create_task(self._inner.run()), asyncio.create_task(self._keep())]
        try:
            await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._stop_counting()
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)
        for task in running:
            if not task.cancelled():
                task.result()

    async def send(
        self, command: Command, *, request_id: str = "", patience_seconds: float = PATIENCE_SECONDS
    ) -> Answer:
        """The server's answer, or the kiosk's own. Raises CommandRefused or Unanswered."""
        if isinstance(command, IssueTicket) and request_id:
            return await self._issue(command, request_id, patience_seconds)
        if isinstance(command, ReportPrint):
            return await self._slips.tell(command, request_id, patience_seconds)
        return await self._inner.send(command, request_id=request_id, patience_seconds=patience_seconds)

    def begin_paper(self, report: ReportPrint) -> None:
        """Keeps what is to be told of a slip if the kiosk is stopped while it is printed."""
        self._slips.begin(report)

    async def _issue(self, command: IssueTicket, request_id: str, patience_seconds: float) -> Answer:
        try:
            if ticket := self._store.ticket_for(request_id):
                return ticket_answer(ticket)
            was_sent = request_id in self._tracks
            command = replace(command, track=self._tracks.of(request_id))
            if self._is_down and (not was_sent or self._desk.has_number(command.field)):
                return self._issue_here(command, request_id)
        except StoreUnavailable as problem:
            log.warning("The kiosk's store fails, so it gives no numbers by itself: %s", problem)
        asking = asyncio.create_task(
            self._inner.send(command, request_id=request_id, patience_seconds=patience_seconds)
        )
        try:
            return await self._answer_or_own(asking, command, request_id)
        finally:
            asking.cancel()

    async def _answer_or_own(
        self, asking: "asyncio.Task[Answer]", command: IssueTicket, request_id: str
    ) -> Answer:
        """The server's answer; a number of our own if the connection is lost before it comes."""
        while True:
            going_down = asyncio.create_task(self._went_down.wait())
            try:
                await asyncio.wait((asking, going_down), return_when=asyncio.FIRST_COMPLETED)
            finally:
                going_down.cancel()
            if asking.done():
                return await asking
            if self._is_down:
                with self.store_health.tolerated("a citizen who waits gets no number here"):
                    if self._desk.has_number(command.field):
                        return self._issue_here(command, request_id)
                return await asking  # what was sent may still be answered

    def _issue_here(self, command: IssueTicket, request_id: str) -> TicketAnswer:
        try:
            answer = self._desk.issue(request_id, command)
        except OfflineRefusal as refusal:
            raise refused(refusal) from None
        log.warning("Number %s was given out without the server", answer.number)
        self._work.set()
        self._tell_view()
        return answer

    async def _keep(self) -> None:
        """Settle whatever is open, when there is something new and every LOOK_SECONDS; for ever."""
        while True:
            self._work.clear()
            if self._inner.state is LinkState.LIVE:
                try:
                    await self._reconciliation.catch_up()
                except (CommandRefused, Unanswered, StoreUnavailable) as problem:
                    log.warning("What the kiosk gave out by itself is not all on record yet: %s", problem)
            self._show_state()
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_SECONDS):
                    await self._work.wait()

    def _hear(self, event: LinkEvent) -> None:
        match event:
            case StateChanged(state, sentence):
                self._follow(state, sentence)
            case Welcomed():
                with self.store_health.tolerated("the office's card and time are not kept"):
                    self._desk.welcomed(event)
                self._reconciliation.begin_anew()
                self._work.set()
                self._tell(event)
            case ViewArrived(version):
                self._keep_seen(version)
                self._tell(event)
            case _:
                self._tell(event)

    def _keep_seen(self, version: int) -> None:
        """What this kiosk was shown is a witness of what the office has on record, also after a restart."""
        now = asyncio.get_running_loop().time()
        if now - self._kept_at >= SEEN_SECONDS:
            self._kept_at = now
            with self.store_health.tolerated("what was seen is not kept"):
                self._store.keep(SEEN, str(version))

    def _follow(self, state: LinkState, sentence: Sentence | None) -> None:
        match state:
            case LinkState.CONNECTING:
                self._count_down()
            case LinkState.OLD:
                self._go_down()
            case _:
                self._stop_counting()
                self._is_down = False
                self._went_down.clear()
                self._work.set()
        self._show_state(sentence)

    def _count_down(self) -> None:
        if self._timer is None and not self._is_down:
            self._timer = asyncio.get_running_loop().call_later(OFFLINE_AFTER_SECONDS, self._go_down)

    def _stop_counting(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None

    def _go_down(self) -> None:
        self._stop_counting()
        self._is_down = True
        self._went_down.set()
        self._show_state()

    def _show_state(self, sentence: Sentence | None = None) -> None:
        """Tell of the state if it is another one now."""
        state = self._inner.state
        if state is LinkState.REJECTED and sentence is None:
            sentence = self._shown_state[1]
        with self.store_health.tolerated("no numbers are given out here"):
            if self._is_down and state is not LinkState.LIVE and self._desk.may_issue:
                state = LinkState.OFFLINE
        if (state, sentence) != self._shown_state:
            self._shown_state = state, sentence
            self._tell_view()
            self._tell(StateChanged(state, sentence))

    def _tell_view(self) -> None:
        """While offline, tell what can be had now; a store that fails leaves the last view standing."""
        if self.state is not LinkState.OFFLINE:
            self._own_view = None
            return
        if self._own_view is None and (welcome := self._desk.kept_welcome):
            self._tell(welcome)
        with self.store_health.tolerated("what can be had here is not shown"):
            self._own_view = self._desk.view()
        if self._own_view:
            self._tell(ViewArrived(OWN_VERSION, self._own_view))

    def _tell(self, event: LinkEvent) -> None:
        for listener in tuple(self._listeners):
            listener(event)


def begin_paper(link: Link, report: ReportPrint) -> None:
    """Has a kiosk on standby keep what is to be told of a slip if it is stopped while that is printed."""
    if isinstance(link, StandbyLink):
        link.begin_paper(report)


@dataclass(frozen=True, slots=True)
class LateTickets:
    """How many the office does not know of yet, and the numbers that it refused; None: the store fails.

    Without `is_store_healthy` something else that was wanted of the store last has failed.
    """

    held: int | None = 0
    refused: tuple[str, ...] = ()
    is_store_healthy: bool = True


def late_tickets(link: Link) -> LateTickets:
    """What the store of a kiosk on standby holds; any other kiosk has nothing of the kind."""
    if not isinstance(link, StandbyLink):
        return LateTickets()
    try:
        refused = tuple(
            f"{ticket.number} ({ticket.issued_at:%H:%M %d/%m})" for ticket in link.refused_tickets
        )
        return LateTickets(len(link.held_tickets), refused, link.store_health.is_healthy)
    except StoreUnavailable as problem:
        log.warning("The kiosk's store can't be read: %s", problem)
        return LateTickets(held=None)


def tickets_before_start(link: Link, count: int) -> tuple[TicketAnswer, ...]:
    """The last ones of the day that a kiosk gave out by itself before it was started anew, newest first."""
    if not isinstance(link, StandbyLink):
        return ()
    try:
        return link.newest_tickets(count)
    except StoreUnavailable as problem:
        log.warning("The kiosk's store can't be read: %s", problem)
        return ()
