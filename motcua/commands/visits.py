"""motcua visits: the wait log of a day."""

import asyncio
import io
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from motcua.failures import Failure, failing_as
from motcua.manual import page
from motcua.office_plans import load_plan
from motcua.options import data_option, day_option, office_option, several, verbose_option
from motcua.past_days import log_as_asked
from offices.parsing.time_zones import VIETNAM
from server.app import JOURNAL_NAME
from server.clock import SystemClock
from server.journal.contract import JournalRefused, JournalUnavailable, Records, RecordsMissing
from server.journal.rebuilding import rebuild
from server.journal.record_check import trouble_with
from server.journal.records import records_at
from server.lock import DataInUse
from server.reports.sheets import to_csv, to_stay_table, to_table
from ticketing.sentences import N_
from ticketing.visits import Stay, Visit
from wording import Wording

NO_STAYS_YET = N_(
    "The stays of this day are not in the log yet. Stop the server once and make the log anew: motcua visits "
    "--rebuild."
)


@dataclass(frozen=True, slots=True)
class VisitsOrder:
    """What was asked on the command line; without a `day` today is meant."""

    day: datetime | None
    format: str
    data: Path
    office: str | None
    rebuild: bool
    stays: bool
    verbose: bool


def command(words: Wording, does: str) -> click.Command:
    """The command `visits`."""
    examples = (
        "motcua visits --day 2026-11-23 --format table --data var/moc-chau",
        "motcua visits --stays --format csv --data var/moc-chau",
        "motcua visits --rebuild --office moc-chau --data var/moc-chau",
    )

    @click.command("visits", help=page(words, does, *examples))
    @several(
        day_option(words),
        click.option(
            "--format",
            type=click.Choice(["table", "csv"]),
            default="table",
            show_default=True,
            help=words("A table to read, or CSV for a spreadsheet program."),
        ),
        data_option(words),
        office_option(words, None),
        click.option(
            "--rebuild",
            is_flag=True,
            help=words("Write the wait log anew from the journal; the server must not run. Needs --office."),
        ),
        click.option(
            "--stays",
            is_flag=True,
            help=words("One row for each counter and matter of a visit, in place of one a number."),
        ),
        verbose_option(words),
    )
    def run(**given: Any) -> None:
        show_visits(VisitsOrder(**given), words)

    return run


def show_visits(order: VisitsOrder, words: Wording) -> None:
    """Prints the visits of a day, or rebuilds the log. Raises Failure."""
    log_as_asked(verbose=order.verbose)
    path = order.data / JOURNAL_NAME
    if order.rebuild:
        _rebuild(path, order, words)
    else:
        _show(path, order, words)


def _rebuild(path: Path, order: VisitsOrder, words: Wording) -> None:
    if order.office is None:
        raise click.UsageError(words("--rebuild needs the office file: --office FILE."))
    plan = load_plan(order.office, words)
    with failing_as(_sentences(), words):
        count = asyncio.run(rebuild(path, plan))
    click.echo(words.count("The wait log holds {n} visit.", "The wait log holds {n} visits.", count))


def _show(path: Path, order: VisitsOrder, words: Wording) -> None:
    log, day = records_at(path), _day(order, words)
    plan = load_plan(order.office, words) if order.office else None
    with failing_as(_sentences(), words):
        text = _stays_told(log, day, order, words) if order.stays else _visits_told(log, day, order, words)
        trouble = asyncio.run(trouble_with(path, day, plan))
    if order.format == "table":
        click.echo(text, nl=False)
    else:
        sys.stdout.flush()
        click.echo(text.encode(), nl=False)
    if trouble:
        raise Failure(trouble.worded(words))


def _visits_told(log: Records, day: date, order: VisitsOrder, words: Wording) -> str:
    visits = asyncio.run(log.visits_of(day))
    return to_table(visits, words) if order.format == "table" else _sheet(visits, Visit)


def _stays_told(log: Records, day: date, order: VisitsOrder, words: Wording) -> str:
    stays = asyncio.run(log.stays_of(day))
    if not stays and any(visit.called_at for visit in asyncio.run(log.visits_of(day))):
        click.echo(words(NO_STAYS_YET), err=True)
    return to_stay_table(stays, words) if order.format == "table" else _sheet(stays, Stay)


def _sheet(rows: Sequence[Visit] | Sequence[Stay], kind: type[Visit | Stay]) -> str:
    sheet = io.StringIO(newline="")
    to_csv(rows, sheet, kind)
    return sheet.getvalue()


def _day(order: VisitsOrder, words: Wording) -> date:
    """The day that was asked for, or today where the office is."""
    if order.day:
        return order.day.date()
    zone = load_plan(order.office, words).time_zone if order.office else VIETNAM
    return SystemClock(ZoneInfo(zone)).now().date()


def _sentences() -> dict[type[Exception], str]:
    """What can keep the log from being read, each with its sentence."""
    return {
        RecordsMissing: "{problem}.",
        DataInUse: "{problem}.",
        JournalRefused: "{problem}.",
        JournalUnavailable: N_("The record can't be read: {problem}. Check the disk and who may read there."),
    }
