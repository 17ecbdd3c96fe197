"""Numbers and codes as they are typed and pasted, read alike by a terminal and by a browser."""

import pytest

from tests.ticketing.desk.typed_texts import CODES, NUMBERS
from ticketing.desk.typed import plain_code, plain_number


@pytest.mark.parametrize(("typed", "key", "meant"), NUMBERS)
def test_a_number_is_read_as_it_is_meant(typed: str, key: str, meant: str) -> None:
    """Without the word before it, blanks and points, and with the digit that VNI has made a mark of."""
    assert plain_number(typed, key) == meant


def test_a_code_keeps_its_signs_and_no_mark() -> None:
    """Letters are capitals, since the code is kept so."""
    assert [plain_code(typed) for typed, _ in CODES] == [meant for _, meant in CODES]
