"""The voice of the office: in every zone one screen says the calls, and all show what is said."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from functools import partial

from server.hub import Outbox
from server.refusals import Translator
from server.voice.lease import SpeakerLease
from server.voice.sounds import Sounds
from ticketing.office import Call, Office
from ticketing.plan import OfficePlan, Zone
from ticketing.voice.announcement import announcement_of, caption
from ticketing.voice.turns import Announcing, Turn
from ticketing.wire.codec import encode
from ticketing.wire.messages import FromScreen, Hello, PaintedReport, Sentence, Speak, Spoken

SOUND_PATH = "/api/v1/sounds"
CAPTION_LANGUAGES = ("vi", "en")


class Voice:
    """All zones of an office. Needs a running loop from the first `publish` or `join` on."""

    def __init__(
        self, plan: OfficePlan, sounds: Sounds, translator: Translator, now: Callable[[], datetime]
    ) -> None:
        self.sounds = sounds
        self._plan = plan
        self._now = now
        self._words = tuple(map(translator.words, CAPTION_LANGUAGES))
        self._zones = {zone.code: ZoneVoice(self, zone, plan) for zone in plan.zones}
        self._places: dict[Outbox, ZoneVoice] = {}

    def zone(self, code: str) -> "ZoneVoice":
        """The zone of the office with this code."""
        return self._zones[code]

    def publish(self, office: Office, position: int) -> None:  # noqa: ARG002 - the shape of a desk's listener
        """Take in the newest calls, after the answers and views that wait for the loop."""
        now, loop = self._now(), asyncio.get_running_loop()
        for zone in self._zones.values():
            loop.call_soon(zone.see, office.calls, now)

    def join(self, outbox: Outbox, hello: Hello) -> None:
        """A display has come; the zone that it names is one of the office's, or "" for the first."""
        zone = self._plan.zone(hello.zone)
        if zone is not None:
            self._places[outbox] = place = self._zones[zone.code]
            place.join(outbox, can_speak=hello.can_speak)

    def leave(self, outbox: Outbox) -> None:
        """A screen has gone."""
        if place := self._places.pop(outbox, None):
            place.leave(outbox)

    def hear(self, outbox: Outbox, frame: FromScreen | None) -> None:
        """A frame of a screen: every one is a sign of life, some speak of its sound."""
        if place := self._places.get(outbox):
            place.hear(outbox, frame)

    def close(self) -> None:
        """Announce nothing any more."""
        for zone in self._zones.values():
            zone.close()

    def seconds(self, call: Call, times: int) -> float:
        """How long a call takes that is said so many times."""
        return self.sounds.seconds(announcement_of(call, self._plan), times)

    def frame(self, turn: Turn, zone: Zone) -> Speak:
        """What a zone's screens are told of an announcement; which of them speaks is still open."""
        said = announcement_of(turn.call, self._plan)
        sound = self.sounds.of(said, turn.repeats) if turn.is_aloud else None
        vietnamese, english = (caption(said, words) for words in self._words)
        return Speak(
            announcement=turn.id,
            zone=zone.code,
            speaks=False,
            sound=f"{SOUND_PATH}/{sound.name}.wav" if sound else "",
            seconds=round(turn.seconds, 3),
            volume=zone.volume,
            caption=Sentence(vietnamese, english),
        )


class ZoneVoice:
    """One zone: its screens, who of them speaks, and what is being said."""

    def __init__(self, voice: Voice, zone: Zone, plan: OfficePlan) -> None:
        self._voice = voice
        self._zone = zone
        self._announcing = Announcing(
            zone, voice.seconds, plan.voice.repeats, partial(plan.is_heard_in, zone)
        )
        self._lease: SpeakerLease[Outbox] = SpeakerLease()
        self._screens: dict[Outbox, None] = {}
        self._speaker: Outbox | None = None
        self._frame: Speak | None = None
        self._due: asyncio.TimerHandle | None = None

    @property
    def current(self) -> Turn | None:
        """What is being said, or shown where nobody can speak."""
        return self._announcing.current

    @property
    def has_speaker(self) -> bool:
        """Whether one of its screens can speak."""
        return self._lease.holder(_seconds()) is not None

    def see(self, calls: tuple[Call, ...], now: datetime) -> None:
        """Take in the office's calls."""
        self._announcing.see(calls, now)
        self._go_on()

    def join(self, screen: Outbox, *, can_speak: bool) -> None:
        """Add a screen, and show it what is being said."""
        self._screens[screen] = None
        if self._frame and self._announcing.current:
            screen.reply(encode(self._frame))
        if can_speak:
            self._lease.see(screen, _seconds())
        self._go_on()

    def leave(self, screen: Outbox) -> None:
        """Forget a screen; what it was saying is said again in time unless it comes back and confirms."""
        self._screens.pop(screen, None)
        self._lease.leave(screen)
        self._go_on()

    def hear(self, screen: Outbox, frame: FromScreen | None) -> None:
        """A sign of life of a screen."""
        at = _seconds()
        if screen in self._lease:
            self._lease.see(screen, at)
        match frame:
            case PaintedReport(sound="live"):
                self._lease.see(screen, at)
            case PaintedReport():
                self._lease.leave(screen)
            case Spoken(id=announcement, is_said=True) if screen in self._lease:
                self._announcing.confirm(announcement)
            case Spoken(id=announcement) if screen is self._speaker:
                self._lease.leave(screen)
                self._count_speakers(at)
                self._announcing.fail(announcement, at)
        self._go_on()

    def close(self) -> None:
        """Announce nothing any more."""
        if self._due:
            self._due.cancel()

    def _go_on(self) -> None:
        """Begin the next announcement if it is time, and come back when it will be."""
        at = _seconds()
        self._pass_on(at)
        self._count_speakers(at)
        turn = self._announcing.advance(at)
        if turn:
            self._tell(turn, at)
        self.close()
        due = self._announcing.due
        self._due = None if due is None else asyncio.get_running_loop().call_at(due, self._go_on)

    def _count_speakers(self, at: float) -> None:
        self._announcing.speaker(at, is_there=self.has_speaker)

    def _pass_on(self, at: float) -> None:
        """A speaker that did not confirm in time lets others speak first."""
        turn = self._announcing.current
        if turn and turn.is_aloud and not turn.is_confirmed and at >= turn.over_at and self._speaker:
            self._lease.pass_on(self._speaker)

    def _tell(self, turn: Turn, at: float) -> None:
        self._speaker = self._lease.holder(at) if turn.is_aloud else None
        self._frame = self._voice.frame(turn, self._zone)
        shown, spoken = encode(self._frame), encode(_speaking(self._frame))
        for screen in self._screens:
            screen.reply(spoken if screen is self._speaker else shown)


def _speaking(frame: Speak) -> Speak:
    return Speak(
        frame.announcement,
        frame.zone,
        bool(frame.sound),
        frame.sound,
        frame.seconds,
        frame.volume,
        frame.caption,
    )


def _seconds() -> float:
    return asyncio.get_running_loop().time()
