"""Two servers of one office on one journal: each number and press once, and each knows of the other."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from random import Random

import pytest

from server.batch import office_of
from server.desk import Desk
from server.idempotency import Press
from server.journal.chain import follows
from server.journal.contract import START
from tests.rings import RING
from tests.server.fakes import CountedRandomSource, ManualClock
from tests.server.journal.memory import TurnsOfLoop, YieldingJournal
from tests.ticketing.plans import PLAN
from ticketing import commands as c
from ticketing.answers import Answer, CallAnswer, TicketAnswer
from ticketing.refusals import Refusal
from ticketing.tickets import TicketState

AT_ONCE = 20


class TwoServers:
    """Two desks whose journals have one log, and people who press at either."""

    def __init__(self, seed: int) -> None:
        self.random_source = Random(seed)  # noqa: S311 - a seed that a person can give again
        turns = TurnsOfLoop(self.random_source)
        self.journals = [YieldingJournal(turns), YieldingJournal(turns)]
        self.journals[1].join(self.journals[0])
        self.clock = ManualClock()
        self.desks = [Desk(PLAN, journal, self.clock, CountedRandomSource()) for journal in self.journals]
        self.answers: dict[str, Answer | Refusal] = {}
        self._running: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Both begin at once."""
        await asyncio.gather(*(desk.start() for desk in self.desks))
        self._running = [asyncio.create_task(desk.run()) for desk in self.desks]

    async def end(self) -> None:
        """Both are switched off."""
        for running in self._running:
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running

    async def press(self, request_id: str, command: c.Command) -> None:
        """Press at either server, and now and then again at the other one before there is an answer."""
        first = self.random_source.randrange(2)
        at = [first, 1 - first] if self.random_source.random() < 0.2 else [first]
        told = []
        for server in at:
            told.append(self.desks[server].submit(Press(request_id, command, "test")))
            await asyncio.sleep(0)
        results = await asyncio.gather(*told, return_exceptions=True)
        done = [result for result in results if isinstance(result, Answer)]
        assert all(answer == done[0] for answer in done), results
        refused = [result for result in results if isinstance(result, Refusal)]
        assert len(done) + len(refused) == len(results), results
        self.answers[request_id] = [*done, *refused][0]

    def commands(self, count: int) -> Iterator[tuple[str, c.Command]]:
        """What people and clerks press in a busy morning."""
        yield from ((f"open-{n}", c.OpenCounter(n, f"Clerk {n}")) for n in (1, 2, 3))
        for number in range(count):
            counter = self.random_source.randrange(1, 4)
            yield (
                f"press-{number}",
                self.random_source.choice(
                    [
                        c.IssueTicket("1"),
                        c.IssueTicket("2"),
                        c.IssueTicket("3", "elderly"),
                        c.CallNext(counter),
                        c.StartService(counter),
                        c.FinishService(counter),
                    ]
                ),
            )


@pytest.fixture
async def servers() -> AsyncIterator[TwoServers]:
    """Two servers at work on Monday morning."""
    both = TwoServers(1)
    await both.start()
    yield both
    await both.end()


@pytest.mark.slow
@pytest.mark.seeded
@pytest.mark.parametrize("seed", RING.two_desks)
async def test_two_desks_on_one_journal_give_no_number_twice(seed: int) -> None:
    """In thousands of presses, some of them at both: no number, call or request twice, nothing lost."""
    both = TwoServers(seed)
    await both.start()
    waiting: set[asyncio.Task[None]] = set()
    for request_id, command in both.commands(RING.two_desks_presses):
        waiting.add(asyncio.create_task(both.press(request_id, command)))
        if len(waiting) >= AT_ONCE:
            _, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    await asyncio.gather(*waiting)
    check(both)
    await both.end()


def check(both: TwoServers) -> None:
    """What was answered is on record once, and a replay is what both servers see."""
    entries = both.journals[0].entries
    assert follows(entries, START)
    ids = Counter(entry.request_id for entry in entries if entry.request_id)
    assert set(ids.values()) == {1}
    done = {request_id for request_id, answer in both.answers.items() if not isinstance(answer, Refusal)}
    assert set(ids) == done
    told = [answer for answer in both.answers.values() if isinstance(answer, TicketAnswer)]
    numbers = [answer.number for answer in told]
    assert len(numbers) == len(set(numbers)) > 0
    calls = [answer.call for answer in both.answers.values() if isinstance(answer, CallAnswer)]
    assert len(calls) == len(set(calls))
    office = office_of(PLAN, both.clock.now().date(), entries)
    assert set(office.tickets) == set(numbers)
    refused = Counter(answer.name for answer in both.answers.values() if isinstance(answer, Refusal))
    assert not {"journal-unavailable", "server-fault", "too-busy"} & set(refused), refused


async def test_each_server_knows_what_the_other_did(servers: TwoServers) -> None:
    """A number of one is called at the other, whose office and screens have it with nobody pressing there."""
    shown = asyncio.Event()
    first, other = servers.desks
    other.listen(lambda _office, _position: shown.set())
    await first.submit(Press("a", c.IssueTicket("1"), "test"))
    await shown.wait()
    assert other.office.tickets["1001"].state is TicketState.WAITING
    await other.submit(Press("b", c.OpenCounter(1, "Hoa"), "test"))
    called = await other.submit(Press("c", c.CallNext(1), "test"))
    assert isinstance(called, CallAnswer)
    assert called.number == "1001"


async def test_the_day_is_turned_once(servers: TwoServers) -> None:
    """At midnight both look at the clock; one turns the day, and both go on with the same one."""
    await servers.press("a", c.IssueTicket("1"))
    servers.clock.forward(days=1)
    for desk in servers.desks:
        desk.wake()
    await asyncio.gather(servers.press("b", c.IssueTicket("1")), servers.press("c", c.IssueTicket("1")))
    numbers = [servers.answers[each] for each in "bc"]
    assert sorted(getattr(answer, "number", "") for answer in numbers) == ["1001", "1002"]
    kinds = Counter(type(event).__name__ for entry in servers.journals[0].entries for event in entry.events)
    assert (kinds["TicketLapsed"], kinds["ServiceDayOpened"]) == (1, 1)


async def test_a_press_that_comes_again_at_the_other_server_gets_its_first_answer(
    servers: TwoServers,
) -> None:
    """It is carried out once, also where it would be refused by now."""
    first, other = servers.desks
    await first.submit(Press("open", c.OpenCounter(1, "Hoa"), "test"))
    await first.submit(Press("issue", c.IssueTicket("1"), "test"))
    called = await first.submit(Press("call", c.CallNext(1), "test"))
    assert await other.submit(Press("call", c.CallNext(1), "test")) == called
    assert len([entry for entry in servers.journals[0].entries if entry.request_id == "call"]) == 1
