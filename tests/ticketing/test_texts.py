"""What people type, as it is kept and compared."""

import pytest

from tests.ticketing.history import History, opened
from ticketing import commands as c
from ticketing.sentences import has_unseen, one_line
from ticketing.texts import name_key, plain_number
from ticketing.tickets import TicketState


@pytest.mark.parametrize("typed", ["A001", "a001", " A001", "A001 ", "\uff21\uff10\uff10\uff11", "a001\r\n"])
def test_a_number_is_its_letters_and_digits(typed: str) -> None:
    """Small letters, blanks, a scanner's line end and full-width signs are the same number."""
    assert plain_number(typed) == "A001"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nguyễn Thị Hoà", "Nguyễn Thị Hòa"),
        ("Lê Thuý", "Lê Thúy"),
        ("Trần Khoẻ", "trần  khỏe"),
        ("Hoa\u0300", "HÒA"),
        ("Ngọc", "Ngo\u0323c"),
    ],
)
def test_a_name_is_the_same_wherever_its_tone_is_put(one: str, other: str) -> None:
    """Keyboards differ in oa, oe and uy; capitals, blanks and the order of marks differ too."""
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Hòa", "Hoa"), ("Hòa", "Hóa"), ("Hân", "Hăn"), ("Thu Ý", "Thú Y")]
)
def test_other_names_stay_others(one: str, other: str) -> None:
    """Another tone, another letter, or the tone on another word is somebody else."""
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("a\u202eb\u2066c\u200fd", "abcd"),  # marks that turn the direction of a line
        ("a\u200bb\u200cc\u200dd\ufeff\u00ade", "abcde"),  # joiners, blanks without a width, soft hyphens
        ("a\x1b[31m\x00b", "a [31m b"),
        ("a\u2028b\nc", "a b c"),
        ("a\ud800\ue000b", "a  b"),
        (" Hoa\u0300 ", "Hoà"),
        ("Quầy số 3: hết giấy", "Quầy số 3: hết giấy"),
    ],
)
def test_a_text_from_outside_stands_on_a_line_as_it_is_read(sent: str, kept: str) -> None:
    """Nothing in it breaks or turns the line, and nothing that nobody sees tells it from another one."""
    assert one_line(sent) == kept
    assert has_unseen(sent) != sent.isprintable()
    assert not has_unseen(kept)


def test_a_text_is_cut_after_it_is_put_together() -> None:
    """Letters that come in parts count as they are read, and a cut leaves no half of one nor a blank."""
    assert one_line("Hoa\u0300" * 20, 6) == "HoàHoà"
    assert one_line("a b" + "c" * 60_000, 2) == "a"


def test_every_command_takes_a_number_however_it_was_typed() -> None:
    """The office calls, resumes and sees the desk by the number that was meant."""
    history = opened()
    number = history.issue()
    typed = f" {number} ".translate({ord("1"): "\uff11"})
    assert history.outcome(c.CallTicket(1, typed), number) is TicketState.CALLED
    assert history.outcome(c.MarkNoShow(1, at_desk=typed), number) is TicketState.NO_SHOW
    assert history.outcome(c.CancelTicket(typed), number) is TicketState.CANCELLED


def test_the_same_clerk_sits_down_twice_in_two_spellings() -> None:
    """A counter that is open for Hoà is not taken for Hòa, who comes back to her own citizens."""
    history = History()
    history.do(c.OpenCounter(1, "Hoà"))
    assert history.do(c.OpenCounter(1, "Hòa")) == ()
