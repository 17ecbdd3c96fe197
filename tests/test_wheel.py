"""What is shipped is what is tested: the built wheel, installed by itself and started from elsewhere."""

import re
import signal
import subprocess
import sys
import urllib.request
import zipfile
from pathlib import Path

import pytest

from tests.house import ROOMS
from tests.patience import PATIENCE_SECONDS

pytestmark = [pytest.mark.long, pytest.mark.timeout(600)]

ROOT = Path(__file__).parent.parent
PIP = ("-m", "pip", "-qq", "--disable-pip-version-check", "--no-input")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built with the build tools that are pinned for it."""
    folder = tmp_path_factory.mktemp("wheel")
    build = ("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT))
    subprocess.run((sys.executable, *PIP, *build), check=True)
    (built,) = folder.glob("*.whl")
    return built


def install(wheel: Path, folder: Path) -> Path:
    """Installs `wheel` with what it asks for, and nothing that only this checkout has; answers its motcua.

    A real install finds a dependency that the wheel forgets to name. It gets no pip of its own and is not
    compiled ahead, which would take twice the time.
    """
    subprocess.run((sys.executable, "-m", "venv", "--without-pip", str(folder)), check=True)
    into = ("--python", str(folder / "bin" / "python"))
    pinned = ("install", "--no-compile", "--constraint", str(ROOT / "constraints.txt"), str(wheel))
    subprocess.run((sys.executable, *PIP, *into, *pinned), check=True)
    return folder / "bin" / "motcua"


def health_of(address: str) -> int:
    with urllib.request.urlopen(f"{address}/healthz", timeout=PATIENCE_SECONDS) as answer:  # noqa: S310 - our own address
        return int(answer.status)


def test_the_wheel_holds_the_rooms_and_what_they_need(wheel: Path) -> None:
    """Catalogues, fonts, styles and office files are shipped; tests, bench and tools stay at home."""
    names = zipfile.ZipFile(wheel).namelist()
    assert "wording/locale/vi/LC_MESSAGES/motcua.mo" in names
    assert "offices/moc-chau.toml" in names
    assert "offices/words/synonyms.toml" in names
    styles = {path.relative_to(ROOT).as_posix() for room in ROOMS for path in (ROOT / room).rglob("*.tcss")}
    assert {"counter", "display", "kiosk"} <= {style.partition("/")[0] for style in styles}
    assert styles <= {*names}
    assert any(name.endswith(".ttf") for name in names)
    assert "voices/espeak/vi/manifest.toml" in names
    clips = {path.relative_to(ROOT).as_posix() for path in (ROOT / "voices").rglob("*.wav")}
    assert clips
    assert clips <= {*names}
    assert {"web/board.html", "web/board.js", "web/OFL.txt"} <= {*names}
    assert {"web/desk.html", "web/desk/app.js", "web/vendor/preact-htm.js"} <= {*names}
    assert "web/wire.d.ts" not in names
    assert any(name.startswith("web/") and name.endswith(".woff2") for name in names)
    assert not [name for name in names if name.endswith("package.json")]
    rooms = {name.partition("/")[0] for name in names if ".dist-info/" not in name}
    assert rooms == {*ROOMS} - {"bench"}


def test_the_installed_wheel_works_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    """The one command shows its help, and its server answers, stops when told to, and exits with code 0."""
    motcua = install(wheel, tmp_path / "venv")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    shown = subprocess.run((motcua, "--help"), cwd=elsewhere, check=True, capture_output=True, text=True)
    assert re.search(r"\bserver\b", shown.stdout)

    office = ("--office", "moc-chau", "--data", str(tmp_path / "data"), "--port", "0", "--hours", "always")
    with subprocess.Popen(
        (motcua, "server", *office),
        cwd=elsewhere,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as server:
        assert server.stdout is not None
        said = []
        try:
            for line in server.stdout:
                said.append(line)
                if address := re.search(r"http://127\.0\.0\.1:\d+", line):
                    break
            else:
                pytest.fail(f"The server named no address and ended: {''.join(said)}")
            assert health_of(address[0]) == 200
            server.send_signal(signal.SIGTERM)
            server.stdout.read()
            assert server.wait(PATIENCE_SECONDS) == 0
        finally:
            server.kill()
