"""A scanner that types is told from a hand that types, by time and by the form of what it types."""

import pytest

from kiosk.input.id_card import PAYLOAD_LENGTH_MAX
from kiosk.input.wedge import BURST_CHARACTERS_MIN, DOUBT_SECONDS, ENTER, Doubt, Heard, KeyMeant, Scan, Wedge

CARD = "001046000001||NGUYỄN VĂN MẪU|01011946|Nam|Thôn Mẫu, Xã Mẫu|01012022"
GAP = 0.04


def typed(wedge: Wedge, text: str, step: float, start: float = 0.0, *, types: bool = False) -> list[Heard]:
    """What is known after so many signs, `step` seconds apart, if nobody waits for quiet between them."""
    heard: list[Heard] = []
    for place, sign in enumerate(text):
        heard += wedge.key(sign, start + place * step, types=types)
    return heard


def heard_in_time(wedge: Wedge, text: str, step: float, *, types: bool = False) -> list[Heard]:
    """What is known of signs `step` seconds apart and the quiet after each, as soon as it is known."""
    heard: list[Heard] = []
    for place, sign in enumerate(text):
        heard += wedge.key(sign, place * step, types=types)
        heard += wedge.quiet((place + 0.999) * step)
    return heard + wedge.quiet(len(text) * step + 1.0)


@pytest.mark.parametrize("step", [0.0, 0.001, 0.005, 0.03])
def test_a_burst_is_one_scan_and_no_key(step: float) -> None:
    """Not one of its digits is pressed, whether it comes at once or thirty milliseconds apart."""
    wedge = Wedge(GAP)
    assert typed(wedge, CARD, step) == []
    assert wedge.key(ENTER, len(CARD) * step) == [Scan(CARD)]
    assert wedge.quiet_seconds is None


def test_a_burst_without_enter_ends_with_the_silence() -> None:
    """A scanner that is set to send no Enter is understood all the same."""
    wedge = Wedge(GAP)
    typed(wedge, CARD, 0.001)
    end = len(CARD) * 0.001
    assert wedge.quiet(end + 2 * GAP) == []
    assert wedge.quiet(end + 2 * DOUBT_SECONDS) == [Scan(CARD)]
    typed(wedge, "https://example.test/x", 0.001, start=10.0)
    assert wedge.quiet(10.022 + 2 * GAP) == [Scan("https://example.test/x")]


def test_single_keys_are_pressed_once_it_is_quiet() -> None:
    """A hand's key is held for the length of the gap and no longer."""
    wedge = Wedge(GAP)
    assert wedge.key("1", 0.0) == []
    assert wedge.quiet(GAP / 2) == []
    assert wedge.quiet(2 * GAP) == [KeyMeant("1")]
    assert wedge.key("2", 1.0) == []
    assert wedge.key("3", 2.0) == [KeyMeant("2")]


def test_quick_fingers_are_no_scanner() -> None:
    """A few signs in quick succession are keys in their order, where they are typed or are no digits."""
    for text, types in (("1" * (BURST_CHARACTERS_MIN - 1), True), ("1-", False), ("--*--", False)):
        wedge = Wedge(GAP)
        typed(wedge, text, 0.001, types=types)
        assert wedge.quiet(1.0) == [KeyMeant(sign) for sign in text]


@pytest.mark.parametrize("step", [0.06, 0.12, 0.3, 0.45])
@pytest.mark.parametrize("types", [False, True], ids=["digits press", "digits are typed"])
def test_a_slow_scan_is_known_by_its_form(step: float, *, types: bool) -> None:
    """Its first digit is pressed and taken back at the second; the rest presses nothing and is read as one.

    Where digits are typed they are taken back at the first bar.
    """
    heard = heard_in_time(Wedge(GAP), CARD, step, types=types)
    digits = [KeyMeant(sign) for sign in CARD[:12]] if types else [KeyMeant("0")]
    assert heard == [*digits, Doubt(), Scan(CARD)]


@pytest.mark.parametrize("step", [0.0, 0.01, 0.1, 0.4])
def test_digits_that_come_too_close_press_nothing(step: float) -> None:
    """Two of them, and more, are no scan either: whoever asked asks again."""
    for text in ("10", "10293"):
        heard = heard_in_time(Wedge(GAP), text, step)
        assert [each for each in heard if each != KeyMeant("1")] == [Doubt()], text


def test_one_digit_after_the_other_is_meant() -> None:
    """Half a second apart they are a hand's, and so is a digit after another key, or another key after it."""
    wedge = Wedge(GAP)
    assert heard_in_time(wedge, "12", DOUBT_SECONDS + 0.01) == [KeyMeant("1"), KeyMeant("2")]
    assert heard_in_time(Wedge(GAP), "-1-.", 0.1) == [KeyMeant(sign) for sign in "-1-."]
    assert heard_in_time(Wedge(GAP), "12", 0.1, types=True) == [KeyMeant("1"), KeyMeant("2")]


def test_a_scan_that_a_busy_computer_tore_apart_presses_nothing() -> None:
    """It was told to be over although more was on its way; the rest belongs to it, and so does its Enter."""
    wedge = Wedge(GAP)
    typed(wedge, CARD[:30], 0.1)
    assert wedge.quiet(2.9 + 2 * DOUBT_SECONDS) == [Scan(CARD[:30])]
    assert wedge.key("2", 3.0) == [Doubt()]
    assert wedge.key(ENTER, 3.1) == []
    assert wedge.quiet_seconds is None
    assert wedge.key("1", 4.0) == []
    assert wedge.quiet(4.1) == [KeyMeant("1")]


def test_what_a_press_opens_does_not_make_a_scan_a_text() -> None:
    """A scan whose first digit opened a page that takes text is known at its second all the same."""
    wedge = Wedge(GAP)
    assert wedge.key("0", 0.0) == []
    assert wedge.quiet(0.05) == [KeyMeant("0")]
    assert wedge.key("0", 0.06, types=True) == [Doubt()]
    typed(wedge, CARD[2:], 0.06, start=0.12, types=True)
    assert wedge.quiet(60.0) == [Scan(CARD)]


def test_enter_alone_is_a_key() -> None:
    """Whoever presses Enter means it."""
    wedge = Wedge(GAP)
    assert wedge.key(ENTER, 0.0) == []
    assert wedge.quiet(1.0) == [KeyMeant(ENTER)]


def test_a_burst_without_end_is_not_kept_without_end() -> None:
    """A stuck scanner fills no memory."""
    wedge = Wedge(GAP)
    typed(wedge, "7" * 10 * PAYLOAD_LENGTH_MAX, 0.0001)
    (scan,) = wedge.quiet(1e6)
    assert isinstance(scan, Scan)
    assert len(scan.text) == PAYLOAD_LENGTH_MAX + 1


def test_a_scan_shows_nothing_of_itself() -> None:
    """Neither a log nor a traceback can hold what was scanned."""
    assert "MẪU" not in repr(Scan(CARD))
    assert "001046" not in repr(Scan(CARD))
