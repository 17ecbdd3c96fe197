"""An app in a terminal as tests run it: waited for by what happens in it, and drawn only to be looked at."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import ExitStack, asynccontextmanager
from contextvars import Context, copy_context
from typing import Self

from textual.app import App
from textual.events import Key
from textual.message import Message
from textual.pilot import Pilot
from textual.strip import Strip

QUIET_TURNS = 12
"""So many turns of the loop without a message, and a terminal has nothing more to do by itself."""
PLACINGS = 2
"""Widths that came of the first placing may change what stands there."""
CHARACTERS = {"space": " "}


class RunningTerminal:
    """A running terminal, which is placed and painted only when somebody looks at it."""

    def __init__(self, app: App[None]) -> None:
        self.app = app
        self.pilot: Pilot[None]
        self._context: Context
        self._size: tuple[int, int]
        self._heard = 0
        self._unseen = ExitStack()

    @asynccontextmanager
    async def running(self, size: tuple[int, int]) -> AsyncIterator[Self]:
        """As long as it runs, from its start on; it has its size from the first look on."""
        with self._unseen:
            self._unseen.enter_context(self.app.batch_update())
            async with self.app.run_test(size=(0, 0), message_hook=self.hear) as pilot:
                self.pilot, self._context, self._size = pilot, copy_context(), size
                await self.settle()
                yield self

    def hear(self, _message: Message) -> None:
        """A widget is about to handle a message."""
        self._heard += 1

    async def settle(self) -> None:
        """Until nothing is under way but what waits for the line or for a clock."""
        quiet_turns = 0
        while quiet_turns < QUIET_TURNS:
            heard = self._heard
            await asyncio.sleep(0)
            quiet_turns = quiet_turns + 1 if heard == self._heard else 0

    def strike(self, key: str) -> None:
        """Press a key and wait for nothing."""
        self.app.post_message(Key(key, key if len(key) == 1 else CHARACTERS.get(key)))

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, each after what the one before has brought about."""
        for key in keys:
            self.strike(key)
            await self.settle()

    async def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size."""
        self._size = (columns, rows)
        await self._place()

    async def at_sizes(self, sizes: Iterable[tuple[int, int]]) -> AsyncIterator[tuple[int, int]]:
        """Each of these sizes of the terminal, one after the other."""
        for size in sizes:
            await self.resize(*size)
            yield size

    async def look(self) -> list[Strip]:
        """The lines of the screen, placed and painted as by its own app, of which there may be several."""
        return await asyncio.create_task(self._paint(), context=self._context)

    async def _place(self) -> None:
        if self.app.size != self._size:
            await self.pilot.resize_terminal(*self._size)
            await self.settle()

    async def _paint(self) -> list[Strip]:
        await self._place()
        self._unseen.close()
        for _ in range(PLACINGS):
            await self.pilot.pause(0)
            await self.settle()
        self._unseen.enter_context(self.app.batch_update())
        return self.app.screen._compositor.render_strips()

    async def rows(self) -> list[str]:
        """What stands on the screen, row by row."""
        return [strip.text.rstrip() for strip in await self.look()]
