"""A file that is locked or spoilt keeps out only what needs it, and staff read which it is."""

import logging
import sqlite3
from contextlib import closing

import pytest

from server.access import access_of
from server.clerks.clerk_file import ClerkFile
from server.clerks.register import ClerkRegister
from server.clock import SystemRandomSource
from server.tokens import TokenRegister
from tests.server.fakes import CHEAP_PINS, CountedRandomSource, refused
from tests.server.serving import Asked
from ticketing.plan import Name

PIN = "2468"


@pytest.fixture
async def session(office: Asked) -> str:
    """The token of Hoa's session; staff are told of files."""
    register = ClerkRegister(ClerkFile(office.journal_path.parent), CHEAP_PINS)
    await register.add("Hoa", "clerk", PIN, CountedRandomSource())
    for trouble in (office.services.tokens.trouble, office.services.sessions.trouble):
        trouble.is_told_by(office.services.warnings)
    return (await office.services.sessions.sign_in("Hoa", PIN)).token


async def role(office: Asked, token: str) -> str:
    """What a token gives now."""
    return (await access_of(token, office.services.tokens, office.services.sessions)).role


def told(office: Asked) -> tuple[Name, ...]:
    """What staff read of the files."""
    return office.services.warnings.shown()


async def test_a_locked_file_of_tokens_keeps_no_person_out(
    office: Asked, session: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Sessions and tokens that are known go on; another token is refused by name; the log says it once."""
    tokens, path = office.services.tokens, office.journal_path.parent / "tokens.sqlite"
    later = TokenRegister(path.parent).make("kiosk", SystemRandomSource())
    with closing(sqlite3.connect(path, isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        with caplog.at_level(logging.WARNING):
            for _ in range(3):
                assert await role(office, session) == "counter"
                assert await role(office, office.tokens["manager"]) == "manager"
                with refused("tokens-unavailable"):
                    await role(office, later)
        assert [str(path) in name.en and "sign in as ever" in name.en for name in told(office)] == [True]
        holder.execute("ROLLBACK")
    await tokens.look()
    assert told(office) == ()
    assert await role(office, later) == "kiosk"
    assert caplog.text.count("can't be read") == 1


async def test_a_spoilt_file_of_tokens_is_left_as_it_is(office: Asked, session: str) -> None:
    """Garbage in its place is told, not written over, and nobody with a session notices."""
    path = office.journal_path.parent / "tokens.sqlite"
    path.write_text("the tokens of 2019, kept by hand", encoding="utf-8")
    await office.services.tokens.look()
    assert "file is not a database" in told(office)[0].en
    assert await role(office, session) == "counter"
    assert path.read_text(encoding="utf-8") == "the tokens of 2019, kept by hand"


async def test_a_spoilt_file_of_people_keeps_no_screen_out(office: Asked, session: str) -> None:
    """Tokens go on, sessions are refused by name, and all is as before once the file is back."""
    sessions, folder = office.services.sessions, office.journal_path.parent
    path, aside = folder / "clerks.sqlite", folder / "aside"
    aside.mkdir()
    for file in folder.glob("clerks.sqlite*"):
        file.rename(aside / file.name)
    path.write_text("the people of 2019, kept by hand", encoding="utf-8")
    assert await role(office, office.tokens["counter"]) == "counter"
    with refused("clerks-unavailable"):
        await role(office, session)
    with refused("clerks-unavailable"):
        await sessions.sign_in("Hoa", PIN)
    assert ["nobody can sign in" in name.en for name in told(office)] == [True]
    for file in aside.iterdir():
        file.replace(folder / file.name)
    assert await role(office, session) == "counter"
    await sessions._file.look()
    assert told(office) == ()


@pytest.mark.slow
async def test_a_locked_file_of_people_lets_who_has_signed_in_go_on(office: Asked, session: str) -> None:
    """Whoever holds it for writing keeps nobody from reading; signing in has to wait, and staff read why."""
    path = office.journal_path.parent / "clerks.sqlite"
    with closing(sqlite3.connect(path, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        assert await role(office, session) == "counter"
        with refused("clerks-unavailable"):
            await office.services.sessions.sign_in("Hoa", PIN)
        assert "database is locked" in told(office)[0].en
        assert await role(office, session) == "counter"
        assert told(office)
        holder.execute("ROLLBACK")
    await office.services.sessions.sign_in("Hoa", PIN)
    assert told(office) == ()
