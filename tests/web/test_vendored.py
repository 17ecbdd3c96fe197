"""Libraries of others lie here as their origins say, with their licences, and can be made again."""

import re
import subprocess
from hashlib import sha256
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "web" / "vendor"
JUDGE = ROOT / "tests" / "web" / "vendor"


def hashes(folder: Path) -> dict[str, str]:
    """The hash of every file in the folder but ORIGIN."""
    return {
        path.name: sha256(path.read_bytes()).hexdigest() for path in folder.iterdir() if path.name != "ORIGIN"
    }


def listed(folder: Path) -> dict[str, str]:
    """The hashes that the folder's ORIGIN gives."""
    text = (folder / "ORIGIN").read_text(encoding="utf-8")
    return {name: found for found, name in re.findall(r"^([0-9a-f]{64})  (\S+)$", text, re.MULTILINE)}


@pytest.mark.parametrize("folder", [SHIPPED, JUDGE], ids=["shipped", "judge"])
def test_every_vendored_file_is_what_its_origin_says(folder: Path) -> None:
    """Each file has the hash that ORIGIN gives, all are listed, and the licences are among them."""
    assert hashes(folder) == listed(folder)
    assert any("LICENSE" in name for name in hashes(folder))


@pytest.mark.slow
@pytest.mark.long  # brings packages from the network
@pytest.mark.parametrize(("tool", "folder"), [("web", SHIPPED), ("axe", JUDGE)])
def test_the_tool_makes_the_same_files_again(tool: str, folder: Path, tmp_path: Path) -> None:
    """What tools/vendor makes of the published packages is byte for byte what lies here."""
    subprocess.run((str(ROOT / "tools" / "vendor" / tool), str(tmp_path)), check=True, capture_output=True)
    assert hashes(tmp_path) == hashes(folder)
