"""The voice of the office: in every zone one screen says the calls, and all show what is said."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from msgspec.structs import replace

from server.hub import Outbox
from server.refusals import Translator
from server.voice.lease import SpeakerLease
from server.voice.sounds import Sounds, SpokenCalls
from ticketing.office import Call, Office
from ticketing.plan import OfficePlan, Zone
from ticketing.sentences import Words
from ticketing.voice.announcement import announcement_of, caption
from ticketing.voice.turns import USUAL_PACE, Pace, Saying, Stage, Timing, Turn, Turns
from ticketing.wire import messages
from ticketing.wire.codec import encode
from ticketing.wire.messages import FromScreen, Hello, PaintedReport, Sentence, TurnCall, TurnFrame

SOUND_PATH = "/api/v1/sounds"
CAPTION_LANGUAGES = ("vi", "en")
# So long a speaker whose connection ended may be back to go on with what it was saying.
BACK_SECONDS_MAX = 2.0


class Voice:
    """All zones of an office. Needs a running loop from the first `publish` or `join` on."""

    def __init__(
        self,
        plan: OfficePlan,
        sounds: Sounds,
        translator: Translator,
        now: Callable[[], datetime],
        pace: Pace = USUAL_PACE,
    ) -> None:
        self.sounds = sounds
        self.pace = pace
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
        """A display has come for a zone; one that names none shows all, and speaks in the first."""
        zone = self._plan.zone(hello.zone)
        if zone is None:
            return
        self._places[outbox] = place = self._zones[zone.code]
        place.join(outbox, hello)
        if not hello.zone:
            for other in self._zones.values():
                if other is not place:
                    other.watch(outbox, hello.name)

    def leave(self, outbox: Outbox) -> None:
        """A screen has gone."""
        if self._places.pop(outbox, None):
            for zone in self._zones.values():
                zone.leave(outbox)

    def hear(self, outbox: Outbox, frame: FromScreen | None) -> None:
        """A frame of a screen: every one is a sign of life, some speak of its sound."""
        if place := self._places.get(outbox):
            place.hear(outbox, frame)

    def frames(self) -> tuple[TurnFrame, ...]:
        """Whose turn it is in each zone, for a board that asks; it speaks in none."""
        return tuple(zone.shown for zone in self._zones.values())

    def is_said_elsewhere(self, outbox: Outbox) -> bool:
        """Whether another screen says the calls of this one's zone."""
        place = self._places.get(outbox)
        return place is not None and place.is_said_elsewhere(outbox)

    def close(self) -> None:
        """Announce nothing any more."""
        for zone in self._zones.values():
            zone.close()

    def timing(self, saying: Saying) -> Timing:
        """How long a saying takes, and when each of its calls begins."""
        return self.sounds.timing(self._spoken(saying))

    def frame(self, stage: Stage, turn: Turn | None, zone: Zone) -> TurnFrame:
        """What a zone's screens are told; which of them speaks is still open."""
        sound = self.sounds.of(self._spoken(turn.saying)) if turn and turn.is_aloud else None
        vietnamese, english = (self._caption(stage.call, words) for words in self._words)
        return TurnFrame(
            zone=zone.code,
            announcement=stage.announcement,
            call=_told(stage.call) if stage.call else None,
            is_now=stage.is_now,
            beside=tuple(map(_told, stage.beside)),
            following=stage.following,
            caption=Sentence(vietnamese, english),
            speaks=False,
            sound=f"{SOUND_PATH}/{sound.name}.wav" if sound else "",
            seconds=round(turn.timing.seconds, 3) if turn else 0.0,
            volume=zone.volume,
        )

    def _caption(self, call: Call | None, words: Words) -> str:
        return caption(announcement_of(call, self._plan), words) if call else ""

    def _spoken(self, saying: Saying) -> SpokenCalls:
        calls = tuple(announcement_of(call, self._plan) for call in saying.calls)
        return SpokenCalls(calls, saying.form, saying.follows)


class ZoneVoice:
    """One zone: its screens, who of them speaks, and whose turn it is."""

    def __init__(self, voice: Voice, zone: Zone, plan: OfficePlan) -> None:
        self._voice = voice
        self._zone = zone
        self._turns = Turns(
            zone, voice.timing, plan.voice.repeats, partial(plan.is_heard_in, zone), voice.pace
        )
        self._lease: SpeakerLease[Outbox] = SpeakerLease()
        self._screens: dict[Outbox, str] = {}
        self._speaker: Outbox | None = None
        self._left: _Left | None = None
        self._stage = Stage()
        self._frame = voice.frame(self._stage, None, zone)
        self._due: asyncio.TimerHandle | None = None

    @property
    def current(self) -> Turn | None:
        """What is being said, or shown where nobody can speak."""
        return self._turns.current

    @property
    def has_speaker(self) -> bool:
        """Whether one of its screens can speak."""
        return self._voice.sounds.can_speak and self._lease.holder(_seconds()) is not None

    @property
    def shown(self) -> TurnFrame:
        """What a screen that does not speak is told."""
        return self._frame

    def is_said_elsewhere(self, screen: Outbox) -> bool:
        """Whether another screen than this one has the lease."""
        return self._lease.holder(_seconds()) not in (None, screen)

    def see(self, calls: tuple[Call, ...], now: datetime) -> None:
        """Take in the office's calls."""
        self._turns.see(calls, now, _seconds())
        self._go_on()

    def join(self, screen: Outbox, hello: Hello) -> None:
        """Add a screen, and show it whose turn it is; one that was speaking and is back goes on."""
        self._screens[screen] = hello.name
        if hello.can_speak:
            self._lease.see(screen, _seconds())
            if self._left and self._left.name == hello.name:
                self._lease.prefer(screen)
                self._speaker, self._left = screen, None
        screen.reply(encode(self._frame_for(screen)))
        self._go_on()

    def watch(self, screen: Outbox, name: str) -> None:
        """Add a screen that shows this zone and speaks in another."""
        self._screens[screen] = name
        screen.reply(encode(self._frame))

    def leave(self, screen: Outbox) -> None:
        """Forget a screen; what it was saying is said by another unless it is back soon."""
        name = self._screens.pop(screen, "")
        self._lease.leave(screen)
        if screen is self._speaker:
            self._speaker = None
            if self._is_being_said():
                self._left = _Left(name, self._frame.announcement, _seconds() + BACK_SECONDS_MAX)
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
            case messages.Spoken(id=announcement, is_said=True) if screen is self._speaker:
                self._turns.confirm(announcement, at)
            case messages.Spoken(id=announcement) if screen is self._speaker:
                self._lease.leave(screen)
                self._count_speakers(at)
                self._turns.fail(announcement, at)
        self._go_on()

    def close(self) -> None:
        """Announce nothing any more."""
        if self._due:
            self._due.cancel()

    def _go_on(self) -> None:
        """Begin the next turn if it is time, tell what has changed, and come back when it will again."""
        at = _seconds()
        self._give_up(at)
        self._pass_on(at)
        self._count_speakers(at)
        before = self._turns.current
        turn = self._turns.advance(at)
        if turn is not before:
            self._left = None
            self._speaker = self._lease.holder(at) if turn and turn.is_aloud else None
        stage = self._turns.stage(at)
        if turn is not before or stage != self._stage:
            self._stage = stage
            self._tell(self._voice.frame(stage, turn, self._zone))
        self._wait(at)

    def _wait(self, at: float) -> None:
        self.close()
        moments = (self._turns.due(at), self._left.until if self._left else None)
        due = min((moment for moment in moments if moment is not None), default=None)
        self._due = None if due is None else asyncio.get_running_loop().call_at(due, self._go_on)

    def _count_speakers(self, at: float) -> None:
        self._turns.speaker(at, is_there=self.has_speaker)

    def _give_up(self, at: float) -> None:
        """A speaker that left in mid-announcement and is not back lets another say it."""
        if self._left and at >= self._left.until:
            self._count_speakers(at)
            self._turns.lose(self._left.announcement, at)
            self._left = None

    def _pass_on(self, at: float) -> None:
        """A speaker that did not confirm in time lets others speak first."""
        due = self._turns.due(at)
        if self._is_being_said() and due is not None and at >= due and self._speaker:
            self._lease.pass_on(self._speaker)

    def _is_being_said(self) -> bool:
        turn = self._turns.current
        return turn is not None and turn.is_aloud and not turn.is_confirmed

    def _tell(self, frame: TurnFrame) -> None:
        self._frame = frame
        shown = encode(frame)
        for screen in self._screens:
            screen.reply(encode(self._frame_for(screen)) if screen is self._speaker else shown)

    def _frame_for(self, screen: Outbox) -> TurnFrame:
        """The frame for one screen: the one that holds the turn speaks."""
        if screen is not self._speaker or not self._frame.sound:
            return self._frame
        return replace(self._frame, speaks=True)


@dataclass(frozen=True, slots=True)
class _Left:
    """A speaker that left while it was saying something: its name, what it was, until when it may be back."""

    name: str
    announcement: str
    until: float


def _told(call: Call) -> TurnCall:
    return TurnCall(call.call, call.number, call.field, call.counter, call.recall)


def _seconds() -> float:
    return asyncio.get_running_loop().time()
