"""Whatever lies in the place of an office file, reading it ends in a plan or in a mistake with its line."""

from contextlib import suppress
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offices import load_office
from offices.parsing import OfficeFileError
from tests.offices.office_texts import SMALL
from tests.rings import RING

REAL = (files("offices") / "moc-chau.toml").read_text(encoding="utf-8")
LINES = tuple(dict.fromkeys(REAL.splitlines() + SMALL.splitlines()))
VALUES = (
    "''",
    "0",
    "-1",
    "1e400",
    "nan",
    "true",
    "[]",
    "{}",
    "[[]]",
    "1979-05-27T07:32:00Z",
    "25:61",
    '"\\u202e"',
    "'''",
    '"' + "x" * 500 + '"',
    "99999999999999999999999",
    "[1, 'a', {}]",
)


def read(content: bytes, folder: Path) -> None:
    """Reads a file of these bytes; whatever is raised but a named mistake goes on."""
    path = folder / "office.toml"
    path.write_bytes(content)
    with suppress(OfficeFileError):
        load_office(path)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the files lie."""
    return tmp_path_factory.mktemp("offices")


@pytest.mark.slow
@given(content=st.binary(max_size=200))
@settings(max_examples=RING.examples_of(1))
def test_any_bytes_are_a_plan_or_a_mistake(content: bytes, folder: Path) -> None:
    """Noise is a mistake that is named."""
    read(content, folder)


@pytest.mark.slow
@given(data=st.data())
@settings(max_examples=RING.examples_of(0.5), deadline=None)
def test_a_real_file_with_lines_mixed_up_is_a_plan_or_a_mistake(data: st.DataObject, folder: Path) -> None:
    """Lines of real files taken out, repeated, moved and mixed are read or refused."""
    lines = SMALL.splitlines()
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(lines) - 1))
        match data.draw(st.integers(0, 2)):
            case 0 if len(lines) > 1:
                del lines[at]
            case 1:
                lines.insert(at, data.draw(st.sampled_from(LINES)))
            case _:
                lines[at] = data.draw(st.sampled_from(LINES))
    read("\n".join(lines).encode(), folder)


@pytest.mark.slow
@given(at=st.integers(0, 400), value=st.sampled_from(VALUES) | st.text(max_size=8))
@settings(max_examples=RING.examples_of(1), deadline=None)
def test_a_real_file_with_another_value_is_a_plan_or_a_mistake(at: int, value: str, folder: Path) -> None:
    """A value of another kind, out of its range or endless is read or refused."""
    lines = SMALL.splitlines()
    places = [place for place, line in enumerate(lines) if "=" in line]
    place = places[at % len(places)]
    lines[place] = f"{lines[place].partition('=')[0]}= {value}"
    read("\n".join(lines).encode(errors="replace"), folder)


@pytest.mark.slow
@given(at=st.integers(0, len(SMALL)), noise=st.binary(max_size=4), cut=st.integers(0, 4))
@settings(max_examples=RING.examples_of(1), deadline=None)
def test_a_damaged_file_is_a_plan_or_a_mistake(at: int, noise: bytes, cut: int, folder: Path) -> None:
    """Bytes replaced, added or cut away are read or refused."""
    content = SMALL.encode()
    read(content[:at] + noise + content[at + cut :], folder)
