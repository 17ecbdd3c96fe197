"""What a person has set for the desk, read and kept by a terminal that signs in."""

import asyncio
from pathlib import Path

import pytest

from motcua.signing_in import Person, bell_of, keys_of
from tests.web.desks import at_work
from tests.web.office import running_office
from ticketing.desk.arrivals import ArrivalSetting
from ticketing.desk.keys import KeyMode

pytestmark = pytest.mark.slow


async def test_a_wish_becomes_the_persons_and_holds_without_one(tmp_path: Path) -> None:
    """Letters as shipped; --keys changes it, the next sign-in finds it, and a dead server leaves the wish.

    The bell is kept in the same way.
    """
    async with running_office(tmp_path) as office:
        person = Person("Hoa", "clerk", await at_work(office, tmp_path, "Hoa"))
        wishes: tuple[tuple[KeyMode | None, KeyMode], ...] = (
            (None, "letters"),
            ("alt", "alt"),
            (None, "alt"),
        )
        for wanted, expected in wishes:
            assert await asyncio.to_thread(keys_of, office.address, person, wanted) == expected
        bells: tuple[tuple[ArrivalSetting | None, ArrivalSetting], ...] = (
            (None, "seen"),
            ("heard", "heard"),
            (None, "heard"),
        )
        for bell, told in bells:
            assert await asyncio.to_thread(bell_of, office.address, person, bell) == told
    assert await asyncio.to_thread(keys_of, office.address, person, "none") == "none"
