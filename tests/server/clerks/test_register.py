"""The register of people: names, PINs, who is kept out, and what lies on disk."""

from pathlib import Path

import argon2
import pytest

from server.clerks.clerk import ClerkRefusal
from server.clerks.clerk_file import FILE_NAME, ClerkFile, ClerksUnavailable
from server.clerks.pins import FULL_COST, hash_pin
from server.clerks.register import ClerkRegister
from tests.server.clerks.conftest import Staff
from tests.server.fakes import CHEAP_PINS, CountedRandomSource, refused


async def names(staff: Staff) -> list[str]:
    return [clerk.name for clerk in await staff.register.all()]


async def test_people_are_listed_with_their_roles(staff: Staff) -> None:
    """The list has names and roles in the order of the names, and no PIN."""
    clerks = await staff.register.all()
    assert [(clerk.name, clerk.role, clerk.is_disabled) for clerk in clerks] == [
        ("Hoa", "clerk", False),
        ("Lan", "manager", False),
    ]


async def test_a_book_that_nobody_has_begun_is_empty(tmp_path: Path) -> None:
    """Reading makes no file."""
    assert await ClerkRegister(ClerkFile(tmp_path)).all() == ()
    assert not (tmp_path / FILE_NAME).exists()


@pytest.mark.parametrize("name", ["hoa", "HOA", "  Hoa ", "Hoa\n", "Ho\u200ba"])
async def test_one_name_is_one_person(staff: Staff, name: str) -> None:
    """Letters' case, blanks, line ends and what nobody sees make no second person."""
    with refused("clerk-known"):
        await staff.register.add(name, "clerk", "1111", staff.random_source)
    assert await names(staff) == ["Hoa", "Lan"]


async def test_keyboards_that_put_the_tone_elsewhere_make_no_second_person(tmp_path: Path) -> None:
    """Hoà and Hòa are one; people who were put in by an earlier version are found by the new keys."""
    register, source = ClerkRegister(ClerkFile(tmp_path), CHEAP_PINS), CountedRandomSource()
    await register.add("Nguyễn Thị Hoà", "clerk", "2468", source)
    async with ClerkFile(tmp_path).writing() as connection:
        await connection.execute("UPDATE clerks SET key = 'nguyễn thị hoà'")
        await connection.execute("PRAGMA user_version = 0")
    async with ClerkFile(tmp_path).writing():
        pass
    with refused("clerk-known"):
        await register.add("Nguyễn Thị Hòa", "clerk", "1111", source)
    assert await register.check_known("NGUYỄN THỊ HÒA") == "Nguyễn Thị Hoà"


async def test_a_name_is_kept_in_nfc_on_one_line(staff: Staff) -> None:
    """A decomposed name is composed, and found however it is typed."""
    assert (
        await staff.register.add("Nguye\u0302\u0303n \n Ho\u0300a", "clerk", "1111", staff.random_source)
        == "Nguyễn Hòa"
    )
    assert await staff.register.check_known("NGUYỄN hòa") == "Nguyễn Hòa"


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("", "clerk-missing"),
        (" \n ", "clerk-missing"),
        ("a" * 81, "text-too-long"),
        ("Hoa, counter 3", "clerk-name-malformed"),
        ("<b>Hoa</b>", "clerk-name-malformed"),
    ],
)
async def test_what_is_no_name_is_refused(staff: Staff, name: str, error: str) -> None:
    """A name is short, and can't pass for a name with a place."""
    with refused(error):
        await staff.register.add(name, "clerk", "1111", staff.random_source)


@pytest.mark.parametrize("pin", ["", "123", "1" * 13, "12a4", "12 4", "１２３４", "-123", "1234\n"])
async def test_a_pin_has_4_to_12_digits(staff: Staff, pin: str) -> None:
    """Anything else is refused, and the sentence does not repeat it."""
    with pytest.raises(ClerkRefusal, match=r"^A PIN has 4 to 12 digits\.$"):
        await staff.register.add("Mai", "clerk", pin, staff.random_source)
    with refused("pin-malformed"):
        await staff.register.set_pin("Hoa", pin, staff.random_source)


@pytest.mark.parametrize("pin", ["", "2468", "13579", "1" * 13, "12345a"])
async def test_a_managers_pin_has_6_to_12_digits(staff: Staff, pin: str) -> None:
    """A shorter one is refused for whoever is or becomes a manager, with the length in the sentence."""
    with pytest.raises(ClerkRefusal, match=r"^A manager's PIN has 6 to 12 digits\.$"):
        await staff.register.add("Mai", "manager", pin, staff.random_source)
    with refused("managers-pin-malformed"):
        await staff.register.set_pin("Lan", pin, staff.random_source)


async def test_whoever_is_unknown_is_named(staff: Staff) -> None:
    """Disabling nobody is refused with a way to find out who there is."""
    with pytest.raises(ClerkRefusal, match="Nobody is called Mai here"):
        await staff.register.set_disabled("Mai", is_disabled=True)
    with refused("unknown-clerk"):
        await staff.register.set_pin("Mai", "1111", staff.random_source)


async def test_the_file_is_its_owners_and_holds_no_pin(staff: Staff) -> None:
    """Others can't read it or its log, and in it a PIN is an argon2id hash."""
    content = (staff.folder / FILE_NAME).read_bytes()
    assert content.count(b"$argon2id$v=19$") == 2
    assert b"2468" not in content
    assert b"135790" not in content
    await staff.sessions.session_of("a look keeps the file open")
    await staff.register.set_disabled("Lan", is_disabled=True)
    modes = {path.name: path.stat().st_mode & 0o777 for path in staff.folder.iterdir()}
    assert modes == dict.fromkeys((FILE_NAME, f"{FILE_NAME}-wal", f"{FILE_NAME}-shm"), 0o600)


def test_an_unknown_name_costs_what_a_known_one_costs() -> None:
    """The hash that stands in for nobody has the parameters of everybody's, by default dear ones."""
    everybodys = argon2.extract_parameters(hash_pin("2468", CountedRandomSource()))
    assert argon2.extract_parameters(FULL_COST.nobodys_hash) == everybodys
    assert (everybodys.time_cost, everybodys.memory_cost, everybodys.parallelism) == (2, 19_456, 1)


async def test_a_file_that_is_not_ours_is_named(tmp_path: Path) -> None:
    """The register says which file can't be used, and leaves it as it is."""
    path = tmp_path / FILE_NAME
    path.write_text("accounts of 2019, kept by hand", encoding="utf-8")
    with pytest.raises(ClerksUnavailable, match=FILE_NAME):
        await ClerkRegister(ClerkFile(tmp_path)).add("Hoa", "clerk", "2468", CountedRandomSource())
    assert path.read_text(encoding="utf-8") == "accounts of 2019, kept by hand"
