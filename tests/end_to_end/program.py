"""The real server as a process of its own, which a test may kill."""

import asyncio
import re
import signal
import sys
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from tests.patience import PATIENCE_SECONDS

MOTCUA = Path(sys.executable).with_name("motcua")


@dataclass
class ServerProcess:
    """A running `motcua server`."""

    process: asyncio.subprocess.Process
    address: str

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self.address.rsplit(":", 1)[1])

    async def kill(self) -> None:
        """End it as a power cut does."""
        self.process.kill()
        await self.process.wait()

    async def end(self) -> int:
        """End it as systemd does; answers its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return await self.process.wait()


async def started_server(
    data: Path,
    port: int = 0,
    environment: Mapping[str, str] | None = None,
    log: Path | None = None,
    files: int | None = None,
) -> ServerProcess:
    """A server of the shipped office on `data` that takes numbers at any hour; port 0 is a free one.

    Its log goes to this file, if one is named; it may have so many files open, if that is said.
    """
    limited = ("sh", "-c", f'ulimit -n {files}; exec "$@"', "sh") if files else ()
    with log.open("wb") if log else nullcontext() as file:
        process = await asyncio.create_subprocess_exec(
            *limited,
            MOTCUA,
            *("server", "--office", "moc-chau", "--data", data, "--port", str(port), "--hours", "always"),
            stdout=asyncio.subprocess.PIPE,
            stderr=file,
            env=environment,
        )
    assert process.stdout is not None
    async with asyncio.timeout(PATIENCE_SECONDS):
        line = (await process.stdout.readline()).decode()
    found = re.search(r"http://\S+:\d+", line)
    assert found is not None, line
    return ServerProcess(process, found[0])


async def printed_token(role: str, data: Path) -> str:
    """What `motcua token` prints."""
    process = await asyncio.create_subprocess_exec(
        MOTCUA, "token", "--role", role, "--data", data, stdout=asyncio.subprocess.PIPE
    )
    printed, _ = await process.communicate()
    assert process.returncode == 0
    return printed.decode().strip()
