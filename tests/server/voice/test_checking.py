"""What an office asks of a voice: its words, and calls a minute."""

from dataclasses import replace

import pytest

from server.voice.checking import calls_a_minute, clips_of_office
from tests.server.voice.packs import voice_of_tones
from tests.ticketing.plans import PLAN, plan_with
from ticketing.plan import CounterPlan, Name, NumberReading, VoicePlan

DIGITS = {f"digit-{digit}" for digit in range(10)}


def _counter(number: int, label: str) -> CounterPlan:
    return CounterPlan(number, Name(label), "", ("1",))


def test_an_office_needs_the_words_of_its_places_numbers_and_recalls() -> None:
    """Nothing more: an office of six counters needs no tens, no letters and no rooms."""
    plan = plan_with(counters=tuple(_counter(number, "Hộ tịch") for number in range(1, 7)))
    assert clips_of_office(plan, NumberReading()) == DIGITS | {
        *("invite", "repeat", "invite-again", "last-call", "short-number"),
        *("to-counter", "short-counter"),
    }


@pytest.mark.parametrize(
    ("label", "needs"),
    [
        ("Phòng 201", {"to-room", "short-room"}),
        ("Cửa số 15", {"to-window", "short-window", "ten", "unit-5"}),
        ("Bàn 2A", {"to-table-lettered", "short-table", "letter-a"}),
        ("Quầy B", {"to-counter-lettered", "letter-b"}),
    ],
)
def test_each_place_needs_its_own_words(label: str, needs: set[str]) -> None:
    """A sign of two figures is a number even where tickets are read digit by digit."""
    plain = clips_of_office(plan_with(counters=(_counter(1, "Hộ tịch"),)), NumberReading())
    both = plan_with(counters=(_counter(1, "Hộ tịch"), _counter(2, label)))
    assert clips_of_office(both, NumberReading()) - plain == needs


def test_whole_numbers_need_the_words_of_the_region() -> None:
    """A southern office needs lẻ and ngàn and never linh and nghìn."""
    needs = clips_of_office(PLAN, NumberReading(mode="number", region="south"))
    assert {"odd-south", "hundred", "tens", "unit-4"} <= needs
    assert not {"odd-north", "thousand-north"} & needs


def test_a_voice_says_fewer_calls_twice_and_more_joined() -> None:
    """Joined calls lack the greeting and share a chime; at a rush two languages cost no more than one."""
    packs = {language: voice_of_tones(language) for language in ("vi", "en")}
    one, both = VoicePlan(), VoicePlan(languages=("vi", "en"))
    pace, slow = calls_a_minute(packs, one), calls_a_minute(packs, both)
    assert pace.repeated < pace.alone < pace.joined
    assert calls_a_minute(packs, replace(one, repeats=1)).repeated == pace.alone
    assert slow.alone < pace.alone
    assert slow.joined == pace.joined
