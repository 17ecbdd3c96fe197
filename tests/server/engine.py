"""A whole engine room in memory, and screens that speak to it frame by frame."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from dataclasses import field as default
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from server.captions import Captions
from server.clerks.clerk_file import ClerkFile
from server.clerks.sessions import Sessions
from server.desk import Desk
from server.hub import Hub
from server.losses import LossWatch
from server.refusals import Translator
from server.services import Services
from server.sockets import Conversation
from server.tokens import TokenRegister, WritingRole
from tests.link.memory_channel import MemoryChannel, memory_channel_pair
from tests.server.fakes import CHEAP_PINS, CountedRandomSource, ManualClock
from tests.server.journal.memory import MemoryJournal
from tests.ticketing.plans import PLAN
from ticketing.plan import OfficePlan
from ticketing.wire.messages import PROTOCOL_VERSION, Role

COMMANDS_PER_SECOND = 5


@dataclass
class Screen:
    """One end of a dialogue, as raw as a screen of somebody else's making."""

    channel: MemoryChannel

    async def say(self, frame: dict[str, Any] | str) -> None:
        """Send a frame, or any text."""
        await self.channel.send(frame if isinstance(frame, str) else json.dumps(frame))

    async def hear(self, *types: str) -> dict[str, Any]:
        """The next frame of one of these types, or of any."""
        while True:
            frame: dict[str, Any] = json.loads(await self.channel.receive())
            if not types or frame["type"] in types:
                return frame

    async def press(self, request_id: str, name: str, **values: Any) -> dict[str, Any]:
        """What a command is answered."""
        await self.say({"type": "command", "id": request_id, "command": {"name": name, **values}})
        return await self.hear("answered", "refused")


@dataclass
class Engine:
    """An engine room that runs, with everything about it in the test's hand."""

    services: Services
    journal: MemoryJournal
    clock: ManualClock
    tasks: asyncio.TaskGroup
    random_source: CountedRandomSource
    conversations: list[asyncio.Task[None]] = default(default_factory=list)

    def token(self, role: WritingRole) -> str:
        """A token of this role."""
        return self.services.tokens.make(role, self.random_source)

    def connect(self, address: str = "") -> Screen:
        """A screen that has said nothing yet, from an address if that is to count."""
        ours, theirs = memory_channel_pair()
        conversation = Conversation(self.services, theirs, address=address)
        self.conversations.append(self.tasks.create_task(conversation.run()))
        return Screen(ours)

    async def screen(self, role: Role, address: str = "", **hello: Any) -> Screen:
        """A screen that is welcome, with a token unless one is given; a display has one if it speaks."""
        screen = self.connect(address)
        if (role != "display" or hello.get("can_speak")) and "token" not in hello:
            hello["token"] = self.token(role)
        await screen.say({"type": "hello", "protocol": PROTOCOL_VERSION, "role": role, **hello})
        assert (await screen.hear())["type"] == "welcome"
        assert (await screen.hear("view"))["type"] == "view"
        return screen


@asynccontextmanager
async def running_engine(
    folder: Path, plan: OfficePlan = PLAN, journal: MemoryJournal | None = None
) -> AsyncIterator[Engine]:
    """An engine room on Monday morning whose tokens lie in `folder`."""
    journal, clock = journal or MemoryJournal(), ManualClock()
    desk = Desk(plan, journal, clock, CountedRandomSource())
    await desk.start()
    warnings, losses = desk.warnings, LossWatch(desk)
    desk.listen(losses.publish)
    hub = Hub(clock, desk.office, desk.position, Captions(Translator(), warnings))
    desk.listen(hub.publish)
    services = Services(
        desk,
        hub,
        TokenRegister(folder),
        Translator(),
        clock.now,
        Sessions(ClerkFile(folder), clock, CountedRandomSource(), ZoneInfo(PLAN.time_zone), CHEAP_PINS),
        commands_per_second_max=COMMANDS_PER_SECOND,
        warnings=warnings,
        losses=losses,
    )
    async with asyncio.TaskGroup() as tasks:
        desk_running = tasks.create_task(desk.run())
        engine = Engine(services, journal, clock, tasks, CountedRandomSource())
        yield engine
        for conversation in engine.conversations:
            conversation.cancel()
        hub.close()
        await services.sessions.close()
        desk_running.cancel()
