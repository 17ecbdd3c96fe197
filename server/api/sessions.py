"""The addresses where people sign in and out."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from server.api.replies import BellReply, KeysReply, SessionReply, addresses, documented
from server.api.request_context import Asker, InContext, WithToken
from server.api.texts import Text
from server.clerks.clerk import SignInSession
from server.refusals import ServerRefusal
from ticketing.desk.arrivals import ArrivalSetting
from ticketing.desk.keys import KeyMode
from ticketing.texts import CLERK_NAME_LENGTH_MAX

# Longer than any PIN, so that one which is too long is told in the same sentence as any wrong one.
PIN_TYPED_LENGTH_MAX = 64


class SignInBody(BaseModel):
    """Who wants to sign in."""

    model_config = ConfigDict(strict=True, frozen=True, extra="ignore", hide_input_in_errors=True)

    name: Annotated[Text, Field(max_length=CLERK_NAME_LENGTH_MAX)]
    pin: Annotated[Text, Field(max_length=PIN_TYPED_LENGTH_MAX, repr=False)]


class KeysBody(BaseModel):
    """Which keys somebody wants to work with."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    keys: KeyMode


class BellBody(BaseModel):
    """How somebody wants to be told of the first who comes."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    bell: ArrivalSetting


def session_routes() -> APIRouter:
    """The routes of `/session`."""
    routes = addresses(tags=["sessions"])
    routes.post("/session", status_code=201, responses=documented(401, 403, 422, 429, 503))(sign_in)
    routes.delete("/session", status_code=204, responses=documented(401, 403, 409, 503))(sign_out)
    routes.get("/session/keys", responses=documented(401, 403, 409, 503))(shown_keys)
    routes.put("/session/keys", responses=documented(401, 403, 409, 422, 503))(kept_keys)
    routes.get("/session/bell", responses=documented(401, 403, 409, 503))(shown_bell)
    routes.put("/session/bell", responses=documented(401, 403, 409, 422, 503))(kept_bell)
    return routes


async def sign_in(context: InContext, body: SignInBody) -> SessionReply:
    """Begin a session with a name and a PIN; its token is shown this once. Needs no token."""
    signed_in = await context.services.sessions.sign_in(body.name, body.pin)
    session = signed_in.session
    return SessionReply(token=signed_in.token, name=session.name, role=session.role, ends_at=session.ends_at)


async def sign_out(asker: WithToken) -> None:
    """End the session whose token this is; its screens can't write any more."""
    await asker.context.services.sessions.sign_out(asker.token)


async def shown_keys(asker: WithToken) -> KeysReply:
    """Which keys the person of this session works with at a clerk's desk."""
    return KeysReply(keys=await asker.context.services.sessions.key_mode(_session_of(asker)))


async def kept_keys(asker: WithToken, body: KeysBody) -> KeysReply:
    """Let the person of this session work with these keys, at every desk and from now on."""
    await asker.context.services.sessions.keep_key_mode(_session_of(asker), body.keys)
    return KeysReply(keys=body.keys)


async def shown_bell(asker: WithToken) -> BellReply:
    """How the person of this session is told of the first who comes to a free desk."""
    return BellReply(bell=await asker.context.services.sessions.bell(_session_of(asker)))


async def kept_bell(asker: WithToken, body: BellBody) -> BellReply:
    """Tell the person of this session in this way, at every desk and from now on."""
    await asker.context.services.sessions.keep_bell(_session_of(asker), body.bell)
    return BellReply(bell=body.bell)


def _session_of(asker: Asker) -> SignInSession:
    """The asker's session. Raises ServerRefusal for a bare token, which is nobody's."""
    if asker.access.session is None:
        raise ServerRefusal("session-missing")
    return asker.access.session
