"""The clerk's desk as a browser reads it: keys, questions, commands and sentences in each language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar

import msgspec

from server.desk_words import PAGE_WORDS
from ticketing.desk import arrivals, asking, confirming, guard, keys, options, questions, sayings
from ticketing.desk.question_parts import Question
from ticketing.desk.verbs import VERBS, Verb, wire_name
from ticketing.outcomes import OUTCOME_WORDS
from ticketing.refusals import INPUTS, STATE_WORDS
from ticketing.rules.calling import PRIORITY_SINCE, REASON_SENTENCES, WAITED, WAITED_BRIEFLY
from ticketing.rules.paper import PRINT_REASONS
from wording import load

LANGUAGES = ("vi", "en")
SENTENCES = frozenset({"sentence", "short", "title", "label", "hint", "nothing"})
"""The values of the model's classes that are sentences."""

Template = Callable[[str], str]
"""Words a sentence and leaves its {names} to be filled in by whoever shows it."""
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class DeskVerb:
    """A command: its inputs with their kinds, what it is about, and what is said when it is done."""

    inputs: Mapping[str, str]
    takes_desk: bool
    takes_counter: bool
    leaves_desk: bool
    done: str


@dataclass(frozen=True, slots=True)
class DeskLimits:
    """After how long without an answer a desk says so, and without typing keys act again.

    A question takes the key that confirms it `confirm_after_seconds` after it appeared at the earliest. Who
    has come for a call is told for `answer_shown_seconds`.
    """

    slow_seconds: float
    question_gone_seconds: float
    confirm_after_seconds: float
    answer_shown_seconds: float


@dataclass(frozen=True, slots=True)
class DeskGuard:
    """Which keys were meant; `tones` are the keys of Telex by the marks that they put on a letter."""

    times: guard.GuardTimes
    tones: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskModel:
    """The desk in one language; `words` are the sentences that belong to no key and no question, by name."""

    groups: tuple[keys.KeyGroup, ...]
    resume: keys.DeskKey
    fields_key: keys.DeskKey
    staff_keys: tuple[str, ...]
    likely: Mapping[keys.Situation, tuple[str, ...]]
    likely_paused: tuple[str, ...]
    keypad_signs: Mapping[str, str]
    questions: Mapping[str, Question]
    staff_questions: Mapping[str, Question]
    reappoint: Question
    after_refusal: Mapping[str, Mapping[str, Question]]
    open: Question
    verbs: Mapping[str, DeskVerb]
    limits: DeskLimits
    refused_inputs: Mapping[str, str]
    guard: DeskGuard
    problems: tuple[str, ...]
    words: Mapping[str, str]


def desk_model() -> bytes:
    """The JSON of `/web/desk.json`."""
    return msgspec.json.encode({language: _in_language(_template(language)) for language in LANGUAGES})


def _template(language: str) -> Template:
    translations = load(language).translations
    return lambda sentence: translations.gettext(sentence) if sentence else ""


def _in_language(words: Template) -> DeskModel:
    return DeskModel(
        groups=_worded(keys.GROUPS, words),
        resume=_worded(keys.RESUME, words),
        fields_key=_worded(keys.FIELDS_KEY, words),
        staff_keys=tuple(key.name for key in keys.STAFF_KEYS),
        likely=keys.LIKELY,
        likely_paused=keys.LIKELY_PAUSED,
        keypad_signs=keys.KEYPAD_SIGNS,
        questions=_by_key(questions.QUESTIONS, words),
        staff_questions=_by_key(questions.STAFF_QUESTIONS, words),
        reappoint=_worded(questions.REAPPOINT, words),
        after_refusal={
            refusal: {verb: _worded(question, words) for verb, question in asked.items()}
            for refusal, asked in confirming.AFTER_REFUSAL.items()
        },
        open=_worded(questions.OPEN, words),
        verbs=_verbs(words),
        limits=DeskLimits(
            sayings.SLOW_SECONDS,
            sayings.QUESTION_GONE_SECONDS,
            confirming.CONFIRM_AFTER_SECONDS,
            sayings.ANSWER_SHOWN_SECONDS,
        ),
        refused_inputs=INPUTS,
        guard=DeskGuard(guard.GUARD_TIMES, guard.TONES),
        problems=tuple(sorted(words(sentence) for sentence in sayings.PROBLEMS)),
        words={
            **{name: words(sentence) for name, sentence in _sentences().items()},
            **{f"state.{code}": _begun(words(sentence)) for code, sentence in STATE_WORDS.items()},
        },
    )


def _by_key(asked: tuple[Question, ...], words: Template) -> dict[str, Question]:
    return {question.key: _worded(question, words) for question in asked}


def _worded(value: Value, words: Template, name: str = "") -> Value:
    """A value of the model with its sentences in the language of `words`."""
    worded: Any = value
    if is_dataclass(value) and not isinstance(value, type):
        told = {each.name: _worded(getattr(value, each.name), words, each.name) for each in fields(value)}
        worded = replace(value, **told)
    elif isinstance(value, tuple):
        worded = tuple(_worded(each, words) for each in value)
    elif isinstance(value, str) and name in SENTENCES:
        worded = words(value)
    return worded  # type: ignore[no-any-return] # of the same class


def _verbs(words: Template) -> dict[str, DeskVerb]:
    found = {verb.name: _verb(verb, words) for verb in VERBS}
    bare = {wire_name(verb.bare): replace(_verb(verb, words), inputs={}) for verb in VERBS if verb.bare}
    return found | bare


def _verb(verb: Verb, words: Template) -> DeskVerb:
    return DeskVerb(
        inputs={each.name: each.kind for each in verb.inputs},
        takes_desk=verb.takes_desk,
        takes_counter=verb.takes_counter,
        leaves_desk=verb.leaves_desk,
        done=words(verb.done),
    )


def _begun(sentence: str) -> str:
    """The words as they stand at the beginning of a line."""
    return sentence[:1].upper() + sentence[1:]


def _families() -> dict[str, Mapping[Any, str]]:
    """Sentences by their codes, under the names that the scripts use."""
    return {
        "why": {str(key): sentence for key, sentence in REASON_SENTENCES.items()},
        "outcome": {code.value: sentence for code, sentence in OUTCOME_WORDS.items()},
        "print": {state.value: sentence for state, sentence in sayings.PRINT_WORDS.items()},
        "reason": PRINT_REASONS,
        "link": sayings.LINK_WORDS,
        "role": sayings.SCREEN_WORDS | {"unknown": sayings.SCREEN_WORDS[sayings.UNKNOWN_ROLE]},
        "trouble": sayings.PROBLEM_WORDS,
        "arrival": arrivals.ARRIVAL_SETTINGS,
        "notice": sayings.NOTICE_WORDS,
        "act": keys.ACT_WORDS,
        "answered": sayings.ANSWERED_WORDS,
        "answerer": sayings.ANSWERER_WORDS,
    }


def _sentences() -> dict[str, str]:
    """The sentences that belong to no key and no question, by the names that the scripts use."""
    return {
        **PAGE_WORDS,
        **{f"{name}.{code}": said for name, known in _families().items() for code, said in known.items()},
        "whyWaited": WAITED,
        "whyWaitedBriefly": WAITED_BRIEFLY,
        "whySince": PRIORITY_SINCE,
        "done.called": sayings.CALLED,
        "done.recalled": sayings.RECALLED,
        "done.missed": sayings.MISSED,
        "done.due": sayings.DUE,
        "slipsFailed": sayings.SLIPS_FAILED,
        "slipsLacking": sayings.SLIPS_LACKING,
        "kioskAt": sayings.KIOSK_AT,
        "kioskUnnamed": sayings.KIOSK_UNNAMED,
        "paperLow": sayings.PAPER_LOW,
        "paperLowAt": sayings.PAPER_LOW_AT,
        "paperLowAtSeveral": sayings.PAPER_LOW_AT_SEVERAL,
        "unanswered": sayings.UNANSWERED,
        "slow": sayings.SLOW,
        "noConnection": sayings.NO_CONNECTION,
        "questionGone": sayings.QUESTION_GONE,
        "sending": sayings.SENDING,
        "numberChanged": sayings.NUMBER_CHANGED,
        "nothingAtDesk": sayings.NOTHING_AT_DESK,
        "arrived": arrivals.ARRIVED,
        "typing": sayings.TYPING,
        "keypad": keys.KEYPAD,
        "undoLeft": keys.UNDO_LEFT,
        "undone": sayings.UNDONE,
        **_of_forms(),
    }


def _of_forms() -> dict[str, str]:
    """What a question says of its options and of what was typed."""
    return {
        "target.waiting": options.WAITING_COUNT,
        "target.openAt": options.OPEN_AT,
        "target.openAtPlaces": options.OPEN_AT_PLACES,
        "target.openNowhere": options.OPEN_NOWHERE,
        **{f"target.{state}": said for state, said in options.COUNTER_STATES.items()},
        "optional": asking.MAY_STAY_EMPTY,
        "notADay": asking.NOT_A_DAY,
        "lacking": asking.LACKING,
        "tooLong": asking.TOO_LONG,
        "notChosen": asking.NOT_CHOSEN,
    }
