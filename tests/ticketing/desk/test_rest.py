"""The pause after a question that has gone by itself."""

from ticketing.desk.rest import Rest


def test_keys_act_again_only_after_a_pause_in_typing() -> None:
    """Each key that comes too soon begins the pause anew; without a question that went there is none."""
    rest = Rest(seconds=1.5)
    assert not rest.swallows(10.0)
    rest.begin(10.0)
    assert [rest.swallows(at) for at in (10.1, 11.5, 12.9, 14.5, 14.6)] == [True, True, True, False, False]
    rest.begin(20.0)
    rest.end()
    assert not rest.swallows(20.1)
