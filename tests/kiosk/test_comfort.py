"""Large letters, high contrast, guidance aloud, a third language, a keypad alone, and too many taps."""

from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from textual import events

from kiosk.dialogue import DialogueStep
from kiosk.guidance import GUIDANCE
from kiosk.page_frame import PageFrame
from kiosk.printing.printer import Printer
from kiosk.settings import Equipment
from kiosk.widgets.button_grid import large_part
from kiosk.widgets.large_label import LETTER_DOTS_MIN, LargeLabel, drawn_text, letter_dots
from kiosk.widgets.touch_button import TouchButton
from kiosk.widgets.touchable import FELT
from tests.kiosk.catalogue import CATALOGUE_PLAN
from tests.kiosk.front_door import TALL, FrontDoor, Setup, every_size, front_door, placed_door, undrawn_door

slow = pytest.mark.slow  # starts a whole Textual app


class Recorder:
    """A speaker that remembers what it was asked to play."""

    def __init__(self) -> None:
        self.played: list[tuple[str, str]] = []

    def play(self, clip: str, language: str) -> None:
        self.played.append((clip, language))


@slow
@every_size
async def test_large_letters_show_fewer_and_larger_buttons(
    virtual_printer: Printer, sizes: tuple[tuple[int, int], ...]
) -> None:
    """A few fields at a time, the others one key away, and every one of them comes."""
    async with placed_door(virtual_printer) as door:
        async for size in door.at_sizes(sizes):
            await leaf_through_large_letters(door, size)


async def leaf_through_large_letters(door: FrontDoor, size: tuple[int, int]) -> None:
    """Switches to large letters, looks at every field, and back to ordinary letters."""
    ordinary = {
        button.key: button.region.area
        for button in door.app.query("#fields TouchGrid TouchButton").results(TouchButton)
    }
    await door.press(".")
    seen: list[str] = []
    while not seen or seen[0] not in (now := fields_now(door)):
        assert len(fields_now(door)) <= 4
        is_first = not seen
        seen += fields_now(door)
        for button in door.buttons():
            assert door.app.screen.region.contains_region(button.region), (size, button)
        if is_first:
            assert door.field_button("1").region.area > ordinary["1"]
            assert door.field_button("1").query_one(LargeLabel).render(), size
        await door.press("/")
    assert now[0] == "1"
    assert sorted(seen) == list("123456789")
    await door.press(".")


def fields_now(door: FrontDoor) -> list[str]:
    """The keys of the fields that are shown."""
    grid = door.app.query_one("#fields TouchGrid")
    return [button.key for button in door.buttons() if button.parent is grid]


@slow
async def test_a_field_on_another_leaf_is_not_pressed_unseen(virtual_printer: Printer) -> None:
    """A key presses what is shown and nothing else, with the letters painted large."""
    async with front_door(virtual_printer, Setup(size=TALL)) as door:
        await door.press(".")
        await door.press("9")
        assert door.is_at(DialogueStep.CHOOSE_FIELD)
        await door.press("/", "/")
        await door.press("9")
        assert door.is_at(DialogueStep.ASK_PRIORITY)


@slow
async def test_a_whole_visit_on_a_keypad_alone(virtual_printer: Printer) -> None:
    """Language, letters, contrast, a procedure by its code, its papers, and a number with priority.

    Letters and contrast stay through the pages, and the next citizen finds the kiosk as it was.
    """
    async with undrawn_door(virtual_printer, Setup(CATALOGUE_PLAN, size=(120, 40))) as door:
        frame = door.app.query_one(PageFrame)
        await door.press("*", ".", "+")
        assert frame.has_class("-large")
        assert frame.has_class("-contrast")
        assert frame.styles.background.hex6 == "#000000"
        await door.press("0", *"1001193", "enter")
        await door.until(DialogueStep.PROCEDURE)
        await door.press("1", "3", "0", "2")
        dialogue = await door.turned_to(DialogueStep.TICKET, printed=True)
        assert dialogue.ticket is not None
        assert (dialogue.ticket.number, dialogue.ticket.priority) == ("1001", "disabled")
        assert frame.has_class("-large")
        assert frame.has_class("-contrast")
        await door.press(".")
        assert not frame.has_class("-large")
        await door.press(".", "0")
        assert door.is_at(DialogueStep.CHOOSE_FIELD)
        assert not frame.has_class("-large")
        assert not frame.has_class("-contrast")
        assert "Kính chào quý công dân" in door.text()


@slow
async def test_a_third_language_is_one_file(virtual_printer: Printer, tmp_path: Path) -> None:
    """A catalogue beside the others gets its button and words the page; what it lacks is said in English.

    With a speaker the clip of the page that is shown is spoken on request, in the citizen's language.
    """
    recorder = Recorder()
    settings = {"locale": locale_with_french(tmp_path)}
    setup = Setup(size=(120, 40), equipment=Equipment(speaker=recorder), settings=settings)
    async with placed_door(virtual_printer, setup) as door:
        assert "Français" in door.text()
        await door.pilot.click("#language-fr")
        await door.turned_to(DialogueStep.CHOOSE_FIELD)
        assert "Bienvenue. Choisissez un domaine" in door.text()
        assert "Need help? Please see the guidance desk" in door.text()
        await door.pilot.click("#listen")
        await door.pilot.click("#language-en")
        await door.press("1", "enter")
        assert recorder.played == [
            (GUIDANCE[DialogueStep.CHOOSE_FIELD], "fr"),
            (GUIDANCE[DialogueStep.ASK_PRIORITY], "en"),
        ]


def locale_with_french(folder: Path) -> Path:
    """The shipped catalogues and one that translates next to nothing."""
    shipped = Path(__file__).parents[2] / "wording" / "locale"
    locale = folder / "locale"
    (locale / "vi").mkdir(parents=True)
    (locale / "vi" / "LC_MESSAGES").symlink_to(shipped / "vi" / "LC_MESSAGES")
    catalogue = Catalog(locale="fr", charset="utf-8")
    catalogue.add("Welcome. Please choose a field", "Bienvenue. Choisissez un domaine")
    catalogue.add("English", "Français")
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    french = locale / "fr" / "LC_MESSAGES"
    french.mkdir(parents=True)
    (french / "motcua.mo").write_bytes(compiled.getvalue())
    return locale


@slow
async def test_a_hundred_taps_at_once_are_one_wish(virtual_printer: Printer) -> None:
    """A storm on keys and buttons chooses one field and takes no number by itself; the kiosk goes on.

    A tap on a page that has just come was meant for the one before: nothing is pressed, and the button
    works again afterwards. That it was felt is seen on the button, and said of a key that no button has.
    """
    moment = [0.0]
    settings = {"settle_seconds": 60.0, "remark_seconds": 60.0, "seconds": lambda: moment[0]}
    async with undrawn_door(virtual_printer, Setup(settings=settings)) as door:
        door.field_button("1").felt_seconds = 60.0
        await door.press("1", "1", "1")
        assert door.is_at(DialogueStep.CHOOSE_FIELD)
        assert not door.field_button("1").disabled
        assert door.field_button("1").has_class(FELT)
        await door.press("z")
        assert "Phím này không dùng ở đây" in door.text()
        moment[0] += 60.0  # the first page has stood there for a while
        for turn in range(100):
            key = "1023"[turn % 4]
            door.app.post_message(events.Key(key, key))
        for _ in range(25):
            for key in "123":
                door.field_button(key).press()
        await door.pilot.pause()
        await door.pilot.pause()
        assert door.tickets == []
        assert door.is_at(DialogueStep.ASK_PRIORITY)
        moment[0] += 60.0
        await door.press("0")
        await door.turned_to(DialogueStep.TICKET, printed=True)
        assert len(door.tickets) == 1


def test_letters_that_would_be_too_small_are_not_drawn() -> None:
    """Plain letters are clearer then; where there is room they fill it, and are no larger than told."""
    assert letter_dots("Bảo trợ xã hội, người có công", 30, 3, 18.0) == 0.0
    dots = letter_dots("Hộ tịch", 60, 10, 18.0)
    assert LETTER_DOTS_MIN <= dots <= 18.0
    drawn = drawn_text("Hộ tịch", 60, 10, dots)
    assert drawn is not None
    assert (drawn.columns, drawn.rows) <= (60, 10)
    assert letter_dots("Hộ tịch", 200, 60, 13.0) == 13.0
    assert drawn_text("Hộ tịch", 20, 3, dots) is None


@pytest.mark.parametrize(
    ("size", "part"), [((56, 70), (1, 3)), ((196, 30), (2, 4)), ((76, 12), (2, 4)), ((54, 25), (1, 2))]
)
def test_a_leaf_of_large_letters_has_few_buttons(size: tuple[int, int], part: tuple[int, int]) -> None:
    """One column on a tall screen, two on a wide one."""
    assert large_part(*size) == part
