"""motcua clerk: the register of people who sign in, with their roles and PINs."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from motcua.asking import new_pin
from motcua.failures import Failure, failing_as
from motcua.logs import log_nowhere, log_to_stderr
from motcua.manual import page
from motcua.options import Option, data_option, several, verbose_option
from server.clerks.clerk import CLERK_ROLES, Clerk, ClerkRole
from server.clerks.clerk_file import ClerkFile, ClerksUnavailable
from server.clerks.register import ClerkRegister
from server.clock import SystemRandomSource
from ticketing.refusals import Refusal
from ticketing.sentences import N_
from wording import Wording

ROLE_WORDS: dict[ClerkRole, str] = {
    "clerk": N_("clerk"),
    "guidance": N_("guidance desk"),
    "manager": N_("manager"),
}
CANNOT_USE = N_("The book of people can't be used: {problem}. Check the folder and who may write there.")
GAP = "  "


@dataclass(frozen=True, slots=True)
class ClerkOrder:
    """What was asked on the command line."""

    data: Path
    verbose: bool
    name: str = ""
    role: Any = CLERK_ROLES[0]
    pin_stdin: bool = False


def command(words: Wording, does: str) -> click.Group:
    """The commands `clerk add`, `list`, `disable`, `enable` and `pin`."""
    examples = (
        "motcua clerk add Hoa --role clerk --data var/moc-chau",
        "motcua clerk list --data var/moc-chau",
        "motcua clerk disable Hoa --data var/moc-chau",
    )
    group = click.Group("clerk", help=page(words, does, *examples))
    for subcommand in (_add(words), _list(words), _disable(words), _enable(words), _pin(words)):
        group.add_command(subcommand)
    return group


def _data_and_log(words: Wording) -> Option:
    return several(data_option(words), verbose_option(words))


def _name() -> Option:
    return click.argument("name", metavar="NAME")


def _pin_option(words: Wording) -> Option:
    says = words("Read the PIN from standard input instead of asking for it twice.")
    return click.option("--pin-stdin", is_flag=True, help=says)


def _add(words: Wording) -> click.Command:
    does = words(
        "Put a person into the book. Asks for a PIN of 4 to 12 digits, at least 6 for a manager, of which "
        "only a hash is kept."
    )
    example = "motcua clerk add Hoa --role clerk --data var/moc-chau"
    says = words("What the person may do; a manager may do everything.")

    @click.command("add", help=page(words, does, example), short_help=words("Put a person into the book."))
    @several(
        _name(),
        click.option("--role", required=True, type=click.Choice(CLERK_ROLES), help=says),
        _pin_option(words),
        _data_and_log(words),
    )
    def run(**given: Any) -> None:
        order = ClerkOrder(**given)
        with _register(order, words) as register:
            asyncio.run(register.check_new(order.name))
            name = asyncio.run(
                register.add(order.name, order.role, _new_pin(order, words), SystemRandomSource())
            )
        role = words(ROLE_WORDS[order.role])
        click.echo(words("{clerk} can sign in from now on, as {role}.", clerk=name, role=role))

    return run


def _list(words: Wording) -> click.Command:
    does = words("Show who is in the book, with role, and who can't sign in.")
    example, short = "motcua clerk list --data var/moc-chau", words("Show who is in the book.")

    @click.command("list", help=page(words, does, example), short_help=short)
    @_data_and_log(words)
    def run(**given: Any) -> None:
        with _register(ClerkOrder(**given), words) as register:
            clerks = asyncio.run(register.all())
        if clerks:
            click.echo("\n".join(table([_row(clerk, words) for clerk in clerks])))
        else:
            click.echo(words("Nobody is in the book yet; motcua clerk add puts somebody in."), err=True)

    return run


def _row(clerk: Clerk, words: Wording) -> tuple[str, str, str]:
    """The name, the role, and whether the person is kept out; locks are the running server's."""
    return clerk.name, words(ROLE_WORDS[clerk.role]), words("disabled") if clerk.is_disabled else ""


def table(rows: list[tuple[str, str, str]]) -> list[str]:
    """The lines of a table whose columns are as wide as they must be."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        GAP.join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]


def _disable(words: Wording) -> click.Command:
    does = words("Let a person sign in no more, and end all their sessions at once.")

    example, short = "motcua clerk disable Hoa --data var/moc-chau", words("Let a person sign in no more.")

    @click.command("disable", help=page(words, does, example), short_help=short)
    @several(_name(), _data_and_log(words))
    def run(**given: Any) -> None:
        order = ClerkOrder(**given)
        with _register(order, words) as register:
            asyncio.run(register.set_disabled(order.name, is_disabled=True))
            name = asyncio.run(register.check_known(order.name))
        click.echo(words("{clerk} can't sign in any more.", clerk=name))

    return run


def _enable(words: Wording) -> click.Command:
    does = words("Let a person sign in again who was disabled.")

    @click.command("enable", help=page(words, does, "motcua clerk enable Hoa --data var/moc-chau"))
    @several(_name(), _data_and_log(words))
    def run(**given: Any) -> None:
        order = ClerkOrder(**given)
        with _register(order, words) as register:
            asyncio.run(register.set_disabled(order.name, is_disabled=False))
            name = asyncio.run(register.check_known(order.name))
        click.echo(words("{clerk} can sign in again.", clerk=name))

    return run


def _pin(words: Wording) -> click.Command:
    does = words("Give a person a new PIN. A lock-out ends, and so do all their sessions.")

    example, short = "motcua clerk pin Hoa --data var/moc-chau", words("Give a person a new PIN.")

    @click.command("pin", help=page(words, does, example), short_help=short)
    @several(_name(), _pin_option(words), _data_and_log(words))
    def run(**given: Any) -> None:
        order = ClerkOrder(**given)
        with _register(order, words) as register:
            name = asyncio.run(register.check_known(order.name))
            asyncio.run(register.set_pin(order.name, _new_pin(order, words), SystemRandomSource()))
        click.echo(words("{clerk} has a new PIN.", clerk=name))

    return run


def _new_pin(order: ClerkOrder, words: Wording) -> str:
    return new_pin(words, from_stdin=order.pin_stdin)


@contextmanager
def _register(order: ClerkOrder, words: Wording) -> Iterator[ClerkRegister]:
    """The register of people in the data folder; what it refuses is raised as a Failure."""
    if order.verbose:
        log_to_stderr(verbose=True)
    else:
        log_nowhere()
    with failing_as({ClerksUnavailable: CANNOT_USE}, words):
        try:
            yield ClerkRegister(ClerkFile(order.data))
        except Refusal as refusal:
            raise Failure(refusal.sentence(words)) from refusal
