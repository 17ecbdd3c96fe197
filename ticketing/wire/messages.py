"""Every frame that passes between a screen and the server; docs/protocol.md shows each with an example."""

from datetime import datetime, time
from typing import Any, Literal

import msgspec

from ticketing.board_plan import USUAL_BOARD, BoardPlan, FieldIcon
from ticketing.field_looks import field_looks
from ticketing.plan import CounterPlan, Name, OfficePlan, PriorityClass, Procedure, SlipPlan
from ticketing.procedures import Catalogue
from ticketing.screen_duty import DutyLayout
from ticketing.search_words import NO_SEARCH_WORDS, SearchWords
from ticketing.taking_numbers import HoursRun, week_runs

PROTOCOL_VERSION = 1
FRAME_BYTES_MAX = 65_536
REQUEST_ID_LENGTH_MAX = 64
HELLO_SECONDS_MAX = 5.0
HEARTBEAT_SECONDS = 2.0
OLD_AFTER_SECONDS = 5.0
REPORT_SECONDS = 10.0

Role = Literal["kiosk", "counter", "guidance", "manager", "display"]
SoundState = Literal["live", "refused", "none", "declined"]


class ChannelClosed(Exception):
    """The other end of a dialogue is gone, or could not be reached; the text says why."""


class Frame(msgspec.Struct, frozen=True, tag_field="type", tag=True):
    """One message of the dialogue; fields that a reader does not know are passed over."""


class Hello(Frame, frozen=True, tag="hello"):
    """The first frame of a screen: what it is, which dialogue it speaks, and its right to write.

    A display names the `zone` it hangs in ("" is the office's first one), and whether it can say calls aloud.
    A browser's page says in `page` of which version it is, "" before it has been told. A display that can be
    paired says in `paired` which secrets it was given, with blanks between, "" where it has none. `seen` is
    the version of the newest view that the screen has been shown, over earlier connections as well.
    """

    protocol: int
    role: Role
    token: str = ""
    counter: int | None = None
    name: str = ""
    zone: str = ""
    can_speak: bool = False
    page: str | None = None
    paired: str | None = None
    seen: int = 0


class CommandFrame(Frame, frozen=True, tag="command"):
    """A press: `id` is new for every press and the same when it is sent again."""

    id: str
    command: dict[str, Any]


class PaintedReport(Frame, frozen=True, tag="proof"):
    """A sign of life: which view the screen has painted, whether its sound is live, what troubles it."""

    version: int
    sound: SoundState = "none"
    trouble: str = ""


class Spoken(Frame, frozen=True, tag="spoken"):
    """A screen has said the announcement `id` to its end, or could not (`is_said` false)."""

    id: str
    is_said: bool = True


class FieldCard(msgspec.Struct, frozen=True):
    """A field as screens name it; without an `icon` its prefix stands in its place."""

    code: str
    name: Name
    prefix: str
    short: Name = Name("")
    colour: str = ""
    icon: FieldIcon = ""
    where: Name = Name("")


class ZoneCard(msgspec.Struct, frozen=True):
    """A room with one voice as screens know it; without fields and counters it is that of every call."""

    code: str
    name: Name
    fields: tuple[str, ...] = ()
    counters: tuple[int, ...] = ()


class OfficeCard(msgspec.Struct, frozen=True):
    """What a screen needs to know of the office before its first view; `hours` are those of its week."""

    code: str
    names: tuple[Name, ...]
    address: str
    time_zone: str
    language: str
    fields: tuple[FieldCard, ...]
    counters: tuple[CounterPlan, ...]
    priority_classes: tuple[PriorityClass, ...]
    recalls_max: int
    slip: SlipPlan = SlipPlan()
    same_day_until: time | None = None
    wait_target_minutes: int = 15
    start_after_seconds: int | None = None
    zones: tuple[ZoneCard, ...] = ()
    board: BoardPlan = USUAL_BOARD
    hours: tuple[HoursRun, ...] = ()


def office_card(plan: OfficePlan) -> OfficeCard:
    """The card of the office that stands in every welcome."""
    return OfficeCard(
        code=plan.code,
        names=plan.names,
        address=plan.address,
        time_zone=plan.time_zone,
        language=plan.language,
        fields=_field_cards(plan),
        counters=plan.counters,
        priority_classes=plan.priority_classes,
        recalls_max=plan.rules.recalls_max,
        slip=plan.slip,
        same_day_until=plan.rules.same_day_until,
        wait_target_minutes=plan.rules.wait_target_minutes,
        start_after_seconds=plan.rules.start_after_seconds,
        zones=tuple(ZoneCard(zone.code, zone.name, zone.fields, zone.counters) for zone in plan.zones),
        board=plan.board,
        hours=week_runs(plan),
    )


def _field_cards(plan: OfficePlan) -> tuple[FieldCard, ...]:
    looks = field_looks(plan.fields)
    return tuple(
        FieldCard(field.code, field.name, field.prefix, field.short_name, look.colour, look.icon, field.where)
        for field, look in zip(plan.fields, looks, strict=True)
    )


class Welcome(Frame, frozen=True, tag="welcome"):
    """The answer to a hello; views follow. Displays are not given the catalogue of procedures.

    `page` is the version of the pages that the server has, for a browser to know when its own is another one.
    `search_words` is what people call the procedures, `asked` how many numbers were taken for each of late.
    """

    protocol: int
    now: datetime
    heartbeat_seconds: float
    office: OfficeCard
    procedures: tuple[Procedure, ...] = ()
    procedures_note: Name = Name("")
    page: str = ""
    search_words: SearchWords = NO_SEARCH_WORDS
    asked: dict[str, int] = {}

    @property
    def catalogue(self) -> Catalogue:
        """The procedures, ready to be made searchable."""
        return Catalogue(self.procedures, self.procedures_note, self.search_words, self.asked)


def with_catalogue(welcome: Welcome, plan: OfficePlan, asked: dict[str, int]) -> Welcome:
    """The welcome with the office's procedures, what people call them, and how many numbers each has had."""
    return msgspec.structs.replace(
        welcome,
        procedures=plan.procedures,
        procedures_note=plan.procedures_note,
        search_words=plan.search_words,
        asked=asked,
    )


class DutyFrame(Frame, frozen=True, tag="duty"):
    """What a board is there for, as staff have set it; a browser's page gets it at first and at each change.

    `times` rises whenever it is set, `asks_touch` says whether a touch for the sound is wanted: not where it
    is to be silent, where nothing is said at all, or where another screen says it.
    """

    speaks: bool
    slides: bool
    zone: str
    layout: DutyLayout
    times: int
    asks_touch: bool


class PairingFrame(Frame, frozen=True, tag="pairing"):
    """Whether a display is paired: where it is not, the `code` that it shows; "" where it is to show none.

    The `secret` is told once, when it has been paired, and is what it says in its next hello.
    """

    is_paired: bool
    code: str = ""
    secret: str = ""


class ViewFrame(Frame, frozen=True, tag="view"):
    """A whole view; `version` is the journal position that it shows, and only the newest counts."""

    version: int
    now: datetime
    view: msgspec.Raw


class Answered(Frame, frozen=True, tag="answered"):
    """A command was carried out and is on disk; `kind` tells which of the answers this is."""

    id: str
    kind: Literal["ticket", "call", "lease", "done"]
    answer: msgspec.Raw


class Sentence(msgspec.Struct, frozen=True):
    """A sentence for a person in both languages."""

    vi: str
    en: str

    def worded(self, language: str) -> str:
        """The sentence in `language`; in Vietnamese where that is another one than these."""
        return self.en if language == "en" else self.vi


class Refused(Frame, frozen=True, tag="refused"):
    """A command was refused and changed nothing."""

    id: str
    error: str
    message: Sentence


class Fault(Frame, frozen=True, tag="fault"):
    """A frame could not be understood; where `closing` is true the server ends the connection after it.

    `page` is the version of the pages that the server has, where a browser's page speaks by another one.
    """

    error: str
    message: Sentence
    closing: bool = False
    page: str = ""


class Heartbeat(Frame, frozen=True, tag="heartbeat"):
    """The server lives, and `version` is that of the newest view it has sent to this screen."""

    version: int
    now: datetime


class TurnCall(msgspec.Struct, frozen=True):
    """A call as a zone's turns tell of it; `recall` counts from 1, and is 0 for the first call."""

    call: int
    number: str
    field: str
    counter: int
    recall: int


class TurnFrame(Frame, frozen=True, tag="turn"):
    """Whose turn it is in a zone: the newest counts, and every one is whole.

    `call` is the one that stands large; it is being said, or shown for its time, while `is_now` is true, and
    then stays until the next one. `caption` says it in words. `beside` come next, of `following` that do.
    Only the screen with `speaks` true plays the `sound`, a path on the server, at `volume` percent; it takes
    `seconds`. What is said of another `announcement` before its end was taken back.
    """

    zone: str
    announcement: str
    call: TurnCall | None
    is_now: bool
    beside: tuple[TurnCall, ...]
    following: int
    caption: Sentence
    speaks: bool
    sound: str
    seconds: float
    volume: int


FromScreen = Hello | CommandFrame | PaintedReport | Spoken
FromServer = (
    Welcome | DutyFrame | PairingFrame | ViewFrame | Answered | Refused | Fault | Heartbeat | TurnFrame
)
