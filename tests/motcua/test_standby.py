"""A kiosk's store as motcua kiosk opens it: a folder of its own, or one sentence why not."""

from pathlib import Path

import pytest

from kiosk.offline.store import FILE_NAME, KioskStore
from motcua.failures import Failure
from motcua.standby import standby_link
from tests.link.small_office import KIOSK, small_office
from wording import load


async def test_the_store_is_made_in_its_folder(tmp_path: Path) -> None:
    """The folder need not be there yet; the kiosk gets a name that stays."""
    folder = tmp_path / "a" / "b"
    link = standby_link(small_office().link(KIOSK), folder, load("en"))
    assert (link.held_tickets, link.refused_tickets) == ((), ())
    link._store.close()
    store = KioskStore.open(folder / FILE_NAME, lambda: "another")
    assert store.kiosk != "another"
    store.close()


async def test_a_store_is_its_owners_alone(tmp_path: Path) -> None:
    """It is made so, and one that an earlier version left open to others is closed at the next start."""
    folder = tmp_path / "store"
    for _ in range(2):
        standby_link(small_office().link(KIOSK), folder, load("en"))._store.close()
        modes = [path.stat().st_mode & 0o777 for path in (folder, folder / FILE_NAME)]
        assert modes == [0o700, 0o600]
        folder.chmod(0o755)
        (folder / FILE_NAME).chmod(0o644)


async def test_the_folder_of_another_kiosk_is_refused_with_a_sentence(tmp_path: Path) -> None:
    """Two kiosks on one store would give the same numbers; the second is told what to do."""
    link = standby_link(small_office().link(KIOSK), tmp_path, load("en"))
    with pytest.raises(Failure, match="--store"):
        standby_link(small_office().link(KIOSK), tmp_path, load("vi"))
    link._store.close()


async def test_without_a_folder_it_lies_in_the_state_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the log does, so that a kiosk needs no setting to go on without its server."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    link = standby_link(small_office().link(KIOSK), None, load("vi"))
    assert (tmp_path / "motcua" / "kiosk" / FILE_NAME).exists()
    link._store.close()
