"""motcua kiosk: where citizens take a number."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from kiosk.app import KioskApp
from kiosk.printing.watch import watched
from kiosk.settings import KioskSettings
from link.contract import Screen
from motcua.commands.kiosk_equipment import EquipmentOrder, equipment_of, equipment_options
from motcua.commands.printer import name_option, opened_printer, printer_option
from motcua.in_terminal import need_terminal, open_log, run_screen
from motcua.links import server_link
from motcua.manual import page
from motcua.options import screen_options, server_option, several, token_of, token_options
from motcua.standby import standby_link, store_option
from server.clock import SystemRandomSource
from wording import Wording


@dataclass(frozen=True, slots=True)
class KioskOrder:
    """What was asked on the command line."""

    server: str
    token: str | None
    token_file: Path | None
    printer: tuple[str, ...]
    name: str
    public_address: str
    unlocked: bool
    store: Path | None
    scanner: str
    staff_pin: str
    staff_pin_file: Path | None
    sound: bool
    guidance: Path | None
    language: str
    log: Path | None


def command(words: Wording, does: str) -> click.Command:
    """The command `kiosk`."""
    example = (
        "motcua kiosk --server http://192.168.1.10:8700 --token-file kiosk.token "
        "--printer network:192.168.1.50:9100"
    )

    @click.command("kiosk", help=page(words, does, example))
    @several(
        server_option(words),
        token_options(words),
        printer_option(words),
        name_option(words),
        click.option(
            "--public-address",
            default="",
            metavar="URL",
            help=words("Where citizens' phones reach the server; without it slips carry no code."),
        ),
        click.option("--unlocked", is_flag=True, help=words("Let Ctrl+Q and Ctrl+C leave the kiosk.")),
        store_option(words),
        equipment_options(words),
        screen_options(words),
    )
    def run(**given: Any) -> None:
        run_kiosk(KioskOrder(**given), words)

    return run


def run_kiosk(order: KioskOrder, words: Wording) -> None:
    """Runs the kiosk until it is left or told to end. Raises Failure."""
    token = token_of(order.token, order.token_file, "kiosk", words)
    printer = watched(opened_printer(order.printer, words))
    wished = EquipmentOrder(order.scanner, order.staff_pin, order.staff_pin_file, order.sound, order.guidance)
    equipment = equipment_of(wished, words)
    line = server_link(order.server, Screen("kiosk", token, name=order.name, trouble=printer.trouble), words)
    need_terminal(words)
    path = open_log(order.log, "kiosk", words)
    link = standby_link(line, order.store, words)
    settings = KioskSettings(
        SystemRandomSource().secret,
        order.language,
        order.public_address,
        printer_name=", ".join(order.printer),
        kiosk_name=order.name,
    )
    run_screen(KioskApp(link, printer, settings, equipment, locked=not order.unlocked), path, words)
