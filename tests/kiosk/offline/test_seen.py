"""A kiosk is a witness of what the office has on record, over its restarts as well."""

from pathlib import Path

from kiosk.offline.standby import SEEN_SECONDS
from tests.kiosk.offline.outpost import KIOSK, SOON, Outpost
from tests.link.virtual_time import in_virtual_time, passes


@in_virtual_time
async def test_a_kiosk_says_after_its_restart_what_it_had_been_shown(tmp_path: Path) -> None:
    """Its store keeps the version, once a minute, for a server that may have lost the newest entries."""
    outpost = Outpost(tmp_path / "kiosk.sqlite")
    await outpost.boot()
    await outpost.take()
    await passes(SEEN_SECONDS)
    await outpost.take()
    await passes(SOON)
    shown = outpost.office.version
    await outpost.die()
    outpost.office.cut()
    inner = outpost.office.link(KIOSK)
    await outpost.boot(inner)
    assert inner.seen == shown
    await outpost.die()
