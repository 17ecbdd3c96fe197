"""A scanner that types is told from a hand that types, by time alone."""

import pytest

from kiosk.input.id_card import PAYLOAD_LENGTH_MAX
from kiosk.input.wedge import BURST_CHARACTERS_MIN, ENTER, KeyMeant, Scan, Wedge

CARD = "001046000001||NGUYỄN VĂN MẪU|01011946|Nam|Thôn Mẫu, Xã Mẫu|01012022"
GAP = 0.04


def typed(wedge: Wedge, text: str, step: float, start: float = 0.0) -> list[KeyMeant | Scan]:
    """What is known after so many signs, `step` seconds apart."""
    heard: list[KeyMeant | Scan] = []
    for place, sign in enumerate(text):
        heard += wedge.key(sign, start + place * step)
    return heard


@pytest.mark.parametrize("step", [0.0, 0.001, 0.005, 0.03])
def test_a_burst_is_one_scan_and_no_key(step: float) -> None:
    """Not one of its digits is pressed, whether it comes at once or thirty milliseconds apart."""
    wedge = Wedge(GAP)
    assert typed(wedge, CARD, step) == []
    assert wedge.key(ENTER, len(CARD) * step) == [Scan(CARD)]
    assert not wedge.holds


def test_a_burst_without_enter_ends_with_the_silence() -> None:
    """A scanner that is set to send no Enter is understood all the same."""
    wedge = Wedge(GAP)
    typed(wedge, CARD, 0.001)
    end = len(CARD) * 0.001
    assert wedge.quiet(end) == []
    assert wedge.quiet(end + 2 * GAP) == [Scan(CARD)]


def test_single_keys_are_pressed_once_it_is_quiet() -> None:
    """A hand's key is held for the length of the gap and no longer."""
    wedge = Wedge(GAP)
    assert wedge.key("1", 0.0) == []
    assert wedge.quiet(GAP / 2) == []
    assert wedge.quiet(2 * GAP) == [KeyMeant("1")]
    assert wedge.key("2", 1.0) == []
    assert wedge.key("3", 2.0) == [KeyMeant("2")]


def test_quick_fingers_are_no_scanner() -> None:
    """A few signs in quick succession are keys in their order."""
    wedge = Wedge(GAP)
    typed(wedge, "1" * (BURST_CHARACTERS_MIN - 1), 0.001)
    assert wedge.quiet(1.0) == [KeyMeant("1")] * (BURST_CHARACTERS_MIN - 1)


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
