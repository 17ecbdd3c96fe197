"""What every address of the API needs: the services, who asks, in which language, and the press itself."""

import asyncio
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from server.access import TokenAccess, access_of, check_permission
from server.api.language import language_of
from server.clock import RandomSource
from server.idempotency import Press
from server.journal.contract import Records
from server.media import MediaFolder
from server.refusals import ServerRefusal
from server.services import Services
from ticketing.answers import Answer
from ticketing.commands import Command
from ticketing.wire.messages import Role
from wording import Wording

_bearer = HTTPBearer(auto_error=False, description="A token of `motcua token` or of a session")


@dataclass(frozen=True, slots=True)
class RequestContext:
    """What the API needs: the services, the records, ids for presses without one, the office's media."""

    services: Services
    records: Records
    random_source: RandomSource
    media: MediaFolder


@dataclass(frozen=True, slots=True)
class Asker:
    """A request with a token that is known here."""

    context: RequestContext
    access: TokenAccess
    words: Wording
    token: str = field(repr=False)

    @property
    def role(self) -> Role:
        """What the token is for."""
        return self.access.role

    def check_role(self, *roles: Role) -> None:
        """Raise ServerRefusal unless the token has one of these roles."""
        if self.role not in roles:
            raise ServerRefusal("not-allowed", role=self.role)

    async def press(self, request_id: str | None, command: Command) -> Answer:
        """The answer to `command`, durable when it is given. Raises Refusal."""
        check_permission(self.role, command, getattr(command, "counter", None))
        command = self.access.as_oneself(command)
        press = Press(request_id or self.context.random_source.request_id(), command, self._made_by(command))
        # Copies of a press share one future, which outlives a caller that hangs up.
        answer = asyncio.shield(self.context.services.desk.submit(press))
        try:
            async with asyncio.timeout(self.context.services.answer_seconds_max):
                return await answer
        except TimeoutError:
            raise ServerRefusal("outcome-unknown") from None

    def _made_by(self, command: Command) -> str:
        """A clerk is where the counter is that the press is for; a bare token is another system's."""
        if self.access.session is None:
            return f"api {self.role}"
        counter = getattr(command, "counter", None) if self.role == "counter" else None
        return self.access.made_by(f"counter {counter}" if counter else "")


async def the_context(request: Request) -> RequestContext:
    """The context of the application that serves this request."""
    context: RequestContext = request.app.state.context
    return context


InContext = Annotated[RequestContext, Depends(the_context)]
Bearer = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]


def bearer_token(credentials: HTTPAuthorizationCredentials | None) -> str:
    """The token of a request, whatever it is good for. Raises ServerRefusal where there is none."""
    if credentials is None or credentials.scheme.lower() != "bearer":
        raise ServerRefusal("token-missing")
    return credentials.credentials


async def the_asker(request: Request, context: InContext, credentials: Bearer) -> Asker:
    """Who asks, by the token of the request. Raises ServerRefusal."""
    token = bearer_token(credentials)
    access = await access_of(token, context.services.tokens, context.services.sessions)
    language = language_of(request.headers.get("accept-language", ""))
    return Asker(context, access, context.services.translator.words(language), token)


WithToken = Annotated[Asker, Depends(the_asker)]
