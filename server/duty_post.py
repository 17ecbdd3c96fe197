"""What one display is told of its duty, and as what the voice knows it by that and by its pairing."""

from contextlib import ExitStack

from msgspec.structs import replace

from server.hub import Outbox
from server.screen_duties import SetDuty
from server.screens import ScreenRecord
from server.services import Services
from ticketing.wire.codec import encode
from ticketing.wire.messages import DutyFrame, FromScreen, Hello, PaintedReport


class DutyPost:
    """A display's place with the voice, in the zone of its address or its duty; silent if that says so.

    One that is neither paired nor has a token is silent too, whatever it says of itself.
    """

    def __init__(self, services: Services, outbox: Outbox, record: ScreenRecord, hello: Hello) -> None:
        self._services = services
        self._outbox = outbox
        self._record = record
        self._hello = hello
        self._set = SetDuty()
        self._told: DutyFrame | None = None
        self._place: tuple[str, bool] | None = None
        self._watching = ExitStack()

    def begin(self) -> None:
        """The display has come."""
        duties = self._services.duties
        self._watching.enter_context(duties.watching(self._record.name, self._take))
        self._take(duties.of(self._record.name))

    def end(self) -> None:
        """The display has gone."""
        self._watching.close()
        if self._services.voice:
            self._services.voice.leave(self._outbox)

    def hear(self, frame: FromScreen | None) -> None:
        """A frame of the display; one that is to be silent has no sound for the voice."""
        if isinstance(frame, PaintedReport):
            if not self._may_speak:
                frame = replace(frame, sound="none")
            self._tell()
        if self._services.voice:
            self._services.voice.hear(self._outbox, frame)

    def trust_changed(self) -> None:
        """It was paired, or no longer is."""
        self._services.screens.know_again(self._record)
        self._take(self._set)

    def _take(self, found: SetDuty) -> None:
        self._set = found
        self._record.has_duty = found.times > 0
        place = (found.duty.zone, self._may_speak)
        if self._services.voice and place != self._place:
            self._services.voice.leave(self._outbox)
            self._services.voice.join(
                self._outbox,
                replace(self._hello, zone=self._zone, can_speak=self._may_speak and self._can_speak),
            )
        self._place = place
        self._tell()

    @property
    def _may_speak(self) -> bool:
        return self._set.duty.speaks and self._record.is_trusted

    @property
    def _can_speak(self) -> bool:
        """As it has said last."""
        is_new = self._record.version is None
        return self._hello.can_speak if is_new else self._record.sound == "live"

    @property
    def _zone(self) -> str:
        """The zone of the address, or else of the duty, unless the office has it no more."""
        wanted = self._hello.zone or self._set.duty.zone
        return wanted if self._services.desk.office.plan.zone(wanted) else ""

    def _tell(self) -> None:
        """Send the duty where it is another one than before; beside browsers' pages, to whom it moves."""
        duty, voice = self._set.duty, self._services.voice
        zone = self._services.desk.office.plan.zone(self._zone)
        is_silent = voice is None or zone is None or not zone.volume
        is_said_elsewhere = voice is not None and voice.is_said_elsewhere(self._outbox)
        self._record.is_to_speak = duty.speaks and not is_silent and not is_said_elsewhere
        frame = DutyFrame(
            speaks=duty.speaks,
            slides=duty.slides,
            zone=duty.zone if self._services.desk.office.plan.zone(duty.zone) else "",
            layout=duty.layout,
            times=self._set.times,
            asks_touch=self._record.is_to_speak,
        )
        is_moved = duty.zone or (self._told is not None and self._told.zone)
        if frame != self._told and (self._hello.page is not None or is_moved):
            self._outbox.reply(encode(frame))
        self._told = frame
