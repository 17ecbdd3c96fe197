"""Every screen gets the newest view that concerns it: whole, numbered, never an old one after a new one."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, get_args
from zoneinfo import ZoneInfo

import msgspec

from server.captions import Captions
from server.clock import Clock
from ticketing.desk.printer_troubles import told_once
from ticketing.desk_views import ScreenProblem, SharedLists, counter_view, shared_lists, staff_view
from ticketing.office import Office
from ticketing.plan import Name
from ticketing.views import BoardView, board_view, kiosk_view
from ticketing.wire.codec import View, encode, encode_value
from ticketing.wire.messages import HEARTBEAT_SECONDS, Heartbeat, Role, ViewFrame

SEND_SECONDS_MAX = 10.0
REPLIES_WAITING_MAX = 2_048
CALL_VIEW_SECONDS_MIN = 0.05
KIOSK_VIEW_SECONDS_MIN = 0.25
NEVER = float("-inf")

SendFrame = Callable[[str], Coroutine[Any, Any, None]]


@dataclass(frozen=True, slots=True)
class Audience:
    """Screens that are shown the same: all displays, all kiosks, or those of one counter."""

    role: Role
    counter: int | None = None


class Outbox:
    """What one screen is still to be sent: replies in order, the newest view, the newest heartbeat."""

    def __init__(self, audience: Audience) -> None:
        self.audience = audience
        self._replies: list[str] = []
        self._view: str | None = None
        self._heartbeat: str | None = None
        self._is_too_slow = False
        self._filled = asyncio.Event()
        self._pump: asyncio.Task[Any] | None = None
        self._sending_since: float | None = None

    def reply(self, text: str) -> None:
        """Add a reply; a screen that leaves REPLIES_WAITING_MAX of them unread is dropped."""
        if len(self._replies) >= REPLIES_WAITING_MAX:
            self._is_too_slow = True
        else:
            self._replies.append(text)
        self._filled.set()

    def show(self, text: str) -> None:
        """Put a newer view in the place of the one that was not sent yet."""
        self._view = text
        self._filled.set()

    def beat(self, text: str) -> None:
        """Send a heartbeat after the view that it speaks of, or give a screen up that takes nothing.

        The heart looks at the clock so that sending does not need a timer of its own for every frame.
        """
        since = self._sending_since
        if since is not None and asyncio.get_running_loop().time() - since > SEND_SECONDS_MAX:
            self.give_up()
        self._heartbeat = text
        self._filled.set()

    def give_up(self) -> None:
        """End this screen's conversation, as where it takes nothing."""
        if self._pump:
            self._pump.cancel()

    async def pump(self, send: SendFrame) -> None:
        """Send for ever; raises TimeoutError when too much is unread, and is cancelled when it is stuck."""
        loop = asyncio.get_running_loop()
        self._pump = asyncio.current_task()
        while True:
            await self._filled.wait()
            self._filled.clear()
            if self._is_too_slow:
                raise TimeoutError
            replies, self._replies = self._replies, []
            newest = [text for text in (self._view, self._heartbeat) if text is not None]
            self._view = self._heartbeat = None
            self._sending_since = loop.time()
            for text in (*replies, *newest):
                await send(text)
            self._sending_since = None


class Hub:
    """All screens of an office and the newest view of each audience."""

    def __init__(
        self,
        clock: Clock,
        office: Office,
        position: int,
        captions: Captions | None = None,
        troubles: Callable[[], tuple[ScreenProblem, ...]] = tuple,
    ) -> None:
        self._clock = clock
        self._troubles = troubles
        self._office = office
        self._position = position
        self._captions = captions
        self._outboxes: dict[Audience, dict[Outbox, None]] = {}
        self._shown: dict[Audience, tuple[int, bytes]] = {}
        self._shown_at: dict[Role, float] = {}
        self._due: dict[Role, asyncio.TimerHandle] = {}
        self._is_told = False
        self._aside: tuple[Office, SharedLists] | None = None

    @property
    def screen_count(self) -> int:
        """How many screens are connected."""
        return sum(len(outboxes) for outboxes in self._outboxes.values())

    def screens_by_role(self) -> dict[Role, int]:
        """How many screens of each role are connected."""
        counts: dict[Role, int] = dict.fromkeys(get_args(Role), 0)
        for audience, outboxes in self._outboxes.items():
            counts[audience.role] += len(outboxes)
        return counts

    def newest_version(self, audience: Audience) -> int:
        """The version of the newest view that screens of this audience were sent."""
        return self._shown.get(audience, (self._position, b""))[0]

    def join(self, outbox: Outbox) -> None:
        """Add a screen, and show it the newest view at once."""
        self._outboxes.setdefault(outbox.audience, {})[outbox] = None
        view = self._view(outbox.audience)
        self._shown.setdefault(outbox.audience, (self._position, bytes(view)))
        outbox.show(self._frame(view))

    def leave(self, outbox: Outbox) -> None:
        """Forget a screen."""
        outboxes = self._outboxes.get(outbox.audience, {})
        outboxes.pop(outbox, None)
        if not outboxes:
            self._outboxes.pop(outbox.audience, None)
            self._shown.pop(outbox.audience, None)

    def board_frame(self) -> str:
        """The newest view of the waiting room, for a board that asks for it."""
        return self._frame(self._view(Audience("display")))

    def publish(self, office: Office, position: int) -> None:
        """Take the newest state; each role is shown it at once, or when its last view is old enough.

        Answers that are told in the same step leave first: the loop needs one round to hand them to the
        outboxes, and a second to send them. A view takes longer to make than a clerk's answer to send.
        """
        self._office, self._position = office, position
        if not self._is_told:
            self._is_told = True
            loop = asyncio.get_running_loop()
            loop.call_soon(loop.call_soon, self._show_all_soon)

    async def beat(self, tick: Callable[[], None], seconds: float = HEARTBEAT_SECONDS) -> None:
        """Send heartbeats for ever, and views that changed because time went on; `tick` is called at each."""
        while True:
            await asyncio.sleep(seconds)
            tick()
            for role in get_args(Role):
                self._show_by_time(role)
            for audience, outboxes in self._outboxes.items():
                text = encode(Heartbeat(self._shown[audience][0], self._clock.now()))
                for outbox in outboxes:
                    outbox.beat(text)

    def close(self) -> None:
        """Cancel the views that are due."""
        for timer in self._due.values():
            timer.cancel()

    def _show_all_soon(self) -> None:
        self._is_told = False
        for role in dict.fromkeys(audience.role for audience in self._outboxes):
            self._show_soon(role)

    def _show_soon(self, role: Role) -> None:
        loop = asyncio.get_running_loop()
        interval = KIOSK_VIEW_SECONDS_MIN if role == "kiosk" else CALL_VIEW_SECONDS_MIN
        due = self._shown_at.get(role, NEVER) + interval
        if due <= loop.time():
            self._show(role)
        elif role not in self._due:
            self._due[role] = loop.call_at(due, self._show, role)

    def _show_by_time(self, role: Role) -> None:
        """Show what has changed because time went on; where nothing has, a call need not wait for it."""
        shown_at = self._shown_at.get(role, NEVER)
        if role not in self._due and not self._show(role):
            self._shown_at[role] = shown_at

    def _show(self, role: Role) -> bool:
        """Send the views of a role that have changed; answers whether any has."""
        self._due.pop(role, None)
        self._shown_at[role] = asyncio.get_running_loop().time()
        has_changed = False
        for audience, outboxes in self._outboxes.items():
            if audience.role != role:
                continue
            view = self._view(audience)
            if bytes(view) == self._shown[audience][1]:
                continue
            self._shown[audience] = (self._position, bytes(view))
            has_changed = True
            text = self._frame(view)
            for outbox in outboxes:
                outbox.show(text)
        return has_changed

    def _frame(self, view: msgspec.Raw) -> str:
        return encode(ViewFrame(self._position, self._clock.now(), view))

    def _view(self, audience: Audience) -> msgspec.Raw:
        view: View
        if audience.role == "counter" and audience.counter is not None:
            shared = self._asides()
            view = replace(
                counter_view(self._office, audience.counter, shared, self._clock.now()),
                screens=told_once(self._troubles(), shared.printers),
                warnings=self._warnings(shared),
                server_warnings=self._captions.server_warnings() if self._captions else (),
            )
        elif audience.role in ("guidance", "manager"):
            shared = self._asides()
            shown = staff_view(self._office, shared, self._clock.now())
            view = replace(
                shown,
                screens=told_once(self._troubles(), shared.printers),
                warnings=self._warnings(shared),
                server_warnings=self._captions.server_warnings() if self._captions else (),
            )
        elif audience.role == "kiosk":
            view = kiosk_view(self._office, self._local_time())
        else:
            view = self._board_view()
        return encode_value(view)

    def _warnings(self, shared: SharedLists) -> tuple[Name, ...]:
        return self._captions.warnings_of(shared.findings) if self._captions else ()

    def _board_view(self) -> BoardView:
        view = board_view(self._office, self._local_time())
        if self._captions is None:
            return view
        return replace(view, captions=self._captions.of(view.calls, self._office.plan))

    def _local_time(self) -> datetime:
        """The time of the office's zone, in which summer time may begin before the next opening."""
        return self._clock.now().astimezone(ZoneInfo(self._office.plan.time_zone))

    def _asides(self) -> SharedLists:
        office, before = self._office, self._aside
        if before is None or before[0] is not office:
            same = before and before[0].dossiers is office.dossiers and before[0].day == office.day
            before = self._aside = (
                office,
                shared_lists(office, before[1].dossiers if before and same else None),
            )
        return before[1]
