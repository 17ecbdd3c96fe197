"""What an office has decided beforehand: fields, counters, hours, priority classes, rules, procedures."""

from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field as default
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Literal

from ticketing.board_plan import USUAL_BOARD, BoardPicture, BoardPlan, FieldIcon
from ticketing.places import CounterPlace, PlaceKind, numbered, place_in_label
from ticketing.search_words import NO_SEARCH_WORDS, SearchWords

DAYS_AHEAD_MAX = 60
VOLUME_MAX = 100
REPEATS_USUAL = 2

END_OF_DAY = time.max
"""The closing time that an office writes as 24:00; the clock itself has no such time of day."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name in both languages of the office."""

    vi: str
    en: str = ""

    def worded(self, language: str) -> str:
        """The name in `language`; Vietnamese where there is no English one."""
        return self.en if language == "en" and self.en else self.vi


@dataclass(frozen=True, slots=True)
class Session:
    """One stretch of opening hours on a day, in the office's local time; it may close at END_OF_DAY."""

    opens: time
    closes: time

    def __str__(self) -> str:
        """As an office file writes it: 07:30-11:30, 13:30-24:00."""
        return f"{self.opens:%H:%M}-{shown_closing(self.closes)}"

    @property
    def is_morning(self) -> bool:
        """Whether paper and screens call this session `Sáng` (morning)."""
        return self.opens < time(12)

    def holds(self, at: time) -> bool:
        """Whether this time of day is in the session, whose end is not."""
        return self.opens <= at and (at < self.closes or self.closes == END_OF_DAY)

    def begins_on(self, day: date, zone: tzinfo | None) -> datetime:
        """The moment at which the session of this day begins."""
        return datetime.combine(day, self.opens, zone)

    def ends_on(self, day: date, zone: tzinfo | None) -> datetime:
        """The moment at which the session of this day is over: for END_OF_DAY the next day's midnight."""
        if self.closes == END_OF_DAY:
            return datetime.combine(day + timedelta(days=1), time.min, zone)
        return datetime.combine(day, self.closes, zone)

    def within(self, other: "Session") -> "Session | None":
        """What of this session lies in the other one, if anything."""
        opens, closes = max(self.opens, other.opens), min(self.closes, other.closes)
        return Session(opens, closes) if opens < closes else None


def shown_closing(closes: time) -> str:
    """A closing time as people write it: 17:00, and 24:00 for END_OF_DAY."""
    return "24:00" if closes == END_OF_DAY else f"{closes:%H:%M}"


Week = tuple[tuple[Session, ...], ...]
"""The sessions of Monday to Sunday."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of work that citizens take numbers for: `prefix` and a serial of three digits or more.

    With `hours` of its own it takes numbers only while the office is open in those hours too. `short` stands
    where room is narrow. Without a `colour` or an `icon` it has those of `field_looks`; "" is no icon at all.
    `where` says where citizens go, if that is not to be told by the counters that serve it.
    """

    code: str
    name: Name
    prefix: str
    first: int = 1
    last: int = 999
    daily_quota: int | None = None
    hours: Week | None = None
    short: Name = Name("")
    colour: str = ""
    icon: FieldIcon | None = None
    where: Name = Name("")

    @property
    def short_name(self) -> Name:
        """Its name for narrow places: the office's own, or else the whole one."""
        return self.short if self.short.vi else self.name


@dataclass(frozen=True, slots=True)
class CounterPlan:
    """A counter as the office has set it up; the fields it serves may be changed during the day.

    `number` is what keys, rights and records know it by, `place` and `sign` are what citizens find: without a
    `sign` both are read off the label, or else it is a counter with its number.
    """

    number: int
    label: Name
    operated_by: str
    fields: tuple[str, ...]
    place: PlaceKind = "counter"
    sign: str = ""

    def __post_init__(self) -> None:
        if not self.sign:
            said = place_in_label(self.label.vi) or CounterPlace(self.place, str(self.number))
            object.__setattr__(self, "place", said.kind)
            object.__setattr__(self, "sign", said.sign)


def place_at(counters: Iterable[CounterPlan], number: int) -> CounterPlace:
    """Where counter `number` is, of these counters; one that is not among them is a counter by its number."""
    found = next((counter for counter in counters if counter.number == number), None)
    return CounterPlace(found.place, found.sign) if found else numbered(number)


@dataclass(frozen=True, slots=True)
class PriorityClass:
    """Citizens whom the office serves sooner; among priority tickets the smaller `rank` goes first.

    `age_min` is the age in years from which it may be proposed to whoever lets the kiosk read a card.
    """

    code: str
    name: Name
    rank: int = 1
    at_kiosk: bool = True
    age_min: int | None = None


@dataclass(frozen=True, slots=True)
class CallingPolicy:
    """How priority and ordinary tickets are mixed, and after how long anyone goes first."""

    kind: Literal["strict", "ratio", "head_start"] = "ratio"
    ordinary_per_priority: int = 3
    head_start_minutes: int = 15
    wait_minutes_max: int = 60


@dataclass(frozen=True, slots=True)
class Rules:
    """The office's own rules.

    From `same_day_until` on, what is accepted counts as accepted on the next working day. Who waits longer
    than `wait_target_minutes` is shown to clerks in another colour. So many seconds after its call as
    `start_after_seconds` says, a number counts as being served; with None only a hand starts its service.
    Where an `outcome_needed` is, no number is finished without one.
    Two calls of one number are `recall_gap_seconds` apart at least.
    """

    recalls_max: int = 3
    next_finishes: bool = True
    undo_seconds_max: int = 10
    same_day_until: time | None = time(15)
    wait_target_minutes: int = 15
    start_after_seconds: int | None = None
    outcome_needed: bool = False
    recall_gap_seconds: int = 0


@dataclass(frozen=True, slots=True)
class Leader:
    """The leader on duty of a weekday (0 is Monday), or of one day, which comes before its weekday."""

    name: str
    phone: str = ""
    weekday: int | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Procedure:
    """A row of the catalogue; what is not known is empty. `source` is where the papers stand, and when."""

    code: str
    field: str
    name: str
    time_limit: str = ""
    fee: str = ""
    mechanism: Literal["one-door", "interlinked"] = "one-door"
    papers: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class WeekdayLimit:
    """Another time limit for what is accepted on a weekday (0 is Monday): a Friday without appointments.

    It holds for the `procedures` by their codes, and for every other procedure of the `fields`.
    """

    weekday: int
    time_limit: str
    fields: tuple[str, ...] = ()
    procedures: tuple[str, ...] = ()


Validity = Literal["", "session", "day"]
ReadingMode = Literal["digits", "number"]
Region = Literal["north", "south"]


@dataclass(frozen=True, slots=True)
class NumberReading:
    """In which words numbers are read; `region` matters in Vietnamese only."""

    language: str = "vi"
    mode: ReadingMode = "digits"
    region: Region = "north"


@dataclass(frozen=True, slots=True)
class VoicePlan:
    """How calls are said: the folder of the voice pack ("" is the shipped one), and how numbers are read."""

    pack: str = ""
    mode: ReadingMode = "digits"
    region: Region = "north"
    repeats: int = REPEATS_USUAL
    languages: tuple[str, ...] = ("vi",)

    @property
    def readings(self) -> tuple[NumberReading, ...]:
        """How numbers are read in each of the languages, in their order."""
        return tuple(NumberReading(language, self.mode, self.region) for language in self.languages)


@dataclass(frozen=True, slots=True)
class Zone:
    """A room with one voice; without fields and counters it hears every call. `volume` is in percent."""

    code: str
    name: Name
    fields: tuple[str, ...] = ()
    counters: tuple[int, ...] = ()
    volume: int = VOLUME_MAX
    quiet: tuple[Session, ...] = ()

    def hears(self, field: str, counter: int) -> bool:
        """Whether a call for this field at this counter is said here."""
        return not (self.fields or self.counters) or field in self.fields or counter in self.counters

    def is_quiet(self, now: datetime) -> bool:
        """Whether nothing is said aloud at the local time `now`."""
        return any(session.holds(now.time()) for session in self.quiet)


WHOLE_OFFICE = Zone("hall", Name("Phòng chờ", "Waiting room"))
"""The one zone of an office that names none."""


@dataclass(frozen=True, slots=True)
class SlipPlan:
    """What the office has decided about its slips; `logo` is a picture in black and white, PNG in base64.

    `public_address` is where citizens' phones reach the server; slips carry no code without one. `phone` is
    the number for whoever needs help; `valid_for` says for how long a number holds, "" leaves that out.
    """

    logo: str = ""
    lines: tuple[Name, ...] = ()
    people_ahead: bool = True
    expected_wait: bool = True
    session: bool = True
    code: bool = True
    missed_call: bool = True
    copies: int = 1
    public_address: str = ""
    phone: str = ""
    valid_for: Validity = ""


@dataclass(frozen=True, slots=True)
class OfficePlan:
    """Everything that stands in an office file; `logo_file` is the path as it stands there.

    `pictures` are those that its boards show, `origins` further addresses by which its pages are reached.
    """

    code: str
    names: tuple[Name, ...]
    address: str
    time_zone: str
    hours: Week
    fields: tuple[Field, ...]
    counters: tuple[CounterPlan, ...]
    priority_classes: tuple[PriorityClass, ...] = ()
    policy: CallingPolicy = CallingPolicy()
    rules: Rules = Rules()
    holidays: dict[date, Name] = default(default_factory=dict)
    extra_days: dict[date, tuple[Session, ...]] = default(default_factory=dict)
    weekday_limits: tuple[WeekdayLimit, ...] = ()
    procedures: tuple[Procedure, ...] = ()
    procedures_note: Name = Name("")
    slip: SlipPlan = SlipPlan()
    logo_file: str = ""
    language: str = "vi"
    always_open: bool = False
    leaders: tuple[Leader, ...] = ()
    voice: VoicePlan = VoicePlan()
    zones: tuple[Zone, ...] = (WHOLE_OFFICE,)
    board: BoardPlan = USUAL_BOARD
    pictures: tuple[BoardPicture, ...] = ()
    search_words: SearchWords = default(default=NO_SEARCH_WORDS, repr=False)
    origins: tuple[str, ...] = ()

    def field(self, code: str) -> Field | None:
        """The field with this code, if the office has it."""
        return next((field for field in self.fields if field.code == code), None)

    def counter(self, number: int) -> CounterPlan | None:
        """The counter with this number, if the office has it."""
        return next((counter for counter in self.counters if counter.number == number), None)

    def priority_class(self, code: str) -> PriorityClass | None:
        """The priority class with this code, if the office has it."""
        return next((group for group in self.priority_classes if group.code == code), None)

    def rank(self, priority: str | None) -> int:
        """The rank of a priority class; 0 for ordinary tickets and classes that the office has lost."""
        group = self.priority_class(priority) if priority else None
        return group.rank if group else 0

    def procedure(self, code: str) -> Procedure | None:
        """The procedure with this code, if the catalogue has it."""
        return next((procedure for procedure in self.procedures if procedure.code == code), None)

    def leader_on(self, day: date) -> Leader | None:
        """Who is the leader on duty on a local date, if the office says."""
        of_the_day = (leader for leader in self.leaders if leader.day == day)
        of_the_weekday = (leader for leader in self.leaders if leader.weekday == day.weekday())
        return next(of_the_day, None) or next(of_the_weekday, None)

    def zone(self, code: str) -> Zone | None:
        """The zone with this code, if the office has it; the first one for an empty code."""
        return next((zone for zone in self.zones if code in ("", zone.code)), None)

    def is_heard_in(self, zone: Zone, field: str, counter: int) -> bool:
        """Whether a call is said in a zone; one for a field that is gone, where its counter's others are."""
        if zone.hears(field, counter) or self.field(field):
            return zone.hears(field, counter)
        planned = self.counter(counter)
        return planned is None or any(zone.hears(code, counter) for code in planned.fields)

    def holiday_on(self, day: date) -> Name | None:
        """The holiday on which the office is closed that day, if it is one."""
        return None if day in self.extra_days else self.holidays.get(day)

    def sessions_on(self, day: date, field: Field | None = None) -> tuple[Session, ...]:
        """The sessions of a local date; swap days come before holidays, holidays before weekdays.

        Those of a field with hours of its own are what of them lies in the office's. Its week says nothing
        of a swap day on a weekday on which the office is otherwise closed.
        """
        sessions = self._office_sessions_on(day)
        is_swapped = day in self.extra_days and not self.hours[day.weekday()]
        if field is None or field.hours is None or is_swapped:
            return sessions
        own = field.hours[day.weekday()]
        parts = (mine.within(session) for session in sessions for mine in own)
        return tuple(part for part in parts if part)

    def _office_sessions_on(self, day: date) -> tuple[Session, ...]:
        if day in self.extra_days:
            return self.extra_days[day]
        if day in self.holidays:
            return ()
        return self.hours[day.weekday()]

    def session_at(self, now: datetime, field: Field | None = None) -> Session | None:
        """The session that is running at the local time `now`, if any: the office's, or that of a field."""
        running = (s for s in self.sessions_on(now.date(), field) if s.holds(now.time()))
        return next(running, None)

    def opens_next(self, now: datetime, field: Field | None = None) -> datetime | None:
        """When the next session after `now` begins; None if no day within DAYS_AHEAD_MAX has one."""
        for days in range(DAYS_AHEAD_MAX):
            day = now.date() + timedelta(days=days)
            for session in self.sessions_on(day, field):
                opens = session.begins_on(day, now.tzinfo)
                if opens > now:
                    return opens
        return None
