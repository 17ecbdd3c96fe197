"""The floor of the clerk's desk: a bare page that sends its key over a bare websocket; a commit, an echo.

`/` is the page, which shows what comes back; `/commit` is the floor's own socket.
"""

import sys
from pathlib import Path

from starlette.responses import HTMLResponse

from bench.floor_server import Floor, Message, Receive, Send, serve
from server.event_loop import run

PAGE = """<!doctype html><title>floor</title><p id="number"></p><script>
const socket = new WebSocket("ws://" + location.host + "/commit");
let next = 1001;
document.addEventListener("keydown", () => socket.send(String(next++)));
socket.onmessage = message => { document.getElementById("number").textContent = message.data; };
</script>"""


class DeskFloor(Floor):
    """The floor with a page."""

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await HTMLResponse(PAGE)(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


if __name__ == "__main__":
    run(serve(Path(sys.argv[1]), DeskFloor))
