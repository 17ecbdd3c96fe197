"""What a desk asks before it sends a command: every question as data that a terminal and a browser read."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from ticketing.outcomes import OUTCOME_WORDS
from ticketing.sentences import N_
from ticketing.texts import (
    CLERK_NAME_LENGTH_MAX,
    CODE_LENGTH_MAX,
    NOTICE_LENGTH_MAX,
    NUMBER_LENGTH_MAX,
    TEXT_LENGTH_MAX,
)

FieldKind = Literal["text", "number", "choice", "search", "day", "marks", "confirm"]
OptionSource = Literal[
    "", "fields", "targets", "aside", "priorities", "procedures", "notices", "dossiers", "counters"
]
Initial = Literal[
    "", "first", "desk-number", "unconfirmed-number", "unprinted-number", "stated-priority", "served", "clerk"
]
Among = Literal["", "aside", "own-fields"]

DAY_LENGTH_MAX = 10
NONE_CODE = "-"
"""The option that stands for none of them; an option with an empty value is an answer left empty."""


@dataclass(frozen=True, slots=True)
class Condition:
    """Whether a field's answer is one of `values`, one of the desk's own (`among`), or anything at all."""

    field: str
    values: tuple[str, ...] = ()
    among: Among = ""
    is_not: bool = False


@dataclass(frozen=True, slots=True)
class QuestionOption:
    """One of several; `detail` stands at the end of its line."""

    value: str
    label: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an answer so far means, where the condition holds; None always holds."""

    sentence: str
    when: Condition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionField:
    """Something that is asked.

    It is `shown` where all conditions hold, and not where `needs_options` finds none. Its answer goes into
    the command's input `sends`; "" is the input of its own name, NO_INPUT is none, and PAIR is the input that
    the option's own value names: `field=2`. A day left empty may be counted by the procedure of `by`.
    """

    name: str
    kind: FieldKind = "text"
    label: str
    is_needed: bool = False
    length_max: int = TEXT_LENGTH_MAX
    shown: tuple[Condition, ...] = ()
    options: tuple[QuestionOption, ...] = ()
    options_from: OptionSource = ""
    more_options: tuple[QuestionOption, ...] = ()
    needs_options: bool = False
    initial: Initial = ""
    sends: str = ""
    by: str = ""
    hint: str = ""
    meanings: tuple[Meaning, ...] = ()


NO_INPUT = "-"
PAIR = "="


@dataclass(frozen=True, slots=True)
class Sends:
    """The verb that a question ends in, where the condition holds, with values that nobody is asked for."""

    verb: str
    when: Condition | None = None
    values: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """What a key asks. `needs_ticket`: it is about the number at the desk, and ends when that number leaves.

    `is_list` says that a face with room shows its options as a list of its own, each with its buttons.
    `nothing` is said where there is nothing to choose from.
    """

    key: str
    title: str
    fields: tuple[QuestionField, ...]
    sends: tuple[Sends, ...]
    needs_ticket: bool = False
    is_list: bool = False
    nothing: str = ""


NUMBER = QuestionField(
    name="number", kind="number", label=N_("Number"), is_needed=True, length_max=NUMBER_LENGTH_MAX
)
REASON = QuestionField(name="reason", label=N_("Reason"))
APOLOGY = replace(REASON, label=N_("Reason, as the apology gives it"), is_needed=True)
NOTE = QuestionField(name="note", label=N_("Note"))
FIELD = QuestionField(
    name="field", kind="choice", label=N_("Field of the other matter"), is_needed=True, options_from="fields"
)
ACCEPTED = Condition("outcome", ("accepted",))
WITH_DOSSIER = (ACCEPTED, Condition("dossier"))
OUTCOME = QuestionField(
    name="outcome",
    kind="choice",
    label=N_("Outcome"),
    is_needed=True,
    options=tuple(QuestionOption(code.value, sentence) for code, sentence in OUTCOME_WORDS.items()),
)
DUE = QuestionField(name="due", kind="day", label=N_("Due date"), length_max=DAY_LENGTH_MAX)
NEW_DUE = replace(DUE, is_needed=True)
ABOUT_DOSSIER = (
    QuestionField(
        name="dossier",
        label=N_("Dossier code"),
        length_max=CODE_LENGTH_MAX,
        shown=(Condition("outcome", ("accepted", "returned")),),
    ),
    QuestionField(
        name="procedure",
        kind="search",
        label=N_("Procedure"),
        shown=WITH_DOSSIER,
        options_from="procedures",
        needs_options=True,
        hint=N_("Type its name or code, with or without accents."),
    ),
    replace(DUE, shown=WITH_DOSSIER, by="procedure"),
)
PRIORITY = QuestionField(
    name="priority",
    kind="choice",
    label=N_("Priority class"),
    is_needed=True,
    options_from="priorities",
    more_options=(QuestionOption(NONE_CODE, N_("In no priority class")),),
    initial="stated-priority",
)
TAKE_OVER = QuestionField(
    name="sure",
    kind="choice",
    label=N_("Take it over only when {clerk} has left. They will read who took over."),
    is_needed=True,
    options=(QuestionOption("yes", N_("Take over as {me}")),),
    initial="first",
    sends=NO_INPUT,
)
TAKES_OVER = (Sends("open-counter", values={"take_over": True}),)
IS_ASIDE = Condition("number", among="aside")

QUESTIONS: tuple[Question, ...] = (
    Question(
        "outcome",
        N_("Outcome of the visit, number {number}"),
        (OUTCOME, *ABOUT_DOSSIER),
        (Sends("finish-service"),),
        needs_ticket=True,
    ),
    Question(
        "matter",
        N_("Number {number}, another matter"),
        (
            FIELD,
            replace(OUTCOME, is_needed=False),
            *ABOUT_DOSSIER,
            replace(NOTE, shown=(Condition("field", among="own-fields", is_not=True),)),
        ),
        (Sends("next-matter"),),
        needs_ticket=True,
    ),
    Question(
        "park",
        N_("Put number {number} on hold"),
        (replace(REASON, label=N_("What it waits for")),),
        (Sends("park"),),
        needs_ticket=True,
    ),
    Question(
        "transfer",
        N_("Transfer number {number} to"),
        (
            QuestionField(
                name="target",
                kind="choice",
                label=N_("Where to"),
                is_needed=True,
                options_from="targets",
                initial="first",
                sends=PAIR,
            ),
            NOTE,
        ),
        (Sends("transfer"),),
        needs_ticket=True,
    ),
    Question(
        "pick",
        N_("Call a number of your choice"),
        (
            replace(
                NUMBER,
                meanings=(
                    Meaning(N_("Number {number} will be served again here, without a call."), IS_ASIDE),
                    Meaning(N_("Number {number} will be called to this counter."), Condition("number")),
                    Meaning(N_("A number on hold or a no-show is served again at once.")),
                ),
            ),
        ),
        (Sends("resume", IS_ASIDE), Sends("call-ticket")),
    ),
    Question(
        "back",
        N_("The citizen is back: wait again"),
        (
            QuestionField(
                name="number",
                kind="choice",
                label=N_("Number on hold or no-show"),
                is_needed=True,
                options_from="aside",
                initial="first",
            ),
        ),
        (Sends("bring-back"),),
        nothing=N_("No number is on hold and there is no no-show."),
    ),
    Question(
        "priority",
        N_("Confirm the priority class"),
        (replace(NUMBER, initial="unconfirmed-number"), PRIORITY),
        (Sends("confirm-priority"),),
    ),
    Question(
        "cancel",
        N_("Cancel a number"),
        (replace(NUMBER, initial="desk-number"), REASON),
        (Sends("cancel-ticket"),),
    ),
    Question(
        "reprint",
        N_("Print a slip again"),
        (
            replace(
                NUMBER,
                initial="unprinted-number",
                meanings=(Meaning(N_("The kiosk prints it, marked as a copy.")),),
            ),
        ),
        (Sends("ask-reprint"),),
    ),
    Question(
        "messages",
        N_("Messages"),
        (
            QuestionField(
                name="notice",
                kind="choice",
                label=N_("Answered, seen to, no longer needed"),
                is_needed=True,
                options_from="notices",
                initial="first",
            ),
        ),
        (Sends("answer-notice"),),
        is_list=True,
        nothing=N_("There is no open message."),
    ),
    Question(
        "dossiers",
        N_("Dossiers"),
        (
            QuestionField(
                name="listed",
                kind="choice",
                label=N_("Which dossier"),
                is_needed=True,
                options_from="dossiers",
                more_options=(QuestionOption("", N_("Another one, by its code")),),
                initial="first",
                sends="dossier",
            ),
            QuestionField(
                name="code",
                label=N_("Dossier code"),
                is_needed=True,
                length_max=CODE_LENGTH_MAX,
                shown=(Condition("listed", is_not=True),),
                sends="dossier",
            ),
            QuestionField(
                name="act",
                kind="choice",
                label=N_("Dossier {dossier}"),
                is_needed=True,
                options=(
                    QuestionOption("ready", N_("The result is ready")),
                    QuestionOption("return", N_("The result was handed back")),
                    QuestionOption("reappoint", N_("Name another day, with an apology")),
                ),
                sends=NO_INPUT,
            ),
            replace(NEW_DUE, shown=(Condition("act", ("reappoint",)),)),
            replace(APOLOGY, shown=(Condition("act", ("reappoint",)),)),
        ),
        (
            Sends("mark-ready", Condition("act", ("ready",))),
            Sends("return-dossier", Condition("act", ("return",))),
            Sends("reappoint"),
        ),
        is_list=True,
    ),
    Question(
        "leader",
        N_("Call the leader on duty"),
        (replace(REASON, length_max=NOTICE_LENGTH_MAX),),
        (Sends("call-leader"),),
    ),
    Question(key="pause", title=N_("Pause the counter"), fields=(REASON,), sends=(Sends("pause-counter"),)),
)
"""What the keys of a counter's desk ask."""

STAFF_QUESTIONS: tuple[Question, ...] = (
    Question(
        "messages",
        N_("Send a message to counters"),
        (
            QuestionField(name="text", label=N_("Text"), is_needed=True, length_max=NOTICE_LENGTH_MAX),
            QuestionField(
                name="to_counter",
                kind="choice",
                label=N_("To"),
                options=(QuestionOption("", N_("All counters")),),
                options_from="counters",
                initial="first",
            ),
        ),
        (Sends("post-message"),),
    ),
    Question(
        "fields",
        N_("Assign fields to a counter"),
        (
            QuestionField(
                name="counter", kind="choice", label=N_("Counter"), is_needed=True, options_from="counters"
            ),
            QuestionField(
                name="fields",
                kind="marks",
                label=N_("Fields that it serves"),
                is_needed=True,
                options_from="fields",
                initial="served",
                hint=N_("Space: mark or unmark"),
            ),
        ),
        (Sends("assign-fields"),),
    ),
)
"""What the keys of the overview ask in another way than those of a counter."""

REAPPOINT = Question(
    "reappoint", N_("New due date, dossier {dossier}"), (NEW_DUE, APOLOGY), (Sends("reappoint"),)
)
"""What the button of a listed dossier asks."""

CLERK = QuestionField(
    name="clerk",
    label=N_("Clerk's full name"),
    is_needed=True,
    length_max=CLERK_NAME_LENGTH_MAX,
    initial="clerk",
)
OPEN = Question("open", N_("Open counter {counter}"), (CLERK,), (Sends("open-counter"),))
OCCUPIED = Question("take-over", N_("Counter {counter} is open for {clerk}"), (TAKE_OVER,), TAKES_OVER)
TAKEN = replace(OCCUPIED, title=N_("{clerk} has taken over counter {counter}"))
"""Who sits at the counter: whoever comes, a stand-in, or the one who was here before."""

QUESTION_OF: dict[str, Question] = {question.key: question for question in QUESTIONS}
