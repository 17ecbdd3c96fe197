"""The judge: npos, an ESC/POS decoder that is none of ours."""

import json
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from kiosk.printing.paper import Paper

TOOLS = Path(__file__).parents[3] / "tools" / "judge"


@dataclass(frozen=True)
class Judged:
    """What the decoder found in the bytes of a job."""

    commands: list[str]
    picture: Image.Image


Judge = Callable[[bytes, Paper], Judged]


@pytest.fixture(scope="session")
def judge() -> Iterator[Judge]:
    """Decodes a job for a paper with npos; where that cannot be installed, the tests fail with the reason."""
    installed = subprocess.run(["sh", TOOLS / "install"], capture_output=True, text=True, check=False)
    if installed.returncode:
        pytest.fail(f"npos could not be installed. {installed.stderr.strip()}", pytrace=False)
    command = ("node", str(TOOLS / "decode.cjs"), installed.stdout.strip())
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as node:
        assert node.stdin is not None
        assert node.stdout is not None
        orders, answers = node.stdin, node.stdout

        def decode(job: bytes, paper: Paper) -> Judged:
            order = {
                "job": b64encode(job).decode(),
                "width": paper.width,
                "rowsPerInch": paper.dots_per_inch,
            }
            print(json.dumps(order), file=orders, flush=True)
            found = json.loads(answers.readline())
            if "mistake" in found:
                pytest.fail(f"The judge refuses the job: {found['mistake']}", pytrace=False)
            size = paper.width, found["height"]
            return Judged(found["commands"], Image.frombytes("L", size, b64decode(found["dots"])))

        yield decode
