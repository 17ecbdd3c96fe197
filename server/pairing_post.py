"""What one display is told of its pairing, and what it may do because of it."""

from collections.abc import Callable
from contextlib import ExitStack

from server.hub import Outbox
from server.screen_pairings import ScreenPairings
from server.screens import ScreenRecord
from ticketing.wire.codec import encode
from ticketing.wire.messages import Hello, PairingFrame


class PairingPost:
    """A display that can be paired; `changed` is called whenever it was or no longer is."""

    def __init__(
        self,
        pairings: ScreenPairings,
        outbox: Outbox,
        record: ScreenRecord,
        hello: Hello,
        changed: Callable[[], None],
    ) -> None:
        self._pairings = pairings
        self._outbox = outbox
        self._record = record
        self._secrets = hello.paired or ""
        self._changed = changed
        self._told: PairingFrame | None = None
        self._connected = ExitStack()

    @property
    def name(self) -> str:
        """What staff know it by."""
        return self._record.name

    @property
    def address(self) -> str:
        """From where it is connected."""
        return self._record.address

    def begin(self) -> None:
        """The display has come."""
        self._connected.enter_context(self._pairings.connected(self))
        self.look_again()

    def end(self) -> None:
        """The display has gone."""
        self._connected.close()

    def hear(self) -> None:
        """A sign of life; one for whom there was no code may have one by now."""
        if self._told and not self._told.is_paired and not self._told.code:
            self.look_again()

    def take_secret(self, secret: str) -> None:
        """It was paired; only now is it told its secret."""
        self._secrets = secret
        self._judge(secret)

    def look_again(self) -> None:
        """What is paired, or the code that it shows, may have changed."""
        self._judge("")

    def _judge(self, secret: str) -> None:
        paired_as = self._pairings.paired_as(self._secrets)
        is_paired = paired_as is not None
        if is_paired:
            self._pairings.settle(self)
        code = "" if is_paired else self._pairings.code_for(self)
        frame = PairingFrame(is_paired, code, secret)
        if frame != self._told:
            self._outbox.reply(encode(frame))
        self._told = PairingFrame(is_paired, code)
        if paired_as != self._record.paired_as:
            self._record.paired_as = paired_as
            self._changed()
