"""What is said when a number is called: the words, the caption on the screens, and the clips of the voice."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ticketing.office import Call
from ticketing.plan import CounterPlan, NumberReading, OfficePlan
from ticketing.sentences import N_, Words
from ticketing.voice.reading import clip_of, number_clips, plain_characters, words_of

CALL = N_("Number {number}, please come to counter {counter}.")
RECALL = N_("Repeated, time {n}: number {number}, please come to counter {counter}.")
LAST_CALL = N_("If nobody comes, the number is put on the list of those to be called again.")

# The phrases between the numbers as a voice says them: the sentences above in pieces.
PHRASES: Mapping[str, Mapping[str, str]] = {
    "vi": {
        "invite": "kính mời công dân có số thứ tự",
        "repeat": "nhắc lại lần",
        "invite-again": "mời công dân có số thứ tự",
        "to-counter": "đến quầy số",
        "last-call": "nếu không có mặt, số của quý công dân sẽ được chuyển sang danh sách chờ gọi lại",
    },
    "en": {
        "invite": "number",
        "repeat": "repeated, time",
        "invite-again": "number",
        "to-counter": "please come to counter",
        "last-call": "if nobody comes, the number is put on the list of those to be called again",
    },
}
_LABEL_OF_COUNTER = re.compile(r"(?:(?:quầy|cửa|bàn)(?: số)? )?([a-zđ][0-9]{0,2})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Announcement:
    """A call as it is said: `counter` is what stands over the counter, a number or a letter."""

    number: str
    counter: str
    recall: int = 0
    is_last: bool = False


def announcement_of(call: Call, plan: OfficePlan) -> Announcement:
    """What a call of this office says; its last recall says so."""
    is_last = 0 < plan.rules.recalls_max <= call.recall
    return Announcement(call.number, counter_short_label(plan, call.counter), call.recall, is_last)


def counter_short_label(plan: OfficePlan, number: int) -> str:
    """What a counter is called aloud: the letter in a label such as "Quầy A", or else its number."""
    return short_label(plan.counters, number)


def short_label(counters: Iterable[CounterPlan], number: int) -> str:
    """What stands over counter `number`, of these counters: the letter in its label, or else its number."""
    label = next((counter.label.vi for counter in counters if counter.number == number), "")
    found = _LABEL_OF_COUNTER.fullmatch(label)
    return found[1].upper() if found else str(number)


def clip_words(language: str) -> dict[str, str]:
    """Every clip of a language, phrases first, with the words that it says."""
    return {**PHRASES.get(language, PHRASES["en"]), **words_of(language)}


def announcement_clips(said: Announcement, reading: NumberReading) -> tuple[str, ...]:
    """The clips that say an announcement once, in their order."""
    number = ("to-counter", *number_clips(said.counter, reading))
    called = (*number_clips(said.number, reading), *number)
    if not said.recall:
        return ("invite", *called)
    repeated = ("repeat", *number_clips(str(said.recall), reading), "invite-again", *called)
    return (*repeated, "last-call") if said.is_last else repeated


def joined_clips(said: Announcement, reading: NumberReading) -> tuple[str, ...]:
    """The clips that say a call in short, as one of several."""
    return announcement_clips(Announcement(said.number, said.counter), reading)[1:]


def caption(said: Announcement, words: Words) -> str:
    """The sentence for those who don't hear it, with the number in figures, as it stands on the ticket."""
    return _sentence(said, said.number, said.counter, words)


def spelled(number: str, language: str) -> tuple[str, ...]:
    """The names of a number's digits and letters, one by one; any other character is passed over.

    A language that nobody has given names in is spelled in English, and a letter without a name is kept.
    """
    names = words_of(language)
    return tuple(
        names[clip] if (clip := clip_of(character, language)) else character
        for character in plain_characters(number)
    )


def announcement(call: Call, language: str, words: Words, counter: str = "") -> str:
    """The sentence that calls or recalls a citizen, number by number; `words` must speak `language`.

    `counter` is what stands over the counter where that is not its number.
    """
    said = Announcement(call.number, counter or str(call.counter), call.recall)
    number = " ".join(spelled(said.number, language))
    return _sentence(said, number, " ".join(spelled(said.counter, language)), words)


def _sentence(said: Announcement, number: str, counter: str, words: Words) -> str:
    if not said.recall:
        return words(CALL, number=number, counter=counter)
    sentence = words(RECALL, n=said.recall, number=number, counter=counter)
    return f"{sentence} {words(LAST_CALL)}" if said.is_last else sentence
