"""Which role may ask for what; a manager may ask for everything, a display for nothing."""

from ticketing import commands as c
from ticketing.wire.messages import Role

_PAPER = (c.ReportPrint, c.CancelTicket)
_NUMBERS = (c.IssueTicket, c.LeaseNumbers, c.ReconcileTicket)
_DESKS = (*_PAPER, c.BringBack, c.ConfirmPriority, c.AnswerNotice, c.DossierCommand)


def may_ask(role: Role, command: c.Command, own_counter: int | None = None) -> bool:
    """Whether `role` may give `command`; a counter's screen speaks for its `own_counter` only."""
    match role:
        case "manager":
            return True
        case "kiosk":
            return isinstance(command, (*_NUMBERS, *_PAPER))
        case "counter" if isinstance(command, c.CounterCommand):
            return command.counter == own_counter and not isinstance(command, c.AssignFields)
        case "counter" if isinstance(command, c.AnswerNotice):
            return command.counter is not None and command.counter == own_counter
        case "counter":
            return isinstance(command, _DESKS) and getattr(command, "counter", None) in (None, own_counter)
        case "guidance":
            return isinstance(command, (*_DESKS, c.IssueTicket, c.PostMessage))
        case "display":
            return False
