"""Starting in the middle of a very full day: the replay, beside only reading the rows that it replays."""

import asyncio
import json
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from time import perf_counter
from zoneinfo import ZoneInfo

from bench.comparison import Comparison, Round
from bench.our_server import always_open_office
from bench.scale import Scale
from server.app import JOURNAL_NAME, collector_at_rest
from server.clock import SystemClock, SystemRandomSource
from server.desk import Desk
from server.idempotency import PRESSES_WAITING_MAX, Press
from server.journal.sqlite import SqliteJournal
from ticketing import commands as c
from ticketing.plan import OfficePlan

COUNTER = c.OpenCounter(1, "Hoa")
FIELD = "1"


async def measure_start_up(scale: Scale, folder: Path) -> list[Comparison]:
    """The figure of the start; the file holds a day on which every ticket was printed and called."""
    path, plan = folder / JOURNAL_NAME, always_open_office()
    day = await _take_tickets(path, plan, scale.tickets_today)
    rounds = [Round(ours=await _start(path, plan), baseline=_read(path, day)) for _ in range(scale.rounds)]
    return [Comparison("start-up with 5,000 tickets taken today", "ms", rounds)]


async def _take_tickets(path: Path, plan: OfficePlan, tickets: int) -> date:
    desk, journal = await _desk(path, plan)
    running = asyncio.create_task(desk.run())
    await desk.submit(Press("open", COUNTER, "counter 1"))
    for begun in range(0, tickets, PRESSES_WAITING_MAX // 4):
        presses: list[Press] = []
        for at in range(begun, min(tickets, begun + PRESSES_WAITING_MAX // 4)):
            presses.append(Press(f"{at:032d}", c.IssueTicket(FIELD), "kiosk"))
            presses.append(Press(f"next-{at:027d}", c.CallNext(1, missed=True), "counter 1"))
        await asyncio.gather(*map(desk.submit, presses))
    running.cancel()
    await journal.close()
    assert desk.office.ticket_count == tickets
    return desk.office.day


async def _start(path: Path, plan: OfficePlan) -> float:
    begun = perf_counter()
    _, journal = await _desk(path, plan)
    seconds = perf_counter() - begun
    await journal.close()
    return 1_000 * seconds


async def _desk(path: Path, plan: OfficePlan) -> tuple[Desk, SqliteJournal]:
    journal = await SqliteJournal.open(path, plan.code)
    desk = Desk(plan, journal, SystemClock(ZoneInfo(plan.time_zone)), SystemRandomSource())
    with collector_at_rest():
        await desk.start()
    return desk, journal


def _read(path: Path, day: date) -> float:
    begun = perf_counter()
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT * FROM journal WHERE day = ? ORDER BY position"
        rows = connection.execute(query, (day.isoformat(),)).fetchall()
        decoded = [json.loads(row[6]) for row in rows]
    assert decoded
    return 1_000 * (perf_counter() - begun)
