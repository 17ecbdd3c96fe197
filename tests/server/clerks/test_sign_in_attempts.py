"""Limited attempts as a value: growing locks, what guesses reach in a day, and what no flood pushes out."""

from random import Random

import pytest

from server.clerks.sign_in_attempts import (
    ADDRESSES_MAX,
    ATTEMPTS_MAX,
    DAY_SECONDS,
    LOCK_SECONDS_MAX,
    LOCK_SECONDS_MIN,
    LOCKS_TOLD_MAX,
    NOBODYS_NAMES_MAX,
    STRANGERS_ATTEMPTS_MAX,
    Attempt,
    Locked,
    SignInAttempts,
    lock_seconds,
)

OWN, STRANGE = "192.168.1.11", "10.0.0.66"


def hoa(address: str, pin_hash: str = "one") -> Attempt:
    """Hoa, who has signed in at OWN before."""
    return Attempt("hoa", address, "Hoa", pin_hash, is_own=address == OWN, is_staffs=address == OWN)


def nobody(number: int, address: str) -> Attempt:
    return Attempt(f"nobody {number}", address)


def is_counted(attempts: SignInAttempts, attempt: Attempt, now: float) -> bool:
    """Whether a wrong PIN was looked at."""
    try:
        attempts.begin(attempt, now)
    except Locked:
        return False
    return True


def test_each_further_wrong_pin_locks_for_twice_as_long() -> None:
    """One minute, two, four, up to an hour."""
    minutes = [lock_seconds(beyond) / 60 for beyond in range(-1, 9)]
    assert minutes == [0, 1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert lock_seconds(10**9) == LOCK_SECONDS_MAX


@pytest.mark.parametrize(
    ("addresses", "guesses_max"),
    [([OWN], 40), ([STRANGE], STRANGERS_ATTEMPTS_MAX), ([f"10.0.{n}.1" for n in range(200)], 10)],
    ids=["own", "stranger", "strangers"],
)
def test_a_name_is_guessed_only_so_often_in_a_day(addresses: list[str], guesses_max: int) -> None:
    """Whoever tries every ten seconds: 40 at a person's own desk, 10 from all other addresses together."""
    attempts = SignInAttempts()
    counted = sum(
        is_counted(attempts, hoa(addresses[second // 10 % len(addresses)]), second)
        for second in range(0, DAY_SECONDS, 10)
    )
    assert ATTEMPTS_MAX <= counted <= guesses_max


def test_guesses_from_elsewhere_never_lock_the_persons_own_place() -> None:
    """Strangers are kept out for a day from their first guess; at OWN nothing is counted."""
    attempts = SignInAttempts()
    for number in range(50):
        is_counted(attempts, hoa(f"10.0.0.{number}"), 100.0)
        attempts.check(hoa(OWN), 100.0)
    with pytest.raises(Locked) as locked:
        attempts.check(hoa("10.1.1.1"), 160.0)
    assert locked.value.seconds == DAY_SECONDS - 60
    attempts.check(hoa("10.1.1.1"), 100.0 + DAY_SECONDS)


def test_who_gets_in_from_a_new_place_leaves_the_strangers_counted() -> None:
    """The right PIN takes back its own attempt and the wrong ones from there, and no guess of others."""
    attempts = SignInAttempts()
    for number in range(STRANGERS_ATTEMPTS_MAX - 1):
        attempts.begin(hoa(f"10.0.0.{number}"), 0.0)
    right = hoa("192.168.1.12")
    attempts.begin(right, 1.0)
    attempts.succeed(right)
    assert is_counted(attempts, hoa("10.0.1.1"), 2.0)
    assert not is_counted(attempts, hoa("10.0.1.2"), 3.0)


def test_a_new_pin_begins_anew() -> None:
    """What was counted against the old one is forgotten."""
    attempts = SignInAttempts()
    while is_counted(attempts, hoa(OWN), 0.0):
        pass
    attempts.check(hoa(OWN, "another"), 0.0)


def test_an_unlocked_name_begins_anew_everywhere_and_nothing_else_does() -> None:
    """A manager's word ends the locks of one name, also those of strangers."""
    attempts = SignInAttempts()
    for number in range(ATTEMPTS_MAX):
        attempts.begin(hoa(OWN), 0.0)
        attempts.begin(hoa(f"10.0.{number}.1"), 0.0)
        attempts.begin(hoa(f"10.0.{number}.2"), 0.0)
        attempts.begin(Attempt("mai", OWN, "Mai", "two", is_own=True, is_staffs=True), 0.0)
    assert {(lock.name, lock.address, lock.wrong) for lock in attempts.locks(1.0)} == {
        ("Hoa", OWN, 5),
        ("Hoa", "", 10),
        ("Mai", OWN, 5),
    }
    attempts.unlock("hoa")
    assert [lock.name for lock in attempts.locks(1.0)] == ["Mai"]
    attempts.check(hoa(STRANGE), 1.0)


def test_a_lock_tells_nobody_who_works_here() -> None:
    """From a strange address a name of nobody is refused at the same try and for as long as a person's."""
    attempts = SignInAttempts()
    random = Random(11)  # noqa: S311 - reproducible is what is wanted
    now = 0.0
    for _ in range(2_000):
        now += random.choice((0, 1, 30, 300, 5_000))
        address = f"10.0.0.{random.randrange(6)}"
        left = []
        for attempt in (hoa(address), nobody(1, address)):
            fresh = Attempt(attempt.key, address, attempt.name, attempt.pin_hash, is_staffs=True)
            try:
                attempts.begin(fresh, now)
                left.append(0.0)
            except Locked as locked:
                left.append(locked.seconds)
        assert left[0] == left[1]


def test_no_flood_pushes_a_persons_lock_out_and_memory_is_bounded() -> None:
    """15,000 guesses for names of nobody and of Hoa, from as many addresses, leave her locks as they were."""
    attempts = SignInAttempts()
    while is_counted(attempts, hoa(OWN), 0.0):
        pass
    for number in range(5_000):
        address = f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}"
        is_counted(attempts, nobody(number, address), 1.0)
        is_counted(attempts, nobody(0, address), 1.0)
        is_counted(attempts, hoa(address), 1.0)
    assert not is_counted(attempts, hoa(OWN), LOCK_SECONDS_MIN - 1)
    assert not is_counted(attempts, hoa("10.9.9.9"), DAY_SECONDS - 1)
    assert attempts.size <= ADDRESSES_MAX + 2 * NOBODYS_NAMES_MAX + 50
    assert len(attempts.locks(2.0)) <= LOCKS_TOLD_MAX


def test_months_of_guesses_leave_as_much_as_two_days_do() -> None:
    """Counts of a day ago are forgotten with the next try."""
    attempts = SignInAttempts()
    for hour in range(24 * 60):
        is_counted(attempts, hoa(f"10.0.{hour}.1"), hour * 3_600.0)
    assert attempts.size <= 1 + 2 * STRANGERS_ATTEMPTS_MAX + ADDRESSES_MAX
