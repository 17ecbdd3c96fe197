"""Every event is told in a sentence, in both languages."""

from datetime import timedelta

import pytest

from server.reports.story.telling import TELLERS, tell
from server.reports.story.tongue import Tongue, maker
from tests.server.reports.story.days import ENGLISH, VIETNAMESE, steps
from tests.ticketing.history import History, opened
from tests.ticketing.plans import plan_calling, plan_with
from ticketing import commands as c
from ticketing import events as e
from ticketing.desk.verbs import VERB_TELLING
from ticketing.plan import Procedure
from ticketing.rules.losses import Loss, Reached, loss_accepted
from ticketing.values import replace
from ticketing.wire.codec import EVENTS
from wording import load


def told(history: History, tongue: Tongue = ENGLISH) -> list[str]:
    """The whole day in sentences."""
    return [tell(happening, tongue) for step in steps(history) for happening in step.happenings]


def last(history: History, *commands: c.Command, tongue: Tongue = ENGLISH) -> str:
    """The sentence of what the commands led to last."""
    history.do(*commands)
    return told(history, tongue)[-1]


def test_no_event_is_without_its_sentence() -> None:
    """Whoever adds an event adds how it is told, or which command's sentence tells it."""
    assert set(TELLERS).isdisjoint(VERB_TELLING)
    assert {*TELLERS, *VERB_TELLING} == set(EVENTS.values())


def test_the_procedure_of_a_number_is_told() -> None:
    """By its name; by its code where the office file has lost it since."""
    birth = Procedure("1.001193", "1", "Đăng ký khai sinh")
    history = opened(plan_with(procedures=(birth,)))
    sentence = last(history, c.IssueTicket("1", procedure=birth.code), tongue=VIETNAMESE)
    assert "thủ tục: Đăng ký khai sinh" in sentence
    history.office = replace(history.office, plan=plan_with())
    assert "procedure: 1.001193" in told(history)[-1]


def test_a_visit_is_told_in_vietnamese() -> None:
    """From the kiosk to the end, with counter, clerk and reason, in the first language."""
    history = opened(counters=(1,))
    history.issue("1")
    history.wait(minutes=5)
    history.do(c.CallNext(1), c.Recall(1), c.StartService(1), c.FinishService(1, "guidance"))
    assert told(history, VIETNAMESE)[1:] == [
        "Cấp số 1001, lĩnh vực Chứng thực; số thường; 0 số đang chờ trước.",
        "Quầy 1 (Hoa 1) gọi số 1001: số thường, đến trước trong số đang chờ; đã chờ 5 phút.",
        "Quầy 1 (Hoa 1) gọi lại số 1001, lần 1.",
        "Quầy 1 (Hoa 1) bắt đầu phục vụ số 1001.",
        "Quầy 1 (Hoa 1) hoàn tất số 1001: Chỉ hướng dẫn.",
    ]


def test_why_somebody_has_priority_is_told_to_nobody() -> None:
    """A priority ticket's class stands in no sentence; it may tell of an illness."""
    history = opened(counters=(1,))
    history.issue("1", "disabled")
    history.do(c.CallNext(1))
    for tongue in (ENGLISH, VIETNAMESE):
        text = " ".join(told(history, tongue))
        assert "disabled" not in text
        assert "khuyết tật" not in text


def test_what_a_clerk_may_press_besides() -> None:
    """On hold, back, transferred, missed, cancelled, paused, undone: each names what it was about."""
    history = opened(counters=(1, 3))
    for _ in range(4):
        history.issue("1")
    history.do(c.CallNext(1))
    assert last(history, c.Park(1, "giấy tờ.")) == "Counter 1 (Hoa 1) put number 1001 on hold: giấy tờ."
    assert last(history, c.Resume(1, "1001")) == "Counter 1 (Hoa 1) serves number 1001, which came back."
    moved = last(history, c.Transfer(1, to_counter=3, note="ký"))
    assert moved == "Counter 1 (Hoa 1) transferred number 1001 to counter 3: ký; Hoa 3 was there."
    assert last(history, c.CloseCounter(3)) == "Counter 3 (Hoa 3) closed."
    assert told(history)[-2] == (
        "Number 1001 waits for every counter of Certification again; open for it: Counter 1 (Hoa 1)."
    )
    history.do(c.CallNext(1))
    assert last(history, c.Undo(1)) == (
        "Counter 1 (Hoa 1) took back: call 1001; numbers as before: 1001 (waiting)."
    )
    history.do(c.CallNext(1))
    missed = last(history, c.MarkNoShow(1))
    assert missed == "Counter 1 (Hoa 1): nobody came for number 1001; recalls: 0."
    assert last(history, c.CancelTicket("1002", "về")) == "Number 1002 was cancelled: về."
    assert last(history, c.PauseCounter(1, "họp")) == "Counter 1 (Hoa 1) paused: họp."
    assert last(history, c.ResumeCounter(1)) == "Counter 1 (Hoa 1) calls again after a pause."
    assert last(history, c.AssignFields(1, ("1", "2"))) == (
        "Counter 1 (Hoa 1) now serves: Certification, Civil status."
    )
    history.end_day()
    assert told(history)[-1] == "Number 1004 lapsed with the end of the service day; until then: waiting."


def test_a_transfer_says_why_and_whether_anybody_was_open_there() -> None:
    """A field with a clerk, one whose clerk is away for a while, and one that nobody serves just then."""
    history = opened(counters=(1, 2))
    for _ in range(3):
        history.issue("1")
    sent = "Counter 1 (Hoa 1) transferred number"
    history.do(c.CallNext(1))
    assert last(history, c.Transfer(1, "2", note="khai sinh")) == (
        f"{sent} 1001 to Civil status: khai sinh; open for it: Counter 2 (Hoa 2)."
    )
    history.do(c.PauseCounter(2), c.CallNext(1))
    assert last(history, c.Transfer(1, "3")) == (
        f"{sent} 1002 to Land; no reason was given; open for it, but paused: Counter 2 (Hoa 2)."
    )
    history.do(c.CloseCounter(2), c.CallNext(1), c.StartService(1))
    assert last(history, c.NextMatter(1, "3")) == f"{sent} 1003 to Land; no counter was open for it."


def test_no_code_of_a_printer_stands_in_the_story() -> None:
    """What hinders a printer is told in the words of both desks."""
    history = opened(counters=(1,))
    history.issue("1")
    told = last(history, c.ReportPrint("1001", "failed", "no-answer"), tongue=VIETNAMESE)
    assert told == "Không in được phiếu số 1001: máy in không trả lời."


def test_a_number_that_was_called_and_never_started_is_told_as_such() -> None:
    """A clerk may finish what had only been called."""
    history = opened(plan_calling("strict"), (1,))
    history.issue("1")
    history.do(c.CallNext(1), c.FinishService(1))
    assert told(history)[-1].startswith("Counter 1 (Hoa 1) finished with number 1001, which had been called")


def test_a_late_ticket_is_told_with_the_time_on_its_paper() -> None:
    """A kiosk that was offline had given it out before."""
    history = opened(counters=(1,))
    (leased,) = history.do(c.LeaseNumbers("1", "may-1"))
    assert isinstance(leased, e.NumbersLeased)
    taken_at = history.now + timedelta(minutes=1)
    history.wait(minutes=10)
    late = c.ReconcileTicket(leased.numbers[0], "1", None, "track", taken_at, "may-1")
    sentence = last(history, late)
    assert "a kiosk that was offline had given it out at 08:01:00" in sentence


@pytest.mark.parametrize(
    ("made_by", "vietnamese"),
    [
        ("counter 3", "Quầy 3"),
        ("kiosk Máy 1", "Máy lấy số Máy 1"),
        ("kiosk", "Máy lấy số"),
        ("manager", "Quản lý"),
        ("manager, sảnh", "Quản lý, sảnh"),
        ("clerk Hoa, counter 3", "Cán bộ Hoa, Quầy 3"),
        ("guidance Lan", "Bàn hướng dẫn Lan"),
        ("api counter", "Qua HTTP, quyền quầy"),
        ("day", "Hệ thống, khi sang ngày mới"),
        ("loss", "Hệ thống, vì sổ ghi bị mất mục"),
        ("rule", "Hệ thống, theo quy định của cơ quan"),
        ("somebody else", "somebody else"),
    ],
)
def test_whoever_pressed_is_named(made_by: str, vietnamese: str) -> None:
    """Screens, systems and the turn of the day are worded; what is not known stands as it is."""
    assert maker(made_by, load("vi")) == vietnamese


def test_what_the_office_file_has_lost_since_is_still_told() -> None:
    """A field and a counter that are gone stand with their code and number."""
    history = History()
    issued = e.TicketIssued(history.now, "9001", "9", None, 1, 1, None, "track")
    called = e.TicketCalled(history.now, "9001", "9", 99, 1, e.Reason(e.Rule.FIRST_COME, False, 60))
    history.happen(issued, e.CounterOpened(history.now, 99, "Lan"), called)
    assert told(history) == [
        "Number 9001 was issued for 9; ordinary.",
        "Lan opened counter 99.",
        "Counter 99 (Lan) called number 9001: ordinary, first of those waiting; waited 1 min.",
    ]


def test_a_loss_is_told_with_what_is_passed_over() -> None:
    """How much is gone and since when, and which numbers nobody else is given."""
    history = opened(counters=(1,))
    loss = Loss(3, history.now, {history.now.date(): {"1": Reached(2)}})
    history.happen(*loss_accepted(history.office, history.now, loss))
    assert told(history, VIETNAMESE)[-2:] == [
        "Tiếp tục làm việc dù sổ ghi mất 3 mục, mục cuối lúc 08:00:00 23/11/2026.",
        "2 số của lĩnh vực Chứng thực có thể đã in trên phiếu nên không cấp cho ai nữa: 1001–1002.",
    ]
    history.happen(*loss_accepted(history.office, history.now, Loss(0)))
    history.happen(*loss_accepted(history.office, history.now, Loss(9)))
    history.happen(*loss_accepted(history.office, history.now, Loss(4, is_by_hand=False)))
    assert told(history)[-3:] == [
        "The office goes on with another journal than the one that was written last.",
        "The office goes on without 9 entries of its journal that are lost.",
        "Screens had been shown 4 entries that are not on record; numbers are passed over.",
    ]
