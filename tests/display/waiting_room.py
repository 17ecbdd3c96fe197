"""A waiting room for tests: an office in memory, its wall in a terminal, and clocks that tests set."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

from display.app import DisplayApp
from display.settings import DisplaySettings
from display.wall import WallView
from link.contract import Link, LinkLimits, LinkState, Screen
from tests.link.fake_office import FakeOffice
from tests.terminal.running_terminal import RunningTerminal
from ticketing.commands import CallNext, CallTicket, FinishService, IssueTicket, MarkNoShow, OpenCounter
from ticketing.office import Call
from ticketing.plan import WHOLE_OFFICE, CounterPlan, Field, Leader, Name, OfficePlan, Session, Zone
from ticketing.voice.announcement import announcement_of, caption
from ticketing.voice.turns import Saying, Timing, Turns
from ticketing.wire.messages import Sentence, TurnCall, TurnFrame
from wording import load

STARTED = datetime(2026, 11, 23, 2, 41, tzinfo=UTC)  # a Monday, 09:41 in the office
FIELDS = (
    ("1", "Hộ tịch", "Civil status"),
    ("2", "Chứng thực", "Certification"),
    ("3", "Đất đai", "Land"),
    ("4", "Xây dựng – Quy hoạch", "Construction and planning"),
    ("5", "Bảo trợ xã hội – Người có công", "Social protection"),
    ("6", "Đăng ký kinh doanh", "Business registration"),
    ("7", "Giáo dục – Văn hóa", "Education and culture"),
    ("8", "Nông nghiệp và Môi trường", "Agriculture and environment"),
    ("9", "Lĩnh vực khác", "Other"),
)
NAMES = (
    Name("Ủy ban nhân dân phường Mộc Châu", "People's Committee of Mộc Châu"),
    Name("Trung tâm Phục vụ hành chính công", "Public Administration Service Centre"),
)


def office_plan(
    fields: Sequence[tuple[str, str, str]] = FIELDS,
    names: tuple[Name, ...] = NAMES,
    labels: Mapping[int, str] = MappingProxyType({}),
    zones: tuple[Zone, ...] = (WHOLE_OFFICE,),
) -> OfficePlan:
    """An office open at any hour, with these fields and six counters that serve all of them.

    `labels` stand over counters in place of "Quầy 1" and so on; the leader is there on Mondays.
    """
    codes = tuple(code for code, _, _ in fields)
    return OfficePlan(
        code="moc-chau",
        names=names,
        address="Mộc Châu, Sơn La",
        time_zone="Asia/Ho_Chi_Minh",
        hours=((Session(time(7, 30), time(17)),),) * 7,
        fields=tuple(Field(code, Name(vi, en), code) for code, vi, en in fields),
        counters=tuple(CounterPlan(n, Name(labels.get(n, f"Quầy {n}")), "", codes) for n in range(1, 7)),
        always_open=True,
        leaders=(Leader("Nguyễn Văn An", "0212 3866 111", weekday=0),),
        zones=zones,
    )


@dataclass
class WaitingRoom:
    """The clocks and the office; a test moves `seconds` and lets the wall look."""

    plan: OfficePlan = field(default_factory=office_plan)
    language: str = "vi"
    locked: bool = False
    limits: LinkLimits = field(default_factory=LinkLimits)
    zone: str = ""
    seconds: float = 0.0

    def __post_init__(self) -> None:
        self.office = FakeOffice(self.plan, self.local_now)
        self._fake_link = self.office.link(Screen("display"), self.limits)
        self.link: Link = self._fake_link
        self.face: WallView | None = None
        self._turns = {zone.code: Turns(zone, _timing) for zone in self.plan.zones}
        self.office.watch(self.tell_turns)

    def local_now(self) -> datetime:
        """The time at the office, by which it opens and closes."""
        return self.now().astimezone(ZoneInfo(self.plan.time_zone))

    def now(self) -> datetime:
        return STARTED + timedelta(seconds=self.seconds)

    def tell_turns(self) -> None:
        """Tells the wall whose turn it is in each zone, as the server does while nobody can speak."""
        for turns in self._turns.values():
            turns.see(self.office.office.calls, self.now(), self.seconds)
            turns.advance(self.seconds)
        if self.link.state is LinkState.LIVE:
            for zone, turns in self._turns.items():
                self._fake_link.turned(self._frame(zone, turns))

    def _frame(self, zone: str, turns: Turns) -> TurnFrame:
        stage = turns.stage(self.seconds)
        said = announcement_of(stage.call, self.plan) if stage.call else None
        vietnamese, english = (caption(said, load(each)) if said else "" for each in ("vi", "en"))
        return TurnFrame(
            zone=zone,
            announcement=stage.announcement,
            call=_told(stage.call) if stage.call else None,
            is_now=stage.is_now,
            beside=tuple(map(_told, stage.beside)),
            following=stage.following,
            caption=Sentence(vietnamese, english),
            speaks=False,
            sound="",
            seconds=0.0,
            volume=100,
        )

    def app(self) -> DisplayApp:
        settings = DisplaySettings(self.now, self.zone)
        return DisplayApp(self.link, load(self.language), settings, locked=self.locked)

    def open_counters(self, *numbers: int) -> None:
        for number in numbers:
            self.office.do(OpenCounter(number, "Hoa"))

    def issue(self, code: str, tickets: int = 1) -> None:
        for _ in range(tickets):
            self.office.do(IssueTicket(code))

    def call(self, counter: int, number: str | None = None) -> None:
        """The counter calls this number, or whoever is next; whoever was there before has not come."""
        if self.office.office.counters[counter].ticket:
            self.office.do(MarkNoShow(counter))
        self.office.do(CallTicket(counter, number) if number else CallNext(counter))

    def serve(self, counter: int, minutes: int) -> None:
        """The counter calls whoever is next, and is done with them after so many minutes."""
        self.office.do(CallNext(counter))
        self.seconds += 60 * minutes
        self.office.do(FinishService(counter))

    @asynccontextmanager
    async def opened(self, size: tuple[int, int] = (80, 24)) -> AsyncIterator[RunningTerminal]:
        """The wall in a terminal of this size, once it has got its first view."""
        async with RunningTerminal(self.app()).running(size) as terminal:
            self.face = terminal.app.query_one(WallView)
            self.tell_turns()
            await terminal.settle()
            yield terminal

    async def wait(self, terminal: RunningTerminal, seconds: float) -> None:
        """Moves the clocks on and lets the wall look."""
        assert self.face is not None
        self.seconds += seconds
        self.tell_turns()
        self.face.look()
        await terminal.settle()


def _timing(saying: Saying) -> Timing:
    """Nobody speaks here."""
    return Timing(tuple(5.0 * place for place in range(len(saying.calls))), 5.0 * len(saying.calls))


def _told(call: Call) -> TurnCall:
    return TurnCall(call.call, call.number, call.field, call.counter, call.recall)


async def shown(terminal: RunningTerminal) -> str:
    """All that stands on the screen, row by row."""
    return "\n".join(await terminal.rows())
