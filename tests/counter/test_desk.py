"""What a clerk does at the desk, key by key, and what the screen says to it."""

from dataclasses import replace

import pytest

from counter.desk import WIDE_COLUMNS_MIN
from tests.counter.desks import CLERK, MANY_FIELDS, Office, sitting_at
from tests.ticketing.plans import PLAN
from ticketing import commands as c
from ticketing.desk.confirming import CONFIRM_AFTER_SECONDS
from ticketing.desk.keys import ACT_WORDS, KEYS, UNDO_LEFT_SHORT, UNDO_NAMED
from ticketing.plan import Procedure
from ticketing.tickets import TicketState

pytestmark = pytest.mark.slow  # every one of these starts a terminal

SIZES = ((50, 45), (56, 40), (80, 24), (120, 40))


async def test_a_clerk_signs_in_by_name() -> None:
    """The name is asked until there is one; Enter opens the counter, and Space is next right after."""
    office = Office()
    number = office.issue()
    async with sitting_at(office.app(clerk="")) as desk:
        assert "Mở quầy số 3" in await desk.reads()
        await desk.press("enter")
        assert "Vui lòng điền mục này: Họ và tên cán bộ." in await desk.reads("QuestionPanel")
        await desk.press("escape")
        assert desk.asked() == "open"
        assert desk.ended == []
        await desk.type("Lê Văn An")
        await desk.press("enter")
        assert office.fake.office.counters[3].clerk == "Lê Văn An"
        assert "Lê Văn An · Đang mở" in await desk.reads()
        await desk.press("space")
        assert office.ticket(number).state is TicketState.CALLED


async def test_a_desk_with_a_clerk_opens_by_itself_once() -> None:
    """With a name given the counter opens at once; closed by hand it stays closed and asks."""
    office = Office()
    async with sitting_at(office.app()) as desk:
        assert office.fake.office.counters[3].clerk == CLERK
        await desk.press("o")
        assert "Đóng quầy 3?" in await desk.reads()
        office.pass_time(seconds=CONFIRM_AFTER_SECONDS)
        await desk.press("space")
        assert not office.fake.office.counters[3].is_open
        assert desk.asked() != ""
        assert "Mở quầy số 3" in await desk.reads()


async def test_next_shows_the_number_its_field_and_why() -> None:
    """A call shows number, field, state and reason, and the status line says it was called."""
    office = Office()
    office.issue("1")
    office.pass_time(minutes=34)
    async with sitting_at(office.app()) as desk:
        await desk.press("space")
        screen = await desk.reads("AtDesk")
        assert "█" in screen
        assert "Chứng thực" in screen
        assert "Đang gọi · 0:00" in screen
        assert "Lý do gọi: số thường, đến trước trong số đang chờ; đã chờ 34 phút" in screen
        assert desk.outcome() == "Đã gọi số 1001."


async def test_the_procedure_that_the_citizen_chose_stands_on_the_desk() -> None:
    """Beside the field, as the catalogue names it."""
    procedure = Procedure("1.001193", "1", "Đăng ký khai sinh")
    office = Office(replace(PLAN, procedures=(procedure,)))
    office.fake.do(c.IssueTicket("1", procedure=procedure.code))
    async with sitting_at(office.app()) as desk:
        await desk.press("space")
        assert "Chứng thực · Đăng ký khai sinh" in await desk.reads("AtDesk")


async def test_a_numeric_keypad_is_enough_for_a_visit() -> None:
    """+ calls, * recalls, / starts and Enter finishes; Del is a no-show, with NumLock and without."""
    office = Office()
    office.issue_many("1", "1", "1")
    async with sitting_at(office.app()) as desk:
        await desk.press("plus", "asterisk", "slash")
        assert office.ticket("1001").recalls == 1
        assert office.ticket("1001").state is TicketState.SERVING
        await desk.press("enter")
        assert office.ticket("1001").state is TicketState.SERVED
        await desk.press("plus", "delete", "plus", "full_stop")
        assert office.ticket("1002").state is TicketState.NO_SHOW
        assert office.ticket("1003").state is TicketState.NO_SHOW


async def test_a_counter_is_paused_and_reopened_by_one_key() -> None:
    """C pauses; then its words and its command are those of reopening."""
    office = Office()
    async with sitting_at(office.app()) as desk:
        assert "Tạm dừng quầy" in await desk.reads()
        await desk.press("c")
        await desk.type("họp giao ban")
        await desk.press("enter")
        assert office.fake.office.counters[3].is_paused
        assert "Tạm dừng: họp giao ban" in await desk.reads("Heading")
        assert "Mở lại quầy" in await desk.reads()
        await desk.press("c")
        assert not office.fake.office.counters[3].is_paused


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
    """Waiting, late, priority, minutes, failed slips and other counters are all on the screen."""
    office = Office()
    office.issue("2")
    office.pass_time(minutes=4)
    office.issue("1", "elderly")
    office.pass_time(minutes=12)
    office.issue("3", "elderly")
    office.fake.do(c.ReportPrint("3001", "failed", "paper-out", kiosk="M1"))
    office.open(2)
    office.fake.do(c.PauseCounter(2))
    async with sitting_at(office.app(), size=(120, 40)) as desk:
        screen, waiting = await desk.reads(), await desk.reads("#waiting-list")
        assert "Đang chờ: 3 ▲ 1 quá 15 phút" in await desk.reads("#waiting-count")
        assert waiting.count("▲") == 1
        assert "▲ 16 phút" in waiting
        assert "1001 Chứng thực ★ Người cao tuổi 12 phút" in screen
        assert "3001 Đất đai in lỗi ★ Người cao" in screen
        assert "Máy M1: in lỗi 1 phiếu từ 08:16 – hết giấy: 3001" in screen.replace(" │ ", " ")
        assert "2 tạm dừng" in screen


async def test_outside_texts_are_no_markup() -> None:
    """Brackets in names and notes are shown as they are."""
    office = Office()
    office.issue()
    async with sitting_at(office.app(clerk="[red]Hoa[/] [x")) as desk:
        assert "[red]Hoa[/] [x" in await desk.reads()
        await desk.press("space", "p")
        await desk.type("[b]a[/c]")
        await desk.press("enter")
        assert "1001 0:00 [b]a[/c]" in await desk.reads()


async def test_everything_is_worded_in_english_too() -> None:
    """Keys, lists, reasons and refusals are English for a desk in English."""
    office = Office()
    office.issue()
    async with sitting_at(office.app(language="en")) as desk:
        await desk.press("space")
        screen = await desk.reads()
        for text in ("Call next", "Certification", "Why this one: ordinary", "Waiting: 0", "Connected"):
            assert text in screen
        await desk.press("enter", "s")
        assert desk.outcome() == "There is no number at counter 3 now."


async def test_every_key_is_whole_at_every_size() -> None:
    """All keys and the connection fit at each size that the desk is made for, in short where it is narrow.

    The longest is undo while it counts its seconds down.
    """
    office = Office(MANY_FIELDS)
    office.issue_many(*"123456")
    async with sitting_at(office.app()) as desk:
        await desk.press("space")
        for columns, rows in SIZES:
            await desk.resize(columns, rows)
            await desk.settle()
            screen, words = await desk.reads(), desk.widget.words
            assert f"● {words('Connected')}" in screen
            is_wide = columns >= WIDE_COLUMNS_MIN
            for key in KEYS:
                if key.name != "undo":
                    assert f"{key.cap} {words(key.sentence if is_wide else key.short)}" in screen
            act = words(ACT_WORDS["call"], number="1001")
            named = words(UNDO_NAMED, act=act) if columns > 80 else f"↶ {act}"
            assert f"U {named if is_wide else words(UNDO_LEFT_SHORT, n=10)}" in screen
