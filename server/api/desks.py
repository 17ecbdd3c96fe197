"""The addresses of what any desk may do: bring people back, confirm priority, tell others, dossiers."""

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query

from server.api.doorway import WithToken
from server.api.replies import DoneReply, DossierReply, DueReply, documented
from server.api.texts import Body, Code, CounterNumber, Day, Text
from server.api.tickets import TheNumber
from server.tokens import WritingRole
from ticketing import commands as c
from ticketing.dossiers import CODE_LENGTH_MAX, Dossier, checked_code, dossier_lists
from ticketing.due_dates import due_date
from ticketing.refusals import Refusal
from ticketing.tickets import TicketState

DOSSIERS_LISTED_MAX = 1_000
NOTICE_NUMBER_MAX = 1_000_000

DeskList = Literal["due-today", "late", "ready", "apology"]
TheDossier = Annotated[str, Path(alias="dossier", min_length=1, max_length=CODE_LENGTH_MAX)]
TheNotice = Annotated[int, Path(alias="notice", ge=1, le=NOTICE_NUMBER_MAX)]
TheProcedure = Annotated[str, Query(alias="procedure", max_length=CODE_LENGTH_MAX)]
WHO: tuple[WritingRole, ...] = ("counter", "guidance", "manager")


class ByBody(Body):
    """The counter whose desk it is, if it is one."""

    counter: CounterNumber | None = None


class PriorityBody(ByBody):
    """The priority class that a clerk has seen to be right; null for none."""

    priority: Code | None


class MessageBody(Body):
    """What to tell one desk, or all."""

    text: Text
    to_counter: CounterNumber | None = None


class ReappointBody(Body):
    """The new day, and the reason for the apology."""

    due: Day
    reason: Text


def desk_routes() -> APIRouter:
    """The routes that belong to no counter."""
    routes = APIRouter(tags=["desks"])
    refused = documented(401, 403, 404, 409, 422, 503)
    routes.post("/tickets/{number}/bring-back", responses=refused)(bring_back)
    routes.post("/tickets/{number}/priority", responses=refused)(confirm_priority)
    routes.post("/messages", responses=refused)(post_message)
    routes.post("/notices/{notice}/answer", responses=refused)(answer_notice)
    # A code may hold slashes, so it is a path of its own.
    routes.get("/dossiers", responses=documented(401, 403, 422))(read_dossiers)
    routes.get("/dossiers/{dossier:path}", responses=documented(401, 403, 404, 409, 503))(read_dossier)
    routes.post("/dossiers/{dossier:path}/ready", responses=refused)(mark_ready)
    routes.post("/dossiers/{dossier:path}/return", responses=refused)(return_dossier)
    routes.post("/dossiers/{dossier:path}/reappoint", responses=refused)(reappoint)
    routes.get("/due-date", responses=documented(401, 403, 404, 409, 422))(read_due_date)
    return routes


async def bring_back(asker: WithToken, number: TheNumber, body: ByBody | None = None) -> DoneReply:
    """A parked or missed citizen is back and waits again at the old place."""
    body = body or ByBody()
    await asker.press(body.request_id, c.BringBack(number, body.counter))
    return DoneReply(number=number, state=TicketState.WAITING)


async def confirm_priority(asker: WithToken, number: TheNumber, body: PriorityBody) -> DoneReply:
    """Confirm, change or (null) remove a ticket's priority class."""
    await asker.press(body.request_id, c.ConfirmPriority(number, body.priority, body.counter))
    return DoneReply(number=number)


async def post_message(asker: WithToken, body: MessageBody) -> DoneReply:
    """Tell one desk, or all that are open, something from the guidance desk."""
    await asker.press(body.request_id, c.PostMessage(body.text, body.to_counter))
    return DoneReply()


async def answer_notice(asker: WithToken, notice: TheNotice, body: ByBody | None = None) -> DoneReply:
    """See to a notice, so that it leaves the desks."""
    body = body or ByBody()
    await asker.press(body.request_id, c.AnswerNotice(notice, body.counter))
    return DoneReply()


async def read_dossiers(
    asker: WithToken, which: Annotated[DeskList, Query(alias="list")]
) -> list[DossierReply]:
    """The open dossiers that are due today, late, ready to hand back, or need an apology today."""
    asker.check_role(*WHO)
    office = asker.doorway.room.desk.office
    lists = dossier_lists(office.dossiers.values(), office.plan, office.day, DOSSIERS_LISTED_MAX)
    chosen = {
        "due-today": lists.due_today,
        "late": lists.late,
        "ready": lists.ready,
        "apology": lists.apology_due,
    }[which]
    return [_reply(asker, dossier) for dossier in chosen]


async def read_dossier(asker: WithToken, dossier: TheDossier) -> DossierReply:
    """What is on record of a dossier, be it closed long ago."""
    asker.check_role(*WHO)
    found = await asker.doorway.room.desk.dossier(checked_code(dossier))
    if found is None:
        raise Refusal("unknown-dossier", dossier=dossier)
    return _reply(asker, found)


async def mark_ready(asker: WithToken, dossier: TheDossier, body: Body | None = None) -> DoneReply:
    """The result can be handed back."""
    await asker.press(body.request_id if body else None, c.MarkReady(dossier))
    return DoneReply()


async def return_dossier(asker: WithToken, dossier: TheDossier, body: Body | None = None) -> DoneReply:
    """The result was handed back to somebody without a ticket."""
    await asker.press(body.request_id if body else None, c.ReturnDossier(dossier))
    return DoneReply()


async def reappoint(asker: WithToken, dossier: TheDossier, body: ReappointBody) -> DoneReply:
    """Apologise and name another day, which may be done once."""
    await asker.press(body.request_id, c.Reappoint(dossier, body.due, body.reason))
    return DoneReply()


async def read_due_date(asker: WithToken, procedure: TheProcedure) -> DueReply:
    """When the result of a dossier that is accepted now would be due, by the office's calendar."""
    asker.check_role(*WHO)
    room = asker.doorway.room
    found = room.desk.office.plan.procedure(procedure)
    if found is None:
        raise Refusal("unknown-procedure", procedure=procedure)
    return DueReply(procedure=procedure, due=due_date(room.desk.office.plan, found, room.now()))


def _reply(asker: WithToken, dossier: Dossier) -> DossierReply:
    values = {name: getattr(dossier, name, None) for name in DossierReply.model_fields}
    day = asker.doorway.room.desk.office.day
    return DossierReply.model_validate({**values, "is_late": dossier.is_late(day)})
