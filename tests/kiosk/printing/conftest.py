"""The judge: npos, an ESC/POS decoder that is none of ours."""

import base64
import json
import subprocess
from collections.abc import Callable
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
def judge() -> Judge:
    """Decodes a job for a paper with npos; where that cannot be installed, the tests fail with the reason."""
    installed = subprocess.run(["sh", TOOLS / "install"], capture_output=True, text=True, check=False)
    if installed.returncode:
        pytest.fail(f"npos could not be installed. {installed.stderr.strip()}", pytrace=False)
    npos = installed.stdout.strip()

    def decode(job: bytes, paper: Paper) -> Judged:
        command = ("node", str(TOOLS / "decode.cjs"), npos, str(paper.width), str(paper.dots_per_inch))
        decoded = subprocess.run(command, input=job, capture_output=True, check=False)
        if decoded.returncode:
            pytest.fail(f"The judge refuses the job: {decoded.stderr.decode().strip()}", pytrace=False)
        found = json.loads(decoded.stdout)
        size = found["width"], found["height"]
        return Judged(found["commands"], Image.frombytes("L", size, base64.b64decode(found["dots"])))

    return decode
