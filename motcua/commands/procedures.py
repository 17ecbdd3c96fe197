"""motcua procedures: looks for procedures in people's own words, as the kiosk does."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Any

import click

from motcua.logs import log_nowhere
from motcua.manual import page
from motcua.office_plans import load_plan
from motcua.options import data_option, language_option, office_option, several
from server.app import JOURNAL_NAME
from server.asked_procedures import AskedProcedures
from server.clock import SystemClock
from server.journal.records import records_at
from ticketing.plan import OfficePlan
from ticketing.procedures import Catalogue
from ticketing.search.finding import Found
from ticketing.search.guiding import guiding_sentence
from wording import Wording, load

FORMATS = ("table", "json")
RESULTS_TOLD_MAX = 10


@dataclass(frozen=True, slots=True)
class FindOrder:
    """What was asked on the command line; without anything to `find` all procedures are told.

    `data` is the folder whose tickets tell what is asked for most.
    """

    office: str
    data: Path | None
    find: tuple[str, ...]
    format: str
    language: str


def command(words: Wording, does: str) -> click.Command:
    """The command `procedures`."""
    example = 'motcua procedures --find "lam khai sinh cho con" --find "so do"'

    @click.command("procedures", help=page(words, does, example))
    @several(
        office_option(words),
        data_option(words, required=False, shows=words("Its tickets tell what is asked for most.")),
        click.option(
            "--find", multiple=True, metavar="TEXT", help=words("What is typed; may be given several times.")
        ),
        click.option(
            "--format",
            type=click.Choice(FORMATS),
            default=FORMATS[0],
            show_default=True,
            help=words("A table for people, or JSON."),
        ),
        language_option(words),
    )
    def run(**given: Any) -> None:
        find_procedures(FindOrder(**given), words)

    return run


def find_procedures(order: FindOrder, words: Wording) -> None:
    """Prints what each text finds, the likeliest first. Raises Failure for an office file with a mistake."""
    log_nowhere()
    plan, said = load_plan(order.office, words), load(order.language)
    names = {field.code: f"{field.name.vi} {field.name.en}" for field in plan.fields}
    index = Catalogue(plan.procedures, words=plan.search_words, asked=_asked(order.data)).index(names)
    answers = [_answer(text, index.search(text), plan, said) for text in order.find or ("",)]
    if order.format == "json":
        click.echo(json.dumps(answers, ensure_ascii=False, indent=1))
    else:
        click.echo("\n\n".join(map(_told, answers)))


def _asked(data: Path | None) -> Mapping[str, int]:
    if data is None:
        return {}
    counts = AskedProcedures(records_at(data / JOURNAL_NAME)).counts(SystemClock(UTC).now().date())
    return asyncio.run(counts)


def _answer(text: str, found: Found, plan: OfficePlan, words: Wording) -> dict[str, Any]:
    def named(code: str) -> str:
        field = plan.field(code)
        return field.name.worded(words.language) if field else code

    shown = found.procedures[:RESULTS_TOLD_MAX] if text else found.procedures
    results = [{"code": one.code, "name": one.name, "field": one.field} for one in shown]
    hint = guiding_sentence(found, named, words, words.language)
    return {"query": text, "results": results, "hint": hint}


def _told(answer: dict[str, Any]) -> str:
    rows = [f"{row['code']:<10} {row['field']:<3} {row['name']}" for row in answer["results"]]
    hint = [f"> {answer['hint']}"] if answer["hint"] else []
    return "\n".join([f"{answer['query']}:" if answer["query"] else "", *hint, *rows]).strip()
