"""The real command as a program of its own, read through pipes or through a terminal."""

import contextlib
import fcntl
import gc
import logging
import multiprocessing
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from click.testing import CliRunner

from motcua.main import build_main, main
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
    """Starts motcua as a shell does and waits for its end; `typed` is piped into it."""
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


class Program:
    """motcua as a process of its own, forked from this one, which has loaded already what it needs.

    It reads, writes, is told to end and ends like one that a shell started, at a fraction of the time.
    """

    def __init__(self, home: Path, arguments: Sequence[str], streams: tuple[int, int, int]) -> None:
        start = (("motcua", *arguments), home, environment(home), streams)
        forking = multiprocessing.get_context("fork")
        self._process = forking.Process(target=become_motcua, args=start, daemon=True)
        with warnings.catch_warnings():
            # Python 3.12 and later warn; the threads of a test's process hold nothing that a command needs.
            warnings.filterwarnings("ignore", ".*multi-threaded.*fork", DeprecationWarning)
            self._process.start()

    def send_signal(self, number: signal.Signals) -> None:
        assert self._process.pid is not None
        os.kill(self._process.pid, number)

    def wait(self) -> int:
        """The exit code; that of a process which a signal has ended is the signal's number below zero."""
        self._process.join(STOP_SECONDS_MAX)
        assert self._process.exitcode is not None, "it does not end"
        return self._process.exitcode

    def kill(self) -> None:
        self._process.kill()
        self._process.join()


def become_motcua(
    argv: tuple[str, ...], home: Path, variables: dict[str, str], streams: tuple[int, int, int]
) -> None:
    """Lets this process, which was forked from the tests', forget them and run the command line."""
    os.setsid()
    gc.freeze()
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGALRM):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for ours, stream in enumerate(streams):
        os.dup2(stream, ours)
    sys.stdin, sys.stdout, sys.stderr = os.fdopen(0), os.fdopen(1, "w", 1), os.fdopen(2, "w", 1)
    sys.__stdin__, sys.__stdout__, sys.__stderr__ = sys.stdin, sys.stdout, sys.stderr  # type: ignore[misc] # Textual draws there
    os.environ.clear()
    os.environ.update(variables)
    tempfile.tempdir = None
    os.chdir(home)
    sys.argv[:] = argv
    main()


@dataclass
class Serving:
    """A motcua that serves; `said` is what it had said on standard output when it gave its address."""

    process: Program
    address: str
    said: str
    errors: IO[str]

    @property
    def port(self) -> str:
        return self.address.rpartition(":")[2]

    def stop(self, number: signal.Signals = signal.SIGTERM) -> tuple[int, str]:
        """The exit code after this signal, and what was written to standard error."""
        self.process.send_signal(number)
        return self.process.wait(), all_of(self.errors)


def all_of(errors: IO[str]) -> str:
    """What an ended program has written; one that runs would go on writing from here."""
    errors.seek(0)
    return errors.read()


@contextmanager
def serving(home: Path, *arguments: str) -> Iterator[Serving]:
    """A motcua that serves as long as the context lasts, or until it is stopped."""
    reader, writer = os.pipe()
    with (
        Path(os.devnull).open() as nothing,
        os.fdopen(reader, encoding="utf-8") as said,
        tempfile.TemporaryFile("w+", encoding="utf-8") as errors,
    ):
        program = Program(home, arguments, (nothing.fileno(), writer, errors.fileno()))
        os.close(writer)
        try:
            first = said.readline()
            found = ADDRESS.search(first)
            assert found, (first, all_of(errors))
            yield Serving(program, found[0], first, errors)
        finally:
            program.kill()


class Terminal:
    """A program in a terminal."""

    def __init__(self, process: Program, line: int) -> None:
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
        return self.process.wait()

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
def terminal(home: Path, *arguments: str, size: tuple[int, int] = (45, 160)) -> Iterator[Terminal]:
    """motcua in a terminal of its own, of so many rows and columns."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))
    process = Program(home, arguments, (theirs, theirs, theirs))
    os.close(theirs)
    try:
        yield Terminal(process, ours)
    finally:
        process.kill()
        os.close(ours)
