"""motcua office: looks an office file over before a server is started with it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from motcua.failures import Failure, failing_as
from motcua.logs import log_nowhere
from motcua.manual import page
from motcua.office_plans import load_plan
from motcua.options import data_option, several
from motcua.past_days import READING_SENTENCES
from server.app import JOURNAL_NAME
from server.clock import SystemClock
from server.journal.records import records_at
from server.reports.day_record import DayRecord
from ticketing.clock_judgement import Judgement, judged_at_start
from ticketing.plan import OfficePlan
from ticketing.plan_check import Finding, plan_findings
from ticketing.sentences import shown_day
from wording import Wording

Now = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class DayBeside:
    """The service day on which a server would go on, and what of it has no place in the plan."""

    day: date
    findings: tuple[Finding, ...]


def command(words: Wording, does: str) -> click.Command:
    """The command `office` with its one part, `check`."""
    example = "motcua office check my-office.toml --data var/moc-chau"
    group = click.Group("office", help=page(words, does, example))
    group.add_command(_check(words, example))
    return group


def _check(words: Wording, example: str) -> click.Command:
    does = words(
        "Look an office file over before the server is restarted with it. Says what is wrong in FILE; with "
        "--data also what of the running day has no place in it, such as people who wait for a field that is "
        "gone. Nothing is changed, and the server may be running. Ends with 1 where something wants a hand."
    )
    summary = words("Look an office file over, and the running day beside it.")

    @click.command("check", help=page(words, does, example), short_help=summary)
    @several(click.argument("file", metavar="FILE"), data_option(words, required=False))
    def run(file: str, data: Path | None) -> None:
        check(file, data, words)

    return run


def check(file: str, data: Path | None, words: Wording, now: Now | None = None) -> None:
    """Tells whether the file is in order and fits the running day. Raises Failure where it is or does not."""
    log_nowhere()
    plan = load_plan(file, words)
    click.echo(
        words(
            "{file} is in order: fields {fields}, counters {counters}, procedures {procedures}.",
            file=Path(file).name,
            fields=len(plan.fields),
            counters=len(plan.counters),
            procedures=len(plan.procedures),
        )
    )
    if data is None:
        return
    now = now or SystemClock(ZoneInfo(plan.time_zone)).now
    with failing_as(READING_SENTENCES, words):
        running = asyncio.run(_day_beside(data, plan, now()))
    _tell(running, words)


def _tell(running: DayBeside | None, words: Wording) -> None:
    if running is None:
        click.echo(words("No day is running in this data folder, so nobody can be left behind."))
    elif not running.findings:
        click.echo(words("It fits the running day, {day}.", day=shown_day(running.day)))
    else:
        lines = [f"- {finding.sentence(words, words.language)}" for finding in running.findings]
        lead = words("With this file, of the running day {day}:", day=shown_day(running.day))
        click.echo("\n".join([lead, *lines]))
        raise Failure(words.count("{n} thing to see to.", "{n} things to see to.", len(lines)))


async def _day_beside(data: Path, plan: OfficePlan, now: datetime) -> DayBeside | None:
    """The day of the last entry; None if it is over, and so ends at a start."""
    record = DayRecord(records_at(data / JOURNAL_NAME), plan)
    day = await record.last_day()
    steps = await record.steps_on(day) if day else []
    if day is None or not steps:
        return None
    office = steps[-1].after
    is_over = day != now.date() and judged_at_start(office, steps[-1].at, now, None) is not Judgement.DOUBTED
    return None if is_over else DayBeside(day, plan_findings(office))
