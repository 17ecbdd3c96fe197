"""The addresses of tickets: give a number out, look at it, tell what became of its paper."""

from typing import cast

from fastapi import APIRouter
from pydantic import Field

from server.api.counters import TheNumber
from server.api.replies import DoneReply, IssuedReply, TicketReply, addresses, documented
from server.api.request_context import WithToken
from server.api.texts import Body, Code, Text
from ticketing.answers import TicketAnswer
from ticketing.commands import IssueTicket, ReportPrint
from ticketing.events import PrintOutcome
from ticketing.refusals import Refusal
from ticketing.rules.checks import check_procedure
from ticketing.rules.issuing import ahead_of_waiting
from ticketing.texts import plain_number
from ticketing.visits import visit_of


class IssueBody(Body):
    """Which number is wanted."""

    field: Code = Field(description="The field's code in the office file")
    priority: Code | None = Field(
        default=None, description="The priority class's code; null for an ordinary number"
    )
    procedure: Code | None = Field(
        default=None,
        description="The code of the procedure that was chosen, one of the field's, if any",
    )


class PrintBody(Body):
    """What became of the paper: sent where the printer confirms nothing."""

    outcome: PrintOutcome
    reason: Text = ""
    copied: bool = Field(default=False, alias="copy", description="True for a second slip of the same number")


def ticket_routes() -> APIRouter:
    """The routes below `/tickets`."""
    routes = addresses(prefix="/tickets", tags=["tickets"])
    refused = documented(401, 403, 404, 409, 422, 503)
    routes.post("", status_code=201, responses=refused)(issue_ticket)
    routes.get("/{number}", responses=documented(401, 403, 404))(read_ticket)
    routes.post("/{number}/print", responses=refused)(report_print)
    return routes


async def issue_ticket(asker: WithToken, body: IssueBody) -> IssuedReply:
    """Give out the next number of a field; the procedure stands on the ticket and its slip."""
    if body.procedure:
        check_procedure(asker.context.services.desk.office.plan, body.procedure, body.field)
    command = IssueTicket(body.field, body.priority, procedure=body.procedure or "")
    answer = cast(TicketAnswer, await asker.press(body.request_id, command))
    return IssuedReply(
        number=answer.number,
        field=answer.field,
        priority=answer.priority,
        ahead=answer.ahead,
        issued_at=answer.issued_at,
        day=answer.day,
        track=f"/t/{answer.track}",
        procedure=answer.procedure,
    )


async def read_ticket(asker: WithToken, number: TheNumber) -> TicketReply:
    """A ticket of today: its state and times, with the durations of its row in the wait log."""
    asker.check_role("kiosk", "counter", "guidance", "manager")
    office = asker.context.services.desk.office
    ticket = office.tickets.get(plain_number(number))
    if ticket is None:
        raise Refusal("unknown-ticket", number=number)
    values = {name: getattr(ticket, name, None) for name in TicketReply.model_fields}
    visit = visit_of(ticket, office.day)
    values |= {name: getattr(visit, name) for name in ("wait_seconds", "walk_seconds", "service_seconds")}
    return TicketReply.model_validate(
        {**values, "day": office.day, "ahead": ahead_of_waiting(office, ticket)}
    )


async def report_print(asker: WithToken, number: TheNumber, body: PrintBody) -> DoneReply:
    """Tell what became of a ticket's paper."""
    await asker.press(body.request_id, ReportPrint(number, body.outcome, body.reason, body.copied))
    return DoneReply(number=number)
