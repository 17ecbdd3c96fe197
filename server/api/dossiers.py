"""The addresses at which desks read dossiers, and what the office's calendar makes of a procedure."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query

from server.api.counters import TheDossier
from server.api.replies import DossierReply, DueReply, addresses, documented
from server.api.request_context import WithToken
from server.tokens import WritingRole
from ticketing.office import Dossier
from ticketing.refusals import Refusal
from ticketing.rules.dossiers import checked_code, dossier_lists
from ticketing.rules.due_dates import due_date
from ticketing.texts import CODE_LENGTH_MAX

DOSSIERS_LISTED_MAX = 1_000

DeskList = Literal["due-today", "late", "ready", "apology"]
TheProcedure = Annotated[str, Query(alias="procedure", max_length=CODE_LENGTH_MAX)]
WHO: tuple[WritingRole, ...] = ("counter", "guidance", "manager")


def dossier_routes() -> APIRouter:
    """The routes of dossiers and due dates."""
    routes = addresses(tags=["desks"])
    # A code may hold slashes, so it is a path of its own.
    routes.get("/dossiers", responses=documented(401, 403, 422))(read_dossiers)
    routes.get("/dossiers/{dossier:path}", responses=documented(401, 403, 404, 409, 503))(read_dossier)
    routes.get("/due-date", responses=documented(401, 403, 404, 409, 422))(read_due_date)
    return routes


async def read_dossiers(
    asker: WithToken, which: Annotated[DeskList, Query(alias="list")]
) -> list[DossierReply]:
    """The open dossiers that are due today, late, ready to hand back, or need an apology today."""
    asker.check_role(*WHO)
    office = asker.context.services.desk.office
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
    found = await asker.context.services.desk.dossier(checked_code(dossier))
    if found is None:
        raise Refusal("unknown-dossier", dossier=dossier)
    return _reply(asker, found)


async def read_due_date(asker: WithToken, procedure: TheProcedure) -> DueReply:
    """When the result of a dossier that is accepted now would be due, by the office's calendar."""
    asker.check_role(*WHO)
    services = asker.context.services
    found = services.desk.office.plan.procedure(procedure)
    if found is None:
        raise Refusal("unknown-procedure", procedure=procedure)
    return DueReply(procedure=procedure, due=due_date(services.desk.office.plan, found, services.now()))


def _reply(asker: WithToken, dossier: Dossier) -> DossierReply:
    values = {name: getattr(dossier, name, None) for name in DossierReply.model_fields}
    day = asker.context.services.desk.office.day
    return DossierReply.model_validate({**values, "is_late": dossier.is_late(day)})
