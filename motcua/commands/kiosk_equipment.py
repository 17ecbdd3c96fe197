"""What a kiosk may have beside its printer: a scanner, a lock for the staff's page, and a loudspeaker."""

from dataclasses import dataclass
from pathlib import Path

import click

from kiosk.guidance import GuidancePlayer
from kiosk.input.scanner import SCANNER_VARIABLE, ScannerSettingError, scanner_of
from kiosk.input.staff_lock import PinUnfitError, StaffLock
from kiosk.settings import Equipment
from motcua.failures import Failure
from motcua.guidance import GuidanceSpeaker
from motcua.options import Option, several
from motcua.speaking import NoSound, Player, find_player
from server.clock import SystemRandomSource
from voices import shipped_guidance
from wording import Wording

PIN_VARIABLE = "MOTCUA_STAFF_PIN"


@dataclass(frozen=True, slots=True)
class EquipmentOrder:
    """What was asked on the command line."""

    scanner: str = ""
    staff_pin: str = ""
    staff_pin_file: Path | None = None
    sound: bool = False
    guidance: Path | None = None


def equipment_options(words: Wording) -> Option:
    """--scanner, --staff-pin, --staff-pin-file, --sound and --guidance."""
    return several(
        click.option(
            "--scanner",
            default="",
            envvar=SCANNER_VARIABLE,
            show_envvar=True,
            metavar="SETTING",
            help=words(
                "A scanner of identity cards, whose age proposes a priority group: wedge or wedge:gap=80, "
                "as motcua scanner check finds, or serial:/dev/ttyUSB1."
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
        click.option(
            "--sound",
            is_flag=True,
            help=words(
                "Offer spoken guidance to whoever asks for it. It needs a loudspeaker, and paplay or aplay."
            ),
        ),
        click.option(
            "--guidance",
            metavar="DIR",
            type=click.Path(path_type=Path, exists=True, file_okay=False),
            help=words("The office's own clips of that guidance; what is not there is said as shipped."),
        ),
    )


def equipment_of(order: EquipmentOrder, words: Wording) -> Equipment:
    """The equipment that was asked for. Raises click.BadParameter or Failure."""
    try:
        scanner = scanner_of(order.scanner) if order.scanner else None
    except ScannerSettingError as error:
        raise click.BadParameter(str(error), param_hint="'--scanner'") from error
    pin = order.staff_pin
    if order.staff_pin_file:
        pin = order.staff_pin_file.read_text(encoding="utf-8", errors="replace").strip()
    try:
        lock = StaffLock(pin, SystemRandomSource().secret().encode()) if pin else None
    except PinUnfitError as error:
        raise click.BadParameter(str(error), param_hint="'--staff-pin'") from error
    speaker = _speaker(order.guidance, words) if order.sound else None
    return Equipment(speaker, scanner, lock)


def _speaker(own: Path | None, words: Wording) -> GuidancePlayer:
    """Plays the office's own clips, and for lack of them the shipped ones. Raises Failure."""
    try:
        player = Player(find_player(None))
    except NoSound as missing:
        raise Failure(
            words("There is no program that plays sound: {names}. Install alsa-utils.", names=missing)
        ) from missing
    return GuidanceSpeaker(player, [*([own] if own else []), shipped_guidance()])
