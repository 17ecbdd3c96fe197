"""motcua server: the office's server."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from motcua.logs import log_to_stderr
from motcua.manual import page
from motcua.office_plans import load_plan
from motcua.options import data_option, network_options, office_option, several, verbose_option
from motcua.signals import told_to_end
from motcua.starting import started_server
from server.app import Settings
from server.connections.callers import LOOPBACK, Network, Trusted
from server.event_loop import run as run_on_its_loop
from ticketing.plan import OfficePlan
from ticketing.plan_check import Finding
from ticketing.rules.losses import Loss
from ticketing.sentences import N_
from wording import Wording

HOST_DEFAULT = "127.0.0.1"
PORT_DEFAULT = 8700


@dataclass(frozen=True, slots=True)
class ServerOrder:
    """What was asked on the command line."""

    office: str
    data: Path
    host: str
    port: int
    hours: str
    media: Path | None
    trusted_proxy: tuple[Network, ...]
    metrics_from: tuple[Network, ...]
    accept_loss: bool
    verbose: bool


def command(words: Wording, does: str) -> click.Command:
    """The command `server`."""
    example = "motcua server --office moc-chau --data var/moc-chau"

    @click.command("server", help=page(words, does, example))
    @several(
        office_option(words),
        data_option(words),
        click.option(
            "--host", default=HOST_DEFAULT, show_default=True, help=words("The address to listen at.")
        ),
        click.option(
            "--port",
            default=PORT_DEFAULT,
            show_default=True,
            type=click.IntRange(0, 65535),
            help=words("The port; 0 takes a free one, which is printed."),
        ),
        click.option(
            "--hours",
            default="office",
            show_default=True,
            type=click.Choice(["office", "always"]),
            help=words("Give numbers in the office's hours, or always (for trying out)."),
        ),
        click.option(
            "--media",
            metavar="DIR",
            type=click.Path(path_type=Path, file_okay=False, exists=True),
            help=words("A folder of pictures and videos for the board, and ticker.txt."),
        ),
        network_options(words),
        click.option(
            "--accept-loss",
            is_flag=True,
            help=words("Go on without entries of the record that are lost; their numbers are passed over."),
        ),
        verbose_option(words),
    )
    def run(**given: Any) -> None:
        serve(ServerOrder(**given), words)

    return run


def serve(order: ServerOrder, words: Wording) -> None:
    """Runs the server until it is told to end. Raises Failure."""
    log_to_stderr(verbose=order.verbose)
    plan = load_plan(order.office, words)
    if order.hours == "always":
        plan = replace(plan, always_open=True)
    run_on_its_loop(_serve(plan, order, words))


async def _serve(plan: OfficePlan, order: ServerOrder, words: Wording) -> None:
    settings = Settings(
        plan,
        order.data,
        order.host,
        order.port,
        order.media,
        trusted=Trusted(order.trusted_proxy, (*LOOPBACK, *order.metrics_from)),
        accepts_loss=order.accept_loss,
    )
    with told_to_end() as told:
        async with started_server(settings, words) as server:
            click.echo("\n".join(what_runs(plan, server.address, order.data, words)))
            if order.accept_loss:
                click.echo(what_was_lost(server.loss, words), err=True)
            tell_findings(server.services.desk.findings, words)
            await told.wait()


def tell_findings(findings: Sequence[Finding], words: Wording) -> None:
    """Says on standard error what of the running day has no place in the office file."""
    for finding in findings:
        click.echo(f"motcua: {finding.sentence(words, words.language)}", err=True)


def what_runs(plan: OfficePlan, address: str, data: Path, words: Wording) -> list[str]:
    """The lines that say where a server is reached and what to do next; the first one has its address."""
    name = ", ".join(part.worded(words.language) for part in plan.names)
    return [
        f"motcua: {name} – {address}",
        words("Data folder: {folder}", folder=data),
        words("A screen needs a token: {command}", command=f"motcua token --role kiosk --data {data}"),
        words("Ctrl+C ends the server."),
    ]


def what_was_lost(loss: Loss | None, words: Wording) -> str:
    """The line that says what was accepted with --accept-loss, or that there was nothing to accept."""
    if loss is None:
        said = words("Nothing of the record is missing, so that --accept-loss has changed nothing.")
    elif loss.entries:
        sentence = N_("The record goes on without {entries} entries; their numbers are passed over.")
        said = words(sentence, entries=loss.entries)
    else:
        said = words("The record is another one now; numbers that may have been given are passed over.")
    return f"motcua: {said}"
