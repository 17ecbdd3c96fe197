"""The baseline of the board in a browser: a bare page that prints the frame it gets, and a bare press.

`/` is the page, `/watch` its socket; on `/press` a frame of any text is sent to all who watch.
"""

import asyncio
import socket
import sys
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from bench.programs import input_ended
from server.event_loop import run

PAGE = """<!doctype html><title>baseline</title><p id="number"></p><script>
const socket = new WebSocket("ws://" + location.host + "/watch");
socket.onmessage = message => { document.getElementById("number").textContent = message.data; };
</script>"""


class BoardBaseline:
    """A page and its sockets."""

    def __init__(self) -> None:
        self._watching: set[WebSocket] = set()

    async def page(self, _request: Request) -> Response:
        """The bare page."""
        return HTMLResponse(PAGE)

    async def watch(self, watcher: WebSocket) -> None:
        """A page that waits for frames."""
        await watcher.accept()
        self._watching.add(watcher)
        try:
            await watcher.receive_text()
        except WebSocketDisconnect:
            self._watching.discard(watcher)

    async def press(self, client: WebSocket) -> None:
        """Every text that comes here goes to all pages, and back."""
        await client.accept()
        try:
            while True:
                text = await client.receive_text()
                for watcher in self._watching:
                    await watcher.send_text(text)
                await client.send_text(text)
        except WebSocketDisconnect:
            return


async def serve() -> None:
    """Print the address and serve until the input ends."""
    baseline = BoardBaseline()
    routes = [
        Route("/", baseline.page),
        WebSocketRoute("/watch", baseline.watch),
        WebSocketRoute("/press", baseline.press),
    ]
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(
            uvicorn.Config(
                Starlette(routes=routes),
                lifespan="off",
                ws="websockets-sansio",
                ws_per_message_deflate=False,
                access_log=False,
                log_config=None,
                timeout_graceful_shutdown=1,
            )
        )
        serving = asyncio.create_task(server.serve([listening]))
        host, port = listening.getsockname()
        print(f"{host}:{port}", flush=True)
        await input_ended()
        server.should_exit = True
        await serving


if __name__ == "__main__":
    Path(sys.argv[1]).mkdir(exist_ok=True)
    run(serve())
