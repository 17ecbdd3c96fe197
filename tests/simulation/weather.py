"""Which kinds of trouble a seed has, and in which office: few at a time, so that each gets deep."""

from dataclasses import dataclass, replace
from datetime import datetime, time
from random import Random

from tests.simulation.disk import HONEST, LYING, SYNCS, Trouble
from tests.simulation.log_journal import ANCHOR, LOG
from tests.ticketing.plans import MONDAY_MORNING, PLAN, office_hours, plan_calling
from tests.ticketing.test_plan_check import LARGER, SMALLER
from ticketing.plan import OfficePlan, Session

AFTER_LUNCH = Session(time(11, 40), time(17))
AT_LUNCH = office_hours(hours=((Session(time(7, 30), time(11, 30)), AFTER_LUNCH),) * 7)
POLICIES = tuple(plan_calling(kind) for kind in ("strict", "ratio", "head_start"))
STARTS = (
    (MONDAY_MORNING, PLAN),
    *((MONDAY_MORNING, plan) for plan in POLICIES),
    (MONDAY_MORNING.replace(hour=11, minute=27), AT_LUNCH),
    (MONDAY_MORNING.replace(hour=11, minute=27), AT_LUNCH),
    (MONDAY_MORNING.replace(hour=23, minute=57), PLAN),
)


@dataclass(frozen=True)
class Weather:
    """Which kinds of trouble a seed has; the fewer there are, the deeper it gets into each."""

    start: datetime
    plan: OfficePlan
    plans: tuple[OfficePlan, ...]
    disk: tuple[Trouble, ...]
    lies_about: str
    kills: bool
    power_cuts: bool
    clock: bool
    copies: bool

    @classmethod
    def drawn(cls, random_source: Random) -> "Weather":
        """The weather of a seed."""
        clock, lies = random_source.random() < 0.3, random_source.random() < 0.15
        changes = random_source.random() < 0.3
        start, plan = (MONDAY_MORNING, PLAN) if clock else random_source.choice(STARTS)
        return cls(
            start,
            plan,
            (PLAN, SMALLER, LARGER) if changes and not clock and plan is PLAN else (plan,),
            disk=LYING if lies else random_source.choice(((), (), HONEST, HONEST, SYNCS)),
            lies_about=random_source.choice((LOG, LOG, ANCHOR)),
            kills=random_source.random() < 0.7,
            power_cuts=lies or random_source.random() < 0.5,
            clock=clock,
            copies=random_source.random() < 0.6,
        )

    @property
    def fair(self) -> "Weather":
        """The same without any trouble to come."""
        return replace(self, plans=(self.plan,), kills=False, power_cuts=False, copies=False)
