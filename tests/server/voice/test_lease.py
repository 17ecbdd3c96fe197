"""One screen of a zone speaks: the one that came first, as long as it lives."""

from server.voice.lease import LEASE_SECONDS, SpeakerLease


def test_the_first_that_can_speak_holds_the_lease() -> None:
    """Others wait behind it, and signs of theirs change nothing."""
    lease: SpeakerLease[str] = SpeakerLease()
    assert lease.holder(0) is None
    lease.see("first", 0)
    lease.see("second", 1)
    assert lease.holder(2) == "first"
    lease.leave("first")
    assert lease.holder(2) == "second"
    assert "first" not in lease


def test_a_silent_holder_gives_way_to_one_that_lives() -> None:
    """Without a sign for LEASE_SECONDS the lease goes on, and the silent one stands at the end of the row."""
    lease: SpeakerLease[str] = SpeakerLease()
    lease.see("first", 0)
    lease.see("second", LEASE_SECONDS)
    assert lease.holder(LEASE_SECONDS) == "first"
    assert lease.holder(LEASE_SECONDS + 1) == "second"
    lease.see("first", LEASE_SECONDS + 2)
    assert lease.holder(LEASE_SECONDS + 3) == "second"


def test_a_silent_screen_is_better_than_nobody() -> None:
    """Where no other is fresh the holder stays."""
    lease: SpeakerLease[str] = SpeakerLease()
    lease.see("only", 0)
    assert lease.holder(100 * LEASE_SECONDS) == "only"


def test_one_that_did_not_do_it_lets_the_others_try() -> None:
    """It comes last, and is asked again only when it is the only one."""
    lease: SpeakerLease[str] = SpeakerLease()
    lease.see("first", 0)
    lease.pass_on("first")
    assert lease.holder(1) == "first"
    lease.see("second", 1)
    lease.pass_on("first")
    assert lease.holder(2) == "second"
    lease.pass_on("nobody")
    assert lease.holder(2) == "second"
