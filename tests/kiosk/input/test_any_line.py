"""Whatever is typed, and however fast, keys are hands', scans are scanners', and nothing is both."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.input.id_card import PAYLOAD_LENGTH_MAX
from kiosk.input.wedge import DOUBT_SECONDS, Doubt, KeyMeant, Scan, Wedge
from tests.rings import RING

KEYS = st.sampled_from([*"0123456789", "|", "enter", "a", "ư", "escape", "\u202e", " "])
TYPED = st.lists(
    st.tuples(KEYS, st.sampled_from([0.0, 0.001, 0.02, 0.079, 0.081, 0.3, 0.51, 2.0]), st.booleans()),
    max_size=40,
)


@pytest.mark.slow
@given(typed=TYPED)
@settings(max_examples=RING.examples_of(2))
def test_every_key_is_told_once_or_is_part_of_a_scan(typed: list[tuple[str, float, bool]]) -> None:
    """No key is told twice or out of its order, and afterwards nothing is held."""
    wedge, at, heard = Wedge(), 0.0, []
    for key, pause, types in typed:
        at += pause
        heard += wedge.quiet(at)
        heard += wedge.key(key, at, types=types)
    for _ in range(3):
        at += 2 * DOUBT_SECONDS
        heard += wedge.quiet(at)
    assert wedge.quiet_seconds is None
    keys = [each.key for each in heard if isinstance(each, KeyMeant)]
    remaining = iter(key for key, _, _ in typed)
    assert all(key in remaining for key in keys)
    scanned = sum(len(each.text) for each in heard if isinstance(each, Scan))
    assert len(keys) <= len(typed)
    if not any(isinstance(each, Doubt | Scan) for each in heard):
        assert keys == [key for key, _, _ in typed]
    doubts = sum(isinstance(each, Doubt) for each in heard)
    assert scanned <= len(typed) + doubts  # a sign stands for what came so late that it was told before


@given(length=st.integers(PAYLOAD_LENGTH_MAX - 2, PAYLOAD_LENGTH_MAX + 2_000))
@settings(max_examples=RING.examples_of(0.1))
def test_an_endless_scan_is_held_to_its_limit(length: int) -> None:
    """Of a scanner that never ends no more is kept than shows that it is too long."""
    wedge, heard = Wedge(), []
    for place in range(length):
        heard += wedge.key("7", place / 1_000)
    heard += wedge.key("enter", length / 1_000)
    (scan,) = [each for each in heard if isinstance(each, Scan)]
    assert len(scan.text) <= PAYLOAD_LENGTH_MAX + 1
