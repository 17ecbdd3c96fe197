"""docs/architecture.md names files, limits and what to open to follow a press: code is held against it."""

import re

import pytest

from tests.reading_lists import PAGE, ROOT, ReadingList, Stop, imported_by, module_of, reading_lists
from ticketing.wire.codec import FRAMES

TEXT = PAGE.read_text(encoding="utf-8")
LISTS = reading_lists(TEXT)
IN_TICKETING = TEXT.split("## The ground floor\n")[1].split("\n## ")[0]
LIMITS = TEXT.split("## Limits\n")[1].split("\n## ")[0]
FILES_MAX = 28
CLOSED_MAX = 45

follows = pytest.mark.parametrize("way", LISTS, ids=lambda way: way.title)


def is_reached(stop: Stop, earlier: tuple[Stop, ...]) -> bool:
    """Whether one comes to a file from those before it in the way that its row says."""
    by, _, name = stop.how.partition(" `")
    name = name.rstrip("`")
    match by:
        case "start":
            return not earlier
        case "import":
            return any(
                stop.file in imported_by(before.file) or before.file in imported_by(stop.file)
                for before in earlier
            )
        case "frame":
            return name in FRAMES
        case "given by":
            return stop.file in imported_by(name)
    return False


def left_out(way: ReadingList) -> dict[str, list[str]]:
    """What each file of the list uses on this way that is not on it, and that nobody said may stay closed."""
    missing = {
        stop.file: sorted(
            used for used in module_of(stop.file).used_by(stop.functions) if not way.holds(used)
        )
        for stop in way.stops
    }
    return {file: files for file, files in missing.items() if files}


def test_two_ways_are_described() -> None:
    """From the kiosk's touch to the number, and from the clerk's key to the board."""
    assert [way.stops[0].file.partition("/")[0] for way in LISTS] == ["kiosk", "counter"]
    assert {way.stops[-1].file.partition("/")[0] for way in LISTS} == {"kiosk", "display"}


@follows
def test_a_way_needs_few_files(way: ReadingList) -> None:
    """Nobody needs more than FILES_MAX files open, and each has its row once."""
    assert len(way.stops) <= FILES_MAX
    assert len({stop.file for stop in way.stops}) == len(way.stops)
    assert len(way.closed) <= CLOSED_MAX


@follows
def test_the_files_and_their_functions_are_there(way: ReadingList) -> None:
    """Each row names functions, classes or tables that its file has."""
    for stop in way.stops:
        assert stop.functions, stop.file
        assert set(stop.functions) <= set(module_of(stop.file).definitions), stop.file
    assert all((ROOT / path).exists() for path in way.closed)


@follows
def test_each_file_is_reached_from_those_before_it(way: ReadingList) -> None:
    """By an import in either direction, a frame of the dialogue, or the hands of the file that builds it."""
    unreached = [stop for place, stop in enumerate(way.stops) if not is_reached(stop, way.stops[:place])]
    assert unreached == []


@follows
def test_nothing_on_a_way_is_left_out(way: ReadingList) -> None:
    """Whatever the named functions use of other files is on the list, or named as what may stay closed."""
    assert left_out(way) == {}


@follows
def test_what_may_stay_closed_is_used(way: ReadingList) -> None:
    """No file is excused that nobody on the way uses."""
    used = {file for stop in way.stops for file in module_of(stop.file).used_by(stop.functions)}
    idle = [path for path in way.closed if not any(file.startswith(path) for file in used)]
    assert idle == []


def test_a_file_that_a_list_lacks_is_missed() -> None:
    """Without the rules of issuing, or of calling, a list has a hole."""
    for way, file in zip(LISTS, ("ticketing/rules/issuing.py", "ticketing/rules/calling.py"), strict=True):
        without = ReadingList(way.title, tuple(s for s in way.stops if s.file != file), way.closed)
        assert file in left_out(without)["ticketing/decide.py"]


def paths_in(text: str) -> list[str]:
    """What the text names of this house: a file or folder, from a room on."""
    quoted = re.findall(r"`([a-z_]+/[\w./-]*)`", text)
    return [
        path for path in quoted if (ROOT / path.partition("/")[0]).is_dir() and not path.startswith("var/")
    ]


def test_every_file_and_folder_that_the_page_names_is_there() -> None:
    """Nothing on the page leads to where nothing is."""
    short = re.findall(r"`([a-z_/]+(?:\.py|/))`", IN_TICKETING)
    beside = [f"ticketing/{path}" for path in short if not (ROOT / path).is_dir()]
    assert [path for path in (*paths_in(TEXT), *beside) if not (ROOT / path).exists()] == []


def test_every_limit_stands_where_the_table_says() -> None:
    """Each name of the table of limits is set in a file of its row."""
    rows = [row.split("|")[1:3] for row in LIMITS.splitlines() if row.startswith("| `")]
    assert len(rows) >= 30
    for names, files in rows:
        first, *others = re.findall(r"`([^`]+)`", files)
        paths = [first, *(path if "/" in path else f"{first.rpartition('/')[0]}/{path}" for path in others)]
        text = "\n".join((ROOT / path).read_text(encoding="utf-8") for path in paths)
        for name in re.findall(r"`([^`]+)`", names):
            assert re.search(rf"^(?:const |export const )?{name}\b.*=", text, re.MULTILINE), (name, paths)
