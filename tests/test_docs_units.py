"""The systemd units of the docs keep their programs to what these need."""

import re
import shutil
import subprocess
from configparser import ConfigParser
from pathlib import Path

import pytest

from motcua.starting import OPEN_FILES_MAX
from tests.house import ROOT

UNITS = [
    block
    for page in sorted((ROOT / "docs").glob("*.md"))
    for block in re.findall(r"```ini\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    if "[Service]" in block
]
EACH = {
    "UMask": "0077",
    "NoNewPrivileges": "yes",
    "PrivateTmp": "yes",
    "ProtectKernelTunables": "yes",
    "ProtectKernelModules": "yes",
    "RestrictSUIDSGID": "yes",
}
SERVER = {
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateDevices": "yes",
    "CapabilityBoundingSet": "",
}


def unit(text: str) -> ConfigParser:
    """A unit, whose keys keep their letters."""
    parser = ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign] # as its own documentation has it
    parser.read_string(text)
    return parser


def name_of(text: str) -> str:
    """What a unit calls itself."""
    return unit(text)["Unit"]["Description"]


def test_there_is_a_unit_for_server_board_and_kiosk() -> None:
    """So that none of them is left to what somebody makes up."""
    assert {name_of(text) for text in UNITS} == {"motcua server", "motcua board", "motcua kiosk"}


@pytest.mark.parametrize("text", UNITS, ids=name_of)
def test_a_unit_gives_its_program_no_more_than_it_needs(text: str) -> None:
    """What it makes is its user's alone, it gains no rights, and it writes in no folder of the system."""
    service = unit(text)["Service"]
    assert {key: service.get(key) for key in EACH} == EACH
    assert service["ProtectSystem"] in ("strict", "full")
    assert int(service["LimitNOFILE"]) >= 4096
    assert service["User"] != "root"
    if "StateDirectory" in service:
        assert service["StateDirectoryMode"] == "0700"


def test_the_servers_unit_keeps_it_to_its_data_and_lets_all_screens_in() -> None:
    """It can write into its data folder alone, and may have as many files open as it takes connections."""
    (text,) = (text for text in UNITS if name_of(text) == "motcua server")
    service = unit(text)["Service"]
    assert {key: service.get(key) for key in SERVER} == SERVER
    assert f"--data /var/lib/{service['StateDirectory']} " in service["ExecStart"]
    assert int(service["LimitNOFILE"]) >= OPEN_FILES_MAX


@pytest.mark.slow
@pytest.mark.parametrize("text", UNITS, ids=name_of)
def test_systemd_understands_every_line_of_a_unit(text: str, tmp_path: Path) -> None:
    """`systemd-analyze verify` has nothing to say of it but that its program is not installed here."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip("there is no systemd here")
    path = tmp_path / f"{name_of(text).replace(' ', '-')}.service"
    path.write_text(
        re.sub(r"^ExecStart=.*$", "ExecStart=/bin/true", text, flags=re.MULTILINE), encoding="utf-8"
    )
    said = subprocess.run(
        ["systemd-analyze", "verify", path],
        capture_output=True,
        text=True,
        check=False,
    )
    assert [line for line in said.stderr.splitlines() if path.name in line] == []
