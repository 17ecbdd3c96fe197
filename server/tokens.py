"""Who may write, and which displays may speak: tokens by role, of which only the hashes are kept."""

import sqlite3
from contextlib import closing, suppress
from hashlib import sha256
from pathlib import Path
from typing import Literal, get_args

from server.clock import RandomSource
from server.database import LOCK_SECONDS_MAX, READ_SECONDS_MAX, connected
from server.file_trouble import FileTrouble
from server.private_files import make_file, make_folder
from server.refusals import ServerRefusal
from ticketing.sentences import N_, in_words

WritingRole = Literal["kiosk", "counter", "guidance", "manager", "display"]
TokenRole = Literal[WritingRole, "metrics"]
WRITING_ROLES: tuple[WritingRole, ...] = get_args(WritingRole)
TOKEN_ROLES: tuple[TokenRole, ...] = get_args(TokenRole)
METRICS_ROLES: tuple[TokenRole, ...] = ("manager", "metrics")
FILE_NAME = "tokens.sqlite"

UNREADABLE = N_(
    "{file} can't be read ({problem}): screens whose token was not used since the start are turned away, "
    "people sign in as ever. Close what holds the file; if it is damaged put the last backup there, or move "
    "it away and make new tokens."
)
_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS tokens (hash BLOB PRIMARY KEY, role TEXT NOT NULL) STRICT, WITHOUT ROWID"
)


class TokensUnavailable(Exception):
    """The file of tokens can't be written: the disk refuses, or the file is not ours."""


class TokenRegister:
    """The tokens of one data folder; several processes may use it at the same time."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME
        self._known: dict[bytes, TokenRole] = {}
        self.trouble = FileTrouble(self._path, UNREADABLE)

    def make(self, role: TokenRole, random_source: RandomSource) -> str:
        """A new token for `role`; it is not kept and can't be shown again. Raises TokensUnavailable."""
        token = random_source.secret()
        try:
            make_folder(self._path.parent)
            make_file(self._path)
            with closing(sqlite3.connect(self._path, timeout=LOCK_SECONDS_MAX)) as connection, connection:
                connection.execute(_SCHEMA)
                connection.execute("INSERT INTO tokens VALUES (?, ?)", (_hash(token), role))
        except (sqlite3.Error, OSError) as error:
            raise TokensUnavailable(f"{self._path}: {in_words(error)}") from error
        self._known[_hash(token)] = role
        return token

    async def role_of(self, token: str) -> WritingRole | None:
        """The role that `token` gives, or None. A token made a moment ago by another process counts.

        Raises ServerRefusal where the tokens can't be read within READ_SECONDS_MAX.
        """
        found = await self._found(token)
        return None if found == "metrics" else found

    async def reads_metrics(self, token: str) -> bool:
        """Whether `token` lets somebody read the metrics. Raises ServerRefusal as `role_of` does."""
        return await self._found(token) in METRICS_ROLES

    async def _found(self, token: str) -> TokenRole | None:
        hashed = _hash(token)
        if hashed not in self._known and (role := await self._read(hashed)):
            self._known[hashed] = role
        return self._known.get(hashed)

    async def look(self) -> None:
        """See whether the tokens can be read, with nobody asking."""
        with suppress(ServerRefusal):
            await self._read(b"")

    async def _read(self, hashed: bytes) -> TokenRole | None:
        if not self._is_there():
            return None
        try:
            async with connected(self._path, "ro", lock_seconds=READ_SECONDS_MAX) as connection:
                question = "SELECT role FROM tokens WHERE hash = ?"
                found = await connection.execute_fetchall(question, (hashed,))
        except (sqlite3.Error, OSError) as error:
            self.trouble.begin("read", error)
            raise ServerRefusal("tokens-unavailable") from error
        self.trouble.end("read")
        return next((role for (kept,) in found for role in TOKEN_ROLES if role == kept), None)

    def _is_there(self) -> bool:
        return self._path.exists()


def _hash(token: str) -> bytes:
    """The hash of a token; it has 256 random bits, so that a plain hash keeps it."""
    return sha256(token.encode(errors="surrogatepass")).digest()
