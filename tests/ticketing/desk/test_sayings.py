"""What a desk says of a press that was carried out."""

from datetime import date

import pytest

from ticketing import commands as c
from ticketing.answers import Answer, CallAnswer, DoneAnswer
from ticketing.desk.sayings import done_sentence
from ticketing.tickets import TicketState
from wording import load

DUE = date(2026, 12, 4)
CALLED = CallAnswer("1006", "1", 3, TicketState.CALLED, 7)


@pytest.mark.parametrize(
    ("command", "answer", "vietnamese"),
    [
        (c.CallNext(3), CALLED, "Đã gọi số 1006."),
        (
            c.Recall(3),
            CallAnswer("1006", "1", 3, TicketState.CALLED, 8, 2),
            "Đã gọi lại số 1006, lần 2.",
        ),
        (
            c.Recall(3),
            CallAnswer("1006", "1", 3, TicketState.NO_SHOW, None, 3),
            "Số 1006 không có mặt, đã chuyển sang danh sách vắng mặt.",
        ),
        (
            c.FinishService(3, "accepted", "H1", due=DUE),
            DoneAnswer("1006", DUE),
            "Đã hoàn tất số 1006. Ngày hẹn trả kết quả: 04/12/2026.",
        ),
        (
            c.NextMatter(3, "2", "accepted", "H1", due=DUE),
            DoneAnswer("1006", DUE),
            "Số 1006 tiếp tục với lĩnh vực tiếp theo. Ngày hẹn trả kết quả: 04/12/2026.",
        ),
        (c.Resume(3, "1006"), DoneAnswer("1006"), "Đang phục vụ lại số 1006."),
        (c.ResumeCounter(3), DoneAnswer(), ""),
        (c.Undo(3), DoneAnswer("1006", undone="cancel"), "Đã hoàn tác: huỷ số 1006."),
        (c.Undo(3), DoneAnswer(), "Đã hoàn tác thao tác vừa rồi."),
        (c.PauseCounter(3), DoneAnswer(), ""),
        (c.MarkReady("H1"), DoneAnswer(), "Đã ghi hồ sơ có kết quả."),
        (c.PostMessage("Xin chào"), DoneAnswer(), "Đã gửi thông báo."),
    ],
)
def test_a_command_that_was_carried_out_is_said(command: c.Command, answer: Answer, vietnamese: str) -> None:
    """By what was asked and not by what the answer looks like: the next matter's number goes on."""
    assert done_sentence(command, answer, load("vi")) == vietnamese
