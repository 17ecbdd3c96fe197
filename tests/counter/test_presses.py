"""What the desk is told of its presses; when and how each is sent is held by the cases of tests/shared."""

from itertools import count
from random import Random

from counter.presses import KeyPresses
from counter.settings import random_request_ids
from ticketing.commands import CallNext, CallTicket


def test_the_keys_that_wait_for_their_answer_are_known() -> None:
    """They are marked on the screen until it comes, whatever it is."""
    ids = count(1)
    presses = KeyPresses(lambda: str(next(ids)))
    presses.begin("next", CallNext(1))
    presses.begin("pick", CallTicket(1, "1001"))
    presses.begin("recall", CallNext(1))
    assert presses.keys_under_way == {"next", "pick", "recall"}
    presses.carried_out("next")
    presses.refused("pick")
    presses.unanswered("recall")
    assert presses.keys_under_way == frozenset()


def test_request_ids_come_from_the_random_source() -> None:
    """The same seed gives the same ids, and every id is another."""
    first, second = (random_request_ids(Random(7)) for _ in range(2))  # noqa: S311 - repeatable on purpose
    ids = [first() for _ in range(100)]
    assert ids == [second() for _ in range(100)]
    assert len(set(ids)) == 100
