"""A place has the office's own word and sign, in both languages, with "số" where people say it."""

import re

import pytest

from ticketing.places import SIGN, CounterPlace, PlaceKind, PlacesNamed, named_together, place_in_label
from ticketing.plan import CounterPlan, Name, place_at
from ticketing.refusals import Refusal
from tools.catalogues import collect_sentences
from wording import Wording, load


def test_several_places_are_named_together() -> None:
    """Those of a kind follow each other, and three figures in a row are a run."""
    places = [CounterPlace("counter", sign) for sign in ("1", "2", "3", "5", "6", "2A")]
    places.insert(2, CounterPlace("room", "201"))
    assert named_together(places, load("vi")) == "quầy 1–3, 5, 6, 2A, phòng 201"
    assert named_together(places, load("en")) == "counters 1–3, 5, 6, 2A, room 201"
    assert named_together((), load("vi")) == ""


@pytest.mark.parametrize(
    ("place", "named", "addressed", "above", "english"),
    [
        (CounterPlace("counter", "3"), "quầy 3", "quầy số 3", "ĐẾN QUẦY SỐ", "counter 3"),
        (CounterPlace("counter", "A"), "quầy A", "quầy A", "ĐẾN QUẦY", "counter A"),
        (CounterPlace("window", "5"), "cửa 5", "cửa số 5", "ĐẾN CỬA SỐ", "window 5"),
        (CounterPlace("table", "2A"), "bàn 2A", "bàn 2A", "ĐẾN BÀN", "table 2A"),
        (CounterPlace("room", "201"), "phòng 201", "phòng 201", "ĐẾN PHÒNG", "room 201"),
    ],
)
def test_a_place_is_named_as_people_say_it(
    place: CounterPlace, named: str, addressed: str, above: str, english: str
) -> None:
    """The word "số" stands before figures, but not of a room, and not where the name is short."""
    vietnamese, words = load("vi"), load("en")
    assert place.named(vietnamese) == named
    assert place.addressed(vietnamese) == addressed
    assert place.before_sign(vietnamese) == above
    assert place.named(words) == place.addressed(words) == english
    assert place.before_sign(words) == f"TO {english.split(maxsplit=1)[0].upper()}"


@pytest.mark.parametrize(
    ("label", "kind", "sign"),
    [
        ("Quầy A", "counter", "A"),
        ("quầy số b2", "counter", "B2"),
        ("Quầy 2A", "counter", "2A"),
        ("Cửa Đ", "window", "Đ"),
        ("Cửa số 5", "window", "5"),
        ("Bàn 5", "table", "5"),
        ("Phòng 201", "room", "201"),
        ("PHÒNG 201 – Hộ tịch", "room", "201"),
        ("Quầy 3: Đất đai", "counter", "3"),
        ("A", "counter", "A"),
        ("7", "counter", "7"),
    ],
)
def test_a_label_says_where_its_counter_is(label: str, kind: PlaceKind, sign: str) -> None:
    """An office that has written its place into the label has nothing more to write."""
    assert place_in_label(label) == CounterPlace(kind, sign)


@pytest.mark.parametrize(
    "label", ["Hộ tịch", "Quầy chung", "Bàn hướng dẫn", "Bàn 1 cửa", "Phòng Tư pháp", "Cửa 12345", ""]
)
def test_a_label_that_says_something_else_says_no_place(label: str) -> None:
    """A word that happens to stand in a name is no place's."""
    assert place_in_label(label) is None


def test_a_counter_without_a_sign_has_the_one_of_its_label_or_its_number() -> None:
    """Whoever makes a counter, it has a place; one that is not there is a counter by its number."""
    counters = (
        CounterPlan(1, Name("Hộ tịch"), "", ("1",)),
        CounterPlan(2, Name("Phòng 201"), "", ("1",)),
        CounterPlan(3, Name("Phòng 201"), "", ("1",), "table", "2A"),
        CounterPlan(4, Name("Đất đai"), "", ("1",), "window"),
    )
    assert [place_at(counters, number) for number in (1, 2, 3, 4, 9)] == [
        CounterPlace("counter", "1"),
        CounterPlace("room", "201"),
        CounterPlace("table", "2A"),
        CounterPlace("window", "4"),
        CounterPlace("counter", "9"),
    ]


@pytest.mark.parametrize(
    ("sign", "is_one"),
    [("2A", True), ("201", True), ("Đ", True), ("P.201", True), ("A-1", True), ("A 1", False), ("!", False)],
)
def test_a_sign_is_letters_and_figures(sign: str, is_one: bool) -> None:
    """It stands large on a wall and is read aloud character by character."""
    assert bool(SIGN.fullmatch(sign)) is is_one


ROOM_201, TABLE_2A = CounterPlace("room", "201"), CounterPlace("table", "2A")
IN_AN_OFFICE = {1: CounterPlace("counter", "1"), 2: CounterPlace("counter", "A"), 3: ROOM_201, 4: TABLE_2A}
COUNTER_NAMES = {"counter", "to_counter"}
# Sentences about the office file and its rows, in which a counter is a row by its number.
OF_THE_FILE = ("doesn't exist", "does not exist", "no zone hears", "has the sign", "There is no counter")


def office_words(language: str) -> Wording:
    """The words of an office whose counter 3 is room 201."""
    words = load(language)
    return words.filled_by(PlacesNamed(words, IN_AN_OFFICE.__getitem__))


@pytest.mark.parametrize(
    ("counter", "vietnamese", "english"),
    [
        (1, "Quầy số 1 đang đóng. Vui lòng mở quầy trước.", "Counter 1 is closed. Open it first."),
        (2, "Quầy A đang đóng. Vui lòng mở quầy trước.", "Counter A is closed. Open it first."),
        (3, "Phòng 201 đang đóng. Vui lòng mở quầy trước.", "Room 201 is closed. Open it first."),
        (4, "Bàn 2A đang đóng. Vui lòng mở quầy trước.", "Table 2A is closed. Open it first."),
    ],
)
def test_a_refusal_calls_a_counter_what_the_office_calls_it(
    counter: int, vietnamese: str, english: str
) -> None:
    """Whatever names a counter by its number says the office's word and sign."""
    refusal = Refusal("counter-closed", counter=counter)
    assert refusal.sentence(office_words("vi")) == vietnamese
    assert refusal.sentence(office_words("en")) == english


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_sentence_about_a_counter_can_call_it_otherwise(language: str) -> None:
    """Sentences are worded so that a room stands in the counter's place, in each of them."""
    word, name = {"vi": ("quầy 3", "phòng 201"), "en": ("counter 3", "room 201")}[language]
    words, told = office_words(language), 0
    for message in collect_sentences():
        sentence = message.id if isinstance(message.id, str) else ""
        named = set(re.findall(r"\{(\w+)\}", sentence))
        if not named & COUNTER_NAMES or any(part in sentence for part in OF_THE_FILE):
            continue
        said = words(sentence, **{each: 3 if each in COUNTER_NAMES else "x" for each in named}).lower()
        assert name in said, sentence
        assert word not in said, sentence
        assert "số 3" not in said, sentence
        told += 1
    assert told > 40
