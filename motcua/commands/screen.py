"""motcua screen: which screens may speak, for whoever sits at the server's computer."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from motcua.commands.clerk import table
from motcua.failures import Failure, failing_as
from motcua.logs import log_nowhere, log_to_stderr
from motcua.manual import page
from motcua.options import data_option, several, verbose_option
from server.pairing_file import Pairing, PairingFile, PairingOrder, PairingsUnavailable
from ticketing.sentences import N_
from wording import Wording

ANSWER_SECONDS_MAX = 6.0
LOOK_SECONDS = 0.1
CANNOT_USE = N_(
    "The file of paired screens can't be used: {problem}. Check the folder and who may write there."
)


def command(words: Wording, does: str) -> click.Group:
    """The commands `screen pair`, `list` and `unpair`."""
    examples = (
        "motcua screen pair 482913 --data var/moc-chau",
        "motcua screen list --data var/moc-chau",
        "motcua screen unpair hall --data var/moc-chau",
    )
    group = click.Group("screen", help=page(words, does, *examples))
    for subcommand in (_pair(words), _list(words), _unpair(words)):
        group.add_command(subcommand)
    return group


def _pair(words: Wording) -> click.Command:
    does = words(
        "Let the screen that shows CODE speak and tell staff of troubles. The server of this folder has to "
        "be running, on this computer."
    )
    example, short = "motcua screen pair 482913 --data var/moc-chau", words("Let a screen speak.")

    @click.command("pair", help=page(words, does, example), short_help=short)
    @several(click.argument("code", metavar="CODE"), data_option(words), verbose_option(words))
    def run(code: str, data: Path, **given: Any) -> None:
        with _failing(words, **given):
            done = asyncio.run(ordered(PairingFile(data), code))
        if done is None:
            raise Failure(words("No server of this folder has answered. It has to run here while you pair."))
        if done.outcome != "paired":
            raise Failure(words("No screen shows the code {code}. Read it once more.", code=code))
        click.echo(words("{name} is paired.", name=done.name or "–"))

    return run


def _list(words: Wording) -> click.Command:
    does = words("Show which screens are paired: their names, since when, and by whom.")
    example, short = "motcua screen list --data var/moc-chau", words("Show which screens are paired.")

    @click.command("list", help=page(words, does, example), short_help=short)
    @several(data_option(words), verbose_option(words))
    def run(data: Path, **given: Any) -> None:
        with _failing(words, **given):
            paired = asyncio.run(PairingFile(data).paired())
        if paired:
            click.echo("\n".join(table([_row(pairing) for pairing in paired])))
        else:
            click.echo(words("No screen is paired yet; motcua screen pair does it."), err=True)

    return run


def _unpair(words: Wording) -> click.Command:
    does = words("Let the screens called NAME speak no more; those that are connected fall silent at once.")
    example, short = "motcua screen unpair hall --data var/moc-chau", words("Let a screen speak no more.")

    @click.command("unpair", help=page(words, does, example), short_help=short)
    @several(click.argument("name", metavar="NAME"), data_option(words), verbose_option(words))
    def run(name: str, data: Path, **given: Any) -> None:
        with _failing(words, **given):
            is_known = asyncio.run(forgotten(PairingFile(data), name))
        if not is_known:
            raise Failure(words("No screen called {screen} is paired.", screen=name))
        click.echo(words("{name} is no longer paired.", name=name))

    return run


async def ordered(
    file: PairingFile, code: str, seconds_max: float = ANSWER_SECONDS_MAX
) -> PairingOrder | None:
    """What the running server has made of a code; None where none has looked. Raises PairingsUnavailable."""
    await file.order(PairingOrder(code))
    try:
        async with asyncio.timeout(seconds_max):
            while True:
                found = [order for order in await file.orders() if order.code == code and order.outcome]
                if found:
                    return found[0]
                await asyncio.sleep(LOOK_SECONDS)
    except TimeoutError:
        return None
    finally:
        await file.take_back(code)


async def forgotten(file: PairingFile, name: str) -> bool:
    """Whether there was a pairing of this name to undo; nothing is written where there is no file."""
    return await file.forget(name) if await file.paired() else False


def _row(pairing: Pairing) -> tuple[str, str, str]:
    return pairing.name or "–", pairing.at, pairing.by


@contextmanager
def _failing(words: Wording, *, verbose: bool) -> Iterator[None]:
    if verbose:
        log_to_stderr(verbose=True)
    else:
        log_nowhere()
    with failing_as({PairingsUnavailable: CANNOT_USE}, words):
        yield
