"""The addresses where people sign in and out."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.security import HTTPAuthorizationCredentials
from pydantic import BaseModel, ConfigDict, Field

from server.access import access_of
from server.api.replies import (
    BellReply,
    KeysReply,
    SessionReply,
    SignInLockReply,
    SignInLocksReply,
    addresses,
    documented,
)
from server.api.request_context import Asker, Bearer, InContext, RequestContext, WithToken, bearer_token
from server.api.texts import Text
from server.clerks.clerk import SignInSession
from server.clerks.pins import pin_length_min
from server.refusals import ServerRefusal
from ticketing.desk.arrivals import ArrivalSetting
from ticketing.desk.keys import KeyMode
from ticketing.texts import CLERK_NAME_LENGTH_MAX, name_key

# Longer than any PIN, so that one which is too long is told in the same sentence as any wrong one.
PIN_TYPED_LENGTH_MAX = 64
ADDRESS_LENGTH_MAX = 64


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


class PinBody(BaseModel):
    """The PIN of until now, and the one from now on."""

    model_config = ConfigDict(strict=True, frozen=True, extra="ignore", hide_input_in_errors=True)

    pin: Annotated[Text, Field(max_length=PIN_TYPED_LENGTH_MAX, repr=False)]
    new_pin: Annotated[Text, Field(max_length=PIN_TYPED_LENGTH_MAX, repr=False)]


class UnlockBody(BaseModel):
    """The name that may sign in again, or the address at which all names may."""

    model_config = ConfigDict(strict=True, frozen=True, extra="ignore")

    name: Annotated[Text, Field(max_length=CLERK_NAME_LENGTH_MAX)] = ""
    address: Annotated[Text, Field(max_length=ADDRESS_LENGTH_MAX)] = ""


def session_routes() -> APIRouter:
    """The routes of `/session` and `/sign-ins`."""
    routes = addresses(tags=["sessions"])
    routes.post("/session", status_code=201, responses=documented(401, 403, 422, 429, 503))(sign_in)
    routes.delete("/session", status_code=204, responses=documented(401, 403, 409, 503))(sign_out)
    routes.put("/session/pin", status_code=204, responses=documented(401, 403, 409, 422, 429, 503))(kept_pin)
    routes.get("/session/keys", responses=documented(401, 403, 409, 503))(shown_keys)
    routes.put("/session/keys", responses=documented(401, 403, 409, 422, 503))(kept_keys)
    routes.get("/session/bell", responses=documented(401, 403, 409, 503))(shown_bell)
    routes.put("/session/bell", responses=documented(401, 403, 409, 422, 503))(kept_bell)
    routes.get("/sign-ins/locks", responses=documented(401, 403, 503))(read_locks)
    routes.post("/sign-ins/unlock", status_code=204, responses=documented(401, 403, 422, 503))(unlock)
    return routes


async def sign_in(context: InContext, request: Request, body: SignInBody) -> SessionReply:
    """Begin a session with a name and a PIN; its token is shown this once. Needs no token.

    Where `pin_length_min` is told, the token is good for nothing but a longer PIN before there is one.
    """
    signed_in = await context.services.sessions.sign_in(body.name, body.pin, _address(request))
    session = signed_in.session
    length_min = pin_length_min(session.role) if session.is_pin_short else None
    return SessionReply(
        token=signed_in.token,
        name=session.name,
        role=session.role,
        ends_at=session.ends_at,
        pin_length_min=length_min,
    )


async def sign_out(context: InContext, credentials: Bearer) -> None:
    """End the session whose token this is; its screens can't write any more."""
    await context.services.sessions.sign_out(await _sessions_token(context, credentials))


async def kept_pin(context: InContext, request: Request, credentials: Bearer, body: PinBody) -> None:
    """Give the person of this session another PIN; the session goes on, their other ones end."""
    token = await _sessions_token(context, credentials)
    await context.services.sessions.change_pin(token, body.pin, body.new_pin, _address(request))


async def read_locks(asker: WithToken) -> SignInLocksReply:
    """Which names can't sign in now after wrong PINs, and where; for managers."""
    asker.check_role("manager")
    services = asker.context.services
    ticks, now = services.desk.clock.ticks(), services.now()
    return SignInLocksReply(
        locks=tuple(
            SignInLockReply(
                name=lock.name,
                address=lock.address,
                wrong=lock.wrong,
                since=now - timedelta(seconds=ticks - lock.since),
                until=now + timedelta(seconds=lock.until - ticks),
            )
            for lock in services.sessions.attempts.locks(ticks)
        )
    )


async def unlock(asker: WithToken, body: UnlockBody) -> None:
    """Let a name sign in again everywhere, or all names at an address; for managers."""
    asker.check_role("manager")
    attempts = asker.context.services.sessions.attempts
    if body.name:
        attempts.unlock(name_key(body.name))
    if body.address:
        attempts.unlock_address(body.address)


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


def _address(request: Request) -> str:
    """Where a request comes from, as the entrance has settled it."""
    return request.client.host if request.client else ""


async def _sessions_token(context: RequestContext, credentials: HTTPAuthorizationCredentials | None) -> str:
    """The token of a session, be it one that is only good for a longer PIN. Raises ServerRefusal."""
    token = bearer_token(credentials)
    try:
        access = await access_of(token, context.services.tokens, context.services.sessions)
    except ServerRefusal as refusal:
        if refusal.name == "pin-too-short":
            return token
        raise
    if access.session is None:
        raise ServerRefusal("session-missing")
    return token
