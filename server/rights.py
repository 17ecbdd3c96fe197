"""The refusal of what a role may not ask for."""

from server.refusals import ServerRefusal
from ticketing.commands import Command
from ticketing.wire.messages import Role
from ticketing.wire.rights import may_ask


def check_right(role: Role, command: Command, own_counter: int | None = None) -> None:
    """Raise ServerRefusal unless `role` may give `command`; a counter's screen speaks for that one only."""
    if not may_ask(role, command, own_counter):
        raise ServerRefusal("not-allowed", role=role)
