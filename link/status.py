"""What a link knows just now (office, newest view, how far to trust it), and who is told of it."""

import asyncio
from datetime import datetime, timedelta

from link.contract import (
    DutyTold,
    LinkEvent,
    LinkState,
    Listener,
    StateChanged,
    TurnTold,
    ViewArrived,
    Welcomed,
)
from ticketing.procedures import Catalogue
from ticketing.wire.codec import View
from ticketing.wire.messages import OfficeCard, Sentence, TurnFrame


class LinkStatus:
    """Folds what is heard over a link into its state; time is the running loop's.

    `seen` is the version of the newest view, over all connections.
    """

    def __init__(self, old_after_seconds: float) -> None:
        self.state = LinkState.CONNECTING
        self.office: OfficeCard | None = None
        self.view: View | None = None
        self._sentence: Sentence | None = None
        self._version: int | None = None
        self.seen = 0
        self._old_after_seconds = old_after_seconds
        self._listeners: list[Listener] = []
        self._silence: asyncio.TimerHandle | None = None
        self._told: tuple[datetime, float] | None = None

    @property
    def version(self) -> int | None:
        """The version of the newest view of this connection; None before its first one."""
        return self._version

    def tell_time(self, now: datetime) -> None:
        """The server has said what time it is."""
        self._told = (now, asyncio.get_running_loop().time())

    def now(self) -> datetime | None:
        """The office's time, by what the server last said of it."""
        if self._told is None:
            return None
        then, at = self._told
        return then + timedelta(seconds=asyncio.get_running_loop().time() - at)

    def listen(self, listener: Listener) -> None:
        """Tell `listener` of every event from now on."""
        self._listeners.append(listener)

    def welcomed(self, office: OfficeCard, catalogue: Catalogue) -> None:
        """A connection has begun; whatever version its first view has, it counts."""
        self._version = None
        self.office = office
        self._tell(Welcomed(office, catalogue))

    def shown(self, version: int, view: View) -> None:
        """A view came; within one connection an older one changes nothing."""
        if self._version is None or version >= self._version:
            self._version, self.view = version, view
            self.seen = version
            self._tell(ViewArrived(version, view))

    def turned(self, turn: TurnFrame) -> None:
        """Whose turn it is in a zone has changed."""
        self._tell(TurnTold(turn))

    def told_duty(self, zone: str) -> None:
        """Staff have set in which zone this display hangs."""
        self._tell(DutyTold(zone))

    def lacks(self, version: int) -> bool:
        """Whether a view of this version should have come over this connection and has not."""
        return self._version is not None and version > self._version

    def heard(self) -> None:
        """The server gave a sign of life; it makes the view trusted once the connection has brought one."""
        if self._version is not None:
            self._count_silence()
            self._become(LinkState.LIVE)

    def lost(self) -> None:
        """There is no connection; a view that was right until now grows old from here."""
        self._version = None
        if self.state is LinkState.REJECTED:
            self._count_silence()
        if self.state is not LinkState.OLD:
            self._become(LinkState.CONNECTING)

    def rejected(self, sentence: Sentence) -> None:
        """The server does not want this screen and says why."""
        self._version = None
        self.stop()
        self._become(LinkState.REJECTED, sentence)

    def stop(self) -> None:
        """Count no silence any more."""
        if self._silence:
            self._silence.cancel()
            self._silence = None

    def _count_silence(self) -> None:
        self.stop()
        self._silence = asyncio.get_running_loop().call_later(self._old_after_seconds, self.grow_old)

    def grow_old(self) -> None:
        """Nothing was heard for too long."""
        self._silence = None
        if self.view is not None:
            self._become(LinkState.OLD)

    def _become(self, state: LinkState, sentence: Sentence | None = None) -> None:
        if (state, sentence) != (self.state, self._sentence):
            self.state, self._sentence = state, sentence
            self._tell(StateChanged(state, sentence))

    def _tell(self, event: LinkEvent) -> None:
        for listener in tuple(self._listeners):
            listener(event)
