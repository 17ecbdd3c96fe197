"""How each person is told of the first who comes to a free desk, wherever they sign in."""

from server.clerks.clerk_file import ClerkFile
from ticketing.desk.arrivals import ARRIVAL_DEFAULT, ARRIVAL_SETTINGS, ArrivalSetting
from ticketing.texts import name_key

HAS_TABLE = "SELECT 1 FROM sqlite_master WHERE name = 'bells'"


class Bells:
    """The choices of the people of a data folder; every method raises ClerksUnavailable where it refuses."""

    def __init__(self, file: ClerkFile) -> None:
        self._file = file

    async def of(self, name: str) -> ArrivalSetting:
        """How a person of this name is told."""
        if await self._file.read(HAS_TABLE):  # a file of before has none until somebody signs in
            question = "SELECT setting FROM bells WHERE key = ?"
            for (setting,) in await self._file.read(question, (name_key(name),)):
                return next((known for known in ARRIVAL_SETTINGS if known == setting), ARRIVAL_DEFAULT)
        return ARRIVAL_DEFAULT

    async def keep(self, name: str, setting: ArrivalSetting) -> None:
        """Tell a person in this way from now on."""
        async with self._file.writing() as connection:
            keeping = "INSERT OR REPLACE INTO bells (key, setting) VALUES (?, ?)"
            await connection.execute(keeping, (name_key(name), setting))
