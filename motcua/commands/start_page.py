"""motcua start-page: writes the page that a television opens first, which waits for the server."""

import asyncio
from pathlib import Path
from typing import Any

import click

from motcua.failures import Failure
from motcua.links import check_address
from motcua.manual import page
from motcua.options import data_option, server_option, several
from server.clock import SystemRandomSource
from server.screen_pairings import ScreenPairings
from server.start_page import name_in, start_page
from ticketing.refusals import Refusal
from wording import Wording


def command(words: Wording, does: str) -> click.Command:
    """The command `start-page`."""

    @click.command("start-page", help=page(words, does, "motcua start-page --query name=hall > start.html"))
    @several(
        server_option(words),
        click.option(
            "--query",
            default="",
            metavar="TEXT",
            help=words(
                "What the board's address says behind its question mark, such as name=hall&zone=hall."
            ),
        ),
        data_option(
            words,
            required=False,
            shows=words(
                "With it the page holds a pairing for the name in --query, so that its board may speak."
            ),
        ),
    )
    def run(**given: Any) -> None:
        write_page(words=words, **given)

    return run


def write_page(server: str, query: str, data: Path | None, words: Wording) -> None:
    """Prints the page. Raises BadParameter where the address is none or has no name to pair, and Failure."""
    check_address(server, words)
    address = server if "://" in server else f"http://{server}"
    click.echo(start_page(address, query, _secret(query, data, words) if data else ""), nl=False)


def _secret(query: str, data: Path, words: Wording) -> str:
    name = name_in(query)
    if not name:
        problem = words("Write name=... there, by which staff know the board.")
        raise click.BadParameter(problem, param_hint="'--query'")
    pairings = ScreenPairings(data, SystemRandomSource())
    try:
        return asyncio.run(pairings.new_secret(name, "motcua start-page"))
    except Refusal as refusal:
        raise Failure(refusal.sentence(words)) from refusal
