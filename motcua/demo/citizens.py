"""The citizens of a simulated morning: who comes when, for what and how long; no clock, chance as given.

Shares, service times and the morning's shape are assumptions that stand for a Vietnamese commune's office:
no measured data were found.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import log, sqrt
from random import Random

from ticketing.plan import OfficePlan


@dataclass(frozen=True, slots=True)
class DemoMatter:
    """What citizens come for: its share of all tickets, and its log-normal service time.

    `named` are parts of a Vietnamese field name, in small letters, by which an office's field is known to
    deal with it; a matter without them is dealt with by all fields that no other matter names.
    """

    share: float
    service_minutes: float
    variation: float
    named: tuple[str, ...] = ()


MATTERS = (
    DemoMatter(0.34, 5.5, 0.6, ("chứng thực",)),
    DemoMatter(0.22, 11, 0.6, ("hộ tịch",)),
    DemoMatter(0.15, 17, 0.7, ("đất đai",)),
    DemoMatter(0.09, 9, 0.6, ("bảo trợ", "người có công")),
    DemoMatter(0.05, 12, 0.6, ("kinh doanh",)),
    DemoMatter(0.03, 14, 0.7, ("xây dựng",)),
    DemoMatter(0.12, 3, 0.5),
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the morning, in minutes after opening, and its share of the whole day's tickets."""

    begins: float
    ends: float
    share: float


MORNING = (
    Stretch(0, 30, 0.13),
    Stretch(30, 90, 0.22),
    Stretch(90, 150, 0.19),
    Stretch(150, 210, 0.12),
    Stretch(210, 240, 0.03),
)
MORNING_MINUTES = 240.0


@dataclass(frozen=True, slots=True)
class Customs:
    """How busy the office is, and how its citizens behave; the shares are parts of all tickets."""

    tickets_per_day: float = 250
    priority_share: float = 0.11
    no_show_share: float = 0.07
    transfer_share: float = 0.05


@dataclass(frozen=True, slots=True)
class PlannedVisit:
    """A citizen to come, `at_minutes` after opening; `transfer_to` is the field of a second counter."""

    at_minutes: float
    field: str
    priority: str | None
    service_minutes: float
    comes_when_called: bool
    transfer_to: str | None


def arrivals(plan: OfficePlan, seed: int, customs: Customs | None = None) -> list[PlannedVisit]:
    """The citizens of one morning in the order in which they come; the same seed gives the same ones."""
    customs = customs or Customs()
    random_source = Random(seed)  # noqa: S311 - a morning that can be had again, not a secret
    matters = matters_by_field(plan)
    return [
        _visit(plan, at, matters, customs, random_source)
        for at in _moments(customs.tickets_per_day, random_source)
    ]


def matters_by_field(plan: OfficePlan) -> list[tuple[str, DemoMatter]]:
    """Every field with a matter that it deals with; a matter's share is spread evenly over its fields."""
    fields = {field.code: field.name.vi.lower() for field in plan.fields}
    named = {
        matter: [code for code, name in fields.items() if any(part in name for part in matter.named)]
        for matter in MATTERS
    }
    taken = {code for codes in named.values() for code in codes}
    others = [code for code in fields if code not in taken] or list(fields)
    spread = {matter: codes or others for matter, codes in named.items()}
    return [
        (code, DemoMatter(matter.share / len(codes), matter.service_minutes, matter.variation))
        for matter, codes in spread.items()
        for code in codes
    ]


def service_minutes(matter: DemoMatter, random_source: Random) -> float:
    """A log-normal service time with the matter's mean and variation (standard deviation / mean)."""
    squared = log(1 + matter.variation**2)
    return random_source.lognormvariate(log(matter.service_minutes) - squared / 2, sqrt(squared))


def _moments(tickets_per_day: float, random_source: Random) -> Iterator[float]:
    """A Poisson process whose rate follows the morning's shape."""
    for stretch in MORNING:
        rate = tickets_per_day * stretch.share / (stretch.ends - stretch.begins)
        at = stretch.begins + random_source.expovariate(rate)
        while at < stretch.ends:
            yield at
            at += random_source.expovariate(rate)


def _visit(
    plan: OfficePlan,
    at: float,
    matters: list[tuple[str, DemoMatter]],
    customs: Customs,
    random_source: Random,
) -> PlannedVisit:
    field, matter = random_source.choices(matters, [matter.share for _, matter in matters])[0]
    classes = tuple(group for group in plan.priority_classes if group.at_kiosk)
    has_priority = random_source.random() < customs.priority_share and len(classes) > 0
    moves = random_source.random() < customs.transfer_share and len(plan.fields) > 1
    elsewhere = [other.code for other in plan.fields if other.code != field]
    return PlannedVisit(
        at_minutes=at,
        field=field,
        priority=random_source.choice(classes).code if has_priority else None,
        service_minutes=service_minutes(matter, random_source),
        comes_when_called=random_source.random() >= customs.no_show_share,
        transfer_to=random_source.choice(elsewhere) if moves else None,
    )
