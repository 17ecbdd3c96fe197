"""motcua ticket-preview: what an office's slip looks like, without a printer."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from kiosk.printing.paper import PAPERS
from kiosk.printing.slip import draw_slip
from kiosk.slip_texts import Letterhead, ticket_slip
from motcua.failures import Failure
from motcua.manual import page
from motcua.office_plans import load_plan
from motcua.options import LANGUAGES, office_option, several
from ticketing.answers import TicketAnswer
from ticketing.plan import Field, OfficePlan
from ticketing.procedures import Catalogue
from ticketing.rules.issuing import serial_text
from ticketing.sentences import in_words
from ticketing.wire.messages import office_card
from wording import Wording, load

PAPER_DEFAULT = "80mm-576"
SAMPLE_TAKEN_AT = datetime(2026, 11, 23, 8, 15)  # noqa: DTZ001 - the office's zone is put to it
SAMPLE_AHEAD = 12
SAMPLE_EXPECTED_MINUTES = 25
SAMPLE_TRACK = "7K3MGQ2H0B1C"
SAMPLE_ADDRESS = "http://192.168.1.10:8700"


@dataclass(frozen=True, slots=True)
class PreviewOrder:
    """What was asked on the command line."""

    office: str
    out: Path
    paper: str
    field: str | None
    priority: bool
    copy: bool
    offline: bool
    procedure: str | None
    language: str


def command(words: Wording, does: str) -> click.Command:
    """The command `ticket-preview`."""
    example = "motcua ticket-preview --office moc-chau --out ticket.png --paper 58mm-384"

    @click.command("ticket-preview", help=page(words, does, example))
    @several(
        office_option(words),
        click.option(
            "--out",
            required=True,
            metavar="FILE",
            type=click.Path(path_type=Path, dir_okay=False),
            help=words("The picture to write, as PNG."),
        ),
        click.option(
            "--paper",
            default=PAPER_DEFAULT,
            show_default=True,
            metavar="PAPER",
            help=words("The paper: 80mm-576, 80mm-512 or 58mm-384, by its width and dots."),
        ),
        click.option(
            "--field", metavar="CODE", help=words("The field; the one with the longest name without it.")
        ),
        click.option("--priority", is_flag=True, help=words("A slip of a citizen with priority.")),
        click.option("--copy", is_flag=True, help=words("A slip that is printed again.")),
        click.option(
            "--offline", is_flag=True, help=words("A number that was given out without the server.")
        ),
        click.option(
            "--procedure",
            metavar="CODE",
            help=words("The procedure that was chosen, whose papers the slip names."),
        ),
        click.option(
            "--language",
            type=click.Choice(LANGUAGES),
            default=LANGUAGES[0],
            show_default=True,
            help=words("The slip's language."),
        ),
    )
    def run(**given: Any) -> None:
        preview(PreviewOrder(**given), words)

    return run


def preview(order: PreviewOrder, words: Wording) -> None:
    """Writes the picture and says what it shows. Raises Failure."""
    if order.paper not in PAPERS:
        wrong = words("Write one of: {known}.", known=", ".join(PAPERS))
        raise click.BadParameter(wrong, param_hint="'--paper'")
    plan = load_plan(order.office, words)
    ticket = _sample(plan, order, words)
    catalogue = Catalogue(plan.procedures, plan.procedures_note)
    head = Letterhead(office_card(plan), plan.slip.public_address or SAMPLE_ADDRESS, catalogue=catalogue)
    slip = ticket_slip(ticket, head, load(order.language), copy=order.copy)
    try:
        picture = draw_slip(slip, PAPERS[order.paper])
        picture.save(order.out, format="PNG")
    except (OSError, ValueError) as error:
        raise Failure(
            words("The picture can't be made: {problem}.", problem=in_words(error).rstrip("."))
        ) from error
    size = f"{picture.width} x {picture.height}"
    click.echo(
        words("{file}: {size} dots, {copies} a number.", file=order.out, size=size, copies=slip.copies)
    )


def _sample(plan: OfficePlan, order: PreviewOrder, words: Wording) -> TicketAnswer:
    """The ticket of an ordinary morning."""
    procedure = None
    if order.procedure is not None:
        procedure = plan.procedure(order.procedure)
        if procedure is None:
            wrong = words("There is no such procedure here.")
            raise click.BadParameter(wrong, param_hint="'--procedure'")
    code = procedure.field if procedure and order.field is None else order.field
    field = _field(plan, code, words)
    taken = SAMPLE_TAKEN_AT.replace(tzinfo=ZoneInfo(plan.time_zone))
    return TicketAnswer(
        number=serial_text(field, field.last if order.offline else field.first),
        field=field.code,
        priority="sample" if order.priority else None,
        ahead=None if order.offline else SAMPLE_AHEAD,
        issued_at=taken,
        day=taken.date(),
        track=SAMPLE_TRACK,
        expected_minutes=None if order.offline else SAMPLE_EXPECTED_MINUTES,
        procedure=procedure.code if procedure else "",
        is_late=order.offline,
    )


def _field(plan: OfficePlan, code: str | None, words: Wording) -> Field:
    """The field that was named; the one with the longest name where none was."""
    if code is None:
        return max(plan.fields, key=lambda field: len(field.name.vi))
    chosen = plan.field(code)
    if chosen is None:
        wrong = words("Write one of: {known}.", known=", ".join(field.code for field in plan.fields))
        raise click.BadParameter(wrong, param_hint="'--field'")
    return chosen
