"""motcua token: makes a token, the right of a screen or another system to write."""

from pathlib import Path
from typing import Any

import click

from motcua.failures import failing_as
from motcua.logs import log_nowhere, log_to_stderr
from motcua.manual import page
from motcua.options import data_option, several, verbose_option
from ticketing.sentences import N_
from wording import Wording

ROLES = ("kiosk", "counter", "guidance", "manager")
CANNOT_WRITE = N_("The token can't be kept: {problem}. Check the folder and who may write there.")


def command(words: Wording) -> click.Command:
    """The command `token`."""
    does = words(
        "Print a new token for a role, and nothing else. Only its hash is kept, so it can't be shown again. "
        "It works at once, whether the server runs or not."
    )

    @click.command("token", help=page(words, does, "motcua token --role kiosk --data var/moc-chau"))
    @several(
        click.option(
            "--role",
            required=True,
            type=click.Choice(ROLES),
            help=words("What the token gives the right to do; a manager may do everything."),
        ),
        data_option(words),
        verbose_option(words),
    )
    def run(**given: Any) -> None:
        make_token(words=words, **given)

    return run


def make_token(role: Any, data: Path, words: Wording, *, verbose: bool) -> None:
    """Prints a new token. Raises Failure."""
    from server.clock import SystemRandomSource  # noqa: PLC0415 - motcua --help needs no server
    from server.tokens import TokenBook, TokensUnavailable  # noqa: PLC0415 - the same

    if verbose:
        log_to_stderr(verbose=True)
    else:
        log_nowhere()
    with failing_as({TokensUnavailable: CANNOT_WRITE}, words):
        click.echo(TokenBook(data).make(role, SystemRandomSource()))
