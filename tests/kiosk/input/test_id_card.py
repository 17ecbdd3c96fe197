"""A card's code gives an age, and an age may propose a priority class; nothing else comes out of it."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.input.id_card import PAYLOAD_LENGTH_MAX, CardUnreadable, age_on, proposed_class
from tests.rings import RING
from ticketing.plan import Name, PriorityClass

TODAY = date(2026, 11, 23)
CARD = "001099000001||NGUYỄN VĂN MẪU|01011999|Nam|Thôn Mẫu, Xã Mẫu, Tỉnh Mẫu|01012022"
LONG_CARD = "001099000001|012345678|NGUYỄN VĂN MẪU|01011999|Nam|Thôn Mẫu, Xã Mẫu|18082025||||"
CLASSES = (
    PriorityClass("age-60", Name("Từ 60"), age_min=60),
    PriorityClass("age-80", Name("Từ 80"), age_min=80),
    PriorityClass("age-90", Name("Từ 90"), at_kiosk=False, age_min=90),
    PriorityClass("child", Name("Trẻ nhỏ")),
)


def card(born: str, number: str = "001099000001") -> str:
    return f"{number}||MẪU|{born}|Nam|Mẫu|01012022"


@pytest.mark.parametrize("payload", [CARD, LONG_CARD])
def test_both_shapes_of_the_code_are_read(payload: str) -> None:
    """The old number may be missing, and empty parts may follow."""
    assert age_on(payload, TODAY) == 27


@pytest.mark.parametrize(
    ("born", "age"),
    [
        ("23111946", 80),
        ("24111946", 79),
        ("29021948", 78),
        ("1946", 79),
        ("00001946", 79),
    ],
)
def test_an_age_is_certain_or_less(born: str, age: int) -> None:
    """A birthday counts from its day on; where only the year is known it is still to come."""
    assert age_on(card(born), TODAY) == age


@pytest.mark.parametrize("born", ["", "không rõ", "0000000", "00000000"])
def test_a_day_that_is_none_leaves_the_year_in_the_number(born: str) -> None:
    """The number holds century and year."""
    assert age_on(card(born, "001046000001"), TODAY) == 79
    assert age_on(card(born, "001210000001"), TODAY) == 15


@pytest.mark.parametrize(
    "payload",
    [
        "",
        "|",
        "||||||",
        "https://example.test/t/7K3MGQ2H",
        "12345|x|y|01011999|Nam|z|01012022",
        card("01012031"),
        card("", "001499000001"),
        "001099000001" * 200,
        "٠٠١٠٩٩٠٠٠٠٠١||x|01011999|Nam|y|01012022",
    ],
)
def test_garbage_is_refused_without_repeating_it(payload: str) -> None:
    """The refusal carries no text at all."""
    with pytest.raises(CardUnreadable) as refusal:
        age_on(payload, TODAY)
    assert refusal.value.args == ()
    assert str(refusal.value) == ""


@settings(max_examples=RING.examples_of(0.5))
@given(st.text(max_size=2 * PAYLOAD_LENGTH_MAX))
def test_any_text_is_an_age_or_unreadable(payload: str) -> None:
    """Nothing else ever comes of a scan."""
    try:
        assert 0 <= age_on(payload, TODAY) <= 130
    except CardUnreadable as refusal:
        assert not refusal.args  # noqa: PT017 - most examples are refused, and each refusal is looked at


@pytest.mark.parametrize(
    ("age", "code"), [(59, None), (60, "age-60"), (79, "age-60"), (80, "age-80"), (95, "age-80")]
)
def test_the_highest_age_that_is_reached_proposes_its_class(age: int, code: str | None) -> None:
    """A class that only staff give is never proposed, nor one that has no age."""
    group = proposed_class(age, CLASSES)
    assert (group.code if group else None) == code
