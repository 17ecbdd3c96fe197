"""What the desk asks before it sends a command: the steps of every question, and the command they make."""

from collections.abc import Callable

from counter.questions import matters, papers, seat, tickets
from counter.questions.situation import Situation
from counter.questions.steps import Question

QUESTIONS: dict[str, Callable[[Situation], Question | str]] = {
    "outcome": matters.finish,
    "matter": matters.next_matter,
    "park": tickets.park,
    "transfer": tickets.transfer,
    "pick": tickets.pick,
    "back": tickets.bring_back,
    "priority": tickets.priority,
    "cancel": tickets.cancel,
    "reprint": tickets.reprint,
    "messages": papers.messages,
    "dossiers": papers.dossiers,
    "leader": seat.call_leader,
    "pause": seat.pause,
}
"""By its key; a sentence says why there is nothing to ask."""

NEEDS_TICKET = frozenset({"park", "transfer", "outcome", "matter"})
