"""What a token gives the right to: a role, and the person in whose session it was made."""

from dataclasses import dataclass, replace

from server.clerks.clerk import Session, name_key
from server.clerks.sessions import Sessions
from server.refusals import ServerRefusal
from server.tokens import TokenBook
from ticketing.commands import Command, OpenCounter
from ticketing.wire.messages import Role


@dataclass(frozen=True, slots=True)
class Grant:
    """A role, and a session unless it is a bare token, which stands for a screen and not for a person."""

    role: Role
    session: Session | None = None

    def as_oneself(self, command: Command) -> Command:
        """The command in the person's own name. Raises ServerRefusal if it is in another one's."""
        if self.session is None or not isinstance(command, OpenCounter):
            return command
        if name_key(command.clerk) != name_key(self.session.name):
            raise ServerRefusal("clerk-not-you", clerk=self.session.name)
        return replace(command, clerk=self.session.name)

    def made_by(self, place: str) -> str:
        """Who and where, as the journal keeps it: `clerk Hoa, counter 3`, or a bare token's place alone."""
        if self.session is None:
            return place
        who = f"{self.session.role} {self.session.name}"
        return f"{who}, {place}" if place else who


def grant_of(token: str, tokens: TokenBook, sessions: Sessions) -> Grant:
    """What `token` gives. Raises ServerRefusal where that is nothing, or nothing any more."""
    if role := tokens.role_of(token):
        return Grant(role)
    if session := sessions.session_of(token):
        return Grant(session.wire_role, session)
    raise ServerRefusal("token-wrong" if token else "token-missing")


def screen_place(role: Role, counter: int | None, name: str, *, is_signed_in: bool) -> str:
    """Where a screen stands: `counter 3`, `kiosk cửa chính`, or what it calls itself.

    A comma parts the role from what a screen with a bare token calls itself, since `manager Lan` is a person.
    """
    if role == "counter":
        return f"counter {counter}"
    if role == "kiosk":
        return f"kiosk {name}".strip()
    if is_signed_in:
        return name
    return f"{role}, {name}" if name else role
