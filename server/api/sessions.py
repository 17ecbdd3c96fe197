"""The addresses where people sign in and out."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from server.api.replies import SessionReply, addresses, documented
from server.api.request_context import InContext, WithToken
from server.api.texts import Text
from ticketing.texts import CLERK_NAME_LENGTH_MAX

# Longer than any PIN, so that one which is too long is told in the same sentence as any wrong one.
PIN_TYPED_LENGTH_MAX = 64


class SignInBody(BaseModel):
    """Who wants to sign in."""

    model_config = ConfigDict(strict=True, frozen=True, extra="ignore", hide_input_in_errors=True)

    name: Annotated[Text, Field(max_length=CLERK_NAME_LENGTH_MAX)]
    pin: Annotated[Text, Field(max_length=PIN_TYPED_LENGTH_MAX, repr=False)]


def session_routes() -> APIRouter:
    """The routes of `/session`."""
    routes = addresses(tags=["sessions"])
    routes.post("/session", status_code=201, responses=documented(401, 403, 422, 429, 503))(sign_in)
    routes.delete("/session", status_code=204, responses=documented(401, 403, 409, 503))(sign_out)
    return routes


async def sign_in(context: InContext, body: SignInBody) -> SessionReply:
    """Begin a session with a name and a PIN; its token is shown this once. Needs no token."""
    signed_in = await context.services.sessions.sign_in(body.name, body.pin)
    session = signed_in.session
    return SessionReply(token=signed_in.token, name=session.name, role=session.role, ends_at=session.ends_at)


async def sign_out(asker: WithToken) -> None:
    """End the session whose token this is; its screens can't write any more."""
    await asker.context.services.sessions.sign_out(asker.token)
