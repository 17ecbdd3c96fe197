"""The websocket endpoint as uvicorn runs it: what becomes of screens that do not play along."""

import asyncio
import json
from pathlib import Path
from typing import Any

from server.asgi import CLOSE_SECONDS_MAX, SocketEndpoint
from server.connections.origins import Origins
from server.hub import SEND_SECONDS_MAX
from tests.link.virtual_time import in_virtual_time, within
from tests.server.engine import running_engine
from ticketing.wire.messages import HEARTBEAT_SECONDS, PROTOCOL_VERSION

HELLO = {"type": "hello", "protocol": PROTOCOL_VERSION, "role": "display"}


@in_virtual_time
async def test_a_screen_that_reads_nothing_is_forgotten(tmp_path: Path) -> None:
    """Neither its frames nor the goodbye can be sent; the server gives it up and goes on without it."""
    coming: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    coming.put_nowait({"type": "websocket.connect"})
    coming.put_nowait({"type": "websocket.receive", "text": json.dumps(HELLO)})
    stuck: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    sent = []

    async def send(message: Any) -> None:
        """Take the handshake and the welcome; the socket is full after that."""
        sent.append(message["type"])
        if len(sent) > 2:
            await stuck

    async with running_engine(tmp_path) as engine:
        services = engine.services
        beat = asyncio.create_task(services.hub.beat(lambda: None))
        endpoint = SocketEndpoint(services, lambda: "", Origins())
        speaking = asyncio.create_task(endpoint({"headers": []}, coming.get, send))
        await within(SEND_SECONDS_MAX + 2 * HEARTBEAT_SECONDS + 2 * CLOSE_SECONDS_MAX, speaking)
        assert services.hub.screen_count == sum(services.seats.screens.counts().values()) == 0
        assert sent == ["websocket.accept", "websocket.send", "websocket.send", "websocket.close"]
        beat.cancel()
