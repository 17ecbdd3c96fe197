"""What is said when a number is called: the words, the caption on the screens, and the clips of the voice."""

from collections.abc import Mapping
from dataclasses import dataclass

from ticketing.office import Call
from ticketing.places import CounterPlace, PlaceKind
from ticketing.plan import NumberReading, OfficePlan, place_at
from ticketing.sentences import N_, Words
from ticketing.voice.reading import count_clips, number_clips, sign_clips, words_of

CALL = N_("Number {number}, please come to {place}.")
RECALL_FIRST = N_("Called again: number {number}, please come to {place}.")
RECALL = N_("Called again, {which} time: number {number}, please come to {place}.")
_ORDINALS = {2: N_("second"), 3: N_("third"), 4: N_("fourth"), 5: N_("fifth")}
_ORDINAL = N_("{n}th")
_AGAIN_FIRST = N_("Called again")
_AGAIN = N_("Called again, {which} time")
LAST_CALL = N_("If nobody comes, the number is put on the list of those to be called again.")

# The phrases between the numbers as a voice says them: the sentences above in pieces, and the short ones.
PHRASES: Mapping[str, Mapping[str, str]] = {
    "vi": {
        "invite": "kính mời công dân có số thứ tự",
        "repeat": "nhắc lại lần",
        "invite-again": "mời công dân có số thứ tự",
        "to-counter": "đến quầy số",
        "to-counter-lettered": "đến quầy",
        "to-window": "đến cửa số",
        "to-window-lettered": "đến cửa",
        "to-table": "đến bàn số",
        "to-table-lettered": "đến bàn",
        "to-room": "đến phòng",
        "last-call": "nếu không có mặt, số của quý công dân sẽ được chuyển sang danh sách chờ gọi lại",
        "short-number": "số",
        "short-counter": "quầy",
        "short-window": "cửa",
        "short-table": "bàn",
        "short-room": "phòng",
    },
    "en": {
        "invite": "number",
        "again": "called again",
        "again-2": "called again, second time",
        "again-3": "called again, third time",
        "again-4": "called again, fourth time",
        "again-5": "called again, fifth time",
        "invite-again": "number",
        "to-counter": "please come to counter",
        "to-window": "please come to window",
        "to-table": "please come to table",
        "to-room": "please come to room",
        "last-call": "if nobody comes, the number is put on the list of those to be called again",
        "short-number": "number",
        "short-counter": "counter",
        "short-window": "window",
        "short-table": "table",
        "short-room": "room",
    },
}


@dataclass(frozen=True, slots=True)
class Announcement:
    """A call as it is said: `place` and `sign` are what citizens find, as "room" and "201"."""

    number: str
    sign: str
    recall: int = 0
    is_last: bool = False
    place: PlaceKind = "counter"

    @property
    def goes_to(self) -> CounterPlace:
        """Where the citizen is asked to go."""
        return CounterPlace(self.place, self.sign)


def announcement_of(call: Call, plan: OfficePlan) -> Announcement:
    """What a call of this office says; its last recall says so."""
    is_last = 0 < plan.rules.recalls_max <= call.recall
    place = place_at(plan.counters, call.counter)
    return Announcement(call.number, place.sign, call.recall, is_last, place.kind)


def clip_words(language: str) -> dict[str, str]:
    """Every clip of a language, phrases first, with the words that it says."""
    return {**PHRASES.get(language, PHRASES["en"]), **words_of(language)}


def announcement_clips(said: Announcement, reading: NumberReading) -> tuple[str, ...]:
    """The clips that say an announcement once, in their order."""
    called = plain_clips(said, reading)
    if not said.recall:
        return ("invite", *called)
    repeated = (*_again_clips(said.recall, reading), "invite-again", *called)
    return (*repeated, "last-call") if said.is_last else repeated


def joined_clips(said: Announcement, reading: NumberReading) -> tuple[str, ...]:
    """The clips of a call as one of several that are said in one go: its number and where to go."""
    number, sign = number_clips(said.number, reading), sign_clips(said.sign, reading)
    return ("short-number", *number, f"short-{said.place}", *sign)


def plain_clips(said: Announcement, reading: NumberReading) -> tuple[str, ...]:
    """The same for a voice that has no short words: its number, and where to come to in the long words."""
    return (*number_clips(said.number, reading), *place_clips(said, reading))


def place_clips(said: Announcement, reading: NumberReading) -> tuple[str, ...]:
    """The clips that say where to go: "đến quầy số" and three, "đến phòng" and two, zero, one."""
    is_lettered = reading.language == "vi" and said.place != "room" and not said.goes_to.is_numbered
    phrase = f"to-{said.place}-lettered" if is_lettered else f"to-{said.place}"
    return (phrase, *sign_clips(said.sign, reading))


def _again_clips(recall: int, reading: NumberReading) -> tuple[str, ...]:
    if reading.language == "vi":
        return ("repeat", *count_clips(recall, reading))
    return (f"again-{recall}" if recall in _ORDINALS else "again",)


def caption(said: Announcement, words: Words) -> str:
    """The sentence for those who don't hear it, with the number in figures, as it stands on the ticket."""
    values = {"number": said.number, "place": said.goes_to.addressed(words)}
    if not said.recall:
        return words(CALL, **values)
    sentence = words(
        RECALL_FIRST if said.recall == 1 else RECALL, which=_ordinal(said.recall, words), **values
    )
    return f"{sentence} {words(LAST_CALL)}" if said.is_last else sentence


def called_again(recall: int, words: Words) -> str:
    """That a number is called again, alone: Called again, second time; Nhắc lại lần 2."""
    return words(_AGAIN_FIRST if recall == 1 else _AGAIN, which=_ordinal(recall, words))


def _ordinal(count: int, words: Words) -> str:
    known = _ORDINALS.get(count)
    return words(known) if known else words(_ORDINAL, n=count)
