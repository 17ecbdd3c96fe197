"""What a clerk does at the desk, key by key, and what the screen says to it."""

import pytest

from counter.desk import WIDE_COLUMNS_MIN
from tests.counter.desks import CLERK, MANY_FIELDS, Office, sitting_at
from ticketing import commands as c
from ticketing.desk.keys import KEYS, UNDO_LEFT, UNDO_LEFT_SHORT
from ticketing.tickets import TicketState

pytestmark = pytest.mark.slow  # every one of these starts a terminal


async def test_a_clerk_signs_in_by_name() -> None:
    """The name is asked, Enter opens the counter, and the screen shows who sits there."""
    office = Office()
    async with sitting_at(office.app(clerk="")) as desk:
        assert "Mở quầy số 3" in desk.reads()
        await desk.type("Lê Văn An")
        await desk.press("enter")
        assert office.twin.office.counters[3].clerk == "Lê Văn An"
        assert "Lê Văn An · Đang mở" in desk.reads()


async def test_space_is_next_right_after_signing_in() -> None:
    """The keys go back to the desk as soon as the counter is open."""
    office = Office()
    number = office.issue()
    async with sitting_at(office.app(clerk="")) as desk:
        await desk.type("An")
        await desk.press("enter", "space")
        assert office.ticket(number).state is TicketState.CALLED


async def test_a_desk_with_a_clerk_opens_by_itself_once() -> None:
    """With a name given the counter opens at once; closed by hand it stays closed and asks."""
    office = Office()
    async with sitting_at(office.app()) as desk:
        assert office.twin.office.counters[3].clerk == CLERK
        await desk.press("o")
        assert not office.twin.office.counters[3].is_open
        assert desk.widget.asking is not None
        assert "Mở quầy số 3" in desk.reads()


async def test_signing_in_without_a_name_is_answered_with_a_sentence() -> None:
    """The question stays open with the sentence, and nothing is sent."""
    async with sitting_at(Office().app(clerk="")) as desk:
        await desk.press("enter")
        assert "Vui lòng điền mục này: Họ và tên cán bộ." in desk.reads("QuestionPanel")
        assert desk.asked() == "open"
        assert desk.ended == []


async def test_the_escape_key_leaves_a_closed_counter_closed() -> None:
    """There is nothing behind the question for the name."""
    async with sitting_at(Office().app(clerk="")) as desk:
        await desk.press("escape")
        assert desk.asked() == "open"


async def test_next_shows_the_number_its_field_and_why() -> None:
    """A call shows number, field, state and reason, and the status line says it was called."""
    office = Office()
    office.issue("1")
    office.pass_time(minutes=34)
    async with sitting_at(office.app()) as desk:
        await desk.press("space")
        screen = desk.reads("AtDesk")
        assert "█" in screen
        assert "Chứng thực" in screen
        assert "Đang gọi · 0:00" in screen
        assert "Lý do gọi: số thường, đến trước trong số đang chờ; đã chờ 34 phút" in screen
        assert desk.outcome() == "Đã gọi số 1001."


async def test_recalls_are_counted_until_a_no_show() -> None:
    """R calls again; past the office's number of recalls the number is a no-show and says so."""
    office = Office()
    office.issue()
    async with sitting_at(office.app()) as desk:
        await desk.press("space", "r", "r")
        assert "Gọi lại 2/3" in desk.reads()
        await desk.press("r", "r")
        assert office.ticket("1001").state is TicketState.NO_SHOW
        assert desk.outcome() == "Số 1001 không có mặt, đã chuyển sang danh sách vắng mặt."
        assert "Vắng mặt: 1 1001" in desk.reads("#sidebar-list")


async def test_start_and_finish_count_as_served() -> None:
    """S starts, Enter finishes, and the heading counts one more served."""
    office = Office()
    office.issue()
    async with sitting_at(office.app()) as desk:
        await desk.press("space", "s")
        office.pass_time(minutes=7, seconds=5)
        desk.widget._show_view()
        await desk.pilot.pause()
        assert "Đang phục vụ · 7:05" in desk.reads()
        await desk.press("enter")
        assert office.ticket("1001").state is TicketState.SERVED
        assert "Đã phục vụ hôm nay: 1" in desk.reads()


@pytest.mark.parametrize("key", ["delete", "full_stop"])
async def test_the_delete_key_marks_a_no_show(key: str) -> None:
    """The keypad's Del does so with NumLock too."""
    office = Office()
    office.issue()
    async with sitting_at(office.app()) as desk:
        await desk.press("space", key)
        assert office.ticket("1001").state is TicketState.NO_SHOW


async def test_a_numeric_keypad_is_enough_for_a_visit() -> None:
    """+ calls, * recalls, / starts and Enter finishes."""
    office = Office()
    office.issue()
    async with sitting_at(office.app()) as desk:
        await desk.press("plus", "asterisk", "slash")
        assert office.ticket("1001").recalls == 1
        assert office.ticket("1001").state is TicketState.SERVING
        await desk.press("enter")
        assert office.ticket("1001").state is TicketState.SERVED


async def test_a_counter_is_paused_and_reopened_by_one_key() -> None:
    """C pauses; then its words and its command are those of reopening."""
    office = Office()
    async with sitting_at(office.app()) as desk:
        assert "Tạm dừng quầy" in desk.reads()
        await desk.press("c")
        await desk.type("họp giao ban")
        await desk.press("enter")
        assert office.twin.office.counters[3].is_paused
        assert "Tạm dừng: họp giao ban" in desk.reads("Heading")
        assert "Mở lại quầy" in desk.reads()
        await desk.press("c")
        assert not office.twin.office.counters[3].is_paused


async def test_undo_takes_the_call_back() -> None:
    """U brings the number back to the line; later the server says that it is too late."""
    office = Office()
    office.issue()
    async with sitting_at(office.app()) as desk:
        await desk.press("space", "u")
        assert office.ticket("1001").state is TicketState.WAITING
        assert desk.outcome() == "Đã hoàn tác thao tác vừa rồi."
        await desk.press("space")
        office.pass_time(seconds=11)
        await desk.press("u")
        assert desk.outcome() == "Đã quá thời gian hoàn tác: chỉ trong vòng 10 giây."


async def test_a_refusal_is_shown_as_its_sentence() -> None:
    """Whatever the server refuses reads as a sentence in the status line, which stands out."""
    async with sitting_at(Office().app()) as desk:
        await desk.press("space")
        assert desk.outcome() == "Không còn công dân chờ ở quầy này."
        await desk.press("s")
        assert desk.outcome() == "Hiện quầy số 3 không có số nào."
        assert desk.ended[-1].is_problem


async def test_keys_can_be_clicked() -> None:
    """A click on a key is a press of it."""
    office = Office()
    office.issue()
    async with sitting_at(office.app()) as desk:
        await desk.click("#next")
        await desk.click("#start")
        assert office.ticket("1001").state is TicketState.SERVING


async def test_the_lists_show_who_waits_and_what_went_wrong() -> None:
    """Waiting, priority, minutes, failed slips and other counters are all on the screen."""
    office = Office()
    office.issue("1", "elderly")
    office.pass_time(minutes=12)
    office.issue("3")
    office.twin.do(c.ReportPrint("3001", "failed", "hết giấy"))
    office.open(2)
    office.twin.do(c.PauseCounter(2))
    async with sitting_at(office.app(), size=(120, 40)) as desk:
        screen = desk.reads()
        assert "Đang chờ: 2" in screen
        assert "1001 Chứng thực ★ Người cao tuổi 12 phút" in screen
        assert "3001 Đất đai in lỗi 0 phút" in screen
        assert "Phiếu 3001 in lỗi: hết giấy" in screen
        assert "2 tạm dừng" in screen


async def test_outside_texts_are_no_markup() -> None:
    """Brackets in names and notes are shown as they are."""
    office = Office()
    office.issue()
    async with sitting_at(office.app(clerk="[red]Hoa[/] [x")) as desk:
        assert "[red]Hoa[/] [x" in desk.reads()
        await desk.press("space", "p")
        await desk.type("[b]a[/c]")
        await desk.press("enter")
        assert "1001 0:00 [b]a[/c]" in desk.reads()


async def test_everything_is_worded_in_english_too() -> None:
    """Keys, lists, reasons and refusals are English for a desk in English."""
    office = Office()
    office.issue()
    async with sitting_at(office.app(language="en")) as desk:
        await desk.press("space")
        screen = desk.reads()
        for text in ("Call next", "Certification", "Why this one: ordinary", "Waiting: 0", "Connected"):
            assert text in screen
        await desk.press("enter", "s")
        assert desk.outcome() == "There is no number at counter 3 now."


@pytest.mark.parametrize("size", [(50, 45), (56, 40), (80, 24), (120, 40)])
async def test_every_key_is_whole_at_every_size(size: tuple[int, int]) -> None:
    """All keys fit at each of the sizes that the desk is made for, with short words where it is narrow.

    The longest is undo while it counts its seconds down.
    """
    office = Office(MANY_FIELDS)
    office.issue_many(*"123456")
    async with sitting_at(office.app(), size=size) as desk:
        await desk.press("space")
        screen, words = desk.reads(), desk.widget.words
        is_wide = size[0] >= WIDE_COLUMNS_MIN
        for key in KEYS:
            if key.name != "undo":
                assert f"{key.cap} {words(key.sentence if is_wide else key.short)}" in screen
        assert f"U {words(UNDO_LEFT if is_wide else UNDO_LEFT_SHORT, n=10)}" in screen
