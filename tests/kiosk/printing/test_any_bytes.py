"""Whatever a printer sends, reading it ends in answers that a printer can give."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.printing.answers import (
    PAPER_ANSWERS,
    QUESTIONS,
    SENSOR_ANSWERS,
    Answers,
    PrinterQuestion,
    hindrance_in,
    is_low,
)
from tests.rings import RING

EXCHANGES = st.lists(
    st.tuples(st.sampled_from(sorted(QUESTIONS)), st.lists(st.binary(max_size=6), max_size=3)), max_size=4
)


def told(exchanges: list[tuple[PrinterQuestion, list[bytes]]]) -> Answers:
    """What is understood of so many questions and of what came after each."""
    answers = Answers()
    for question, parts in exchanges:
        answers.expect(question)
        for part in parts:
            answers.feed(part)
    return answers


@pytest.mark.slow
@given(exchanges=EXCHANGES)
@settings(max_examples=RING.examples_of(2))
def test_any_bytes_are_legal_answers_or_none(exchanges: list[tuple[PrinterQuestion, list[bytes]]]) -> None:
    """No byte that a printer can't answer counts as one, and a hindrance is one of those that have words."""
    answers = told(exchanges)
    assert answers.paper in {None, *PAPER_ANSWERS}
    assert answers.sensor in {None, *SENSOR_ANSWERS}
    assert answers.offline is None or answers.offline & 0x93 == 0x12
    assert hindrance_in(answers) in ("", "cover-open", "paper-out", "other")
    assert is_low(answers) in (True, False)
    assert answers.has_heard == any(part for _, parts in exchanges for part in parts)


@pytest.mark.slow
@given(exchanges=EXCHANGES)
@settings(max_examples=RING.examples_of(1))
def test_where_the_bytes_are_parted_does_not_matter(
    exchanges: list[tuple[PrinterQuestion, list[bytes]]],
) -> None:
    """A line that delivers byte by byte says the same as one that delivers all at once."""
    joined = [(question, [b"".join(parts)]) for question, parts in exchanges]
    single = [(question, [bytes([byte]) for byte in b"".join(parts)]) for question, parts in exchanges]
    assert told(joined) == told(single) == told(exchanges)
