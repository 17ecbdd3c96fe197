"""What a matter at a counter may lead to, in the words of the one-door forms."""

from enum import StrEnum

from ticketing.refusals import Refusal
from ticketing.sentences import N_

SEPARATOR = ", "


class Outcome(StrEnum):
    """The result of one matter; a visit with several matters has several."""

    ACCEPTED = "accepted"
    SUPPLEMENT = "supplement"
    REFUSED = "refused"
    RETURNED = "returned"
    GUIDANCE = "guidance"


OUTCOME_CODES = frozenset(outcome.value for outcome in Outcome)
OUTCOME_WORDS: dict[Outcome, str] = {
    Outcome.ACCEPTED: N_("Dossier accepted"),
    Outcome.SUPPLEMENT: N_("Supplement required"),
    Outcome.REFUSED: N_("Refused"),
    Outcome.RETURNED: N_("Result returned"),
    Outcome.GUIDANCE: N_("Guidance only"),
}


def checked_outcome(outcome: str) -> str:
    """The outcome's code, or "" where nobody has said one; refuses any other text."""
    if outcome and outcome not in OUTCOME_CODES:
        raise Refusal("unknown-outcome", outcome=outcome)
    return outcome


def with_outcome(before: str, outcome: str) -> str:
    """The outcomes of a visit's matters in their order, as they stand in the wait log."""
    return SEPARATOR.join(filter(None, (before, outcome)))
