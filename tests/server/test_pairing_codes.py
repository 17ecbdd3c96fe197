"""Codes of screens that wait to be paired: for minutes, few guesses, a place for every address."""

from collections.abc import Iterable, Iterator
from itertools import count

from server.pairing_codes import CODE_SECONDS, WAITING_MAX, WRONG_CODES_MAX, WaitingScreens


def waiting(codes: Iterable[str]) -> WaitingScreens[str]:
    """Screens that are given these codes."""
    drawn = iter(codes)
    return WaitingScreens(lambda: next(drawn))


def spread() -> Iterator[str]:
    """Codes of which each differs from all others in two digits, for a thousand screens."""
    return (f"{n:03d}{n:03d}" for n in count())


def test_a_code_names_its_screen_for_so_long() -> None:
    """Afterwards it names nobody, and the screen is given another one."""
    screens = waiting(["111111", "222222"])
    assert screens.come("hall", "10.0.0.1", 0) is None
    assert screens.find("111111", CODE_SECONDS - 1) == "hall"
    assert screens.find("111111", CODE_SECONDS) is None
    assert screens.renew(CODE_SECONDS - 1) == ()
    assert screens.renew(CODE_SECONDS) == ("hall",)
    assert screens.find("222222", CODE_SECONDS) == "hall"
    screens.leave("hall")
    assert screens.find("222222", CODE_SECONDS) is None


def test_a_mistyped_digit_names_no_other_screen() -> None:
    """A code that one digit parts from another one is not given out."""
    screens = waiting(["111111", "111119", "119119"])
    screens.come("hall", "", 0)
    screens.come("door", "", 0)
    assert (screens.code_of("hall"), screens.code_of("door")) == ("111111", "119119")


def test_after_so_many_wrong_codes_all_are_others() -> None:
    """So guesses add up to nothing, and nobody is locked out."""
    screens = waiting(spread())
    screens.come("hall", "", 0)
    for _ in range(WRONG_CODES_MAX - 1):
        assert screens.guess_wrong(0) == ()
    before = screens.code_of("hall")
    assert screens.guess_wrong(0) == ("hall",)
    assert screens.code_of("hall") not in ("", before)


def test_no_address_takes_the_places_of_others() -> None:
    """Where all places are taken, the address with most screens gives one up, and gets no further one."""
    screens = waiting(spread())
    for number in range(WAITING_MAX):
        screens.come(f"stranger {number}", "10.0.0.66", 0)
    assert screens.come("one more", "10.0.0.66", 0) is None
    assert screens.code_of("one more") == ""
    assert screens.come("hall", "10.0.0.1", 0) == f"stranger {WAITING_MAX - 1}"
    assert screens.code_of("hall") != ""
