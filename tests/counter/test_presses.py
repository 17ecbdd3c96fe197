"""The keys' memory of what is under way and what was never answered."""

from itertools import count
from random import Random

import pytest

from counter.presses import KeyPress, KeyPresses
from counter.settings import random_request_ids
from ticketing.commands import CallNext, CallTicket, Command, StartService


@pytest.fixture
def presses() -> KeyPresses:
    ids = count(1)
    return KeyPresses(lambda: str(next(ids)))


def begun(presses: KeyPresses, key: str, command: Command) -> str | None:
    """The request id under which a key's command goes out."""
    press = presses.begin(key, command)
    return press.request_id if press else None


def test_a_key_under_way_is_not_pressed_again(presses: KeyPresses) -> None:
    """Until its answer the same key has no further request id; another key has."""
    assert begun(presses, "next", CallNext(1)) == "1"
    assert presses.begin("next", CallNext(1)) is None
    assert begun(presses, "pick", CallTicket(1, "1001")) == "2"
    assert presses.keys_under_way == {"next", "pick"}


def test_an_answered_key_begins_anew(presses: KeyPresses) -> None:
    """After an answer the next press is another one."""
    presses.begin("next", CallNext(1))
    presses.carried_out("next")
    assert begun(presses, "next", CallNext(1)) == "2"


def test_an_unanswered_press_keeps_its_id(presses: KeyPresses) -> None:
    """The same command again is sent under the same id, so that it happens once."""
    presses.begin("next", CallNext(1))
    presses.unanswered("next")
    assert begun(presses, "next", CallNext(1)) == "1"


def test_an_unanswered_press_is_sent_as_it_was(presses: KeyPresses) -> None:
    """What came to the desk meanwhile may be its own doing, so it is sent with what was there at first."""
    presses.begin("next", CallNext(1, at_desk=""))
    presses.unanswered("next")
    again = presses.begin("next", CallNext(1, at_desk="1001"))
    assert again == KeyPress(CallNext(1, at_desk=""), "1")


def test_another_command_of_the_same_key_has_its_own_id(presses: KeyPresses) -> None:
    """A request id is never used for two commands."""
    presses.begin("pick", CallTicket(1, "1001"))
    presses.unanswered("pick")
    assert begun(presses, "pick", CallTicket(1, "1002")) == "2"


def test_a_refused_key_begins_anew(presses: KeyPresses) -> None:
    """What was refused is asked again under another id."""
    presses.begin("next", CallNext(1))
    presses.refused("next")
    assert begun(presses, "next", CallNext(1)) == "2"


def test_a_clerk_who_has_gone_on_means_a_new_press(presses: KeyPresses) -> None:
    """Once another key was carried out, an old unanswered press is not taken up again."""
    presses.begin("next", CallNext(1))
    presses.unanswered("next")
    presses.begin("start", StartService(1))
    presses.carried_out("start")
    assert begun(presses, "next", CallNext(1)) == "3"


def test_request_ids_come_from_the_random_source() -> None:
    """The same seed gives the same ids, and every id is another."""
    first, second = (random_request_ids(Random(7)) for _ in range(2))  # noqa: S311 - repeatable on purpose
    ids = [first() for _ in range(100)]
    assert ids == [second() for _ in range(100)]
    assert len(set(ids)) == 100
