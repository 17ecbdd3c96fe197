"""A server's side that a test plays by hand, frame by frame, over channels in memory."""

import asyncio
from itertools import count

from link.channel import Channel
from link.client import ServerLink
from link.contract import LinkLimits, Screen
from tests.link.memory_channel import MemoryChannel, memory_channel_pair
from tests.link.small_office import DISPLAY, NOW, PLAN
from ticketing.answers import Answer
from ticketing.desk_views import StaffView, shared_lists, staff_view
from ticketing.office import new_day
from ticketing.views import BoardView, board_view
from ticketing.wire import codec
from ticketing.wire.messages import (
    PROTOCOL_VERSION,
    Answered,
    ChannelClosed,
    CommandFrame,
    FromScreen,
    FromServer,
    Heartbeat,
    Hello,
    ViewFrame,
    Welcome,
    office_card,
)

OFFICE = new_day(PLAN, NOW.date())
VIEW = board_view(OFFICE, NOW)
STAFF = staff_view(OFFICE, shared_lists(OFFICE), NOW)


def board(waiting: int) -> BoardView:
    """A board with so many waiting in field 1."""
    return BoardView(VIEW.day, (), {"1": waiting}, ())


class Caller:
    """The server's end of one connection."""

    def __init__(self, channel: MemoryChannel) -> None:
        self.channel = channel

    async def hears(self) -> FromScreen:
        """The next frame of the screen."""
        frame = codec.decode_from_screen(await self.channel.receive())
        assert frame is not None
        return frame

    async def hears_command(self) -> CommandFrame:
        """The next frame of the screen, which is a command."""
        frame = await self.hears()
        assert isinstance(frame, CommandFrame)
        return frame

    async def says(self, *frames: FromServer) -> None:
        """Sends frames to the screen."""
        for frame in frames:
            await self.channel.send(codec.encode(frame))

    async def welcomes(self, version: int = 1, view: BoardView = VIEW) -> Hello:
        """Takes the hello and answers it with welcome and view, which is another one for managers."""
        hello = await self.hears()
        assert isinstance(hello, Hello)
        await self.says(Welcome(PROTOCOL_VERSION, NOW, 2.0, office_card(PLAN)))
        await self.shows(version, STAFF if hello.role == "manager" else view)
        return hello

    async def shows(self, version: int, view: BoardView | StaffView) -> None:
        """Sends a view."""
        await self.says(ViewFrame(version, NOW, codec.encode_value(view)))

    async def answers(self, request_id: str, answer: Answer) -> None:
        """Sends an answer."""
        await self.says(Answered(request_id, *codec.encode_answer(answer)))

    async def beats(self, version: int = 1) -> None:
        """Sends a heartbeat that speaks of this view."""
        await self.says(Heartbeat(version, NOW))


class ScreenEnd:
    """The link's end of a connection, whose network can be told to take nothing any more."""

    def __init__(self, channel: MemoryChannel) -> None:
        self.takes_nothing = False
        self._channel = channel

    async def send(self, text: str) -> None:
        if self.takes_nothing:
            await asyncio.Event().wait()
        await self._channel.send(text)

    async def receive(self) -> str:
        return await self._channel.receive()

    async def close(self) -> None:
        await self._channel.close()


class ScriptedServer:
    """Lets a link connect, refuses it or lets it wait, and hands every connection to the test."""

    def __init__(self) -> None:
        self.refuses = False
        self.hangs = False
        self.screen_ends: list[ScreenEnd] = []
        self.tries: list[float] = []
        self._calls: asyncio.Queue[Caller] = asyncio.Queue()

    def link(
        self, screen: Screen = DISPLAY, limits: LinkLimits | None = None, jitter: float = 0.0
    ) -> ServerLink:
        """A link that connects here."""
        ids = count(1)
        return ServerLink(
            self.connect, screen, new_id=lambda: f"press-{next(ids)}", jitter=lambda: jitter, limits=limits
        )

    async def connect(self) -> Channel:
        """A new channel to this server."""
        self.tries.append(asyncio.get_running_loop().time())
        if self.refuses:
            raise ChannelClosed("nobody is there")
        if self.hangs:
            await asyncio.Event().wait()
        screen_end, server_end = memory_channel_pair()
        self._calls.put_nowait(Caller(server_end))
        self.screen_ends.append(ScreenEnd(screen_end))
        return self.screen_ends[-1]

    async def called(self) -> Caller:
        """The next connection that a link makes."""
        return await self._calls.get()
