"""What a journal's file has to be before a server writes into it: ours, whole, and nothing else."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NoReturn

import aiosqlite

from server.database import WAL, beside, connected, in_memory, size_of
from server.journal.as_found import looking_at
from server.journal.contract import JournalRefused
from server.private_files import is_writable
from ticketing.sentences import N_, one_line

APPLICATION_ID = 0x4D434341
CHECKED_BYTES_MAX = 64 * 1024 * 1024
SQLITE_HEADER = b"SQLite format 3\x00"
PARTS_TOLD_MAX = 5
PART_NAME_LENGTH_MAX = 60

NOT_OURS = N_("{file} is not a motcua journal. Name another folder, or move that file away.")
NEWER = N_(
    "{file} was written by a newer motcua (format {version}, this one reads {known}). Install that "
    "version or a newer one."
)
OLDER_UNWRITABLE = N_(
    "{file} was written by an earlier motcua (format {version}) and can't be brought up to date, since its "
    "folder can't be written. Give the folder to the user that the server runs as, or mend the disk."
)
NONE_UNWRITABLE = N_(
    "There is no journal at {file}, and none can be made, since the folder can't be written. Name another "
    "folder, give it to the user that the server runs as, or mend the disk."
)
OTHER_OFFICE = N_(
    "{file} is the journal of the office {found}, not of {office}. Name the folder of this office, or "
    "a new one."
)
DAMAGED = N_(
    "{file} is damaged ({problem}). It was left as it is: put the last backup in its place, or move it "
    "away to begin a new journal, and keep it for repair."
)
LEFT_BEHIND = N_(
    "{file} holds the newest entries of a journal that is not there. Put {journal} back beside it, or "
    "move both away to begin a new journal."
)
STRANGE_PARTS = N_(
    "{file} has parts that no motcua has made: {parts}. It was left as it is: take them out with the program "
    "that put them there (sqlite3: DROP), or put the last backup in its place."
)
CHANGED_PARTS = N_(
    "{file} has parts that were changed or taken out by another program: {parts}. It was left as it is: put "
    "the last backup in its place, and keep it for repair."
)

_PARTS = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite~_%' ESCAPE '~'"
Parts = dict[tuple[str, str], str]
Check = Callable[[aiosqlite.Connection], Awaitable[None]]
"""Raises JournalRefused; what it is given can only read."""


def is_missing(path: Path) -> bool:
    """Whether there is no journal. Raises JournalRefused where one was and has left something behind."""
    if size_of(path):
        return False
    if size_of(beside(path, WAL)):
        raise JournalRefused(LEFT_BEHIND, file=beside(path, WAL), journal=path.name)
    if path.parent.exists() and not is_writable(path.parent):
        raise JournalRefused(NONE_UNWRITABLE, file=path)
    return True


async def check_file(path: Path, office: str, formats: Mapping[int, str], also: Check | None = None) -> int:
    """The format of a journal of this office, which is one of `formats`; nothing is changed by it.

    Raises JournalRefused with a sentence saying what to do, sqlite3.Error and OSError where the disk refuses.
    """
    with path.open("rb") as file:
        if file.read(len(SQLITE_HEADER)) != SQLITE_HEADER:
            raise JournalRefused(NOT_OURS, file=path)
    try:
        async with looking_at(path) as connection:
            version = await _checked_format(connection, path, formats)
            await _check_parts(connection, path, formats, version)
            if size_of(path) <= CHECKED_BYTES_MAX:
                await _check_sound(connection, path)
            check_office(path, office, await connection.execute_fetchall("SELECT code FROM office"))
            if also:
                await also(connection)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        raise JournalRefused(DAMAGED, file=path, problem=one_line(str(error))) from error
    return version


def check_office(path: Path, office: str, found: Iterable[Any]) -> None:
    """Raise JournalRefused unless the rows of the table `office` name this one."""
    codes = [code for (code,) in found]
    if codes != [office]:
        raise JournalRefused(OTHER_OFFICE, file=path, found=codes and codes[0], office=office)


async def check_parts_in(path: Path, formats: Mapping[int, str]) -> None:
    """Raise JournalRefused where a file in use has other parts than its format, sqlite3.Error as above."""
    async with connected(path, "ro") as connection:
        version = int(await _pragma(connection, "user_version"))
        await _check_parts(connection, path, formats, version)


async def damage_in(path: Path) -> str:
    """What SQLite finds wrong with a file in use, "" if nothing; it may take long and holds nobody up.

    Each table is read in a transaction of its own, so that the WAL can be folded in between. Raises
    sqlite3.Error where the disk refuses.
    """
    async with connected(path, "ro") as connection:
        try:
            for kind, name, _ in await connection.execute_fetchall(_PARTS):
                if kind == "table":
                    found = await connection.execute_fetchall(f"PRAGMA quick_check({_quoted(name)})")
                    if problem := next((said for (said,) in found if said != "ok"), ""):
                        return str(problem)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
            return str(error)
        except asyncio.CancelledError:
            await connection.interrupt()
            raise
    return ""


async def _checked_format(connection: aiosqlite.Connection, path: Path, formats: Mapping[int, str]) -> int:
    version, newest = int(await _pragma(connection, "user_version")), max(formats)
    if await _pragma(connection, "application_id") != APPLICATION_ID:
        raise JournalRefused(NOT_OURS, file=path)
    if version > newest:
        raise JournalRefused(NEWER, file=path, version=version, known=newest)
    if version not in formats:
        raise JournalRefused(DAMAGED, file=path, problem=f"format {version}")
    if version < newest and not is_writable(path.parent):
        raise JournalRefused(OLDER_UNWRITABLE, file=path, version=version)
    return version


async def _check_parts(
    connection: aiosqlite.Connection, path: Path, formats: Mapping[int, str], version: int
) -> None:
    """Tables, indexes, triggers and views are those of the format: a trigger would change what is written."""
    found, made = await _parts(connection), await _parts_of(formats, version)
    if strange := sorted(set(found) - set(made)):
        _refuse(STRANGE_PARTS, path, strange)
    if changed := sorted(part for part, sql in made.items() if found.get(part) != sql):
        _refuse(CHANGED_PARTS, path, changed)


def _refuse(sentence: str, path: Path, parts: list[tuple[str, str]]) -> NoReturn:
    told = [f"{kind} {one_line(name)[:PART_NAME_LENGTH_MAX]}" for kind, name in parts[:PARTS_TOLD_MAX]]
    more = ["…"] if len(parts) > PARTS_TOLD_MAX else []
    raise JournalRefused(sentence, file=path, parts=", ".join(told + more))


async def _parts_of(formats: Mapping[int, str], version: int) -> Parts:
    """The parts of a file that is made in this format."""
    connection = await in_memory()
    try:
        await connection.executescript(" ".join(formats[each] for each in sorted(formats) if each <= version))
        return await _parts(connection)
    finally:
        await connection.close()


async def _parts(connection: aiosqlite.Connection) -> Parts:
    """Each with the words that made it, however they are spaced; what SQLite keeps for itself is left out."""
    found = await connection.execute_fetchall(_PARTS)
    return {(kind, name): " ".join((sql or "").split()) for kind, name, sql in found}


async def _check_sound(connection: aiosqlite.Connection, path: Path) -> None:
    found = await _pragma(connection, "quick_check(1)")
    if found != "ok":
        raise JournalRefused(DAMAGED, file=path, problem=one_line(found))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


async def _pragma(connection: aiosqlite.Connection, name: str) -> Any:
    ((value,),) = await connection.execute_fetchall(f"PRAGMA {name}")
    return value
