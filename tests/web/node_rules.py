"""The pure rules of web/ in one process of node for all tests of a module."""

import json
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Any, Self


class NodeRules:
    """Answers what the scripts of web/ make of values; `script` writes a line of JSON for each it reads."""

    def __init__(self, script: Path) -> None:
        self._script = script
        self._node: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        command = ("node", "--no-warnings", str(self._script))
        self._node = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._node
        self._node.communicate()

    def answer(self, asked: object) -> list[Any]:
        """What the script makes of this; why it can't, node writes to the error output of the tests."""
        assert self._node
        assert self._node.stdin
        assert self._node.stdout
        self._node.stdin.write(json.dumps(asked) + "\n")
        self._node.stdin.flush()
        line = self._node.stdout.readline()
        assert line, "node has ended"
        found: list[Any] = json.loads(line)
        return found
