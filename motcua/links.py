"""The link of a command to the server that it is told."""

from random import Random

import click

from link.channel import AddressMalformedError, socket_url
from link.client import ServerLink
from link.contract import Screen
from server.clock import SystemRandomSource
from wording import Wording


def server_link(address: str, screen: Screen, words: Wording) -> ServerLink:
    """The link of a screen to the server at `address`, which need not run yet."""
    check_address(address, words)
    jitter = Random().random  # noqa: S311 - spreads retries, guards nothing
    return ServerLink(address, screen, new_id=SystemRandomSource().secret, jitter=jitter)


def check_address(address: str, words: Wording) -> None:
    """Raises BadParameter where --server is no address."""
    try:
        socket_url(address)
    except AddressMalformedError as error:
        problem = words("Write the server's address as http://HOST:PORT.")
        raise click.BadParameter(problem, param_hint="'--server'") from error
