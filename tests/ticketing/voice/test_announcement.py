"""A call is read out digit by digit, in the words of the office's language."""

import re
from datetime import UTC, datetime

import pytest

from tests.ticketing.plans import PLAN, plan_ruling, plan_with
from ticketing.office import Call
from ticketing.plan import CounterPlan, Name, NumberReading
from ticketing.voice.announcement import (
    Announcement,
    announcement,
    announcement_clips,
    announcement_of,
    caption,
    clip_words,
    counter_short_label,
    spelled,
)
from wording import load

NOW = datetime(2026, 11, 23, 9, 41, tzinfo=UTC)
DIGITS = {"vi": ["không", "một", "hai", "ba"], "en": ["zero", "one", "two", "three"]}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("vi", "Kính mời công dân có số thứ tự một không không một đến quầy số ba."),
        ("en", "Number one zero zero one, please come to counter three."),
    ],
)
def test_a_call_names_the_number_and_the_counter(language: str, said: str) -> None:
    """The citizen hears each digit of the number, then the counter."""
    assert announcement(Call(1, "1001", "1", 3, NOW), language, load(language)) == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("vi", "Nhắc lại lần 2: mời công dân có số thứ tự bảy không một năm đến quầy số một hai."),
        ("en", "Repeated, time 2: number seven zero one five, please come to counter one two."),
    ],
)
def test_a_recall_says_how_often(language: str, said: str) -> None:
    """A recall begins with its count, so that nobody takes it for a new number."""
    assert announcement(Call(9, "7015", "7", 12, NOW, recall=2), language, load(language)) == said


@pytest.mark.parametrize(
    ("number", "names"),
    [
        ("0123456789", ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")),
        ("HT001", ("hát", "tê", "không", "không", "một")),
        ("Đ-025", ("đê", "không", "hai", "năm")),
        ("d1", ("dê", "một")),
    ],
)
def test_digits_and_letters_have_vietnamese_names(number: str, names: tuple[str, ...]) -> None:
    """Five is always "năm" and one always "một" where digits are read one by one; a hyphen is not read."""
    assert spelled(number, "vi") == names


def test_english_letters_are_said_as_they_are_written() -> None:
    """An English voice knows the names of letters by itself."""
    assert spelled("A012", "en") == ("A", "zero", "one", "two")


def test_a_letter_without_a_name_is_kept() -> None:
    """No sign of a number is lost, whatever the office has chosen as its prefix."""
    assert spelled("Ω7", "vi") == ("Ω", "bảy")


def test_a_language_without_names_is_spelled_in_english() -> None:
    """An announcement in a language that is still to be given its digits is understood all the same."""
    assert spelled("15", "tay") == ("one", "five")


def clips_said(said: Announcement, reading: NumberReading) -> str:
    """The words of the clips, one after the other."""
    words = clip_words(reading.language)
    return " ".join(words[clip] for clip in announcement_clips(said, reading))


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("recall", [0, 1, 3])
def test_the_voice_says_what_the_sentence_says(language: str, recall: int) -> None:
    """The clips are the words of the written sentence, in their order, whichever sentence it is."""
    call = Call(1, "A705", "1", 12, NOW, recall)
    said = Announcement(call.number, str(call.counter), recall)
    sentence = announcement(call, language, load(language)).replace(str(recall), DIGITS[language][recall])
    aloud = clips_said(said, NumberReading(language)).lower().replace(",", "")
    assert aloud == " ".join(re.findall(r"\w+", sentence.lower()))


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


def test_a_caption_shows_the_number_as_it_stands_on_the_ticket() -> None:
    """Who does not hear reads figures, which are on the paper too."""
    assert (
        caption(Announcement("A012", "3"), load("vi")) == "Kính mời công dân có số thứ tự A012 đến quầy số 3."
    )


@pytest.mark.parametrize(
    ("label", "sign"),
    [("Quầy A", "A"), ("quầy số b2", "B2"), ("Cửa Đ", "Đ"), ("A", "A"), ("Hộ tịch", "1"), ("Quầy 7", "1")],
)
def test_a_counter_is_called_by_the_letter_over_it(label: str, sign: str) -> None:
    """A counter whose label is a letter is called by it, every other one by its number."""
    plan = plan_with(counters=(CounterPlan(1, Name(label), "", ("1",)),))
    assert counter_short_label(plan, 1) == sign
    assert counter_short_label(plan, 9) == "9"
