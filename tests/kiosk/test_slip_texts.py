"""What stands on a slip."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pytest

from kiosk.slip_texts import Letterhead, ticket_slip
from terminal.office_names import field_name
from tests.kiosk.front_door import HANOI, MONDAY, PLAN
from ticketing.answers import TicketAnswer
from ticketing.plan import Name
from ticketing.wire.messages import OfficeCard, office_card
from wording import load

OFFICE = office_card(PLAN)
TICKET = TicketAnswer("5012", "5", None, 12, MONDAY, date(2026, 11, 23), "7K3MGQ2H")


def test_a_slip_says_everything_in_vietnamese() -> None:
    """Office, number, field, how many are ahead, when, which session, where to follow it, what to do."""
    slip = ticket_slip(TICKET, Letterhead(OFFICE, "http://192.168.1.10:8700/"), load("vi"))
    assert slip.title == "PHIẾU SỐ THỨ TỰ"
    assert slip.office_lines == ("UBND xã Mộc Châu", "Trung tâm Phục vụ hành chính công")
    assert (slip.number, slip.field_name) == ("5012", "Bảo trợ xã hội, người có công")
    assert slip.ahead_line == "Số người chờ trước: 12"
    assert slip.time_line == "Giờ lấy số: 08:15 ngày 23/11/2026"
    assert slip.session_line == "Buổi: Sáng"
    assert slip.qr_text == "http://192.168.1.10:8700/t/7K3MGQ2H"
    assert slip.qr_caption == "Quét mã để theo dõi lượt gọi"
    assert slip.foot_lines == ("Vui lòng giữ phiếu và chờ gọi số. Xin cảm ơn!",)
    assert slip.missed_line == "Gọi lại tối đa 3 lần; quá lượt vui lòng báo quầy hướng dẫn"
    assert (slip.priority_mark, slip.copy_mark, slip.expected_line) == ("", "", "")


def test_a_slip_is_worded_in_the_citizens_language() -> None:
    """An English slip names the office and the field in English."""
    slip = ticket_slip(TICKET, Letterhead(OFFICE), load("en"))
    assert slip.field_name == "Social aid, people with merit"
    assert slip.office_lines[0] == "People's Committee of Mộc Châu"
    assert slip.ahead_line == "People waiting ahead: 12"


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
        (datetime(2026, 11, 23, 11, 59, tzinfo=HANOI), "Buổi: Sáng"),
        (datetime(2026, 11, 23, 12, 0, tzinfo=HANOI), "Buổi: Chiều"),
        (datetime(2026, 11, 23, 6, 30, tzinfo=UTC), "Buổi: Chiều"),
    ],
)
def test_the_session_goes_by_the_offices_clock(taken: datetime, session: str) -> None:
    """The hour counts where the office is, whatever zone the answer came in."""
    slip = ticket_slip(replace(TICKET, issued_at=taken), Letterhead(OFFICE), load("vi"))
    assert slip.session_line == session


def test_a_field_that_the_office_has_no_more_is_named_by_its_code() -> None:
    """A ticket outlives a change of the office file."""
    assert field_name(OFFICE, "99", "vi") == "99"


def of_office(**changes: Any) -> OfficeCard:
    """The office with other wishes for its slips."""
    return msgspec.structs.replace(OFFICE, slip=replace(OFFICE.slip, **changes))


def test_the_expected_wait_stands_on_the_slip_when_it_is_known() -> None:
    """Where the office has nothing to reckon with, nothing is said."""
    known = ticket_slip(replace(TICKET, expected_minutes=25), Letterhead(OFFICE), load("vi"))
    assert known.expected_line == "Dự kiến chờ: khoảng 25 phút"


def test_a_number_given_out_offline_says_what_is_not_known() -> None:
    """A kiosk without its server does not guess how many are ahead."""
    slip = ticket_slip(replace(TICKET, ahead=None), Letterhead(OFFICE), load("vi"))
    assert slip.ahead_line == "Số người chờ trước: chưa rõ, đang mất kết nối"


def test_an_office_that_never_recalls_says_so() -> None:
    """With no recalls the slip promises none."""
    office = msgspec.structs.replace(OFFICE, recalls_max=0)
    slip = ticket_slip(TICKET, Letterhead(office), load("vi"))
    assert slip.missed_line == "Số chỉ được gọi một lần; quá lượt vui lòng báo quầy hướng dẫn"


@pytest.mark.parametrize(
    ("wish", "part"),
    [
        ("people_ahead", "ahead_line"),
        ("expected_wait", "expected_line"),
        ("session", "session_line"),
        ("code", "qr_text"),
        ("code", "qr_caption"),
        ("missed_call", "missed_line"),
    ],
)
def test_the_office_says_which_parts_stand_on_a_slip(wish: str, part: str) -> None:
    """A part that the office file switches off is left out, and nothing else."""
    ticket, address = replace(TICKET, expected_minutes=5), "http://192.168.1.10:8700"
    shown = ticket_slip(ticket, Letterhead(OFFICE, address), load("vi"))
    hidden = ticket_slip(ticket, Letterhead(of_office(**{wish: False}), address), load("vi"))
    assert getattr(shown, part)
    assert not getattr(hidden, part)
    assert hidden.number == shown.number
    assert hidden.time_line == shown.time_line


def test_the_offices_own_lines_logo_and_copies_stand_on_the_slip() -> None:
    """They come with the office's card, in the citizen's language; a reprint is one slip only."""
    lines = (Name("Đường dây nóng: 1022", "Hotline: 1022"), Name("Phiếu có giá trị trong buổi"))
    office = of_office(lines=lines, logo="UE5H", copies=2, public_address="http://192.168.1.10:8700")
    slip = ticket_slip(TICKET, Letterhead(office), load("en"))
    assert slip.extra_lines == ("Hotline: 1022", "Phiếu có giá trị trong buổi")
    assert (slip.logo, slip.copies) == ("UE5H", 2)
    assert slip.qr_text == "http://192.168.1.10:8700/t/7K3MGQ2H"
    assert ticket_slip(TICKET, Letterhead(office), load("en"), copy=True).copies == 1


def test_a_kiosks_own_address_comes_before_the_offices() -> None:
    """A kiosk behind another network may lead phones another way."""
    office = of_office(public_address="http://192.168.1.10:8700")
    slip = ticket_slip(TICKET, Letterhead(office, "https://cho.mocchau.vn/"), load("vi"))
    assert slip.qr_text == "https://cho.mocchau.vn/t/7K3MGQ2H"
