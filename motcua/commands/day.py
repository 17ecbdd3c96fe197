"""motcua day: what a service day came to, and step by step how."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from motcua.keys import single_keys
from motcua.manual import page
from motcua.options import data_option, language_option, office_option, several, verbose_option
from motcua.past_days import PastDays, log_as_asked, text_width
from server.reports.figures_page import figures_lines
from server.reports.story.figures import figures_of
from server.reports.story.steps import DayStep
from server.reports.story.tongue import Tongue
from server.reports.story_pages import page_of, step_card, step_lines
from wording import Wording, load

NEXT_KEYS = (b"\r", b"\n", b" ")
END_KEYS = (b"q", b"Q", b"\x04", b"")


@dataclass(frozen=True, slots=True)
class DayOrder:
    """What was asked on the command line; without a `day` today is meant."""

    day: datetime | None
    replay: bool
    data: Path
    office: str
    language: str
    verbose: bool


def command(words: Wording, does: str) -> click.Command:
    """The command `day`."""
    examples = (
        "motcua day 2026-11-23 --office moc-chau --data var/moc-chau",
        "motcua day 2026-11-23 --replay --office moc-chau --data var/moc-chau",
    )

    @click.command("day", help=page(words, does, *examples))
    @several(
        click.argument("day", type=click.DateTime(["%Y-%m-%d"]), required=False, metavar="[DAY]"),
        click.option(
            "--replay",
            is_flag=True,
            help=words(
                "One step a key in a terminal (Enter or Space; q ends), all of them as lines elsewhere."
            ),
        ),
        data_option(words),
        office_option(words),
        language_option(words),
        verbose_option(words),
    )
    def run(**given: Any) -> None:
        tell_day(DayOrder(**given))

    return run


def tell_day(order: DayOrder) -> None:
    """Prints the figures of a day, or its steps. Raises Failure."""
    log_as_asked(verbose=order.verbose)
    words = load(order.language)
    days = PastDays(order.data, order.office, words)
    steps, tongue = days.steps_on(days.day(order.day)), days.tongue(order.language)
    if not order.replay:
        lines = figures_lines(figures_of(steps, days.now()), steps[-1].after, tongue)
        click.echo(page_of(lines, text_width()), nl=False)
    elif sys.stdin.isatty() and sys.stdout.isatty():
        try:
            _step_by_key(steps, tongue)
        except KeyboardInterrupt:  # one more way to have seen enough
            click.echo()
    else:
        _print_all(steps, tongue)


def _print_all(steps: list[DayStep], tongue: Tongue) -> None:
    for step in steps:
        click.echo(page_of(step_lines(step, tongue), text_width()), nl=False)


def _step_by_key(steps: list[DayStep], tongue: Tongue) -> None:
    """Shows one step after the other, each when a key is pressed."""
    with single_keys() as key:
        for at, step in enumerate(steps, 1):
            click.echo(page_of(step_card(step, tongue), text_width()))
            prompt = tongue.words(
                "Step {at} of {count}. Enter or Space: next, q: end", at=at, count=len(steps)
            )
            if at == len(steps) or not _goes_on(prompt, key):
                return


def _goes_on(prompt: str, key: Callable[[], bytes]) -> bool:
    """Whether the next key asks for the next step; other keys than those named are passed over."""
    click.echo(prompt, nl=False)
    pressed = key()
    while pressed not in (*NEXT_KEYS, *END_KEYS):
        pressed = key()
    click.echo(f"\r{' ' * len(prompt)}\r", nl=False)
    return pressed in NEXT_KEYS
