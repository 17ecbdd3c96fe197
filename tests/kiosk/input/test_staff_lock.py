"""The staff's gesture and the PIN behind it."""

import pytest

from kiosk.input.staff_lock import (
    ATTEMPTS_MAX,
    LOCKED_SECONDS,
    TOUCHES,
    PinUnfitError,
    StaffGesture,
    StaffLock,
)

SALT = b"salt"


def test_five_touches_within_three_seconds_call_for_the_pin() -> None:
    """Fewer or slower ones are a citizen's."""
    gesture = StaffGesture()
    assert [gesture.touched(0.5 * place) for place in range(TOUCHES)] == [False] * 4 + [True]
    assert not gesture.touched(2.5)
    slow = StaffGesture()
    assert not any(slow.touched(1.0 * place) for place in range(20))


def test_the_right_pin_opens() -> None:
    """Only the right one does."""
    lock = StaffLock("2468", SALT)
    assert not lock.opens("", 0)
    assert not lock.opens("24680", 0)
    assert lock.opens("2468", 0)


@pytest.mark.slow
def test_wrong_pins_lock_for_a_while() -> None:
    """After the last try even the right PIN waits, and then tries begin anew."""
    lock = StaffLock("2468", SALT)
    for _ in range(ATTEMPTS_MAX):
        assert not lock.opens("0000", 10)
    assert lock.locked_seconds(10) == LOCKED_SECONDS
    assert not lock.opens("2468", 10 + LOCKED_SECONDS - 1)
    assert lock.opens("2468", 10 + LOCKED_SECONDS)


@pytest.mark.slow
def test_a_right_pin_forgives_the_wrong_ones() -> None:
    """Mistyping on different days locks nobody out."""
    lock = StaffLock("2468", SALT)
    for at in range(2):
        for _ in range(ATTEMPTS_MAX - 1):
            assert not lock.opens("1357", at)
        assert lock.opens("2468", at)


@pytest.mark.parametrize("pin", ["", "123", "1" * 13, "12a4", "١٢٣٤", "12 34"])
def test_an_unfit_pin_is_refused_without_repeating_it(pin: str) -> None:
    """The keypad could not type it, or it would be guessed; the message does not hold it."""
    with pytest.raises(PinUnfitError) as refusal:
        StaffLock(pin, SALT)
    assert str(refusal.value) == "a PIN has 4 to 12 digits and nothing else"


def test_the_pin_itself_is_kept_nowhere() -> None:
    """The lock knows a hash."""
    assert all("2468" not in str(value) for value in vars(StaffLock("2468", SALT)).values())
