"""What a desk asks before it sends a command: every question as data that a terminal and a browser read."""

from dataclasses import replace

from ticketing.desk.confirming import confirmed
from ticketing.desk.question_parts import (
    DAY_LENGTH_MAX,
    NO_INPUT,
    NONE_CODE,
    PAIR,
    Condition,
    Meaning,
    Question,
    QuestionField,
    QuestionOption,
    Sends,
)
from ticketing.outcomes import OUTCOME_WORDS
from ticketing.sentences import N_
from ticketing.texts import CLERK_NAME_LENGTH_MAX, CODE_LENGTH_MAX, NOTICE_LENGTH_MAX, NUMBER_LENGTH_MAX

NUMBER = QuestionField(
    name="number", kind="number", label=N_("Number"), is_needed=True, length_max=NUMBER_LENGTH_MAX
)
REASON = QuestionField(name="reason", label=N_("Reason"))
APOLOGY = replace(REASON, label=N_("Reason, as the apology gives it"), is_needed=True)
NOTE = QuestionField(name="note", label=N_("Note"))
FIELD = QuestionField(
    name="field",
    kind="choice",
    label=N_("Field of the other matter"),
    is_needed=True,
    options_from="fields-open",
)
UNSERVED = QuestionField(
    name="sure",
    kind="choice",
    label=N_("No counter is open for this field. Send the number there all the same?"),
    is_needed=True,
    options=(QuestionOption("yes", N_("Send it there")),),
    sends=NO_INPUT,
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
SUPPLEMENT = Condition("outcome", ("supplement",))
REFUSED = Condition("outcome", ("refused",))
NOT_ACCEPTED = Condition("outcome", ("supplement", "refused"))
ABOUT_DOSSIER = (
    QuestionField(
        name="dossier",
        kind="code",
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
        initial="chosen-procedure",
        hint=N_("Type its name or code, with or without accents."),
    ),
    replace(DUE, shown=WITH_DOSSIER, by="procedure"),
)
ABOUT_REFUSAL = (
    replace(ABOUT_DOSSIER[1], name="lacking_procedure", shown=(NOT_ACCEPTED,), sends="procedure"),
    replace(REASON, name="lacking", label=N_("What is lacking"), shown=(SUPPLEMENT,), sends="reason"),
    replace(REASON, label=N_("Why it is refused"), shown=(REFUSED,)),
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

CLOCK = QuestionField(
    name="clock",
    kind="choice",
    label=N_("The server's clock has jumped. Is it right now?"),
    is_needed=True,
    shown=(Condition("notice", among="clock-doubts"),),
    options=(
        QuestionOption("wrong", N_("Its time is wrong and will be set right")),
        QuestionOption("right", N_("Its time is right, a new day begins if it says so")),
    ),
)

QUESTIONS: tuple[Question, ...] = (
    Question(
        "outcome",
        N_("Outcome of the visit, number {number}"),
        (OUTCOME, *ABOUT_DOSSIER, *ABOUT_REFUSAL),
        (Sends("finish-service"),),
        needs_ticket=True,
    ),
    Question(
        "matter",
        N_("Number {number}, another matter"),
        (
            FIELD,
            replace(UNSERVED, shown=(Condition("field", among="unserved"),)),
            replace(OUTCOME, is_needed=False),
            *ABOUT_DOSSIER,
            *ABOUT_REFUSAL,
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
                sends=PAIR,
            ),
            replace(UNSERVED, shown=(Condition("target", among="unserved"),)),
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
        "reopen",
        N_("Reopen a number that has ended"),
        (NUMBER, replace(REASON, is_needed=True)),
        (Sends("reopen"),),
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
        "give",
        N_("Give a citizen a number"),
        (
            replace(FIELD, label=N_("Field")),
            replace(
                PRIORITY,
                is_needed=False,
                options=(QuestionOption("", N_("In no priority class"), digits="0"),),
                more_options=(),
                initial="first",
            ),
        ),
        (Sends("give-number"),),
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
            ),
            CLOCK,
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
                kind="code",
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
    Question(
        "help",
        N_("Ask colleagues to come to counter {counter}?"),
        (confirmed(N_("Sure?"), N_("ask them"), N_("back")),),
        (Sends("call-help"),),
    ),
    Question(
        "close",
        N_("Close counter {counter}?"),
        (confirmed(N_("Sure?"), N_("close it"), N_("back")),),
        (Sends("close-counter"),),
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
                options=(QuestionOption("", N_("All counters"), digits="0"),),
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
