"""The baseline of the clerk's desk: a bare page that sends its key over a bare websocket; a commit, an echo.

`/` is the page, which shows what comes back; `/commit` is the baseline's own socket.
"""

import sys
from pathlib import Path

from starlette.responses import HTMLResponse
from starlette.types import Receive, Scope, Send

from bench.baseline_server import BaselineServer, serve
from server.event_loop import run

PAGE = """<!doctype html><title>baseline</title><p id="number"></p><script>
const socket = new WebSocket("ws://" + location.host + "/commit");
let next = 1001;
document.addEventListener("keydown", () => socket.send(String(next++)));
socket.onmessage = message => { document.getElementById("number").textContent = message.data; };
</script>"""


class DeskBaseline(BaselineServer):
    """The baseline with a page."""

    async def body(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the page."""
        await HTMLResponse(PAGE)(scope, receive, send)


if __name__ == "__main__":
    run(serve(Path(sys.argv[1]), DeskBaseline))
