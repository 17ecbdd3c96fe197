"""The real command as a program of its own, read through pipes or through a terminal."""

import contextlib
import fcntl
import logging
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from click.testing import CliRunner

from motcua.main import build_main
from tests.patience import PATIENCE_SECONDS
from wording import load

MOTCUA = Path(sys.executable).with_name("motcua")
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")
CONTROL_SEQUENCE = re.compile(r"\x1b(\[[0-?]*[ -/]*[@-~]|[()][A-Z0-9]|[=>]|[P\]_][^\x1b\x07]*(\x07|\x1b\\))")
STOP_SECONDS_MAX = PATIENCE_SECONDS
SHOW_SECONDS_MAX = PATIENCE_SECONDS
READ_BYTES_MAX = 65_536


def environment(home: Path, changes: Mapping[str, str] | None = None) -> dict[str, str]:
    """An English environment whose home, state and temporary files are below `home`."""
    temporary = home / "tmp"
    temporary.mkdir(exist_ok=True)
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "VIRTUAL_ENV"}}
    own = {"HOME": str(home), "TMPDIR": str(temporary), "LANG": "C.UTF-8", "TERM": "xterm-256color"}
    return {**kept, **own, **(changes or {})}


def run(
    home: Path, *arguments: str, changes: Mapping[str, str] | None = None, typed: str | None = None
) -> subprocess.CompletedProcess[str]:
    """Runs motcua to its end; `typed` is piped into it."""
    piped: dict[str, Any] = {"stdin": subprocess.DEVNULL} if typed is None else {"input": typed}
    return subprocess.run(
        (MOTCUA, *arguments),
        cwd=home,
        env=environment(home, changes),
        check=False,
        capture_output=True,
        text=True,
        timeout=STOP_SECONDS_MAX,
        **piped,
    )


def run_here(home: Path, *arguments: str, typed: str | None = None) -> subprocess.CompletedProcess[str]:
    """What `run` gives, without a process: for what holds of a command and not of a program."""
    root = logging.getLogger()
    kept = root.handlers[:], root.level
    runner = CliRunner(env={**environment(home), "MOTCUA_LANGUAGE": "en"})
    with contextlib.chdir(home):
        result = runner.invoke(build_main(load("en")), arguments, input=typed, prog_name="motcua")
    root.handlers[:], root.level = kept
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return subprocess.CompletedProcess(arguments, result.exit_code, result.stdout, result.stderr)


@dataclass
class Serving:
    """A motcua that serves; `said` is what it had said on standard output when it gave its address."""

    process: subprocess.Popen[str]
    address: str
    said: str

    @property
    def port(self) -> str:
        return self.address.rpartition(":")[2]

    def stop(self, number: signal.Signals = signal.SIGTERM) -> tuple[int, str]:
        """The exit code after this signal, and what was written to standard error."""
        self.process.send_signal(number)
        _, errors = self.process.communicate(timeout=STOP_SECONDS_MAX)
        return self.process.returncode, errors


@contextmanager
def serving(
    home: Path,
    *arguments: str,
    changes: Mapping[str, str] | None = None,
    errors: IO[str] | int = subprocess.PIPE,
) -> Iterator[Serving]:
    """A motcua that serves as long as the context lasts, or until it is stopped."""
    with subprocess.Popen(
        (MOTCUA, *arguments),
        cwd=home,
        env=environment(home, changes),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=errors,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            first = process.stdout.readline()
            found = ADDRESS.search(first)
            assert found, (first, process.stderr and process.stderr.read())
            yield Serving(process, found[0], first)
        finally:
            process.kill()


class Terminal:
    """A program in a terminal of 160 columns and 45 rows."""

    def __init__(self, process: subprocess.Popen[bytes], line: int) -> None:
        self.process = process
        self._line = line
        self._shown = b""

    def wait_for(self, text: str) -> None:
        """Reads until this text has been drawn; keeps reading so that the program never stands still."""
        deadline = time.monotonic() + SHOW_SECONDS_MAX  # noqa: TID251 - how long a test waits for a program
        while text not in self.shown:
            left = deadline - time.monotonic()  # noqa: TID251 - the same
            assert left > 0, self.shown[-2_000:]
            assert self._read(left), self.shown[-2_000:]

    def press(self, keys: str) -> None:
        os.write(self._line, keys.encode())

    def wait_for_end(self) -> int:
        """The exit code."""
        while self._read(STOP_SECONDS_MAX):
            pass
        return self.process.wait(STOP_SECONDS_MAX)

    @property
    def shown(self) -> str:
        """Everything drawn so far, without the terminal's control sequences."""
        return CONTROL_SEQUENCE.sub("", self._shown.decode(errors="replace"))

    @property
    def raw(self) -> bytes:
        return self._shown

    def _read(self, seconds: float) -> bool:
        if not select.select([self._line], [], [], seconds)[0]:
            return False
        try:
            read = os.read(self._line, READ_BYTES_MAX)
        except OSError:  # Linux says so when the program has closed its end
            return False
        self._shown += read
        return bool(read)


@contextmanager
def terminal(home: Path, *arguments: str) -> Iterator[Terminal]:
    """motcua in a terminal of its own."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 45, 160, 0, 0))
    with subprocess.Popen(
        (MOTCUA, *arguments),
        cwd=home,
        env=environment(home),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    ) as process:
        os.close(theirs)
        try:
            yield Terminal(process, ours)
        finally:
            process.kill()
            os.close(ours)
