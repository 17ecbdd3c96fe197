"""Picking a printer's answers out of what it sends."""

import pytest

from kiosk.printing.printer import Answers


@pytest.mark.parametrize(
    ("sent", "paper", "offline"),
    [
        (b"\x00", 0x00, None),
        (b"\x0c", 0x0C, None),
        (b"\x12", None, 0x12),
        (b"\x36\x03", 0x03, 0x36),
        (b"\x11\x13\x00", 0x00, None),
        (b"\x14\x00\x00\x0f", None, None),
        (b"\x10\x00\x00\x00\x0c", 0x0C, None),
    ],
    ids=["paper", "no paper", "offline", "both", "flow control", "report", "report and paper"],
)
def test_answers_are_told_apart_by_their_fixed_bits(
    sent: bytes, paper: int | None, offline: int | None
) -> None:
    """Paper, offline cause, flow control and unasked reports never pass for each other."""
    whole, slow = Answers(), Answers()
    whole.feed(sent)
    for byte in sent:
        slow.feed(bytes([byte]))
    assert (whole.paper, whole.offline) == (slow.paper, slow.offline) == (paper, offline)
