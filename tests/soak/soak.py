"""A soak: day after day at one server, which is looked at each evening."""

import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from time import process_time
from zoneinfo import ZoneInfo

import psutil  # type: ignore[import-untyped] # it publishes no types

from offices import load_office
from server.app import JOURNAL_NAME
from server.clerks.clerk_file import ClerkFile
from server.clerks.register import ClerkRegister
from server.clock import SystemRandomSource
from server.tokens import WRITING_ROLES, TokenRegister
from tests.soak.day import COUNTERS, PIN, Office, ServiceDay, clerk_at
from tests.soak.figures import DayFigures
from tests.soak.held_server import OFFICE
from tests.soak.running import MEBIBYTE, HeldServer, held_server
from tests.soak.screens import browser
from ticketing.plan import OfficePlan
from ticketing.rules.due_dates import is_working_day

FIRST_DAY = date(2026, 11, 30)
OPENING, CLOSED = time(7), time(18)


def working_days(plan: OfficePlan, count: int) -> Iterator[date]:
    """The first days on which the office works."""
    day = FIRST_DAY
    for _ in range(count):
        while not is_working_day(plan, day):
            day += timedelta(days=1)
        yield day
        day += timedelta(days=1)


async def soak(
    folder: Path, days: int, visits: int, *, seed: int = 1, start_every: int = 0
) -> AsyncIterator[DayFigures]:
    """The figures of each of so many days of so many visits.

    Every `start_every` days another server starts on a copy of the files, for what a start takes then.
    """
    plan, random_source = load_office(OFFICE), SystemRandomSource()
    tokens = {role: TokenRegister(folder).make(role, random_source) for role in WRITING_ROLES}
    register = ClerkRegister(ClerkFile(folder))
    for counter in COUNTERS:
        await register.add(clerk_at(counter), "clerk", PIN, random_source)
    opening = datetime.combine(FIRST_DAY, OPENING, ZoneInfo(plan.time_zone))
    chance, dossiers = Random(seed), list[str]()  # noqa: S311 - a seed that a person can give again
    async with held_server(folder, opening) as server:
        for number, day in enumerate(working_days(plan, days), 1):
            before = server.processor_seconds(), process_time()
            async with browser(server.address) as http:
                running = ServiceDay(Office(server, plan, tokens, http, chance, dossiers), day)
                await running.run(visits)
            took = server.processor_seconds() - before[0], process_time() - before[1]
            is_start = start_every and (number - 1) % start_every == 0
            start = await start_milliseconds(server, day, plan) if is_start else None
            yield await figures_of(number, server, running, took, start)


async def figures_of(
    number: int, server: HeldServer, day: ServiceDay, took: tuple[float, float], start: float | None
) -> DayFigures:
    """What is seen in the evening of a day that took so many processor seconds, of the server and here."""
    said, times, looks = await server.figures(), sorted(day.presses.milliseconds), sorted(day.looks)
    return DayFigures(
        day=number,
        presses=len(times),
        refused=day.presses.refused,
        memory=server.memory(),
        screens_memory=psutil.Process().memory_full_info().uss / MEBIBYTE,
        files=server.seen.num_fds(),
        threads=server.seen.num_threads(),
        tasks=said.tasks,
        offices=said.offices,
        wal=server.wal(),
        journal=(server.folder / JOURNAL_NAME).stat().st_size / MEBIBYTE,
        median_milliseconds=times[len(times) // 2],
        slow_milliseconds=times[len(times) * 99 // 100],
        look_milliseconds=looks[len(looks) * 99 // 100],
        processor_milliseconds=took[0] * 1000 / len(times),
        screens_milliseconds=took[1] * 1000 / len(times),
        start_milliseconds=start,
    )


async def start_milliseconds(server: HeldServer, day: date, plan: OfficePlan) -> float:
    """The processor time of a start on a copy of the files, while nobody presses."""
    with tempfile.TemporaryDirectory(dir=server.folder.parent) as copies:
        copied = Path(copies) / "data"
        shutil.copytree(server.folder, copied, ignore=shutil.ignore_patterns("*-shm"))
        async with held_server(copied, datetime.combine(day, CLOSED, ZoneInfo(plan.time_zone))) as other:
            return other.start_seconds * 1000
