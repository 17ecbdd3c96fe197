"""Pages that are longer than the screen: nothing on them is out of reach."""

from dataclasses import replace

import pytest
from textual.containers import VerticalScroll

from kiosk.actions import GoBack, GoToStart
from kiosk.dialogue import DialogueStep
from kiosk.kiosk import Kiosk
from kiosk.printing.printer import Printer
from kiosk.screens.choose_field import ChooseFieldPage
from kiosk.screens.procedure import ProcedurePage
from kiosk.screens.search import SearchPage
from kiosk.widgets.touch_button import LastingButton
from tests.kiosk.catalogue import CATALOGUE_PLAN, MANY_PAPERS
from tests.kiosk.front_door import LOWEST, FrontDoor, Setup, placed_door, undrawn_door

NARROW = (60, 54)
SETUP = Setup(CATALOGUE_PLAN, size=LOWEST)

pytestmark = pytest.mark.slow  # every test starts a whole Textual app


async def read_the_longest(door: FrontDoor) -> None:
    await door.press("0", *"1888888", "enter")
    await door.until(DialogueStep.PROCEDURE)


def in_sight(door: FrontDoor) -> set[int]:
    """The papers that can be read to their end."""
    text = door.app.query_one(VerticalScroll)
    papers = [part for part in text.children if isinstance(part, LastingButton)]
    window = text.region
    last_rows = [paper.region.bottom - 1 for paper in papers]
    return {place for place, row in enumerate(last_rows) if window.y <= row < window.bottom}


async def read_on_to_the_top(door: FrontDoor) -> None:
    """Plus goes on as far as the last paper and then to the top; all buttons stay on the screen."""
    text, seen = door.app.query_one(VerticalScroll), in_sight(door)
    for _ in range(40):
        await door.press("+")
        seen |= in_sight(door)
        if text.scroll_y == 0:
            break
    assert seen == set(range(len(MANY_PAPERS)))
    assert text.scroll_y == 0
    for button in door.buttons():
        if button.parent is not text:
            assert door.app.screen.region.contains_region(button.region), button


async def test_nine_long_papers_are_read_with_one_key(virtual_printer: Printer) -> None:
    """At the lowest size in letters of both sizes, and where the ways out stand one below the other.

    Whoever presses a paper's digit sees what was ticked.

    A finger reads on too, on the list of lacking papers as well, and other keys go back.
    """
    async with placed_door(virtual_printer, SETUP) as door:
        await read_the_longest(door)
        await read_on_to_the_top(door)
        assert 8 not in in_sight(door)
        await door.press("9")
        assert 8 in in_sight(door)
        assert door.dialogue.browsing.ticked == {8}
        await door.press(".")
        await read_on_to_the_top(door)
        await door.press(".")
        async for _ in door.at_sizes((NARROW, LOWEST)):
            await read_on_to_the_top(door)
        await door.press("/")
        await door.turned_to(DialogueStep.PAPERS, printed=True)
        await door.pilot.click("#read-on")
        await door.pilot.pause()
        assert door.app.query_one(VerticalScroll).scroll_y > 0
        await door.press("up", "pageup", "up")
        assert door.app.query_one(VerticalScroll).scroll_y == 0


@pytest.mark.long
@pytest.mark.parametrize(("columns", "rows", "letters"), [(60, 54, "."), (106, 30, "."), (106, 30, "")])
async def test_nine_long_papers_are_read_at_other_sizes(
    virtual_printer: Printer, columns: int, rows: int, letters: str
) -> None:
    """It is so too where more of the page is in sight."""
    async with placed_door(virtual_printer, replace(SETUP, size=(columns, rows))) as door:
        await door.press(*letters)
        await read_the_longest(door)
        await read_on_to_the_top(door)


async def test_a_page_that_is_being_taken_down_asks_for_nothing(virtual_printer: Printer) -> None:
    """Its parts go before it does; what it had put off until it was drawn finds none and does no harm."""
    async with undrawn_door(virtual_printer, SETUP) as door:
        kiosk = door.app.query_one(Kiosk)
        await read_the_longest(door)
        procedure = door.app.query_one(ProcedurePage)
        await procedure.remove_children()
        procedure._offer()
        await kiosk._obey(GoBack())
        search = door.app.query_one(SearchPage)
        await search.remove_children()
        search._say_part()
        await kiosk._obey(GoToStart())
        await door.app.query_one(ChooseFieldPage).remove_children()
        kiosk._look_again()
