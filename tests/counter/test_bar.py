"""The desk in two lines of a small pane."""

import pytest

from counter.app import CounterApp
from tests.counter.desks import CLERK, MANY_FIELDS, Office, sitting_at
from ticketing import commands as c
from ticketing.desk.arrivals import ARRIVAL_SETTINGS
from ticketing.tickets import TicketState
from wording import load

pytestmark = pytest.mark.slow  # every one of these starts a terminal

SIZES = [(80, 2), (60, 2)]


@pytest.mark.parametrize("size", SIZES)
async def test_two_lines_hold_number_state_time_and_who_waits(size: tuple[int, int]) -> None:
    """The first line is the desk; the second says what was done, and then which keys come next."""
    office = Office(MANY_FIELDS)
    office.issue_many("1", "1")
    async with sitting_at(office.app(), size=size) as desk:
        await desk.press("space", "s")
        office.pass_time(minutes=4, seconds=5)
        desk.widget._show_view()
        first, second = await desk.lines()
        for part in ("1001", "4:05", "đang phục vụ", "Đang chờ: 1"):
            assert part in first
        assert second.strip() == "Đang phục vụ số 1001."
        for _ in range(9):
            desk.widget._tick()
        assert "Enter  Hoàn tất" in (await desk.lines())[1]


@pytest.mark.parametrize("language", ["vi", "en"])
async def test_every_key_of_the_bar_is_whole(language: str) -> None:
    """A key that does not fit with its words is left out, and no line ends in dots."""
    office = Office(MANY_FIELDS)
    office.issue()
    async with sitting_at(office.app(language=language), size=SIZES[0]) as desk:
        for columns, rows in SIZES:
            await desk.resize(columns, rows)
            await desk.settle()
            assert "…" not in (await desk.lines())[1]


async def test_a_question_takes_two_lines() -> None:
    """Choices one at a time, by arrows or digits; a text below its question; mistakes beside it."""
    office = Office(MANY_FIELDS)
    office.issue()
    async with sitting_at(office.app(), size=(80, 2)) as desk:
        await desk.press("space", "t", "3")
        assert (await desk.lines())[0].strip().startswith("Chuyển số 1001 đến · Nơi chuyển đến")
        assert "3  Đất đai" in (await desk.lines())[1]
        await desk.press("enter")
        await desk.type("xem thửa đất")
        assert "xem thửa đất" in (await desk.lines())[1]
        await desk.press("enter")
        assert office.ticket("1001").field == "3"
        assert (await desk.lines())[1].strip() == "Đã chuyển số 1001."


async def test_what_lacks_is_said_in_the_bar() -> None:
    """The first line has the mistake."""
    office = Office()
    async with sitting_at(office.app(), size=(80, 2)) as desk:
        await desk.press("g", "enter")
        assert "Vui lòng điền mục này: Số." in (await desk.lines())[0]


async def test_trouble_and_messages_have_a_sign() -> None:
    """A slip that failed, and how many messages, calls for help and parked there are, in the first line."""
    office = Office()
    office.open(1, "Bình")
    async with sitting_at(office.app(), size=(80, 2)) as desk:
        office.issue()
        office.fake.do(c.ReportPrint("1001", "failed"))
        office.fake.do(c.PostMessage("Xin chào", 3))
        office.fake.do(c.CallHelp(1))
        await desk.settle()
        assert "✉1 ✚1 ! ●" in (await desk.lines())[0]
        for command in (c.CallNext(3), c.Park(3), c.PostMessage("Họp lúc 10 giờ", 3)):
            office.fake.do(command)
        await desk.settle()
        assert "✉2 ✚1 ‖1 " in (await desk.lines())[0]


async def test_the_bar_is_kept_in_a_high_terminal_where_it_is_asked_for() -> None:
    """--bar keeps to the first rows; without it the desk is whole from five rows on."""
    office = Office()
    office.issue()
    async with sitting_at(office.app(is_bar=True), size=(80, 24)) as desk:
        await desk.press("space")
        assert "1001" in (await desk.lines())[0]
        assert "".join((await desk.lines())[3:]) == ""
        assert office.ticket("1001").state is TicketState.CALLED


async def test_a_pane_that_grows_shows_the_whole_desk() -> None:
    """And one that shrinks the bar, with a question that is open and the choice that is marked."""
    office = Office(MANY_FIELDS)
    office.issue()
    async with sitting_at(office.app(), size=(80, 24)) as desk:
        await desk.press("space", "t", "3")
        await desk.lines()
        await desk.resize(80, 2)
        assert "3  Đất đai" in (await desk.lines())[1]
        await desk.press("escape", "p")
        assert (await desk.lines())[0].strip().startswith("Tạm gác số 1001")
        await desk.press("enter")
        await desk.resize(80, 24)
        assert "Gọi số tiếp theo" in await desk.reads("KeyBar")


class RungApp(CounterApp):
    """A counter's terminal that counts how often its bell was rung."""

    rung = 0

    def bell(self) -> None:
        """Count it."""
        self.rung += 1


@pytest.mark.parametrize(
    ("size", "settings"), [((80, 2), tuple(ARRIVAL_SETTINGS)), ((80, 24), ("heard",))], ids=["bar", "desk"]
)
async def test_the_first_one_who_comes_is_seen_and_heard_as_the_clerk_wants(
    size: tuple[int, int], settings: tuple[str, ...]
) -> None:
    """A mark above the sentence of the empty desk, and the terminal's bell; neither where both are off."""
    for setting in settings:
        office = Office()
        app = RungApp(office.link(3), 3, load("vi"), CLERK, office.settings(arrival=setting))
        async with sitting_at(app, size=size) as desk:
            office.issue()
            await desk.settle()
            assert ("Có công dân đang chờ" in " ".join(await desk.lines())) == (setting != "off")
            await desk.press("space")
            assert "Có công dân" not in " ".join(await desk.lines())
        assert app.rung == (setting == "heard")
