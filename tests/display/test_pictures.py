"""The wall looks as it did: each size beside the picture of it that is kept as text."""

from pathlib import Path

import pytest

from tests.display.waiting_room import WaitingRoom, office_plan, shown
from ticketing.commands import PauseCounter, Recall

pytestmark = pytest.mark.slow

KEPT = Path(__file__).with_name("walls")
PICTURES = Path(__file__).parents[2] / "var" / "pictures"
SIZES = [(80, 24), (100, 30), (120, 40), (160, 50), (200, 60)]


@pytest.mark.parametrize("language", ["vi", "en"])
async def test_the_wall_looks_as_it_did(language: str) -> None:
    """A busy room is drawn character by character as it is kept; a change to keep lies in var/pictures."""
    room = WaitingRoom(office_plan(labels={4: "Quầy A"}), language=language)
    room.open_counters(1, 2, 4, 5, 6)
    for code in "123456789":
        room.issue(code, 2)
    for _ in range(3):
        room.serve(1, minutes=4)
    async with room.opened() as terminal:
        for counter in (1, 4, 2, 5):
            room.call(counter)
        await terminal.settle()
        await room.wait(terminal, 60)
        room.office.do(PauseCounter(6, ""))
        room.office.do(Recall(5))
        await terminal.settle()
        for _ in range(4):
            await room.wait(terminal, 10)
        async for columns, rows in terminal.at_sizes(SIZES):
            picture = await shown(terminal) + "\n"
            drawn = terminal.app.export_screenshot()
            name = f"{columns}x{rows}-{language}"
            PICTURES.mkdir(parents=True, exist_ok=True)
            (PICTURES / f"wall-{name}.txt").write_text(picture, encoding="utf-8")
            (PICTURES / f"wall-{name}.svg").write_text(drawn, encoding="utf-8")
            assert picture == (KEPT / f"{name}.txt").read_text(encoding="utf-8")
