"""What the desk asks before it sends a command, step by step, and the command that comes of it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.ticketing.desk.clerk import Clerk
from tests.ticketing.plans import PLAN, plan_ruling
from ticketing import commands as c
from ticketing import events as e
from ticketing.desk.asking import has_nothing_to_ask, refused_field
from ticketing.desk.keys import KEY_NAMED, command_of
from ticketing.desk.question_parts import Question
from ticketing.desk.questions import OCCUPIED, OPEN, QUESTION_OF, QUESTIONS, TAKEN
from ticketing.desk.verbs import VERBS
from ticketing.plan import CounterPlan, Name, OfficePlan, Procedure
from ticketing.refusals import INPUTS, SENTENCES
from ticketing.rules.clock import clock_doubted
from ticketing.tickets import TicketState

CODE = "H52.001-261123-0001"
PROCEDURES = (
    Procedure("1.001193", "1", "Chứng thực bản sao từ bản chính", "trong ngày", "0"),
    Procedure("1.000894", "1", "Chứng thực chữ ký", "3", "0"),
)
WITH_PROCEDURES = replace(PLAN, procedures=PROCEDURES, holidays={date(2026, 9, 2): Name("Quốc khánh")})


def at_work(*numbers: str, plan: OfficePlan = PLAN) -> Clerk:
    """A clerk in whose office numbers of these fields have been given out."""
    clerk = Clerk(plan)
    for field in numbers:
        clerk.history.issue(field)
    return clerk


def test_a_number_is_put_on_hold_and_served_again() -> None:
    """P asks for a note; G and the number bring it back, and say so before."""
    clerk = at_work("1")
    clerk.press("next")
    clerk.press("start")
    assert clerk.context().title(QUESTION_OF["park"]) == "Tạm gác số 1001"
    assert clerk.text("park").label == "Chờ việc gì (giấy tờ, phô tô, nộp phí…) (có thể bỏ trống)"
    assert clerk.press("park", "thiếu giấy khai sinh") == "Đã tạm gác số 1001."
    assert clerk.view.parked[0].note == "thiếu giấy khai sinh"
    meaning = clerk.text("pick").meaning
    assert meaning("") == "Số tạm gác hoặc vắng mặt được phục vụ lại ngay tại quầy."
    assert meaning("1001") == "Số 1001 sẽ được phục vụ lại tại quầy này, không gọi loa."
    assert meaning("1005") == "Số 1005 sẽ được gọi đến quầy này."
    assert clerk.press("pick", "1001") == "Đang phục vụ lại số 1001."
    assert clerk.history.ticket("1001").state is TicketState.SERVING


def test_a_number_is_transferred_to_a_field_or_to_an_open_counter() -> None:
    """The fields with who serves them, then the other counters with their clerks; nothing is marked."""
    clerk = Clerk(PLAN, 1)
    for field in ("1", "1", "2"):
        clerk.history.issue(field)
    clerk.press("next")
    offered = [(option.label, option.detail) for option in clerk.choice("transfer").options]
    assert offered == [
        ("Chứng thực", "1 người chờ · quầy 1, 3 đang mở"),
        ("Hộ tịch", "1 người chờ · quầy 3 đang mở"),
        ("Đất đai", "0 người chờ · quầy 3 đang mở"),
        ("Quầy 1 · Hoa 1", "đang mở · 1 người chờ"),
    ]
    assert clerk.choice("transfer").chosen is None
    assert clerk.asked("transfer", "4", "") == c.Transfer(3, to_counter=1)
    assert clerk.press("transfer", "3", "xem thửa đất") == "Đã chuyển số 1001."
    ticket = clerk.history.ticket("1001")
    assert (ticket.field, ticket.note) == ("3", "xem thửa đất")


def test_a_field_that_nobody_serves_is_asked_about_once_more() -> None:
    """Its clerk may come later; an open counter is not asked about, nor a field that is served."""
    counters = (*PLAN.counters[:2], CounterPlan(3, Name("Quầy 3"), "", ("1",)))
    clerk = at_work("1", plan=replace(PLAN, counters=counters))
    clerk.press("next")
    assert clerk.choice("transfer").options[2].detail == "0 người chờ · chưa có quầy nào mở"
    sure = clerk.choice("transfer", "3")
    assert sure.label == "Chưa có quầy nào mở cho lĩnh vực này. Vẫn chuyển?"
    assert (sure.chosen, [option.label for option in sure.options]) == (None, ["Vẫn chuyển"])
    assert clerk.text("transfer", "1").name == "note"
    assert clerk.asked("transfer", "3", "1", "") == c.Transfer(3, field="3")
    assert clerk.choice("matter", "3").name == "sure"


def test_a_supplement_and_a_refusal_ask_for_what_and_why() -> None:
    """The procedure where the office has a catalogue, and what is lacking or why it is refused."""
    clerk = at_work("1", "1", plan=WITH_PROCEDURES)
    clerk.press("next")
    assert clerk.text("outcome", "2").name == "lacking_procedure"
    lacking = clerk.text(
        "outcome",
        "2",
        "bản sao",
    )
    assert lacking.label == "Giấy tờ còn thiếu (có thể bỏ trống)"
    supplement = c.FinishService(3, "supplement", procedure="1.001193", reason="thiếu bản chính")
    assert clerk.asked("outcome", "2", "bản sao", "thiếu bản chính") == supplement
    assert clerk.text("outcome", "3", "").label == "Lý do từ chối (có thể bỏ trống)"
    clerk.press("outcome", "3", "", "không thuộc thẩm quyền")
    served = clerk.history.events[-1]
    assert isinstance(served, e.TicketServed)
    assert (served.outcome, served.procedure, served.reason) == ("refused", "", "không thuộc thẩm quyền")


def test_the_procedure_that_the_citizen_chose_is_proposed() -> None:
    """Its code stands in the question at first; one that the catalogue has no more does not."""
    clerk = Clerk(WITH_PROCEDURES)
    clerk.history.do(c.IssueTicket("1", procedure="1.000894"))
    clerk.press("next")
    proposed = clerk.text("outcome", "2")
    assert (proposed.name, proposed.value) == ("lacking_procedure", "1.000894")
    assert proposed.meaning(proposed.value) == "1.000894  Chứng thực chữ ký"
    supplement = c.FinishService(3, "supplement", procedure="1.000894", reason="thiếu bản chính")
    assert clerk.asked("outcome", "2", proposed.value, "thiếu bản chính") == supplement
    office = clerk.history.office
    clerk.history.office = replace(office, plan=replace(office.plan, procedures=PROCEDURES[:1]))
    assert clerk.text("outcome", "2").value == ""


def test_where_an_outcome_is_needed_the_key_that_finishes_asks_for_it() -> None:
    """Without such a rule it finishes at once."""
    clerk = at_work("1", plan=plan_ruling(outcome_needed=True))
    clerk.press("next")
    assert command_of(KEY_NAMED["finish"], clerk.view) is None
    assert KEY_NAMED["finish"].asks == "outcome"
    free = at_work("1")
    free.press("next")
    assert command_of(KEY_NAMED["finish"], free.view) == c.FinishService(3)


def test_letters_of_a_picked_number_may_be_small() -> None:
    """Numbers of an office whose fields have letters are found in capitals."""
    clerk = Clerk(replace(PLAN, fields=tuple(replace(f, prefix="ABC"[i]) for i, f in enumerate(PLAN.fields))))
    clerk.history.issue()
    assert clerk.press("pick", "a001") == "Đã gọi số A001."


def test_an_outcome_is_chosen_by_its_place_and_must_be() -> None:
    """The five outcomes of the forms, none of them at first."""
    clerk = at_work("1")
    clerk.press("next")
    step = clerk.choice("outcome")
    assert (len(step.options), step.chosen, step.is_needed) == (5, None, True)
    assert clerk.press("outcome", "5") == "Đã hoàn tất số 1001."
    assert clerk.history.ticket("1001").outcome == "guidance"


def test_an_accepted_dossier_is_due_by_its_procedure() -> None:
    """The procedure is found by a part of its name without accents; the answer names the day."""
    clerk = at_work("1", plan=WITH_PROCEDURES)
    clerk.press("next")
    search = clerk.text("outcome", "1", CODE)
    assert search.meaning("chu ky") == "1.000894  Chứng thực chữ ký"
    assert search.meaning("") == "Gõ tên hoặc mã, có dấu hoặc không dấu."
    assert search.mistake("xây nhà") == "Không có thủ tục này."
    due = clerk.text("outcome", "1", CODE, "chu ky")
    assert "thời hạn 3" in due.meaning("")
    said = clerk.press("outcome", "1", CODE, "chu ky", "")
    assert said == "Đã hoàn tất số 1001. Ngày hẹn trả kết quả: 26/11/2026."
    assert clerk.history.office.dossiers[CODE].procedure == "1.000894"


def test_one_of_several_procedures_is_chosen() -> None:
    """Where the words fit more than one, they are offered."""
    clerk = at_work("1", plan=WITH_PROCEDURES)
    clerk.press("next")
    which = clerk.choice("outcome", "1", CODE, "chung thuc")
    assert {option.value for option in which.options} == {one.code for one in PROCEDURES}
    chosen = which.options[1].value
    clerk.press("outcome", "1", CODE, "chung thuc", "2", "")
    assert clerk.history.office.dossiers[CODE].procedure == chosen


def test_a_day_is_written_as_people_here_write_it() -> None:
    """What is no day keeps the question open; without a procedure no day means none."""
    clerk = at_work("1")
    clerk.press("next")
    due = clerk.text("outcome", "1", CODE)
    assert due.mistake("31/2/2026") == "Ngày ghi theo mẫu 05/12/2026."
    assert due.meaning("") == "Để trống: không ghi ngày hẹn trả."
    clerk.press("outcome", "1", CODE, "4/12/2026")
    assert clerk.history.office.dossiers[CODE].due == date(2026, 12, 4)


def test_the_next_matter_keeps_the_number() -> None:
    """A field that this counter serves goes on at once, another one waits there with a note."""
    counters = (*PLAN.counters[:2], CounterPlan(3, Name("Quầy 3"), "", ("1", "2")))
    clerk = at_work("1", plan=replace(PLAN, counters=counters))
    clerk.press("next")
    assert clerk.press("matter", "2", "5") == "Số 1001 tiếp tục với lĩnh vực tiếp theo."
    assert clerk.history.ticket("1001").field == "2"
    assert clerk.text("matter", "3", "1", "").name == "note"
    clerk.press("matter", "3", "1", "", "sao y")
    ticket = clerk.history.ticket("1001")
    assert (ticket.state, ticket.field, ticket.note) == (TicketState.WAITING, "3", "sao y")


def test_a_citizen_who_is_back_waits_again() -> None:
    """B lists those on hold with how long ago, and the no-shows; without any it says so."""
    clerk = at_work("1", "1")
    assert has_nothing_to_ask(QUESTION_OF["back"], clerk.context())
    assert clerk.words(QUESTION_OF["back"].nothing) == "Không có số nào tạm gác hoặc vắng mặt."
    for key in ("next", "park", "next", "no-show"):
        clerk.press(key, *([""] if key == "park" else []))
    clerk.history.wait(minutes=12, seconds=5)
    first, second = clerk.choice("back").options
    assert (first.label, first.detail) == ("1001 · Chứng thực", "tạm gác 12:05")
    assert second.detail == "vắng mặt 12:05"
    assert clerk.press("back", "2") == "Số 1002 trở lại hàng chờ, giữ nguyên thứ tự."
    assert clerk.history.ticket("1002").state is TicketState.WAITING


def test_a_priority_class_is_confirmed_or_taken_away() -> None:
    """What the citizen said at the kiosk is proposed, and first the first one that nobody has confirmed."""
    clerk = Clerk()
    clerk.history.issue("1", "elderly")
    assert clerk.text("priority").value == "1001"
    step = clerk.choice("priority", "1001")
    assert [option.label for option in step.options][step.chosen or 0] == "Người cao tuổi"
    assert step.options[-1].label == "Không thuộc diện ưu tiên"
    assert clerk.press("priority", "1001", "1") == "Đã ghi diện ưu tiên của số 1001."
    assert clerk.history.ticket("1001").priority_confirmed
    clerk.press("priority", "1001", "4")
    assert clerk.history.ticket("1001").priority is None


def test_a_number_is_cancelled_with_a_reason() -> None:
    """X asks for the number, which is that at the desk if there is one, and a reason."""
    clerk = at_work("1")
    assert clerk.text("cancel").value == ""
    assert clerk.press("cancel", "1001", "đã về") == "Đã huỷ số 1001."
    assert clerk.history.ticket("1001").state is TicketState.CANCELLED


def test_a_slip_is_printed_again() -> None:
    """The last slip that failed is proposed where nobody is at the desk."""
    clerk = at_work("1", "1")
    clerk.history.do(c.ReportPrint("1002", "failed"))
    step = clerk.text("reprint")
    assert (step.value, step.meaning("1002")) == ("1002", "Máy lấy số in lại, có ghi bản in lại.")
    assert clerk.press("reprint", "1002") == "Máy lấy số đang in lại phiếu số 1002."


def test_messages_and_calls_for_help_are_answered() -> None:
    """M lists them as this counter reads them, and takes the chosen one away; without any it says so."""
    clerk = Clerk(PLAN, 1)
    assert has_nothing_to_ask(QUESTION_OF["messages"], clerk.context())
    assert clerk.press("leader", "khiếu nại") == "Đã mời lãnh đạo trực."
    clerk.history.do(c.PostMessage("Bà cụ số 1002 cần người dìu.", 3), c.CallHelp(1))
    assert [option.label for option in clerk.choice("messages").options] == [
        "Đã mời lãnh đạo trực, đang chờ trả lời: khiếu nại",
        "Bàn hướng dẫn: Bà cụ số 1002 cần người dìu.",
        "Quầy 1 nhờ hỗ trợ",
    ]
    for _ in range(3):
        assert clerk.press("messages", "1") == "Đã trả lời thông báo."
    assert clerk.history.office.notices == ()


def test_a_doubt_about_the_clock_is_answered_by_a_word() -> None:
    """M asks whether the clock is right, with nothing chosen, and only then does a day change."""
    clerk = Clerk()
    history = clerk.history
    history.happen(*clock_doubted(history.office, history.now, history.now + timedelta(days=1)))
    step = clerk.choice("messages", "1")
    assert step.label == "Đồng hồ máy chủ vừa nhảy giờ. Giờ mới có đúng không?"
    assert step.chosen is None
    assert clerk.press("messages", "1", "2") == "Đã trả lời thông báo."
    assert history.office.doubt is not None
    assert history.office.doubt.is_confirmed


def on_record() -> Clerk:
    """A clerk with a dossier that is due today."""
    clerk = at_work("1", plan=WITH_PROCEDURES)
    clerk.press("next")
    clerk.history.do(c.FinishService(3, "accepted", CODE, due=clerk.history.now.date()))
    return clerk


def test_a_dossier_is_marked_ready_and_handed_back() -> None:
    """D lists what wants something; the same list then knows that it is ready, or takes a code."""
    clerk = on_record()
    assert clerk.choice("dossiers").options[0].value == CODE
    assert clerk.choice("dossiers", "1").label == f"Hồ sơ {CODE}"
    assert clerk.press("dossiers", "1", "1") == "Đã ghi hồ sơ có kết quả."
    assert clerk.history.office.dossiers[CODE].ready_at is not None
    assert clerk.choice("dossiers").options[0].detail.startswith("đã có kết quả")
    assert clerk.press("dossiers", "2", CODE.lower(), "2") == "Đã ghi hồ sơ đã trả."
    assert clerk.history.office.dossiers[CODE].returned_at is not None


def test_a_dossier_gets_another_day_with_a_reason() -> None:
    """A re-appointment asks for the day and for the reason of the apology, and can do without neither."""
    clerk = on_record()
    assert clerk.text("dossiers", "1", "3").is_needed
    assert clerk.text("dossiers", "1", "3", "30/11/2026").is_needed
    said = clerk.press("dossiers", "1", "3", "30/11/2026", "chờ xác minh")
    assert said == "Đã hẹn lại ngày trả kết quả."
    assert clerk.history.office.dossiers[CODE].due == date(2026, 11, 30)


def test_a_counter_is_opened_or_taken_over_in_the_clerks_name() -> None:
    """The name is proposed; taking over says whose counter it is, and sends the clerk's own name."""
    clerk = Clerk()
    assert (clerk.text(OPEN).value, clerk.text(OPEN).length_max) == ("Hoa", 80)
    assert clerk.asked(OPEN, "Lan") == c.OpenCounter(3, "Lan")
    assert clerk.context().title(OCCUPIED) == "Quầy 3 đang do Hoa 3 phụ trách"
    assert clerk.context().title(TAKEN) == "Hoa 3 đã tiếp quản quầy 3"
    assert clerk.choice(OCCUPIED).options[0].label == "Tiếp quản quầy với tên Hoa"
    assert clerk.asked(TAKEN, "1") == c.OpenCounter(3, "Hoa", take_over=True)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)
def test_what_needs_a_number_is_about_the_one_at_the_desk(question: Question) -> None:
    """A question that ends when its number leaves says that number in its title."""
    assert question.needs_ticket is ("{number}" in question.title)


def test_a_refusal_names_the_field_that_it_is_about() -> None:
    """By the input that the field becomes; what nobody was asked for is no field's."""
    clerk = at_work("1")
    clerk.press("next")
    at = clerk.context()
    outcome, transfer = QUESTION_OF["outcome"], QUESTION_OF["transfer"]
    accepted = {"outcome": "accepted", "dossier": "H1", "due": "1/1/2020"}
    assert refused_field(outcome, "due-in-the-past", accepted, at) == "due"
    assert refused_field(outcome, "dossier-known", accepted, at) == "dossier"
    assert refused_field(outcome, "dossier-known", {"outcome": "guidance"}, at) == ""
    assert refused_field(outcome, "counter-closed", accepted, at) == ""
    assert refused_field(transfer, "transfer-to-paused", {"target": "to_counter=2"}, at) == "target"
    assert (
        refused_field(QUESTION_OF["dossiers"], "unknown-dossier", {"listed": "", "code": "X"}, at) == "code"
    )


def test_every_input_of_a_refusal_is_one_of_a_clerks_commands() -> None:
    """So that a form can look for it by its name."""
    inputs = {each.name for verb in VERBS for each in verb.inputs}
    assert set(INPUTS.values()) <= inputs
    assert set(INPUTS) <= set(SENTENCES)


def test_what_is_too_long_is_said_and_never_cut() -> None:
    """With how long it is; a number that was pasted with its word is found."""
    clerk = at_work("1")
    clerk.press("next")
    park = clerk.text("park")
    assert park.mistake("x" * 500) == ""
    assert park.mistake("x" * 501) == "Tối đa 500 ký tự; hiện có 501 ký tự."
    assert clerk.text("pick").plain(" số 1 012") == "1012"
    assert clerk.text("priority").plain("ý006") == "1006"
    assert clerk.text("outcome", "1").plain("h52-1 ") == "H52-1"
