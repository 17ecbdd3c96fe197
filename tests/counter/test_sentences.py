"""What stands on the parts of the desk, as sentences; nothing here starts a terminal."""

from dataclasses import replace
from typing import Any, cast

import pytest

from counter.at_desk import paper_sentence, priority_mark, state_sentence, why_lines
from counter.desk_state import DeskState
from counter.heading import figures_sentence
from counter.sidebar import LINE_CELLS, sidebar_lines
from counter.waiting import waiting_sentence
from link.contract import LinkState
from tests.ticketing.desk.clerk import Clerk
from tests.ticketing.plans import PLAN
from ticketing import commands as c
from ticketing.desk import sayings
from ticketing.desk.keys import KEY_NAMED, sensible_keys, sentence_of
from ticketing.desk_views import OwnFigures, ScreenProblem, TicketRow
from ticketing.events import PrintOutcome
from ticketing.plan import Name, OfficePlan
from ticketing.refusals import Refusal
from ticketing.tickets import TicketState
from ticketing.wire.messages import office_card
from wording import load


def state_of(clerk: Clerk, **values: Any) -> DeskState:
    """What the clerk's desk shows now, with other values of its view."""
    return DeskState(
        view=replace(clerk.view, **values),
        office=office_card(clerk.history.office.plan),
        words=clerk.words,
        now=clerk.history.now,
        connection=LinkState.LIVE,
    )


def called(plan: OfficePlan = PLAN, priority: str | None = None) -> tuple[Clerk, TicketRow]:
    """A clerk who has called a number."""
    clerk = Clerk(plan)
    clerk.history.issue("1", priority)
    clerk.press("next")
    assert clerk.view.ticket is not None
    return clerk, clerk.view.ticket


@pytest.mark.parametrize(
    ("reports", "said"),
    [
        ([], "phiếu chưa in"),
        ([("printed", False)], "phiếu đã in"),
        ([("sent", False)], "phiếu đã gửi, chưa xác nhận"),
        ([("failed", False)], "phiếu in lỗi"),
        ([("failed", False), ("printed", True), ("printed", True)], "phiếu đã in (in lại 2×)"),
    ],
)
def test_the_clerk_reads_what_became_of_the_slip(reports: list[tuple[str, bool]], said: str) -> None:
    """Issued, printed, sent, failed and reprinted are told apart at the desk."""
    clerk, _ = called()
    for outcome, copy in reports:
        clerk.history.do(c.ReportPrint("1001", cast(PrintOutcome, outcome), copy=copy))
    ticket = clerk.view.ticket
    assert ticket is not None
    assert paper_sentence(ticket, clerk.words) == said


@pytest.mark.parametrize(
    ("kiosks", "said"),
    [
        (("",), "Máy lấy số sắp hết giấy"),
        (("Sảnh",), "Máy lấy số Sảnh sắp hết giấy"),
        (("[b]Tầng 2", "Sảnh"), "2 máy lấy số sắp hết giấy: [b]Tầng 2, Sảnh"),
    ],
)
def test_the_clerk_reads_where_paper_runs_out(kiosks: tuple[str, ...], said: str) -> None:
    """Paper that is near its end stands on every desk before a slip fails."""
    clerk = Clerk()
    assert sayings.paper_sentence(kiosks, clerk.words) == said
    assert sidebar_lines(state_of(clerk, paper_low=kiosks))[0].plain == said


def test_a_confirmed_priority_class_has_another_mark() -> None:
    """What the citizen said at the kiosk is shown, and with a tick once a clerk has seen it."""
    clerk, ticket = called(priority="elderly")
    state = state_of(clerk)
    assert priority_mark(ticket, state)[0] == " ★ Ưu tiên: Người cao tuổi "
    confirmed = replace(ticket, priority_confirmed=True)
    assert priority_mark(confirmed, state)[0] == " ★ Ưu tiên: Người cao tuổi ✓ đã xác nhận "


def test_what_was_done_before_stands_with_the_note_and_the_reason() -> None:
    """The outcomes of a visit's earlier matters, what another clerk has noted, why this one was called."""
    clerk, ticket = called()
    told = replace(ticket, outcome="guidance, accepted", note="[b]sao y")
    assert why_lines(clerk.view, told, clerk.words).plain.splitlines() == [
        "Việc trước: Chỉ hướng dẫn, Đã tiếp nhận hồ sơ",
        "Ghi chú: [b]sao y",
        "Lý do gọi: số thường, đến trước trong số đang chờ; đã chờ chưa đến 1 phút",
    ]


def test_waits_beyond_the_target_are_counted() -> None:
    """The office's target of 15 minutes, from the minute on that is shown as 16."""
    clerk = Clerk()
    clerk.history.issue()
    clerk.history.wait(seconds=959)
    assert waiting_sentence(state_of(clerk)).plain == "Đang chờ: 1"
    clerk.history.wait(seconds=1)
    clerk.history.issue()
    assert waiting_sentence(state_of(clerk)).plain == "Đang chờ: 2  ▲ 1 quá 15 phút"
    assert waiting_sentence(state_of(clerk), short=True).plain == "Đang chờ: 2  ▲ 1"


def test_own_figures_are_told() -> None:
    """Served, no-shows, mean wait and mean service of today."""
    clerk = Clerk()
    clerk.history.issue()
    clerk.history.issue()
    clerk.history.wait(minutes=4)
    clerk.press("next")
    clerk.press("start")
    clerk.history.wait(minutes=6)
    for key in ("finish", "next", "no-show"):
        clerk.press(key)
    said = figures_sentence(clerk.view.figures, clerk.words)
    assert said == "Đã phục vụ hôm nay: 1 · vắng mặt 1 · TB chờ 4, phục vụ 6 phút"


def test_what_nobody_started_is_told_beside_what_was_served() -> None:
    """Only where there is any."""
    said = figures_sentence(OwnFigures(3, 1, 240, 360, unstarted=2), load("vi"))
    assert said == "Đã phục vụ hôm nay: 3 · chưa bấm bắt đầu 2 · vắng mặt 1 · TB chờ 4, phục vụ 6 phút"


def test_a_service_that_begins_by_itself_is_counted_down() -> None:
    """The clerk reads after how many seconds the citizen counts as being served."""
    clerk, ticket = called(replace(PLAN, rules=replace(PLAN.rules, start_after_seconds=45)))
    clerk.history.wait(seconds=5)
    assert state_sentence(ticket, state_of(clerk)) == "Đang gọi · 0:05 · tự bắt đầu sau 40 giây"


def test_screens_in_trouble_are_named() -> None:
    """What the server knows of a screen is worded; what a screen says itself stands as it is."""
    silent = ScreenProblem("display", None, "sảnh trái", "silent")
    own = ScreenProblem("kiosk", None, "", "[b]kẹt giấy")
    lines = [line.plain for line in sidebar_lines(state_of(Clerk(), screens=(silent, own)))]
    assert lines[:2] == ["Màn hình sảnh trái: không phản hồi", "Máy lấy số: [b]kẹt giấy"]


def test_who_is_on_hold_or_missed_and_the_dossiers_stand_beside() -> None:
    """With how long and what is lacking; dossiers are counted by what they want."""
    clerk, _ = called()
    clerk.history.issue()
    clerk.press("park", "thiếu giấy khai sinh")
    clerk.press("next")
    clerk.press("no-show")
    clerk.history.issue()
    clerk.press("next")
    today = clerk.history.now.date()
    clerk.history.do(c.FinishService(3, "accepted", "H52-1", due=today))
    clerk.history.wait(minutes=2)
    assert [line.plain for line in sidebar_lines(state_of(clerk))] == [
        "Tạm gác: 1",
        "1001 2:00 thiếu giấy khai sinh",
        "Vắng mặt: 1",
        "1002",
        "Hồ sơ tồn: 1",
        "đến hạn hôm nay: 1",
        "cần gửi văn bản xin lỗi: 1",
        "Không có quầy nào khác đang mở",
    ]


def test_undo_counts_down_on_its_key_and_dims() -> None:
    """The key says for how many seconds it is still good."""
    clerk, _ = called()
    words = clerk.words
    said = [
        sentence_of(KEY_NAMED["undo"], clerk.view, clerk.history.now, words, short=each)
        for each in (False, True)
    ]
    assert said == ["Hoàn tác: gọi số 1001", "Hoàn tác 10s"]
    assert "undo" in sensible_keys(clerk.view, clerk.history.now)
    clerk.history.wait(seconds=11)
    assert sentence_of(KEY_NAMED["undo"], clerk.view, clerk.history.now, words, short=False) == "Hoàn tác"
    assert "undo" not in sensible_keys(clerk.view, clerk.history.now)


def test_recalls_are_counted_until_a_no_show() -> None:
    """R calls again; past the office's number of recalls the number is a no-show and says so."""
    clerk, _ = called()
    assert [clerk.press("recall") for _ in range(2)] == [
        "Đã gọi lại số 1001, lần 1.",
        "Đã gọi lại số 1001, lần 2.",
    ]
    assert clerk.view.ticket is not None
    assert "Gọi lại 2/3" in state_sentence(clerk.view.ticket, state_of(clerk))
    clerk.press("recall")
    assert clerk.press("recall") == "Số 1001 không có mặt, đã chuyển sang danh sách vắng mặt."
    assert [line.plain for line in sidebar_lines(state_of(clerk))][:2] == ["Vắng mặt: 1", "1001"]


def test_a_service_is_timed() -> None:
    """The state says for how long the number has been served."""
    clerk, _ = called()
    clerk.press("start")
    clerk.history.wait(minutes=7, seconds=5)
    assert clerk.view.ticket is not None
    assert state_sentence(clerk.view.ticket, state_of(clerk)) == "Đang phục vụ · 7:05"


def test_undo_takes_the_call_back_while_it_counts() -> None:
    """U lets the number wait as before; later the server says that it is too late."""
    clerk, _ = called()
    assert clerk.press("undo") == "Đã hoàn tác: gọi số 1001."
    assert clerk.history.ticket("1001").state is TicketState.WAITING
    clerk.press("next")
    clerk.history.wait(seconds=11)
    late = clerk.history.attempt(c.Undo(3))
    assert isinstance(late, Refusal)
    assert late.sentence(clerk.words) == "Đã quá thời gian hoàn tác: chỉ trong vòng 10 giây."


def test_a_warning_of_the_office_file_is_read_to_its_end() -> None:
    """It is told first, over as many lines as it needs, in the language of the desk."""
    said = "Quầy 3 không còn trong tệp cơ quan nhưng số 3001 vẫn đang ở đó. Vui lòng làm xong tại quầy."
    lines = [line.plain for line in sidebar_lines(state_of(Clerk(), warnings=(Name(said, "Counter 3"),)))]
    assert " ".join(lines[:3]).startswith(said)
    assert max(map(len, lines[:3])) <= LINE_CELLS
