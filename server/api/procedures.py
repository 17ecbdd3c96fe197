"""The address at which desks and other programs look for procedures in people's own words."""

from typing import Annotated

from fastapi import APIRouter, Query

from server.api.replies import FoundReply, ProcedureReply, addresses, documented
from server.api.request_context import WithToken
from server.tokens import WritingRole
from ticketing.search.finding import QUERY_LENGTH_MAX, for_desk
from ticketing.search.guiding import guiding_sentence
from ticketing.texts import CODE_LENGTH_MAX

RESULTS_MAX = 20
WHO: tuple[WritingRole, ...] = ("kiosk", "counter", "guidance", "manager")

TheText = Annotated[str, Query(alias="find", max_length=QUERY_LENGTH_MAX)]
TheField = Annotated[str, Query(alias="field", max_length=CODE_LENGTH_MAX)]


def procedure_routes() -> APIRouter:
    """The route of the search."""
    routes = addresses(tags=["desks"])
    routes.get("/procedures", responses=documented(401, 403, 422))(find_procedures)
    return routes


async def find_procedures(asker: WithToken, text: TheText, field: TheField = "") -> FoundReply:
    """What the text can mean, the likeliest first; those of the field at a desk come before all others."""
    asker.check_role(*WHO)
    services = asker.context.services
    plan = services.desk.office.plan
    index = await services.asked.index(plan, services.now().date())
    found = index.search(text)
    rows = [ProcedureReply(code=one.code, name=one.name, field=one.field) for one in for_desk(found, field)]
    language = asker.words.language
    named = {each.code: each.name.worded(language) for each in plan.fields}
    hint = guiding_sentence(found, lambda code: named.get(code, code), asker.words, language)
    return FoundReply(query=text, results=rows[:RESULTS_MAX], hint=hint)
