"""The desk on a line that breaks, and beside another desk of the same office."""

import pytest
from textual.app import App, ComposeResult
from textual.containers import Horizontal

from counter.desk import STYLES, CounterDesk
from counter.question_panel import QuestionPanel
from link.contract import LinkState
from tests.counter.desks import CounterTerminal, Desk, Office, sitting_at
from tests.patience import PATIENCE_SECONDS
from ticketing.tickets import TicketState
from ticketing.wire.messages import Sentence

pytestmark = pytest.mark.slow  # every one of these starts a terminal


async def test_a_key_pressed_twice_before_its_answer_counts_once() -> None:
    """Two quick presses of next call one number."""
    office = Office()
    office.issue_many("1", "1")
    async with sitting_at(office.app()) as desk:
        desk.widget.action_press("next")
        desk.widget.action_press("next")
        await desk.settle()
        assert office.ticket("1001").state is TicketState.CALLED
        assert office.ticket("1002").state is TicketState.WAITING


async def test_a_press_while_the_line_is_cut_is_sent_when_it_is_mended() -> None:
    """The status line says that there is no connection; the call comes with the line."""
    office = Office()
    office.issue()
    async with sitting_at(office.app()) as desk:
        office.fake.cut()
        await desk.press("space")
        assert desk.outcome() == "Hiện mất kết nối. Đang thử gửi lệnh…"
        assert desk.widget.query("StatusLine.-problem")
        office.fake.heal()
        await desk.settle()
        assert desk.outcome() == "Đã gọi số 1001."


async def test_an_unanswered_press_is_the_same_press_when_it_comes_again() -> None:
    """The command was carried out and its answer lost; pressing again gets that answer and calls nobody."""
    office = Office()
    office.issue_many("1", "1")
    office.open(3)
    async with sitting_at(office.app(patience_seconds=0.05)) as desk:
        office.fake.cut_before_next_answer()
        await desk.press("space")
        await desk.terminal.have_ended(1)
        assert desk.outcome().startswith("Chưa có trả lời: lệnh có thể đã hoặc chưa thực hiện.")
        desk.widget.sender.patience_seconds = PATIENCE_SECONDS
        desk.widget.action_press("next")
        office.fake.heal()
        await desk.settle()
        assert desk.outcome() == "Đã gọi số 1001."
        assert office.ticket("1001").state is TicketState.CALLED
        assert office.ticket("1002").state is TicketState.WAITING


async def test_old_data_are_marked_and_the_mark_goes() -> None:
    """A cut line shows "dữ liệu cũ" after the named time, with the last view; mended, it is connected."""
    office = Office(old_after_seconds=0.2)
    office.issue()
    async with sitting_at(office.app()) as desk:
        await desk.hear(LinkState.LIVE)
        office.fake.cut()
        await desk.hear(LinkState.OLD)
        assert "▲ DỮ LIỆU CŨ" in await desk.reads()
        assert "1001" in await desk.reads()
        office.fake.heal()
        await desk.hear(LinkState.LIVE)
        assert "▲ DỮ LIỆU CŨ" not in await desk.reads()
        assert "● Đã kết nối" in await desk.reads()


async def test_a_rejected_screen_reads_why() -> None:
    """The server's sentence stands in the status line and the mark says rejected."""
    office = Office()
    async with sitting_at(office.app()) as desk:
        office.fake.reject(Sentence("Mã truy cập không đúng.", "Wrong token."))
        await desk.hear(LinkState.REJECTED)
        assert desk.outcome() == "Mã truy cập không đúng."
        assert "Máy chủ từ chối" in await desk.reads()


class TwoDesks(App[None]):
    """Two counters of one office side by side, as the demo shows rooms side by side."""

    CSS_PATH = STYLES

    def __init__(self, *desks: CounterDesk) -> None:
        super().__init__()
        self.desks = desks

    def compose(self) -> ComposeResult:
        yield Horizontal(*self.desks)


async def test_two_desks_in_one_terminal_are_two_desks() -> None:
    """Keys go to the one with the focus, whose heading says so; a question stands in its own desk."""
    office = Office()
    office.issue_many("1", "2", "1")
    app = TwoDesks(office.desk(2, "Bình"), office.desk(3, "Hoa"))
    async with CounterTerminal(app).running((120, 40)) as terminal:
        second, third = (Desk(terminal, widget) for widget in app.desks)
        for desk in (second, third):
            desk.widget.focus()
            await desk.press("g")
            await desk.type("1001")
            await desk.press("enter")
        assert office.ticket("1001").counter == 2
        assert third.mistake() == "Số 1001 đã được quầy số 2 gọi."
        await third.press("escape")
        second.widget.focus()
        await second.press("enter", "g")
        asking = second.widget.query_one(QuestionPanel)
        await terminal.look()
        assert second.widget.region.contains_region(asking.region)
        assert [bool(desk.widget.query("Heading.-has-keys")) for desk in (second, third)] == [True, False]
        await third.click("CounterDesk:last-of-type #next")
        assert office.fake.office.counters[3].ticket is not None
        assert [bool(desk.widget.query("Heading.-has-keys")) for desk in (second, third)] == [False, True]
