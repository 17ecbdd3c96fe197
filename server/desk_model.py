"""The clerk's desk as a browser reads it: keys, questions, commands and sentences in each language."""

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from typing import Any

from server.desk_words import PAGE_WORDS
from ticketing.desk import asking, keys, questions, sayings
from ticketing.desk.verbs import VERBS, Verb, wire_name
from ticketing.outcomes import OUTCOME_WORDS
from ticketing.refusals import STATE_WORDS
from ticketing.rules.calling import PRIORITY_SINCE, REASON_SENTENCES, WAITED
from ticketing.rules.paper import PRINT_REASONS
from wording import load

LANGUAGES = ("vi", "en")
SENTENCES = frozenset({"sentence", "short", "title", "label", "hint", "nothing"})
"""The values of the model's classes that are sentences."""

Template = Callable[[str], str]
"""Words a sentence and leaves its {names} to be filled in by whoever shows it."""


def desk_model() -> bytes:
    """The JSON of `/web/desk.json`."""
    model = {language: _in_language(_template(language)) for language in LANGUAGES}
    return json.dumps(model, ensure_ascii=False, separators=(",", ":")).encode()


def _template(language: str) -> Template:
    translations = load(language).translations
    return lambda sentence: translations.gettext(sentence) if sentence else ""


def _in_language(words: Template) -> dict[str, Any]:
    return {
        "groups": _worded(keys.GROUPS, words),
        "resume": _worded(keys.RESUME, words),
        "fields_key": _worded(keys.FIELDS_KEY, words),
        "staff_keys": [key.name for key in keys.STAFF_KEYS],
        "likely": keys.LIKELY,
        "likely_paused": keys.LIKELY_PAUSED,
        "questions": _by_key(questions.QUESTIONS, words),
        "staff_questions": _by_key(questions.STAFF_QUESTIONS, words),
        "reappoint": _worded(questions.REAPPOINT, words),
        "open": _worded(questions.OPEN, words),
        "verbs": _verbs(words),
        "limits": {"slow_seconds": sayings.SLOW_SECONDS},
        "problems": sorted(words(sentence) for sentence in sayings.PROBLEMS),
        "words": {
            **{name: words(sentence) for name, sentence in _sentences().items()},
            **{f"state.{code}": _begun(words(sentence)) for code, sentence in STATE_WORDS.items()},
        },
    }


def _by_key(asked: tuple[questions.Question, ...], words: Template) -> dict[str, Any]:
    return {question.key: _worded(question, words) for question in asked}


def _worded(value: Any, words: Template, name: str = "") -> Any:
    """A value of the model as JSON has it, its sentences in the language of `words`."""
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: _worded(getattr(value, each.name), words, each.name) for each in fields(value)}
    if isinstance(value, tuple):
        return [_worded(each, words) for each in value]
    if isinstance(value, str) and name in SENTENCES:
        return words(value)
    return value


def _verbs(words: Template) -> dict[str, Any]:
    found = {verb.name: _verb(verb, words) for verb in VERBS}
    bare = {wire_name(verb.bare): {**_verb(verb, words), "inputs": {}} for verb in VERBS if verb.bare}
    return found | bare


def _verb(verb: Verb, words: Template) -> dict[str, Any]:
    return {
        "inputs": {each.name: each.kind for each in verb.inputs},
        "takes_desk": verb.takes_desk,
        "takes_counter": verb.takes_counter,
        "leaves_desk": verb.leaves_desk,
        "done": words(verb.done),
    }


def _begun(sentence: str) -> str:
    """The words as they stand at the beginning of a line."""
    return sentence[:1].upper() + sentence[1:]


def _sentences() -> dict[str, str]:
    """The sentences that belong to no key and no question, by the names that the scripts use."""
    families = {
        "why": {rule.value: sentence for rule, sentence in REASON_SENTENCES.items()},
        "outcome": {code.value: sentence for code, sentence in OUTCOME_WORDS.items()},
        "print": {state.value: sentence for state, sentence in sayings.PRINT_WORDS.items()},
        "reason": PRINT_REASONS,
        "link": sayings.LINK_WORDS,
        "role": sayings.SCREEN_WORDS | {"unknown": sayings.SCREEN_WORDS[sayings.UNKNOWN_ROLE]},
        "trouble": sayings.PROBLEM_WORDS,
        "notice": sayings.NOTICE_WORDS,
    }
    return {
        **PAGE_WORDS,
        **{f"{name}.{code}": said for name, known in families.items() for code, said in known.items()},
        "whyWaited": WAITED,
        "whySince": PRIORITY_SINCE,
        "done.called": sayings.CALLED,
        "done.recalled": sayings.RECALLED,
        "done.missed": sayings.MISSED,
        "done.due": sayings.DUE,
        "slip": sayings.SLIP,
        "slipWhy": sayings.SLIP_REASON,
        "paperLow": sayings.PAPER_LOW,
        "paperLowAt": sayings.PAPER_LOW_AT,
        "paperLowAtSeveral": sayings.PAPER_LOW_AT_SEVERAL,
        "unanswered": sayings.UNANSWERED,
        "slow": sayings.SLOW,
        "noConnection": sayings.NO_CONNECTION,
        "numberChanged": sayings.NUMBER_CHANGED,
        "nothingAtDesk": sayings.NOTHING_AT_DESK,
        "keypad": keys.KEYPAD,
        "undoLeft": keys.UNDO_LEFT,
        "optional": asking.MAY_STAY_EMPTY,
        "notADay": asking.NOT_A_DAY,
        "lacking": asking.LACKING,
        "notChosen": asking.NOT_CHOSEN,
    }
