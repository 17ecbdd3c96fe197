"""A real nginx before a server, set up by the very text of the docs."""

import asyncio
import os
import re
import shutil
import socket
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.patience import PATIENCE_SECONDS

DOCS = Path(__file__).parents[2] / "docs" / "operations.md"
NAMES = {  # what differs from one office to the other
    "listen 443 ssl": "listen 127.0.0.1:{port} ssl",
    "http://127.0.0.1:8700/": "{server}/",
    "/etc/nginx/motcua.crt": "{folder}/motcua.crt",
    "/etc/nginx/motcua.key": "{folder}/motcua.key",
}
AROUND = """\
daemon off;
pid {folder}/nginx.pid;
error_log stderr notice;
{user}
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/motcua.conf;
}}
"""


def documented() -> str:
    """The example of the docs."""
    (found,) = re.findall(r"```nginx\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    return str(found)


@asynccontextmanager
async def nginx_before(server: str, folder: Path, site: str) -> AsyncIterator[str]:
    """nginx with a certificate of its own before the server at this address; gives the sub-path's address."""
    folder.mkdir()
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    assert program, "This test needs nginx: sh tools/system-packages installs it."
    port = _free_port()
    for there, here in NAMES.items():
        assert there in site, there
        site = site.replace(there, here.format(port=port, server=server, folder=folder))
    (folder / "motcua.conf").write_text(site, encoding="utf-8")
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder, user=user), encoding="utf-8")
    await _make_certificate(folder)
    command = (program, "-p", str(folder), "-e", "stderr", "-c", str(folder / "nginx.conf"))
    running = await asyncio.create_subprocess_exec(*command, stderr=subprocess.PIPE)
    try:
        await _listening(running)
        yield f"https://127.0.0.1:{port}/motcua"
    finally:
        if running.returncode is None:
            running.terminate()
        await running.communicate()


def _free_port() -> int:
    with socket.socket() as trying:
        trying.bind(("127.0.0.1", 0))
        return int(trying.getsockname()[1])


async def _make_certificate(folder: Path) -> None:
    making = await asyncio.create_subprocess_exec(
        "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
        "-subj", "/CN=127.0.0.1", "-keyout", str(folder / "motcua.key"), "-out", str(folder / "motcua.crt"),
        stderr=subprocess.PIPE,
    )  # fmt: skip
    _, said = await making.communicate()
    assert making.returncode == 0, said.decode()


async def _listening(running: asyncio.subprocess.Process) -> None:
    """Wait until nginx says that it works; its sockets are open before."""
    assert running.stderr
    said = b""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while b"start worker process" not in said:
            line = await running.stderr.readline()
            said += line
            assert line, said.decode()
