"""What the wall shows at a moment: a value read from the office's view, its turns and the connection."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from display.widgets.places import capital, place_name
from display.widgets.stage_content import (
    PLACES_BESIDE_MAX,
    CalledBeside,
    FieldMark,
    StageCalls,
    StageClosed,
    StageContent,
    StageSentence,
    WordedCall,
)
from terminal.office_names import counter_label, counter_place
from ticketing.opening_texts import (
    OPENS_AGAIN,
    OPENS_UNKNOWN,
    opening_day,
    opens_again,
    week_hours,
    why_closed,
)
from ticketing.taking_numbers import TAKING, HallState
from ticketing.views import BoardView
from ticketing.voice.announcement import called_again
from ticketing.wire.messages import OfficeCard, Sentence, TurnCall, TurnFrame, ZoneCard
from wording import Wording


@dataclass(frozen=True, slots=True)
class WallMoment:
    """What a wall knows at the office's local time `now`.

    `zones` are those that it shows, `turns` theirs. It was right at `trusted_at`; since then it may have
    changed, if `is_old`.
    """

    office: OfficeCard | None
    view: BoardView | None
    zones: tuple[ZoneCard, ...]
    turns: tuple[TurnFrame, ...]
    now: datetime
    is_quiet: bool = True
    is_old: bool = False
    trusted_at: datetime | None = None

    @property
    def hall(self) -> HallState:
        return self.view.hall if self.view else TAKING

    @property
    def is_shut(self) -> bool:
        """Whether the wall says that no number can be taken, and shows no call."""
        waiting = sum(self.view.waiting.values()) if self.view else 0
        return self.hall.is_shut(waiting, is_quiet=self.is_quiet)

    @property
    def is_night(self) -> bool:
        """Whether the wall is dimmed."""
        return self.is_shut and self.hall.is_night


def stage_content(moment: WallMoment, words: Wording, english: Wording) -> StageContent:
    """What is large."""
    if moment.view is None or moment.office is None:
        return StageSentence(words("Connecting to the server…"))
    if moment.is_shut:
        return _closed(moment, moment.office, words, english)
    if moment.turns:
        return StageCalls(tuple(_call(turn, moment, moment.office, words) for turn in moment.turns))
    said = words("No number has been called yet.")
    if moment.hall.state == "open":
        said = words("No number has been called yet. Please take a number and wait.")
    return StageSentence(said)


def _closed(moment: WallMoment, office: OfficeCard, words: Wording, english: Wording) -> StageClosed:
    hall, now, opens = moment.hall, moment.now, moment.hall.opens_at
    second = ""
    if words.language != english.language:
        second = f"{why_closed(hall, now, english, 'en')}. {opens_again(hall, now, english)}."
    waits = moment.view is not None and any(moment.view.waiting.values())
    return StageClosed(
        why=why_closed(hall, now, words, words.language),
        again=words(OPENS_AGAIN if opens else OPENS_UNKNOWN),
        time=f"{opens.astimezone(now.tzinfo):%H:%M}" if opens else "",
        day=capital(opening_day(opens, now, words)) if opens else "",
        second=second,
        hours=week_hours(office.hours, words),
        note=words("Not called yet? Please ask the guidance desk when it opens again.") if waits else "",
    )


def _call(turn: TurnFrame, moment: WallMoment, office: OfficeCard, words: Wording) -> WordedCall:
    call = turn.call or TurnCall(0, "", "", 0, 0)
    place = counter_place(office, call.counter)
    beside = tuple(
        CalledBeside(other.number, place_name(office, other.counter, words))
        for other in turn.beside[:PLACES_BESIDE_MAX]
    )
    return WordedCall(
        heading=_heading(turn, moment, words),
        number=call.number,
        to_place=place.before_sign(words),
        sign=place.sign,
        field=_field(office, call.field, words.language),
        repeated=called_again(call.recall, words).upper() if call.recall else "",
        zone=_zone_name(turn.zone, moment.zones, words.language),
        is_now=turn.is_now and not moment.is_old,
        beside=beside if not moment.is_old else (),
        next_word=words("Then"),
        more=max(0, turn.following - len(beside)),
        sign_length=max((len(counter_label(office, each.number)) for each in office.counters), default=1),
    )


def _heading(turn: TurnFrame, moment: WallMoment, words: Wording) -> str:
    if moment.is_old and moment.trusted_at:
        return words("CALLED AT {time}", time=f"{moment.trusted_at:%H:%M}")
    return words("NOW CALLING NUMBER") if turn.is_now else words("NUMBER CALLED")


def _field(office: OfficeCard, code: str, language: str) -> FieldMark | None:
    field = next((field for field in office.fields if field.code == code), None)
    return FieldMark(field.short.worded(language), field.colour) if field else None


def _zone_name(code: str, zones: tuple[ZoneCard, ...], language: str) -> str:
    """The zone's name, where the wall shows more than this one."""
    names = {zone.code: zone.name.worded(language) for zone in zones}
    return names.get(code, code) if len(zones) > 1 else ""


def caption(moment: WallMoment, words: Wording) -> tuple[str, ...]:
    """The newest turn in words, in the wall's language and the other one; with several zones of each.

    What is said now goes before what only stands there.
    """
    if moment.is_shut or not moment.turns:
        return ()
    turns = [turn for turn in moment.turns if turn.is_now] or list(moment.turns)
    if len(moment.zones) > 1:
        names = {zone.code: zone.name.worded(words.language) for zone in moment.zones}
        return tuple(f"{names[turn.zone]}: {turn.caption.worded(words.language)}" for turn in turns)
    return _both(turns[0].caption, words.language)


def _both(said: Sentence, language: str) -> tuple[str, ...]:
    return tuple(filter(None, (said.vi, said.en) if language == "vi" else (said.en, said.vi)))


def warning(moment: WallMoment, words: Wording) -> str:
    """That the wall may be old, since when, and whom to ask."""
    if not moment.is_old or moment.trusted_at is None:
        return ""
    return words(
        "Connection lost at {time}. The numbers may be old. Please ask at the guidance desk.",
        time=f"{moment.trusted_at:%H:%M}",
    )


def local_time(now: datetime, office: OfficeCard | None) -> datetime:
    """A moment as the office's clock tells it."""
    return now.astimezone(ZoneInfo(office.time_zone)) if office else now
