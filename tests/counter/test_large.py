"""Numbers in letters of several rows."""

import pytest

from counter.large import GLYPHS, enlarged


def test_every_glyph_has_the_same_size() -> None:
    """Seven rows of five points, nothing but points."""
    for rows in GLYPHS.values():
        assert [len(row) for row in rows.split()] == [5] * 7
        assert set(rows) <= {"#", ".", " "}


def test_no_two_glyphs_look_alike() -> None:
    """Whoever reads O and 0 apart does so here too."""
    alike = [letter for letter in GLYPHS if list(GLYPHS.values()).count(GLYPHS[letter]) > 1]
    assert alike == []


@pytest.mark.parametrize(("columns", "size"), [(49, (46, 7)), (46, (46, 7)), (45, (23, 4)), (23, (23, 4))])
def test_letters_are_as_large_as_fits(columns: int, size: tuple[int, int]) -> None:
    """Four letters take 46 columns and seven rows, or half of that."""
    lines = enlarged("1001", columns).split("\n")
    assert (max(map(len, lines)), len(lines)) == size


@pytest.mark.parametrize(("text", "columns"), [("1001", 22), ("", 80), ("số 1", 80)])
def test_what_has_no_large_form_stays_as_it_is(text: str, columns: int) -> None:
    """A narrow place, no text, or a letter without a glyph."""
    assert enlarged(text, columns) == text
