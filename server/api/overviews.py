"""The addresses that show the whole office: its board, its card, and its wait log."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query

from server.api.replies import BoardReply, OfficeReply, addresses, documented
from server.api.request_context import Asker, InContext, WithToken
from server.api.texts import Day
from ticketing.views import board_view
from ticketing.visits import Stay, Visit
from ticketing.wire.messages import office_card

TheDay = Annotated[Day, Query(alias="day", description="The service day, YYYY-MM-DD")]


def overview_routes() -> APIRouter:
    """The routes that only read."""
    routes = addresses(tags=["overviews"])
    routes.get("/board", responses=documented())(read_board)
    routes.get("/office", responses=documented())(read_office)
    routes.get("/visits", responses=documented(401, 403, 422, 503))(read_visits)
    routes.get("/stays", responses=documented(401, 403, 422, 503))(read_stays)
    return routes


async def read_board(context: InContext) -> BoardReply:
    """The waiting room's board: who is called where, how many wait. Needs no token; no person is in it."""
    desk = context.services.desk
    view = board_view(desk.office, context.services.now())
    return BoardReply(
        version=desk.position,
        day=view.day,
        calls=view.calls,
        waiting=dict(view.waiting),
        counters=view.counters,
        hall=view.hall,
        fields=view.fields,
        missed=view.missed,
    )


async def read_office(context: InContext) -> OfficeReply:
    """The office's names, fields, counters and priority classes. Needs no token."""
    return OfficeReply.model_validate(office_card(context.services.desk.office.plan))


async def read_visits(asker: WithToken, day: TheDay) -> list[Visit]:
    """The wait log of a service day, one row a ticket, in order of issue; for counters and managers."""
    asker.check_role("counter", "manager")
    _check_rows(asker, day)
    return await asker.context.records.visits_of(day)


async def read_stays(asker: WithToken, day: TheDay) -> list[Stay]:
    """The stays of a service day's tickets at counters, one after the other; for counters and managers."""
    asker.check_role("counter", "manager")
    _check_rows(asker, day)
    return await asker.context.records.stays_of(day)


def _check_rows(asker: Asker, day: date) -> None:
    """Raise JournalRefused where the rows of this day were found to be wrong."""
    check = asker.context.services.check
    if check and (trouble := check.trouble_on(day)):
        raise trouble
