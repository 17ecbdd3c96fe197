"""What a computer's clock that is set, or doubted, adds to any history of commands."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from tests.ticketing.history import History
from tests.ticketing.offline_kiosks import OfflineKiosks
from ticketing import commands as c
from ticketing.apply import apply
from ticketing.office import Office
from ticketing.rules.clock import clock_believed, clock_doubted, clock_set

HALF, JUMPS = 0.5, 0.3


class JumpingClock(OfflineKiosks):
    """An office whose clock jumps; `before_act` is what stood before each counter's last act, and when."""

    def __init__(self, history: History, random_source: Random) -> None:
        super().__init__(history, random_source)
        self.before_act: dict[int, tuple[Office, datetime]] = {}

    def acts(self) -> list[Callable[[], None]]:
        """What can happen now; the papers of kiosks that are offline keep their moments."""
        jumps = not self.papers and self.random_source.random() < JUMPS
        return super().acts() + [self.the_clock_jumps] * jumps

    def the_clock_jumps(self) -> None:
        """It is set by minutes; or it is doubted, and then believed again, or said by staff to be right."""
        history, by = self.history, timedelta(minutes=self.random_source.choice((-90, -3, 5, 50)))
        if history.office.doubt is None and self.random_source.random() < HALF:
            history.happen(*clock_doubted(history.office, history.now, history.now + timedelta(days=1)))
            return
        if history.office.doubt and self.random_source.random() < HALF:
            self.press(c.AnswerNotice(history.office.doubt.notice, clock="right"))
            history.happen(*clock_believed(history.office, history.now))
            return
        if (history.now + by).date() != history.office.day:
            return
        was, history.now = history.now, history.now + by
        known = history.now if self.random_source.random() < HALF else None
        happened = clock_set(history.office, history.now, was if known else None)
        history.happen(*happened)
        acts = self.before_act.items() if known else ()
        self.before_act = {n: (apply(before, happened[0]), at + by) for n, (before, at) in acts}
