"""The desk in a terminal calls its counter, and the others, what the office calls them."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.counter.desks import Office, sitting_at
from tests.ticketing.plans import PLAN, plan_with
from ticketing import commands as c
from ticketing.plan import Name

pytestmark = pytest.mark.slow  # it starts a terminal

PICTURES = Path(__file__).parents[2] / "var" / "pictures"


async def test_the_desk_of_a_room_names_rooms() -> None:
    """Heading, questions, other counters, targets of a transfer and calls for help, in one visit."""
    first, second, third = PLAN.counters
    room = replace(third, label=Name("Phòng 201"), place="room", sign="201")
    table = replace(second, label=Name("Bàn 2A"), place="table", sign="2A")
    office = Office(plan_with(counters=(first, table, room)))
    office.open(1, "Lan")
    office.open(2, "Minh")
    office.issue("1")
    async with sitting_at(office.app(counter=3)) as desk:
        await desk.resize(120, 40)
        await desk.press("space")
        office.fake.do(c.CallHelp(2))
        await desk.settle()
        screen = await desk.reads()
        PICTURES.mkdir(parents=True, exist_ok=True)
        picture = desk.terminal.app.export_screenshot()
        (PICTURES / "desk-of-a-room.svg").write_text(picture, encoding="utf-8")
        assert "Phòng" in await desk.reads("Heading")
        assert "Bàn 2A nhờ hỗ trợ" in screen
        assert "bàn 2A đang trống" in screen
        await desk.press("t")
        assert "Bàn 2A · Minh" in await desk.reads()
        assert "đang mở: quầy 1, phòng 201" in await desk.reads("QuestionPanel")
        await desk.press("escape")
        await desk.press("enter", "o")
        assert "Đóng phòng 201?" in await desk.reads()
