"""The addresses of paired screens: a manager types a code, undoes a pairing, and makes start pages."""

from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field

from server.api.refusals import ApiRefusal
from server.api.replies import NameReply, ShownScreenReply, StartPageReply, addresses, documented
from server.api.request_context import Asker, WithToken
from server.api.texts import Text
from server.screens import NAME_LENGTH_MAX
from server.start_page import FILE_NAME, address_of, start_page, with_name
from ticketing.texts import CODE_LENGTH_MAX, TEXT_LENGTH_MAX

ScreenName = Annotated[Text, Field(min_length=1, max_length=NAME_LENGTH_MAX)]


class CodeBody(BaseModel):
    """The code that a screen shows, with blanks or without."""

    model_config = ConfigDict(strict=True, frozen=True, extra="ignore")

    code: Annotated[Text, Field(max_length=CODE_LENGTH_MAX)]


class PairBody(CodeBody):
    """A code, and the name of the screen that was seen to show it."""

    name: Annotated[Text, Field(max_length=NAME_LENGTH_MAX)]


class UnpairBody(BaseModel):
    """The name of a screen that is to be paired no more."""

    model_config = ConfigDict(strict=True, frozen=True, extra="ignore")

    name: ScreenName


class StartPageBody(UnpairBody):
    """The name of a screen, and what else the address of its board says behind the question mark."""

    query: Annotated[Text, Field(max_length=TEXT_LENGTH_MAX)] = ""


def pairing_routes() -> APIRouter:
    """The routes for managers who let screens speak."""
    routes = addresses(tags=["overviews"])
    routes.post("/screens/pairings/shown", responses=documented(401, 403, 404, 422, 503))(find_screen)
    routes.post("/screens/pairings", responses=documented(401, 403, 404, 422, 503))(pair_screen)
    routes.post("/screens/pairings/undo", responses=documented(401, 403, 404, 422, 503))(unpair_screen)
    routes.post("/screens/start-page", responses=documented(401, 403, 422, 503))(make_start_page)
    return routes


async def find_screen(asker: WithToken, body: CodeBody) -> ShownScreenReply:
    """Which screen shows this code, so that a manager can see whether it is the one that is meant."""
    asker.check_role("manager")
    screen = asker.context.services.pairings.waiting(body.code)
    return ShownScreenReply(name=screen.name, address=screen.address)


async def pair_screen(asker: WithToken, body: PairBody) -> NameReply:
    """Pair the screen that shows this code, unless it is another one than was seen; for managers."""
    asker.check_role("manager")
    pairings = asker.context.services.pairings
    return NameReply(name=await pairings.pair(body.code, _who(asker), body.name))


async def unpair_screen(asker: WithToken, body: UnpairBody) -> NameReply:
    """Let the screens of this name speak no more, at once; for managers."""
    asker.check_role("manager")
    await asker.context.services.pairings.unpair(body.name)
    return NameReply(name=body.name)


async def make_start_page(asker: WithToken, request: Request, body: StartPageBody) -> StartPageReply:
    """A start page with a pairing of its own, for a screen of this name; for managers."""
    asker.check_role("manager")
    server = address_of(request)
    if server is None:
        raise ApiRefusal("malformed-query")
    secret = await asker.context.services.pairings.new_secret(body.name, _who(asker))
    page = start_page(server, with_name(body.query, body.name), secret)
    return StartPageReply(file=FILE_NAME, address=server, page=page)


def _who(asker: Asker) -> str:
    return asker.access.made_by("") or f"api {asker.role}"
