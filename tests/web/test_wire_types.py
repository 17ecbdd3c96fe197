"""The types that web/ is checked against are those of the wire."""

from tools.wire_types import TARGET, written


def test_the_scripts_are_checked_against_the_wire_as_it_is() -> None:
    """web/wire.d.ts is what the tool makes of ticketing/wire today."""
    assert TARGET.read_text(encoding="utf-8") == written()
