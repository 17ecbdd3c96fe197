"""Who may ask for what: the access that a token gives, and the check of a command against it."""

from dataclasses import dataclass, replace

from server.clerks.clerk import SignInSession
from server.clerks.sessions import Sessions
from server.refusals import ServerRefusal
from server.tokens import TokenRegister
from ticketing.commands import AnswerNotice, Command, OpenCounter
from ticketing.events import AnswererRole
from ticketing.texts import name_key
from ticketing.wire.messages import Role
from ticketing.wire.rights import may_ask


@dataclass(frozen=True, slots=True)
class TokenAccess:
    """A role, and a session unless it is a bare token, which stands for a screen and not for a person."""

    role: Role
    session: SignInSession | None = None

    def as_oneself(self, command: Command) -> Command:
        """The command in the person's own name. Raises ServerRefusal if it is in another one's."""
        name = self.session.name if self.session else ""
        if isinstance(command, AnswerNotice):
            role: AnswererRole = "manager" if self.role == "manager" else "guidance"
            is_of_nobody = command.counter is not None or self.role not in ("manager", "guidance")
            return replace(command, person=name, role="" if is_of_nobody else role)
        if not name or not isinstance(command, OpenCounter):
            return command
        if name_key(command.clerk) != name_key(name):
            raise ServerRefusal("clerk-not-you", clerk=name)
        return replace(command, clerk=name)

    def made_by(self, place: str) -> str:
        """Who and where, as the journal keeps it: `clerk Hoa, counter 3`, or a bare token's place alone."""
        if self.session is None:
            return place
        who = f"{self.session.role} {self.session.name}"
        return f"{who}, {place}" if place else who


async def access_of(token: str, tokens: TokenRegister, sessions: Sessions) -> TokenAccess:
    """What `token` gives. Raises ServerRefusal where that is nothing, or nothing any more.

    A person's session does not depend on the file of tokens, nor a token on the file of people.
    """
    unread = None
    try:
        if role := await tokens.role_of(token):
            return TokenAccess(role)
    except ServerRefusal as refusal:
        unread = refusal.name
    if session := await sessions.session_of(token):
        return TokenAccess(session.wire_role, session)
    if unread:
        raise ServerRefusal(unread)
    raise ServerRefusal("token-wrong" if token else "token-missing")


def check_permission(role: Role, command: Command, own_counter: int | None = None) -> None:
    """Raise ServerRefusal unless `role` may give `command`; a counter's screen speaks for that one only."""
    if not may_ask(role, command, own_counter):
        raise ServerRefusal("not-allowed", role=role)


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
