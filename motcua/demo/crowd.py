"""Lives a planned morning through links: citizens at a kiosk, and a clerk at every counter it is given."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from link.contract import CommandRefused, Link, Unanswered
from motcua.demo.citizens import PlannedVisit
from ticketing import commands as c
from ticketing.answers import Answer, CallAnswer, TicketAnswer
from ticketing.desk_views import CounterView

MINUTES_PER_SECOND = 1.0
WALK_MINUTES = 0.5
REST_MINUTES = 0.3
STRANGER_MINUTES = 4.0
CLERKS = ("Hoa", "Bình", "Lan", "Dũng", "Thảo", "Minh", "Hạnh", "Sơn", "Mai")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CrowdStage:
    """Where the morning is lived: a kiosk's link, and the link of every counter that has a clerk."""

    kiosk: Link
    counters: Mapping[int, Link]


class Crowd:
    """The citizens and clerks of one morning, `minutes_per_second` of which pass in a second."""

    def __init__(
        self,
        stage: CrowdStage,
        visits: Sequence[PlannedVisit],
        minutes_per_second: float = MINUTES_PER_SECOND,
    ) -> None:
        self._stage = stage
        self._visits = visits
        self._minutes_per_second = minutes_per_second
        self._planned: dict[str, PlannedVisit] = {}

    async def run(self) -> None:
        """Keep the links and live the morning; the clerks stay when it is over. Ends by cancellation."""
        async with asyncio.TaskGroup() as tasks:
            for link in (self._stage.kiosk, *self._stage.counters.values()):
                tasks.create_task(link.run())
            for counter, link in self._stage.counters.items():
                tasks.create_task(self._work(counter, link))
            tasks.create_task(self._arrive())

    async def _arrive(self) -> None:
        """Let every citizen take a number when the time has come."""
        loop = asyncio.get_running_loop()
        opened = loop.time()
        for visit in self._visits:
            due = opened + visit.at_minutes / self._minutes_per_second
            await asyncio.sleep(max(0, due - loop.time()))
            answer = await press(self._stage.kiosk, c.IssueTicket(visit.field, visit.priority))
            if isinstance(answer, TicketAnswer):
                self._planned[answer.number] = visit
                await press(self._stage.kiosk, c.ReportPrint(answer.number, "printed"))

    async def _work(self, counter: int, link: Link) -> None:
        """Sit at a counter and serve one citizen after the other, for ever."""
        news = asyncio.Event()
        link.listen(lambda _: news.set())
        clerk = CLERKS[(counter - 1) % len(CLERKS)]
        while True:
            news.clear()
            if isinstance(link.view, CounterView):
                call = await self._call(link.view, link, clerk)
                if isinstance(call, CallAnswer):
                    await self._serve(counter, link, call)
                    continue
            await news.wait()

    async def _call(self, view: CounterView, link: Link, clerk: str) -> Answer | None:
        """Open the counter if it is closed; if it is free and somebody waits, call whoever is next.

        A number that is still there was left by a press that nobody answered, or by an earlier morning.
        """
        if not view.is_open:
            await press(link, c.OpenCounter(view.counter, clerk))
        elif view.ticket:
            await press(link, c.FinishService(view.counter))
        elif view.waiting_count:
            return await press(link, c.CallNext(view.counter))
        return None

    async def _serve(self, counter: int, link: Link, call: CallAnswer) -> None:
        visit = self._planned.pop(call.number, None) or _stranger(call)
        await self._pass(WALK_MINUTES)
        if not visit.comes_when_called:
            await press(link, c.Recall(counter))
            await self._pass(WALK_MINUTES)
            await press(link, c.MarkNoShow(counter))
        else:
            await press(link, c.StartService(counter))
            await self._pass(visit.service_minutes)
            if visit.transfer_to and await press(link, c.Transfer(counter, visit.transfer_to)):
                self._planned[call.number] = replace(visit, transfer_to=None)
            else:
                await press(link, c.FinishService(counter))
        await self._pass(REST_MINUTES)

    async def _pass(self, minutes: float) -> None:
        await asyncio.sleep(minutes / self._minutes_per_second)


async def press(link: Link, command: c.Command) -> Answer | None:
    """The office's answer; None where it refused or nobody answered, which a crowd takes as it comes."""
    try:
        return await link.send(command)
    except (CommandRefused, Unanswered) as trouble:
        log.info("The crowd pressed in vain: %s: %s", command, trouble)
        return None


def _stranger(call: CallAnswer) -> PlannedVisit:
    """Whoever took a number that this crowd does not know, such as whoever tries the demo out."""
    return PlannedVisit(0, call.field, None, STRANGER_MINUTES, True, None)
