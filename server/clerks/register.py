"""The register of people: who may sign in, as what, and with which PIN."""

from server.clerks.clerk import Clerk, ClerkRefusal, ClerkRole, clerk_name
from server.clerks.clerk_file import ClerkFile
from server.clerks.pins import FULL_COST, PinCost, check_pin, hash_pin
from server.clock import RandomSource
from ticketing.texts import name_key


class ClerkRegister:
    """The people of one data folder; every method raises ClerksUnavailable where the file refuses."""

    def __init__(self, file: ClerkFile, pin_cost: PinCost = FULL_COST) -> None:
        self._file = file
        self._pin_cost = pin_cost

    async def add(self, name: str, role: ClerkRole, pin: str, random_source: RandomSource) -> str:
        """Put a person into the register; answers the name as it is kept. Raises Refusal."""
        name = clerk_name(name)
        check_pin(pin, role)
        await self.check_new(name)
        pin_hash = hash_pin(pin, random_source, self._pin_cost)
        async with self._file.writing() as connection:
            added = await connection.execute(
                "INSERT INTO clerks (key, name, role, pin_hash) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                (name_key(name), name, role, pin_hash),
            )
            if not added.rowcount:
                raise ClerkRefusal("clerk-known", clerk=name)
        return name

    async def check_new(self, name: str) -> None:
        """Raise Refusal if `name` is no name, or there is such a person already."""
        name = clerk_name(name)
        for kept, *_ in await self._file.read("SELECT name FROM clerks WHERE key = ?", (name_key(name),)):
            raise ClerkRefusal("clerk-known", clerk=kept)

    async def check_known(self, name: str) -> str:
        """The name as it is kept. Raises Refusal if nobody is called so."""
        return (await self._known(name)).name

    async def all(self) -> tuple[Clerk, ...]:
        """Everybody, in the order of their names."""
        rows = await self._file.read("SELECT name, role, is_disabled FROM clerks ORDER BY key")
        return tuple(Clerk(name, role, bool(is_disabled)) for name, role, is_disabled in rows)

    async def set_pin(self, name: str, pin: str, random_source: RandomSource) -> None:
        """Give a person a new PIN; lock-out and running sessions end. Raises Refusal."""
        check_pin(pin, (await self._known(name)).role)
        pin_hash = hash_pin(pin, random_source, self._pin_cost)
        async with self._file.writing() as connection:
            key = name_key(name)
            await connection.execute("UPDATE clerks SET pin_hash = ? WHERE key = ?", (pin_hash, key))
            await connection.execute("UPDATE sessions SET is_over = 1 WHERE key = ?", (key,))

    async def set_disabled(self, name: str, *, is_disabled: bool) -> None:
        """Keep a person out, with all running sessions, or let them in again. Raises Refusal."""
        name = await self.check_known(name)
        async with self._file.writing() as connection:
            key = name_key(name)
            await connection.execute("UPDATE clerks SET is_disabled = ? WHERE key = ?", (is_disabled, key))
            if is_disabled:
                await connection.execute("UPDATE sessions SET is_over = 1 WHERE key = ?", (key,))

    async def _known(self, name: str) -> Clerk:
        question = "SELECT name, role, is_disabled FROM clerks WHERE key = ?"
        for kept, role, is_disabled in await self._file.read(question, (name_key(name),)):
            return Clerk(kept, role, bool(is_disabled))
        raise ClerkRefusal("unknown-clerk", clerk=name, command="motcua clerk list")
