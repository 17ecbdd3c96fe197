"""What a kiosk may have beside its printer: a scanner of identity cards, and a lock for the staff's page."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from motcua.options import Option, several
from wording import Wording

if TYPE_CHECKING:
    from kiosk.settings import Equipment

PIN_VARIABLE = "MOTCUA_STAFF_PIN"


@dataclass(frozen=True, slots=True)
class EquipmentOrder:
    """What was asked on the command line."""

    scanner: str = ""
    staff_pin: str = ""
    staff_pin_file: Path | None = None


def equipment_options(words: Wording) -> Option:
    """--scanner, --staff-pin and --staff-pin-file."""
    return several(
        click.option(
            "--scanner",
            default="",
            metavar="SETTING",
            help=words(
                "A scanner of identity cards, whose age proposes a priority group: wedge, or "
                "serial:/dev/ttyUSB1."
            ),
        ),
        click.option(
            "--staff-pin",
            default="",
            envvar=PIN_VARIABLE,
            show_envvar=True,
            metavar="PIN",
            help=words(
                "What opens the kiosk's staff page: 4 to 12 digits. Without it that page does not exist."
            ),
        ),
        click.option(
            "--staff-pin-file",
            metavar="FILE",
            type=click.Path(path_type=Path, exists=True, dir_okay=False),
            help=words("A file that holds the PIN, which others then can't see in the list of processes."),
        ),
    )


def equipment_of(order: EquipmentOrder) -> "Equipment":
    """The equipment that was asked for. Raises click.BadParameter."""
    from kiosk.scanner import ScannerSettingError, scanner_of  # noqa: PLC0415 - motcua --help needs no kiosk
    from kiosk.settings import Equipment  # noqa: PLC0415 - the same
    from kiosk.staff_lock import PinUnfitError, StaffLock  # noqa: PLC0415 - the same
    from server.clock import SystemDice  # noqa: PLC0415 - the same

    try:
        scanner = scanner_of(order.scanner) if order.scanner else None
    except ScannerSettingError as error:
        raise click.BadParameter(str(error), param_hint="'--scanner'") from error
    pin = order.staff_pin
    if order.staff_pin_file:
        pin = order.staff_pin_file.read_text(encoding="utf-8", errors="replace").strip()
    try:
        lock = StaffLock(pin, SystemDice().secret().encode()) if pin else None
    except PinUnfitError as error:
        raise click.BadParameter(str(error), param_hint="'--staff-pin'") from error
    return Equipment(scanner=scanner, staff_lock=lock)
