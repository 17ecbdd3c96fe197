"""The citizens of a simulated morning."""

from collections import Counter
from dataclasses import replace
from statistics import mean, stdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.demo.citizens import (
    MATTERS,
    MORNING,
    MORNING_MINUTES,
    Customs,
    PlannedVisit,
    arrivals,
    matters_by_field,
)
from offices import load_office
from ticketing.plan import Field, Name

PLAN = load_office("moc-chau")
MANY = Customs(tickets_per_day=12_000)


@pytest.fixture(scope="module")
def crowd() -> list[PlannedVisit]:
    """So many citizens that shares show."""
    return arrivals(PLAN, 7, MANY)


def share(crowd: list[PlannedVisit], fields: str) -> float:
    return sum(visit.field in fields for visit in crowd) / len(crowd)


@pytest.mark.slow
@given(st.integers(0, 10_000))
def test_a_morning_is_in_order_and_possible(seed: int) -> None:
    """Citizens come one after the other while the office is open, for fields that it has."""
    visits = arrivals(PLAN, seed)
    moments = [visit.at_minutes for visit in visits]
    assert moments == sorted(moments)
    assert all(0 <= moment < MORNING_MINUTES for moment in moments)
    assert all(PLAN.field(visit.field) and visit.service_minutes > 0 for visit in visits)
    assert all(visit.priority is None or PLAN.priority_class(visit.priority) for visit in visits)
    assert all(visit.transfer_to != visit.field for visit in visits)


def test_the_same_seed_gives_the_same_morning() -> None:
    """A morning can be had again; another seed gives another one."""
    assert arrivals(PLAN, 5) == arrivals(PLAN, 5)
    assert arrivals(PLAN, 5) != arrivals(PLAN, 6)


def test_shares_are_those_of_the_model(crowd: list[PlannedVisit]) -> None:
    """Certification, civil status, land, business and building, social matters, and the rest."""
    assert sum(matter.share for matter in MATTERS) == pytest.approx(1)
    shares = {fields: share(crowd, fields) for fields in ("2", "1", "3", "4", "5", "6789")}
    expected = {"2": 0.34, "1": 0.22, "3": 0.15, "4": 0.08, "5": 0.09, "6789": 0.12}
    assert shares == pytest.approx(expected, abs=0.015)


def test_service_times_are_those_of_the_model(crowd: list[PlannedVisit]) -> None:
    """Certification takes 5.5 minutes and land 17 on average, with the model's variation."""
    for field, minutes, variation in (("2", 5.5, 0.6), ("3", 17, 0.7)):
        times = [visit.service_minutes for visit in crowd if visit.field == field]
        assert mean(times) == pytest.approx(minutes, rel=0.07)
        assert stdev(times) / mean(times) == pytest.approx(variation, rel=0.15)


def test_the_morning_has_its_shape(crowd: list[PlannedVisit]) -> None:
    """Most come in the first hour and a half; 69 in 100 of the day's tickets are taken before noon."""
    came = Counter(next(stretch for stretch in MORNING if visit.at_minutes < stretch.ends) for visit in crowd)
    per_day = {stretch: came[stretch] / MANY.tickets_per_day for stretch in MORNING}
    assert per_day == pytest.approx({stretch: stretch.share for stretch in MORNING}, abs=0.012)
    assert sum(per_day.values()) == pytest.approx(0.69, abs=0.02)


def test_customs_are_those_of_the_model(crowd: list[PlannedVisit]) -> None:
    """11 in 100 have priority, 7 do not come when they are called, 5 are sent on to another counter."""
    assert mean(visit.priority is not None for visit in crowd) == pytest.approx(0.11, abs=0.012)
    assert mean(not visit.comes_when_called for visit in crowd) == pytest.approx(0.07, abs=0.012)
    assert mean(visit.transfer_to is not None for visit in crowd) == pytest.approx(0.05, abs=0.012)


def test_an_office_with_other_fields_gets_the_whole_model() -> None:
    """Where no field is named like a matter, the fields share all of it evenly."""
    plan = replace(PLAN, fields=(Field("a", Name("Y tế"), "A"), Field("b", Name("Thuế"), "B")))
    shares: Counter[str] = Counter()
    for code, matter in matters_by_field(plan):
        shares[code] += matter.share  # type: ignore[assignment] # a Counter adds up floats as well
    assert dict(shares) == pytest.approx({"a": 0.5, "b": 0.5})


def test_an_office_with_one_field_and_no_priority_classes_has_citizens() -> None:
    """Nobody is sent on to a field that is not there, and nobody has a priority that is not there."""
    plan = replace(PLAN, fields=PLAN.fields[:1], priority_classes=())
    visits = arrivals(plan, 3)
    assert visits
    assert {(visit.field, visit.priority, visit.transfer_to) for visit in visits} == {("1", None, None)}
