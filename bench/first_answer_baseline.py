"""The baseline of a start: uvicorn and Starlette with one address, and nothing behind it."""

import asyncio
import socket

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from server.event_loop import run


async def health(_request: Request) -> PlainTextResponse:
    return PlainTextResponse("ok")


async def serve() -> None:
    """Print the address and serve until the program is ended."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        app = Starlette(routes=[Route("/healthz", health)])
        server = uvicorn.Server(uvicorn.Config(app, lifespan="off", log_config=None, access_log=False))
        serving = asyncio.create_task(server.serve([listening]))
        print(f"http://127.0.0.1:{listening.getsockname()[1]}", flush=True)
        await serving


if __name__ == "__main__":
    run(serve())
