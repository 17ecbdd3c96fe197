"""Who sits at the counter: opening it, taking it over, leaving it for a while, asking others to come."""

from counter.questions.situation import Situation
from counter.questions.steps import Choice, ChoiceStep, Question, Step, TextStep, Told, untold
from ticketing import commands as c
from ticketing.texts import CLERK_NAME_LENGTH_MAX, NOTICE_LENGTH_MAX


def open_counter(at: Situation, clerk: str) -> Question:
    """Who sits down; `clerk` is proposed."""
    words = at.words
    name = TextStep(
        name="clerk", label=words("Clerk's full name"), value=clerk, length_max=CLERK_NAME_LENGTH_MAX
    )

    def ask(told: Told) -> Step | c.Command:
        return untold(told, [name]) or c.OpenCounter(at.view.counter, told["clerk"])

    return Question("open", words("Open counter {counter}", counter=at.view.counter), ask)


def take_over(at: Situation, clerk: str, *, was_here: bool) -> Question:
    """Whether `clerk` takes the counter over; `was_here` says that it was theirs before."""
    words, view = at.words, at.view
    if was_here:
        title = words("{clerk} has taken over counter {counter}", clerk=view.clerk, counter=view.counter)
    else:
        title = words("Counter {counter} is open for {clerk}", clerk=view.clerk, counter=view.counter)
    offer = Choice("yes", words("Take over as {clerk}", clerk=clerk))
    why = words("Take it over only when {clerk} has left. They will read who took over.", clerk=view.clerk)
    step = ChoiceStep(name="sure", label=why, choices=(offer,), chosen=0)

    def ask(told: Told) -> Step | c.Command:
        return untold(told, [step]) or c.OpenCounter(view.counter, clerk, take_over=True)

    return Question("take-over", title, ask)


def pause(at: Situation) -> Question:
    """Why nobody is called for a while."""
    words = at.words

    def ask(told: Told) -> Step | c.Command:
        reason = TextStep(name="reason", label=words("Reason (may stay empty)"))
        return untold(told, [reason]) or c.PauseCounter(at.view.counter, told["reason"])

    return Question("pause", words("Pause the counter"), ask)


def call_leader(at: Situation) -> Question:
    """What the leader on duty is called for."""
    words = at.words

    def ask(told: Told) -> Step | c.Command:
        label = words("Reason (may stay empty)")
        reason = TextStep(name="reason", label=label, length_max=NOTICE_LENGTH_MAX)
        return untold(told, [reason]) or c.CallLeader(at.view.counter, told["reason"])

    return Question("leader", words("Call the leader on duty"), ask)
