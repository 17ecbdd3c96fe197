"""The turn of a day is when a server tidies up, once, and at no press."""

import gc
from dataclasses import dataclass
from datetime import timedelta
from weakref import ref

from server.night_upkeep import UPKEEP_AFTER_SECONDS, NightUpkeep
from tests.link.virtual_time import in_virtual_time, passes
from tests.ticketing.plans import MONDAY_MORNING, PLAN
from ticketing.office import new_day

TODAY, TOMORROW = (MONDAY_MORNING.date() + timedelta(days=days) for days in range(2))


@dataclass(eq=False)
class Circle:
    """Something that only keeps itself alive."""

    itself: "Circle | None" = None


def left_over() -> "ref[Circle]":
    """Garbage that nobody has looked for yet."""
    circle = Circle()
    circle.itself = circle
    return ref(circle)


@in_virtual_time
async def test_garbage_goes_when_another_day_runs() -> None:
    """What a day has left is gone once the next one runs, after the answers of the press that began it."""
    upkeep = NightUpkeep(TODAY)
    gc.disable()
    try:
        garbage = left_over()
        upkeep.publish(new_day(PLAN, TODAY), 1)
        await passes(2 * UPKEEP_AFTER_SECONDS)
        assert garbage() is not None
        upkeep.publish(new_day(PLAN, TOMORROW), 2)
        assert garbage() is not None
        await passes(2 * UPKEEP_AFTER_SECONDS)
        assert garbage() is None
        again = left_over()
        upkeep.publish(new_day(PLAN, TOMORROW), 3)
        await passes(2 * UPKEEP_AFTER_SECONDS)
        assert again() is not None
    finally:
        gc.enable()
