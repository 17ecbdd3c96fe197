"""Which keys each person works with at a clerk's desk: it holds at every desk where they sign in."""

from server.clerks.clerk_file import ClerkFile
from ticketing.desk.keys import KEY_MODE_DEFAULT, KEY_MODES, KeyMode
from ticketing.texts import name_key

HAS_TABLE = "SELECT 1 FROM sqlite_master WHERE name = 'key_modes'"


class KeyModes:
    """The choices of the people of a data folder; every method raises ClerksUnavailable where it refuses."""

    def __init__(self, file: ClerkFile) -> None:
        self._file = file

    async def of(self, name: str) -> KeyMode:
        """The keys of a person who has this name."""
        if await self._file.read(HAS_TABLE):  # a file of before has none until somebody signs in
            question = "SELECT mode FROM key_modes WHERE key = ?"
            for (mode,) in await self._file.read(question, (name_key(name),)):
                return next((known for known in KEY_MODES if known == mode), KEY_MODE_DEFAULT)
        return KEY_MODE_DEFAULT

    async def keep(self, name: str, mode: KeyMode) -> None:
        """Let a person work with these keys from now on."""
        async with self._file.writing() as connection:
            keeping = "INSERT OR REPLACE INTO key_modes (key, mode) VALUES (?, ?)"
            await connection.execute(keeping, (name_key(name), mode))
