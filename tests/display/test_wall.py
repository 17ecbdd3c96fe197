"""The wall follows the office, and keeps its last good view when the line is cut."""

from dataclasses import replace

import pytest

from display.widgets.call_stage import CallStage
from display.widgets.caption import Caption
from display.widgets.stage_content import StageCalls
from tests.display.waiting_room import FIELDS, WaitingRoom, office_plan, shown
from tests.ticketing.plans import AFTERNOON, MORNING
from ticketing.commands import PauseCounter, Recall, Undo
from ticketing.plan import Name
from ticketing.wire.messages import Sentence

pytestmark = pytest.mark.slow
SIZES = [(48, 40), (80, 24), (120, 40), (200, 60)]


def stage_number(room: WaitingRoom) -> str:
    """The number on the stage; empty where there is none."""
    assert room.face is not None
    content = room.face.query_one(CallStage).content
    return content.calls[0].number if isinstance(content, StageCalls) else ""


async def test_an_empty_room_shows_whose_office_it_is() -> None:
    """Names, the office's own time, every field, and what to do stand on the wall before the first call."""
    room = WaitingRoom()
    room.issue("3", 2)
    async with room.opened() as terminal:
        async for size in terminal.at_sizes(SIZES):
            text = await shown(terminal)
            assert "Ủy ban nhân dân phường Mộc Châu" in text, size
            assert "23/11/2026" in text, size
            assert "09:41" in text or size[0] >= 110, size  # drawn in large digits there
            assert "Đang chờ: 2" in text, size
            assert "Đất đai" in text, size
            assert "Chưa có số nào được gọi." in text, size


async def test_a_call_appears_with_its_counter_and_in_words() -> None:
    """Who looks sees number and counter, and who does not hear reads what is said."""
    room = WaitingRoom()
    room.open_counters(3)
    room.issue("1")
    async with room.opened() as terminal:
        room.call(3)
        await terminal.settle()
        assert stage_number(room) == "1001"
        async for size in terminal.at_sizes(SIZES):
            text = await shown(terminal)
            assert "█" in text, size
            said = " ".join(text.split())
            assert "Kính mời công dân có số thứ tự 1001 đến quầy số 3." in said, size


async def test_calls_have_their_turns_and_then_stand_in_the_list() -> None:
    """Three counters call between two looks: the server's turns come on the stage, the oldest first.

    The stage is outlined while its call has its turn; the list has the others at once.
    """
    room = WaitingRoom()
    room.open_counters(1, 2, 3)
    room.issue("1", 3)
    async with room.opened() as terminal:
        for counter in (1, 2, 3):
            room.call(counter)
        await terminal.settle()
        stage = terminal.app.query_one(CallStage)
        seen = [stage_number(room)]
        text = await shown(terminal)
        assert all(f"Quầy {counter}" in text for counter in (2, 3))
        assert stage.has_class("-now")
        for _ in range(40):
            await room.wait(terminal, 0.5)
            seen += [stage_number(room)] if seen[-1] != stage_number(room) else []
        text = await shown(terminal)
        assert seen == ["1001", "1002", "1003"]
        assert not stage.has_class("-now")
        assert "Quầy 1" in text
        assert "Quầy 2" in text
        assert "Quầy 3" not in text  # stands on the stage


async def test_a_recall_says_how_often_the_number_was_called_again() -> None:
    """The recall stands above the number and begins the sentence."""
    room = WaitingRoom()
    room.open_counters(1)
    room.issue("1")
    async with room.opened() as terminal:
        room.call(1)
        await terminal.settle()
        await room.wait(terminal, 20)
        room.office.do(Recall(1))
        await terminal.settle()
        await room.wait(terminal, 0)
        text = await shown(terminal)
    assert "NHẮC LẠI LẦN 1" in text
    assert "Nhắc lại lần 1: mời công dân có số thứ tự 1001 đến quầy số 1." in " ".join(text.split())


async def test_an_undone_call_is_taken_off() -> None:
    """The number called by mistake stands neither on the stage nor in the list."""
    room = WaitingRoom()
    room.open_counters(1)
    room.issue("1")
    async with room.opened() as terminal:
        room.call(1)
        await terminal.settle()
        assert stage_number(room) == "1001"
        room.office.do(Undo(1))
        await terminal.settle()
        text = await shown(terminal)
        assert stage_number(room) == ""
    assert "1001" not in text
    assert "Đang chờ: 1" in text


async def test_at_a_cut_the_last_view_stays_with_a_mark() -> None:
    """The number stays readable, a band says since when, and both go when the line is mended."""
    room = WaitingRoom()
    room.open_counters(1)
    room.issue("1", 2)
    async with room.opened() as terminal:
        room.call(1)
        await terminal.settle()
        room.office.cut()
        await terminal.settle()
        text = await shown(terminal)
        assert stage_number(room) == "1001"
        assert terminal.app.query_one(Caption).has_class("-warning")
        assert "Mất kết nối từ 09:41. Số trên màn hình có thể đã cũ. Xin hỏi bàn hướng dẫn." in text
        assert "SỐ GỌI LÚC 09:41" in text
        assert "loa" not in text
        await room.wait(terminal, 3_600)
        assert "Mất kết nối từ 09:41." in await shown(terminal)
        room.call(1)
        room.office.heal()
        await terminal.settle()
        await room.wait(terminal, 9)
        assert stage_number(room) == "1002"
        assert "Mất kết nối" not in await shown(terminal)


async def test_a_rejected_display_shows_the_servers_sentence() -> None:
    """Staff read on the wall why the server turned it away."""
    room = WaitingRoom()
    async with room.opened() as terminal:
        room.office.reject(Sentence("Vui lòng cập nhật màn hình này.", "Please update this screen."))
        await terminal.settle()
        assert "Vui lòng cập nhật màn hình này." in await shown(terminal)
        room.office.heal()
        await terminal.settle()
        assert "Vui lòng cập nhật" not in await shown(terminal)


async def test_before_the_first_view_the_wall_says_that_it_connects() -> None:
    """A display switched on before its server is not a blank wall."""
    room = WaitingRoom()
    room.office.cut()
    async with room.opened() as terminal:
        assert "Đang kết nối với máy chủ…" in await shown(terminal)
        room.office.heal()
        await terminal.settle()
        assert "Chưa có số nào được gọi." in await shown(terminal)


async def test_at_lunch_the_wall_says_when_it_opens_again() -> None:
    """In any terminal; no number, no list and no invitation, and afterwards the wall is as before."""
    room = WaitingRoom(replace(office_plan(), always_open=False, hours=((MORNING, AFTERNOON),) * 7))
    room.open_counters(1)
    room.issue("1")
    room.serve(1, minutes=4)
    room.seconds = 3 * 3_600
    async with room.opened() as terminal:
        async for size in terminal.at_sizes(SIZES):
            text = " ".join((await shown(terminal)).split())
            assert "Đang nghỉ trưa" in text or size[0] >= 120, size  # drawn in large letters there
            assert "Tiếp nhận trở lại lúc" in text, size
            assert "Chiều nay, thứ Hai 23/11" in text, size
            assert "Lunch break. We open again at 13:30 this afternoon, Monday 23/11." in text, size
            assert "1001" not in text, size
            assert "SỐ ĐÃ GỌI" not in text, size
            assert "lấy số" not in text, size
        room.seconds += 3_600
        room.office.refresh()
        await terminal.settle()
        await room.wait(terminal, 0)
        assert stage_number(room) == "1001"


async def test_paused_counters_are_named() -> None:
    """Citizens see that a counter is not at work."""
    room = WaitingRoom()
    room.open_counters(2, 5)
    async with room.opened() as terminal:
        room.office.do(PauseCounter(2, "họp"))
        room.office.do(PauseCounter(5, ""))
        await terminal.settle()
        assert "Quầy tạm dừng: 2, 5" in await shown(terminal)


async def test_a_counter_called_by_a_letter_has_it_everywhere() -> None:
    """Stage, list, caption and the note of paused counters name a counter as the sign over it does."""
    room = WaitingRoom(office_plan(labels={2: "Quầy A", 5: "Cửa B"}))
    room.open_counters(1, 2, 5)
    room.issue("1", 2)
    async with room.opened() as terminal:
        room.call(2)
        await terminal.settle()
        await room.wait(terminal, 10)
        content = terminal.app.query_one(CallStage).content
        assert isinstance(content, StageCalls)
        assert content.calls[0].sign == "A"
        async for size in terminal.at_sizes(SIZES):
            assert "đến quầy A." in " ".join((await shown(terminal)).split()), size
        room.office.do(PauseCounter(5, ""))
        room.call(1)
        await terminal.settle()
        await room.wait(terminal, 10)
        async for size in terminal.at_sizes(SIZES):
            text = await shown(terminal)
            assert "Quầy A" in text or size[0] >= 200, size  # drawn in large letters there
            assert "Quầy tạm dừng: B" in text, size


async def test_waits_and_the_leader_on_duty_are_told() -> None:
    """Who has just come in sees how long it will take in each field, and whom to ask for."""
    room = WaitingRoom(office_plan(fields=FIELDS[:4]))
    room.open_counters(1)
    room.issue("1", 7)
    for _ in range(3):
        room.serve(1, minutes=4)
    async with room.opened() as terminal:
        async for size in terminal.at_sizes(SIZES):
            text = await shown(terminal)
            row = [row for row in text.splitlines() if "Hộ tịch" in row][-1]
            assert "tới 1003  20 phút " in row, size
            assert row.split("   ")[-1].split()[-1] == "4", size
            assert "Lãnh đạo trực hôm nay: Nguyễn Văn An" in text, size
            assert "ĐT 0212 3866 111" in text, size


async def test_a_name_of_any_length_stays_in_its_place() -> None:
    """A field's name of 80 letters ends in an ellipsis, and its count is still there."""
    long = "Đăng ký quyền sử dụng đất, quyền sở hữu nhà ở và tài sản khác gắn liền với đất ở"
    assert len(long) == 80
    room = WaitingRoom(office_plan(fields=[("1", long, ""), *FIELDS[1:]]))
    room.issue("1", 7)
    async with room.opened() as terminal:
        async for size in terminal.at_sizes(SIZES):
            row = next(row for row in (await shown(terminal)).splitlines() if "Đăng ký quyền" in row)
            assert "…" in row or size[0] >= 200, size
            assert "7" in row, size


async def test_brackets_in_names_are_text() -> None:
    """What looks like markup is shown as it was written, and a line break is a blank."""
    names = (Name("[bold red]Xã[/] Mộc\nChâu"), Name("[link='x']Một cửa"))
    room = WaitingRoom(office_plan([("1", "[b]Đất[/b] đai [", "")], names))
    async with room.opened() as terminal:
        async for size in terminal.at_sizes([(80, 24), (48, 40)]):
            text = await shown(terminal)
            assert "[bold red]Xã[/] Mộc Châu" in text, size
            assert "[link='x']Một cửa" in text, size
            assert "[b]Đất[/b] đai [" in text, size


async def test_the_wall_speaks_english() -> None:
    """Every sentence of the wall, and the office's own names, are in English."""
    room = WaitingRoom(language="en")
    room.open_counters(1, 2)
    room.issue("1", 3)
    async with room.opened((120, 30)) as terminal:
        room.call(1)
        await terminal.settle()
        await room.wait(terminal, 10)
        room.call(2)
        await terminal.settle()
        room.office.do(Recall(2))
        await terminal.settle()
        await room.wait(terminal, 10)
        text = await shown(terminal)
    for sentence in (
        "People's Committee of Mộc Châu",
        "Monday, 23/11/2026",
        "NOW CALLING NUMBER",
        "TO COUNTER",
        "CALLED AGAIN",
        "CALLED NUMBERS",
        "Counter 1",
        "Waiting: 1",
        "Civil status",
        "Called again: number 1002, please come to counter 2.",
    ):
        assert sentence in text


async def test_no_size_breaks_the_wall() -> None:
    """A terminal of any size is drawn; in a tiny one there is just less, until it grows."""
    room = WaitingRoom()
    room.open_counters(1)
    room.issue("1", 4)
    async with room.opened((1, 1)) as terminal:
        async for size in terminal.at_sizes([(1, 1), (10, 3), (24, 8), (300, 90)]):
            room.call(1)
            await room.wait(terminal, 60)
            await terminal.look()
            assert stage_number(room) == room.office.office.counters[1].ticket, size
            await terminal.resize(100, 30)
            assert "MỜI CÔNG DÂN CÓ SỐ" in await shown(terminal), size


@pytest.mark.parametrize("key", ["q", "ctrl+q", "ctrl+c"])
async def test_a_key_ends_the_program(key: str) -> None:
    """Whoever tries the display out gets out of it again."""
    room = WaitingRoom()
    async with room.opened() as terminal:
        await terminal.press(key)
        assert not terminal.app.is_running


async def test_no_key_ends_a_locked_display() -> None:
    """On the wall nobody gets past the display."""
    room = WaitingRoom(locked=True)
    async with room.opened() as terminal:
        for key in ("q", "ctrl+q", "ctrl+c", "ctrl+p", "escape", "ctrl+z"):
            await terminal.press(key)
            assert terminal.app.is_running, key
            assert len(terminal.app.screen_stack) == 1, key
