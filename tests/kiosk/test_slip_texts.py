"""What stands on a slip."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pytest

from kiosk.printing.lettering import NO_BREAK
from kiosk.slip_texts import Letterhead, ticket_slip
from terminal.office_names import field_name
from tests.kiosk.catalogue import NOTE, PAPERS, PROCEDURES
from tests.kiosk.front_door import HANOI, MONDAY, PLAN
from ticketing.answers import TicketAnswer
from ticketing.office import new_day
from ticketing.plan import CounterPlan, Name
from ticketing.procedures import Catalogue
from ticketing.views import kiosk_view
from ticketing.wire.messages import OfficeCard, office_card
from wording import load

OFFICE = office_card(PLAN)
ADDRESS = "http://192.168.1.10:8700"
TICKET = TicketAnswer("5012", "5", None, 12, MONDAY, date(2026, 11, 23), "7K3MGQ2H", expected_minutes=25)


def test_a_slip_says_everything_in_vietnamese() -> None:
    """Office, number, field, where to go, how long it takes, when it was taken, what to do; no heading."""
    slip = ticket_slip(TICKET, Letterhead(OFFICE, f"{ADDRESS}/"), load("vi"))
    assert slip.office_lines == ("UBND xã Mộc Châu", "Trung tâm Phục vụ hành chính công")
    assert (slip.number, slip.field_name) == ("5012", "Bảo trợ xã hội, người có công")
    assert slip.where_line == "Nơi phục vụ: Quầy 1"
    assert slip.wait_line == "Chờ trước: 12 người · khoảng 25 phút"
    assert slip.time_line == "08:15 ngày 23/11/2026 · buổi sáng"
    assert slip.qr_text == f"{ADDRESS}/t/7K3MGQ2H"
    assert slip.qr_caption == "Quét mã để theo dõi lượt gọi"
    assert slip.missed_line == "Gọi lại 3 lần; lỡ lượt xin báo bàn hướng dẫn"
    assert (slip.priority_mark, slip.copy_mark, slip.late_line) == ("", "", "")
    assert (slip.procedure, slip.papers, slip.help_line) == ("", (), "")


def test_a_slip_is_worded_in_the_citizens_language() -> None:
    """An English slip names the office and the field in English."""
    slip = ticket_slip(TICKET, Letterhead(OFFICE), load("en"))
    assert slip.field_name == "Social aid, people with merit"
    assert slip.office_lines[0] == "People's Committee of Mộc Châu"
    assert slip.where_line == "Served at: Counter 1"
    assert slip.wait_line == "Ahead of you: 12 · about 25 min"
    assert slip.time_line == "08:15 on 23/11/2026 · morning"


@pytest.mark.parametrize("group", [group.code for group in PLAN.priority_classes])
def test_a_slip_never_says_why_there_is_priority(group: str) -> None:
    """Whoever finds the slip learns nothing of its owner's health or age."""
    slip = ticket_slip(replace(TICKET, priority=group), Letterhead(OFFICE), load("vi"))
    plain = ticket_slip(TICKET, Letterhead(OFFICE), load("vi"))
    assert slip.priority_mark == "ƯU TIÊN"
    assert replace(slip, priority_mark="") == plain


def test_a_copy_is_marked_as_one() -> None:
    """Two slips of one number can be told apart."""
    assert ticket_slip(TICKET, Letterhead(OFFICE), load("vi"), copy=True).copy_mark == "BẢN IN LẠI"


def test_without_a_public_address_there_is_no_code() -> None:
    """A code that leads nowhere is left out, and so is its caption."""
    slip = ticket_slip(TICKET, Letterhead(OFFICE), load("vi"))
    assert (slip.qr_text, slip.qr_caption) == (None, "")


@pytest.mark.parametrize(
    ("taken", "session"),
    [
        (datetime(2026, 11, 23, 11, 59, tzinfo=HANOI), "sáng"),
        (datetime(2026, 11, 23, 12, 0, tzinfo=HANOI), "chiều"),
        (datetime(2026, 11, 23, 6, 30, tzinfo=UTC), "chiều"),
    ],
)
def test_the_session_goes_by_the_offices_clock(taken: datetime, session: str) -> None:
    """The hour counts where the office is, whatever zone the answer came in."""
    slip = ticket_slip(replace(TICKET, issued_at=taken), Letterhead(OFFICE), load("vi"))
    assert slip.time_line.endswith(f"buổi {session}")


def test_a_field_that_the_office_has_no_more_is_named_by_its_code() -> None:
    """A ticket outlives a change of the office file; where it is served is then left out."""
    assert field_name(OFFICE, "99", "vi") == "99"
    assert ticket_slip(replace(TICKET, field="99"), Letterhead(OFFICE), load("vi")).where_line == ""


def of_office(**changes: Any) -> OfficeCard:
    """The office with other wishes for its slips."""
    return msgspec.structs.replace(OFFICE, slip=replace(OFFICE.slip, **changes))


def test_the_counters_that_serve_the_field_now_say_where_to_go() -> None:
    """By the office's own words, as they are assigned today; the field's own place stands in their stead."""
    places = (("counter", "1"), ("counter", "2"), ("counter", "3"), ("room", "201"), ("window", "A"))
    counters = tuple(
        CounterPlan(number, Name(""), "", ("5",), place, sign)  # type: ignore[arg-type]  # texts of the list
        for number, (place, sign) in enumerate(places, 1)
    )
    plan = replace(PLAN, counters=counters)
    office, view = office_card(plan), kiosk_view(new_day(plan, MONDAY.date()), MONDAY)
    fields = tuple(replace(row, counters=(2, 4)) for row in view.fields)

    def where(head: Letterhead, language: str = "vi") -> str:
        return ticket_slip(TICKET, head, load(language)).where_line

    assert where(Letterhead(office)) == "Nơi phục vụ: Quầy 1–3, phòng 201, cửa A"
    assert where(Letterhead(office, view=view)) == where(Letterhead(office))
    assert where(Letterhead(office, view=replace(view, fields=fields))) == "Nơi phục vụ: Quầy 2, phòng 201"
    named = tuple(msgspec.structs.replace(card, where=Name("Công an phường")) for card in office.fields)
    police = Letterhead(msgspec.structs.replace(office, fields=named), view=view)
    assert where(police) == "Nơi phục vụ: Công an phường"
    assert where(police, "en") == "Served at: Công an phường"


def test_a_number_given_out_offline_says_how_it_is_called() -> None:
    """By its time, which is said, and not by its number; how many are ahead is not guessed."""
    late = replace(TICKET, ahead=None, expected_minutes=None, is_late=True)
    slip = ticket_slip(late, Letterhead(OFFICE), load("vi"))
    assert slip.late_line == "Số cấp khi mất mạng, được gọi theo giờ lấy số 08:15"
    assert slip.wait_line == ""
    assert "08:15, not by its number" in ticket_slip(late, Letterhead(OFFICE), load("en")).late_line


def test_a_copy_for_a_counter_says_nothing_of_a_lost_connection() -> None:
    """How many are ahead was true when the first slip was printed, so that it is left out."""
    slip = ticket_slip(replace(TICKET, ahead=None), Letterhead(OFFICE), load("vi"), copy=True)
    assert (slip.late_line, slip.wait_line) == ("", "Dự kiến chờ: khoảng 25 phút")


def test_whoever_comes_first_reads_that_nobody_is_ahead() -> None:
    """Nought people is no way to say it."""
    assert ticket_slip(replace(TICKET, ahead=0), Letterhead(OFFICE), load("vi")).wait_line == (
        "Chưa có ai chờ trước · khoảng 25 phút"
    )


def test_an_office_that_never_recalls_says_so() -> None:
    """With no recalls the slip promises none."""
    office = msgspec.structs.replace(OFFICE, recalls_max=0)
    slip = ticket_slip(TICKET, Letterhead(office), load("vi"))
    assert slip.missed_line == "Chỉ gọi một lần; lỡ lượt xin báo bàn hướng dẫn"


@pytest.mark.parametrize(
    ("wish", "part", "without"),
    [
        ("people_ahead", "wait_line", "Dự kiến chờ: khoảng 25 phút"),
        ("expected_wait", "wait_line", "Chờ trước: 12 người"),
        ("session", "time_line", "08:15 ngày 23/11/2026"),
        ("code", "qr_text", None),
        ("code", "qr_caption", ""),
        ("missed_call", "missed_line", ""),
    ],
)
def test_the_office_says_which_parts_stand_on_a_slip(wish: str, part: str, without: str | None) -> None:
    """A part that the office file switches off is left out, and nothing else."""
    shown = ticket_slip(TICKET, Letterhead(OFFICE, ADDRESS), load("vi"))
    hidden = ticket_slip(TICKET, Letterhead(of_office(**{wish: False}), ADDRESS), load("vi"))
    assert getattr(shown, part) != without == getattr(hidden, part)
    assert hidden.number == shown.number


@pytest.mark.parametrize(
    ("validity", "line"),
    [("session", "chỉ dùng buổi sáng"), ("day", "chỉ dùng trong ngày"), ("", "buổi sáng")],
)
def test_date_session_and_validity_are_one_line(validity: str, line: str) -> None:
    """For how long a number holds is the office's to say."""
    slip = ticket_slip(TICKET, Letterhead(of_office(valid_for=validity)), load("vi"))
    assert slip.time_line == f"08:15 ngày 23/11/2026 · {line}"


def test_the_telephone_is_the_offices_or_else_the_leaders() -> None:
    """Its figures stay together on one line."""
    view = replace(kiosk_view(new_day(PLAN, MONDAY.date()), MONDAY), phone="0912 000 111")
    leader = ticket_slip(TICKET, Letterhead(OFFICE, view=view), load("vi"))
    assert leader.help_line == f"Hỗ trợ: 0912{NO_BREAK}000{NO_BREAK}111"
    office = ticket_slip(TICKET, Letterhead(of_office(phone="1022"), view=view), load("vi"))
    assert office.help_line == "Hỗ trợ: 1022"


def test_the_papers_of_the_chosen_procedure_stand_on_the_slip() -> None:
    """With the procedure's name, where to read on, and what has to be said of the list."""
    head = Letterhead(OFFICE, ADDRESS, catalogue=Catalogue(PROCEDURES, NOTE))
    slip = ticket_slip(replace(TICKET, procedure="1.001193"), head, load("vi"))
    assert (slip.procedure, slip.papers_title, slip.papers) == ("Đăng ký khai sinh", "Giấy tờ cần có", PAPERS)
    assert (slip.papers_more, slip.papers_note) == ("Xem thêm trên điện thoại", NOTE.vi)
    without_code = ticket_slip(
        replace(TICKET, procedure="1.001193"), replace(head, public_address=""), load("vi")
    )
    assert without_code.papers_more == "Còn nữa, xin hỏi bàn hướng dẫn"
    unknown = ticket_slip(replace(TICKET, procedure="9.999999"), head, load("vi"))
    assert unknown == ticket_slip(TICKET, head, load("vi"))


def test_the_offices_own_lines_logo_and_copies_stand_on_the_slip() -> None:
    """They come with the office's card, in the citizen's language; a reprint is one slip only."""
    lines = (Name("Đường dây nóng: 1022", "Hotline: 1022"), Name("Phiếu có giá trị trong buổi"))
    office = of_office(lines=lines, logo="UE5H", copies=2, public_address=ADDRESS)
    slip = ticket_slip(TICKET, Letterhead(office), load("en"))
    assert slip.extra_lines == ("Hotline: 1022", "Phiếu có giá trị trong buổi")
    assert (slip.logo, slip.copies) == ("UE5H", 2)
    assert slip.qr_text == f"{ADDRESS}/t/7K3MGQ2H"
    assert ticket_slip(TICKET, Letterhead(office), load("en"), copy=True).copies == 1


def test_a_kiosks_own_address_comes_before_the_offices() -> None:
    """A kiosk behind another network may lead phones another way."""
    office = of_office(public_address=ADDRESS)
    slip = ticket_slip(TICKET, Letterhead(office, "https://cho.mocchau.vn/"), load("vi"))
    assert slip.qr_text == "https://cho.mocchau.vn/t/7K3MGQ2H"
