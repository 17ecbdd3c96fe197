"""motcua explain: the life of a ticket, and why others were called before it."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from motcua.failures import Failure
from motcua.manual import page
from motcua.options import data_option, day_option, language_option, office_option, several, verbose_option
from motcua.past_days import PastDays, log_as_asked, text_width
from server.reports.story.passing import life_of
from server.reports.story_pages import life_lines, page_of
from ticketing.sentences import one_line, shown_day
from wording import Wording, load

NUMBER_SHOWN_MAX = 20


@dataclass(frozen=True, slots=True)
class ExplainOrder:
    """What was asked on the command line; without a `day` today is meant."""

    number: str
    day: datetime | None
    data: Path
    office: str
    language: str
    verbose: bool


def command(words: Wording, does: str) -> click.Command:
    """The command `explain`."""
    example = "motcua explain 1012 --day 2026-11-23 --office moc-chau --data var/moc-chau"

    @click.command("explain", help=page(words, does, example))
    @several(
        click.argument("number"),
        day_option(words),
        data_option(words),
        office_option(words),
        language_option(words),
        verbose_option(words),
    )
    def run(**given: Any) -> None:
        explain_ticket(ExplainOrder(**given))

    return run


def explain_ticket(order: ExplainOrder) -> None:
    """Prints the life of a ticket. Raises Failure."""
    log_as_asked(verbose=order.verbose)
    words = load(order.language)
    days = PastDays(order.data, order.office, words)
    day, number = days.day(order.day), one_line(order.number)
    life = life_of(days.steps_on(day), number)
    if life is None:
        raise Failure(_unknown(number[:NUMBER_SHOWN_MAX], day, days.last_day_with(number), words))
    lines = life_lines(life, days.tongue(order.language))
    click.echo(page_of(lines, text_width()), nl=False)


def _unknown(number: str, day: date, other: date | None, words: Wording) -> str:
    if other is None:
        return words("There is no number {number} on {day}.", number=number, day=shown_day(day))
    return words(
        "There is no number {number} on {day}. It was last given out on {other}: --day {option}.",
        number=number,
        day=shown_day(day),
        other=shown_day(other),
        option=other.isoformat(),
    )
