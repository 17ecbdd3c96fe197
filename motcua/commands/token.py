"""motcua token: makes a token, the right of a screen or another system to write."""

from pathlib import Path
from typing import Any

import click

from motcua.failures import failing_as
from motcua.logs import log_nowhere, log_to_stderr
from motcua.manual import page
from motcua.options import data_option, several, verbose_option
from server.clock import SystemRandomSource
from server.tokens import TOKEN_ROLES, TokenRegister, TokensUnavailable
from ticketing.sentences import N_
from wording import Wording

CANNOT_WRITE = N_("The token can't be kept: {problem}. Check the folder and who may write there.")


def command(words: Wording, does: str) -> click.Command:
    """The command `token`."""

    @click.command("token", help=page(words, does, "motcua token --role kiosk --data var/moc-chau"))
    @several(
        click.option(
            "--role",
            required=True,
            type=click.Choice(TOKEN_ROLES),
            help=words(
                "What the token gives the right to do; a manager may do everything, a display may speak."
            ),
        ),
        data_option(words),
        verbose_option(words),
    )
    def run(**given: Any) -> None:
        make_token(words=words, **given)

    return run


def make_token(role: Any, data: Path, words: Wording, *, verbose: bool) -> None:
    """Prints a new token. Raises Failure."""
    if verbose:
        log_to_stderr(verbose=True)
    else:
        log_nowhere()
    with failing_as({TokensUnavailable: CANNOT_WRITE}, words):
        click.echo(TokenRegister(data).make(role, SystemRandomSource()))
