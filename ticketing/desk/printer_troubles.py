"""What kiosks say of their printers at rest, beside what is known of their slips."""

from typing import Protocol, TypeVar

from ticketing.printer_rows import PrinterRow

PRINTER_TROUBLE = "printer-"
"""What a kiosk's trouble begins with where it is its printer's; the reason follows."""


class InTrouble(Protocol):
    """A screen that says what troubles it."""

    @property
    def name(self) -> str:
        """What staff call it."""

    @property
    def trouble(self) -> str:
        """By what name."""


Troubled = TypeVar("Troubled", bound=InTrouble)


def told_once(screens: tuple[Troubled, ...], printers: tuple[PrinterRow, ...]) -> tuple[Troubled, ...]:
    """The screens in trouble, without kiosks whose printers are told of already for their slips."""
    told = {row.kiosk for row in printers if row.reason}
    return tuple(s for s in screens if not (s.trouble.startswith(PRINTER_TROUBLE) and s.name in told))
