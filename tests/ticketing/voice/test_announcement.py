"""A call is said and captioned in the words of the office: its number, its place and the sign there."""

import re
from datetime import UTC, datetime

import pytest

from tests.ticketing.plans import PLAN, plan_ruling, plan_with
from ticketing.office import Call
from ticketing.places import PLACE_KINDS, PlaceKind
from ticketing.plan import CounterPlan, Name, NumberReading
from ticketing.voice.announcement import (
    Announcement,
    announcement_clips,
    announcement_of,
    caption,
    clip_words,
    joined_clips,
)
from ticketing.voice.reading import sign_clips
from wording import load

NOW = datetime(2026, 11, 23, 9, 41, tzinfo=UTC)
DIGITS, NORTH = NumberReading(), NumberReading(mode="number")
SOUTH, ENGLISH = NumberReading(mode="number", region="south"), NumberReading("en")
ROOM = Announcement("1001", "201", place="room")
WINDOW = Announcement("1001", "5", place="window")


def in_words(clips: tuple[str, ...], language: str = "vi") -> str:
    """What these clips say, one after the other."""
    words = clip_words(language)
    return " ".join(words[clip] for clip in clips)


@pytest.mark.parametrize(
    ("said", "vietnamese", "english"),
    [
        (Announcement("1001", "3"), "một không không một đến quầy số ba", "counter three"),
        (Announcement("1001", "12"), "một không không một đến quầy số mười hai", "counter twelve"),
        (Announcement("1001", "21"), "một không không một đến quầy số hai mươi mốt", "counter twenty one"),
        (Announcement("1001", "A"), "một không không một đến quầy a", "counter A"),
        (ROOM, "một không không một đến phòng hai không một", "room two zero one"),
        (WINDOW, "một không không một đến cửa số năm", "window five"),
        (Announcement("1001", "2A", place="table"), "một không không một đến bàn hai a", "table two A"),
        (Announcement("1001", "4", place="table"), "một không không một đến bàn số bốn", "table four"),
        (Announcement("1001", "C", place="window"), "một không không một đến cửa xê", "window C"),
        (Announcement("A012", "15"), "a không một hai đến quầy số mười lăm", "counter fifteen"),
    ],
)
def test_the_voice_sends_to_the_place_by_its_own_word(
    said: Announcement, vietnamese: str, english: str
) -> None:
    """The ticket is read digit by digit as the office has set, the sign as people say it."""
    greeting = "kính mời công dân có số thứ tự"
    assert in_words(announcement_clips(said, DIGITS)) == f"{greeting} {vietnamese}"
    assert in_words(announcement_clips(said, ENGLISH), "en").endswith(
        f", please come to {english}".lstrip(", ")
    )


@pytest.mark.parametrize(
    ("sign", "vietnamese", "english"),
    [
        ("12", "mười hai", "twelve"),
        ("21", "hai mươi mốt", "twenty one"),
        ("24", "hai mươi tư", "twenty four"),
        ("07", "bảy", "seven"),
        ("201", "hai không một", "two zero one"),
        ("1205", "một hai không năm", "one two zero five"),
        ("2A", "hai a", "two A"),
        ("12B", "mười hai bê", "twelve B"),
        ("A", "a", "A"),
        ("Đ1", "đê một", "D one"),
        ("P-201", "pê hai không một", "P two zero one"),
    ],
)
def test_a_sign_is_read_alike_in_every_mode_and_region(sign: str, vietnamese: str, english: str) -> None:
    """Up to two figures are a number, more are read one by one, letters have their names."""
    for reading in (DIGITS, NORTH, SOUTH):
        assert in_words(sign_clips(sign, reading)) == vietnamese
    assert in_words(sign_clips(sign, ENGLISH), "en") == english


@pytest.mark.parametrize(
    ("recall", "vietnamese", "english"),
    [
        (1, "nhắc lại lần một", "called again"),
        (2, "nhắc lại lần hai", "called again, second time"),
        (5, "nhắc lại lần năm", "called again, fifth time"),
        (12, "nhắc lại lần mười hai", "called again"),
        (20, "nhắc lại lần hai mươi", "called again"),
    ],
)
def test_a_recall_says_its_count_as_a_number(recall: int, vietnamese: str, english: str) -> None:
    """Twelve times is mười hai, never một hai."""
    said = Announcement("1001", "3", recall)
    assert in_words(announcement_clips(said, DIGITS)) == (
        f"{vietnamese} mời công dân có số thứ tự một không không một đến quầy số ba"
    )
    assert in_words(announcement_clips(said, ENGLISH), "en").startswith(f"{english} number one zero")


def test_ticket_numbers_are_read_as_the_office_has_set() -> None:
    """The mode and the region change the ticket's number, and nothing of the sign's."""
    said = Announcement("1005", "12")
    assert in_words(announcement_clips(said, NORTH)).endswith(
        "một nghìn không trăm linh năm đến quầy số mười hai"
    )
    assert in_words(announcement_clips(said, SOUTH)).endswith(
        "một ngàn không trăm lẻ năm đến quầy số mười hai"
    )


@pytest.mark.parametrize(
    ("said", "vietnamese", "english"),
    [
        (
            Announcement("1001", "3"),
            "số một không không một quầy ba",
            "number one zero zero one counter three",
        ),
        (ROOM, "số một không không một phòng hai không một", "number one zero zero one room two zero one"),
        (
            Announcement("A01", "2A", 3, True, "table"),
            "số a không một bàn hai a",
            "number A zero one table two A",
        ),
    ],
)
def test_one_of_several_calls_is_said_in_short(said: Announcement, vietnamese: str, english: str) -> None:
    """Without greeting, without its count, and without what follows from a last recall."""
    assert in_words(joined_clips(said, DIGITS)) == vietnamese
    assert in_words(joined_clips(said, ENGLISH), "en") == english


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("recall", [0, 1, 2, 5])
@pytest.mark.parametrize("place", PLACE_KINDS)
@pytest.mark.parametrize("sign", ["3", "A"])
def test_the_voice_says_what_the_caption_says(
    language: str, recall: int, place: PlaceKind, sign: str
) -> None:
    """The clips are the words of the written sentence, in their order, whichever sentence it is."""
    said = Announcement("A705", sign, recall, place=place)
    aloud = in_words(announcement_clips(said, NumberReading(language)), language)
    digit = {"vi": str.lower, "en": str.upper}[language]
    names = clip_words(language)
    figures = {str(at): names[f"digit-{at}"] for at in range(10)} | {"A": digit("a")}
    written = re.sub(
        r"\b(?:[A]?[0-9]+|A)\b",
        lambda found: " ".join(figures[character] for character in found[0]),
        caption(said, load(language)),
    )
    assert re.findall(r"\w+", aloud.lower()) == re.findall(r"\w+", written.lower())


def test_the_last_recall_says_what_happens_to_those_who_do_not_come() -> None:
    """The recall that is the office's last one ends with a sentence of its own, aloud and as a caption."""
    call = Call(9, "1001", "1", 3, NOW, recall=PLAN.rules.recalls_max)
    said = announcement_of(call, PLAN)
    assert said == Announcement("1001", "3", 3, is_last=True)
    assert announcement_clips(said, NumberReading())[-1] == "last-call"
    assert caption(said, load("vi")) == (
        "Nhắc lại lần 3: mời công dân có số thứ tự 1001 đến quầy số 3. "
        "Nếu không có mặt, số của quý công dân sẽ được chuyển sang danh sách chờ gọi lại."
    )
    assert not announcement_of(Call(9, "1001", "1", 3, NOW, recall=2), PLAN).is_last
    assert not announcement_of(call, plan_ruling(recalls_max=0)).is_last


@pytest.mark.parametrize(
    ("said", "vietnamese", "english"),
    [
        (
            Announcement("A012", "3"),
            "Kính mời công dân có số thứ tự A012 đến quầy số 3.",
            "Number A012, please come to counter 3.",
        ),
        (
            ROOM,
            "Kính mời công dân có số thứ tự 1001 đến phòng 201.",
            "Number 1001, please come to room 201.",
        ),
        (
            Announcement("1001", "3", 1),
            "Nhắc lại lần 1: mời công dân có số thứ tự 1001 đến quầy số 3.",
            "Called again: number 1001, please come to counter 3.",
        ),
        (
            Announcement("1001", "3", 2),
            "Nhắc lại lần 2: mời công dân có số thứ tự 1001 đến quầy số 3.",
            "Called again, second time: number 1001, please come to counter 3.",
        ),
        (
            Announcement("1001", "5", 12, place="window"),
            "Nhắc lại lần 12: mời công dân có số thứ tự 1001 đến cửa số 5.",
            "Called again, 12th time: number 1001, please come to window 5.",
        ),
    ],
)
def test_a_caption_shows_number_and_sign_as_they_stand_there(
    said: Announcement, vietnamese: str, english: str
) -> None:
    """Who does not hear reads figures, which are on the paper and over the counter too."""
    assert caption(said, load("vi")) == vietnamese
    assert caption(said, load("en")) == english


def test_a_call_goes_to_the_place_of_its_counter() -> None:
    """Counter 3 is room 201 to citizens; a counter that the office has lost is one by its number."""
    plan = plan_with(counters=(CounterPlan(3, Name("Phòng 201"), "", ("1",)),))
    assert announcement_of(Call(1, "1001", "1", 3, NOW), plan) == ROOM
    assert announcement_of(Call(1, "1001", "1", 9, NOW), plan) == Announcement("1001", "9")
