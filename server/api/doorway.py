"""What every address of the API needs: the engine room, who asks, in which language, and the press itself."""

import asyncio
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from server.api.language import language_of
from server.clock import RandomSource
from server.grants import Grant, grant_of
from server.media import MediaFolder
from server.presses import Press
from server.refusals import ServerRefusal
from server.reports.visit_log import VisitLog
from server.rights import check_right
from server.sockets import EngineRoom
from ticketing.answers import Answer
from ticketing.commands import Command
from ticketing.wire.messages import Role
from wording import Wording

_bearer = HTTPBearer(auto_error=False, description="A token of `motcua token` or of a session")


@dataclass(frozen=True, slots=True)
class Doorway:
    """What the API needs: the engine room, the wait log, ids for presses without one, the office's media."""

    room: EngineRoom
    visits: VisitLog
    random_source: RandomSource
    media: MediaFolder


@dataclass(frozen=True, slots=True)
class Asker:
    """A request with a token that is known here."""

    doorway: Doorway
    grant: Grant
    words: Wording
    token: str = field(repr=False)

    @property
    def role(self) -> Role:
        """What the token is for."""
        return self.grant.role

    def check_role(self, *roles: Role) -> None:
        """Raise ServerRefusal unless the token has one of these roles."""
        if self.role not in roles:
            raise ServerRefusal("not-allowed", role=self.role)

    async def press(self, request_id: str | None, command: Command) -> Answer:
        """The answer to `command`, durable when it is given. Raises Refusal."""
        check_right(self.role, command, getattr(command, "counter", None))
        command = self.grant.as_oneself(command)
        press = Press(request_id or self.doorway.random_source.request_id(), command, self._made_by(command))
        # Copies of a press share one future, which outlives a caller that hangs up.
        return await asyncio.shield(self.doorway.room.desk.submit(press))

    def _made_by(self, command: Command) -> str:
        """A clerk is where the counter is that the press is for; a bare token is another system's."""
        if self.grant.session is None:
            return f"api {self.role}"
        counter = getattr(command, "counter", None) if self.role == "counter" else None
        return self.grant.made_by(f"counter {counter}" if counter else "")


async def the_doorway(request: Request) -> Doorway:
    """The doorway of the application that serves this request."""
    doorway: Doorway = request.app.state.doorway
    return doorway


AtDoorway = Annotated[Doorway, Depends(the_doorway)]


async def the_asker(
    request: Request,
    doorway: AtDoorway,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> Asker:
    """Who asks, by the token of the request. Raises ServerRefusal."""
    if credentials is None or credentials.scheme.lower() != "bearer":
        raise ServerRefusal("token-missing")
    token = credentials.credentials
    grant = grant_of(token, doorway.room.tokens, doorway.room.sessions)
    language = language_of(request.headers.get("accept-language", ""))
    return Asker(doorway, grant, doorway.room.interpreter.words(language), token)


WithToken = Annotated[Asker, Depends(the_asker)]
