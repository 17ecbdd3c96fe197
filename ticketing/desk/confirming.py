"""Questions that one key answers, and when they take that key: not from a hand that meant another one."""

from dataclasses import dataclass, replace

from ticketing.commands import Command
from ticketing.desk.question_parts import NO_INPUT, Question, QuestionField, QuestionOption, Sends
from ticketing.desk.verbs import wire_name
from ticketing.sentences import N_

CONFIRM_AFTER_SECONDS = 0.7
"""A question that one key answers takes it no sooner after it appeared, nor sooner after any other key."""

AGAIN = ""
"""The verb of a question that sends the refused command once more."""


def confirmed(label: str, yes: str, no: str) -> QuestionField:
    """What one key answers: `yes` is what it does, `no` what Escape does instead."""
    options = (QuestionOption("yes", yes, "Space"), QuestionOption("", no, "Esc"))
    return QuestionField(
        name="sure", kind="confirm", label=label, is_needed=True, options=options, sends=NO_INPUT
    )


NOTED_AS_MISSED = confirmed(
    N_("Missed, or still on the way?"), N_("note a no-show and call the next number"), N_("wait")
)
NOT_COME = Question(
    "not-come",
    N_("Number {number} was called only {seconds} seconds ago."),
    (NOTED_AS_MISSED,),
    (Sends(AGAIN, values={"missed": True}),),
    needs_ticket=True,
)
PICKED_AS_MISSED = confirmed(NOTED_AS_MISSED.label, N_("note a no-show and call number {picked}"), N_("wait"))
PICKED_NOT_COME = replace(NOT_COME, fields=(PICKED_AS_MISSED,))
AFTER_REFUSAL: dict[str, dict[str, Question]] = {
    "called-not-started": {"call-next": NOT_COME, "call-ticket": PICKED_NOT_COME}
}
"""What a desk asks where a command was refused by this name, by the command's own name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmStep:
    """Something that one key answers with `value`; `label` names the keys."""

    name: str
    label: str
    value: str
    is_needed: bool = True


def question_after(refusal: str, command: Command | None, at_desk: str) -> Question | None:
    """What is asked instead of saying that a command was refused, about the number at the desk."""
    if command is None or not at_desk:
        return None
    return AFTER_REFUSAL.get(refusal, {}).get(wire_name(type(command)))


@dataclass(slots=True)
class Confirming:
    """A question that waits for its key; moments are seconds of a clock that never goes back.

    A key that is held down, that bounces, or that belongs to a text comes too soon after the one before.
    """

    quiet_since: float

    def takes(self, at: float) -> bool:
        """Whether a key at this moment is meant for the question; any key makes it wait anew."""
        is_meant = at - self.quiet_since >= CONFIRM_AFTER_SECONDS
        self.quiet_since = at
        return is_meant
