"""Our server as `motcua server` composes it, for the bench: always open, on a free port."""

import sys
from dataclasses import replace
from pathlib import Path

from bench.programs import input_ended
from offices import load_office
from server.app import Settings, running_server
from server.clock import SystemRandomSource
from server.event_loop import run
from server.tokens import TokenRegister
from ticketing.plan import OfficePlan

OFFICE = "moc-chau"


def always_open_office() -> OfficePlan:
    """The office that is measured; it gives numbers at any hour."""
    return replace(load_office(OFFICE), always_open=True)


def token(folder: Path) -> str:
    """A token that gives the right to everything at the server whose data lie in `folder`."""
    return TokenRegister(folder).make("manager", SystemRandomSource())


async def serve(folder: Path) -> None:
    """Print the address and serve until the input ends."""
    async with running_server(Settings(always_open_office(), folder, port=0)) as server:
        print(server.address.removeprefix("http://"), flush=True)
        await input_ended()


if __name__ == "__main__":
    run(serve(Path(sys.argv[1])))
