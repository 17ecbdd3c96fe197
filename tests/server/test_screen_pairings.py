"""Screens are paired by their codes, remembered by a hash, and fall silent when they are unpaired."""

import stat
from pathlib import Path

import pytest

from server.pairing_file import FILE_NAME, SECRETS_OF_A_NAME_MAX, PairingFile, PairingOrder, hash_of
from server.screen_pairings import ScreenPairings
from server.staff_warnings import StaffWarnings
from tests.server.fakes import CountedRandomSource, ManualClock, refused


class NotingBoard:
    """A display that notes what it is told."""

    def __init__(self, name: str, address: str = "10.0.0.1") -> None:
        self.name = name
        self.address = address
        self.secret = ""
        self.looks = 0

    def take_secret(self, secret: str) -> None:
        self.secret = secret

    def look_again(self) -> None:
        self.looks += 1


def pairings(folder: Path | None) -> ScreenPairings:
    """Those of a data folder, or of memory alone."""
    return ScreenPairings(folder, CountedRandomSource(), ManualClock().now)


async def test_a_paired_screen_is_known_after_a_restart(tmp_path: Path) -> None:
    """By its secret, of which the file, the owner's alone, holds no more than the hash."""
    paired, hall = pairings(tmp_path), NotingBoard("hall")
    with paired.connected(hall):
        code = paired.code_for(hall)
        assert await paired.pair(f" {code[:3]} {code[3:]} ", "manager Lan") == "hall"
    assert paired.paired_as(hall.secret) == "hall"
    again = pairings(tmp_path)
    assert again.paired_as(hall.secret) is None
    await again.look()
    assert again.paired_as(f"another {hall.secret}") == "hall"
    assert [(each.name, each.by, each.at) for each in again.all()] == [
        ("hall", "manager Lan", "2026-11-23T08:00:00+07:00")
    ]
    path = tmp_path / FILE_NAME
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert hall.secret.encode() not in path.read_bytes()


@pytest.mark.parametrize("code", ["", "12345", "1234567", "٣٣٣٣٣٣", "x" * 60_000])
async def test_a_code_that_no_screen_shows_pairs_nobody(code: str) -> None:
    """Whoever typed it reads that; a code is used up by pairing."""
    paired, hall = pairings(None), NotingBoard("hall")
    with paired.connected(hall):
        shown = paired.code_for(hall)
        with refused("code-unknown"):
            await paired.pair(code, "")
        await paired.pair(shown, "")
        with refused("code-unknown"):
            await paired.pair(shown, "")
    assert [each.hash for each in paired.all()] == [hash_of(hall.secret)]


async def test_an_unpaired_screen_is_told_at_once(tmp_path: Path) -> None:
    """All secrets of its name go; a name that is not paired is refused, and so is a folder that refuses."""
    paired, hall = pairings(tmp_path), NotingBoard("hall")
    secret = await paired.new_secret("hall", "")
    with paired.connected(hall):
        await paired.unpair("hall")
    assert (hall.looks, paired.paired_as(secret)) == (1, None)
    with refused("unknown-pairing"):
        await paired.unpair("hall")
    (tmp_path / FILE_NAME).write_bytes(b"not a database, and longer than its head")
    with refused("pairings-unavailable"):
        await paired.new_secret("hall", "")


async def test_what_the_command_line_changes_is_followed(tmp_path: Path) -> None:
    """An order pairs the screen of its code or is unknown; a name forgotten there falls silent."""
    paired, hall, file = pairings(tmp_path), NotingBoard("hall"), PairingFile(tmp_path)
    with paired.connected(hall):
        await file.order(PairingOrder(paired.code_for(hall)))
        await file.order(PairingOrder("no code"))
        await paired.look()
        assert [(each.outcome, each.name) for each in await file.orders()] == [
            ("paired", "hall"),
            ("unknown", ""),
        ]
        assert paired.paired_as(hall.secret) == "hall"
        await file.forget("hall")
        await paired.look()
    assert (paired.paired_as(hall.secret), hall.looks) == (None, 1)


async def test_a_file_that_can_not_be_read_takes_nobody_s_voice(tmp_path: Path) -> None:
    """What was known of it before goes on, and staff are told until it can be read again."""
    warnings = StaffWarnings()
    paired = ScreenPairings(tmp_path, CountedRandomSource(), ManualClock().now, warnings)
    secret = await paired.new_secret("hall", "")
    kept = (tmp_path / FILE_NAME).read_bytes()
    (tmp_path / FILE_NAME).write_bytes(b"not a database, and longer than its head")
    await paired.look()
    assert paired.paired_as(secret) == "hall"
    assert ["pairings.sqlite" in warning.en for warning in warnings.shown()] == [True]
    (tmp_path / FILE_NAME).write_bytes(kept)
    await paired.look()
    assert (paired.paired_as(secret), warnings.shown()) == ("hall", ())


async def test_secrets_of_one_name_are_bounded(tmp_path: Path) -> None:
    """A start page that is made over and over leaves no more than so many."""
    paired = pairings(tmp_path)
    secrets = [await paired.new_secret("hall", "") for _ in range(SECRETS_OF_A_NAME_MAX + 1)]
    await paired.look()
    known = [paired.paired_as(secret) for secret in secrets]
    assert known == [None, *["hall"] * SECRETS_OF_A_NAME_MAX]
