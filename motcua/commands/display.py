"""motcua display: the waiting room's wall."""

from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Any

import click

from display.app import DisplayApp
from display.settings import DisplaySettings
from link.contract import Screen
from motcua.in_terminal import need_terminal, open_log, run_screen
from motcua.links import server_link
from motcua.manual import page
from motcua.options import screen_options, server_option, several, token_options, token_or_none
from motcua.screen_names import screen_name
from server.clock import SystemClock
from wording import Wording, load


@dataclass(frozen=True, slots=True)
class DisplayOrder:
    """What was asked on the command line."""

    server: str
    zone: str
    name: str
    token: str | None
    token_file: Path | None
    locked: bool
    language: str
    log: Path | None


def command(words: Wording, does: str) -> click.Command:
    """The command `display`."""

    @click.command("display", help=page(words, does, "motcua display --server http://192.168.1.10:8700"))
    @several(
        server_option(words),
        click.option(
            "--zone",
            default="",
            metavar="CODE",
            help=words("The zone of the office file that is shown; all of them unless named."),
        ),
        click.option(
            "--name",
            default="",
            metavar="NAME",
            help=words("What staff know this screen by; this computer's name and terminal unless given."),
        ),
        token_options(words),
        click.option("--locked", is_flag=True, help=words("No key leaves the display.")),
        screen_options(words),
    )
    def run(**given: Any) -> None:
        run_display(DisplayOrder(**given), words)

    return run


def run_display(order: DisplayOrder, words: Wording) -> None:
    """Runs the display until it is left or told to end. Raises Failure."""
    name = order.name or screen_name("terminal")
    token = token_or_none(order.token, order.token_file)
    link = server_link(order.server, Screen("display", token, name=name, zone=order.zone), words)
    need_terminal(words)
    path = open_log(order.log, "display", words)
    settings = DisplaySettings(SystemClock(UTC).now, order.zone)
    run_screen(DisplayApp(link, load(order.language), settings, locked=order.locked), path, words)
