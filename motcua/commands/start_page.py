"""motcua start-page: writes the page that a television opens first, which waits for the server."""

from typing import Any

import click

from motcua.links import check_address
from motcua.manual import page
from motcua.options import server_option, several
from server.start_page import start_page
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
    )
    def run(**given: Any) -> None:
        write_page(words=words, **given)

    return run


def write_page(server: str, query: str, words: Wording) -> None:
    """Prints the page. Raises BadParameter where the address is none."""
    check_address(server, words)
    address = server if "://" in server else f"http://{server}"
    click.echo(start_page(address, query), nl=False)
