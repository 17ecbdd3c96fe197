"""Picking a printer's answers out of what it sends, and telling what no printer sends."""

from random import Random

import pytest

from kiosk.printing.answers import QUESTIONS, Answers, PrinterQuestion


def heard(asked: PrinterQuestion, *parts: bytes) -> Answers:
    answers = Answers()
    answers.expect(asked)
    for part in parts:
        answers.feed(part)
    return answers


@pytest.mark.parametrize(
    ("asked", "sent", "answer", "strays"),
    [
        ("paper", b"\x00", 0x00, 0),
        ("paper", b"\x0c", 0x0C, 0),
        ("offline", b"\x12", 0x12, 0),
        ("sensor", b"\x7e", 0x7E, 0),
        ("sensor", b"\x36\x12", 0x12, 0),
        ("paper", b"\x36\x03", 0x03, 0),
        ("paper", b"\x11\x13\x00", 0x00, 0),
        ("paper", b"\x14\x00\x00\x0f", None, 0),
        ("paper", b"\x10\x00\x00\x00\x0c", 0x0C, 0),
        ("offline", b"\x00\x12", 0x12, 1),
        ("paper", b"\x00\x00", 0x00, 1),
    ],
    ids=[
        "paper",
        "no paper",
        "offline",
        "near its end",
        "late",
        "later still",
        "flow control",
        "report",
        "report and paper",
        "greeting",
        "twice",
    ],
)
def test_answers_are_told_apart_by_their_fixed_bits(
    asked: PrinterQuestion, sent: bytes, answer: int | None, strays: int
) -> None:
    """Only what the last question can have brought is its answer, however its bytes come in."""
    for answers in (heard(asked, sent), heard(asked, *(bytes([byte]) for byte in sent))):
        assert (getattr(answers, asked), answers.strays) == (answer, strays)
        assert not answers.is_nonsense


@pytest.mark.parametrize("asked", QUESTIONS)
@pytest.mark.parametrize("sent", [*(bytes([byte]) for byte in (0x01, 0x0D, 0x80, 0xFF)), b"\x14\x00\x90"])
def test_what_no_printer_sends_is_nonsense(asked: PrinterQuestion, sent: bytes) -> None:
    """A byte without the fixed bits of any answer, alone or in a report, is from no printer."""
    assert heard(asked, sent).is_nonsense


@pytest.mark.parametrize("asked", QUESTIONS)
def test_an_echo_is_nonsense(asked: PrinterQuestion) -> None:
    """A line that sends back what it gets is no printer, although some questions begin like a report."""
    assert heard(asked, QUESTIONS[asked]).is_nonsense


@pytest.mark.parametrize("byte", range(256))
def test_no_byte_answers_both_kinds_of_question(byte: int) -> None:
    """Whatever always sends the same byte is found out by the second question."""
    assert heard("offline", bytes([byte])).offline is None or heard("paper", bytes([byte])).paper is None


def test_random_bytes_are_found_out() -> None:
    """Eight bytes by chance are taken for a printer's in less than one case of a thousand."""
    chance = Random(1)  # noqa: S311 - a seed that stays, not a secret
    found = [heard("offline", chance.randbytes(8)).is_nonsense for _ in range(2000)]
    assert sum(found) > 1998
