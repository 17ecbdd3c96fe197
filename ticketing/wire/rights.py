"""Which role may ask for what; a manager may ask for everything, a display for nothing."""

from ticketing import commands as c
from ticketing.desk.verbs import VERB_OF
from ticketing.wire.messages import Role

NO_CLERKS_COMMANDS: dict[type[c.Command], frozenset[str]] = {
    c.IssueTicket: frozenset({"kiosk", "guidance"}),
    c.LeaseNumbers: frozenset({"kiosk"}),
    c.ReconcileTicket: frozenset({"kiosk"}),
    c.ReportPrint: frozenset({"kiosk", "counter", "guidance"}),
    c.StartByRule: frozenset({"counter"}),
}
"""Who may give what no key of a desk stands for."""
_WHO = {kind: verb.who for kind, verb in VERB_OF.items()} | NO_CLERKS_COMMANDS


def may_ask(role: Role, command: c.Command, own_counter: int | None = None) -> bool:
    """Whether `role` may give `command`; a counter's screen speaks for its `own_counter` only."""
    if role == "manager":
        return True
    if role not in _WHO[type(command)]:
        return False
    return role != "counter" or _is_of(command, own_counter)


def _is_of(command: c.Command, own_counter: int | None) -> bool:
    """Whether a counter's command is its own; what belongs to no counter may leave out whose it is."""
    counter: int | None = getattr(command, "counter", None)
    if isinstance(command, c.CounterCommand | c.AnswerNotice | c.Reopen):
        return counter is not None and counter == own_counter
    return counter in (None, own_counter)
