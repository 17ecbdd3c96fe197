"""A slip on a warm kiosk, drawn and encoded, beside the plain way: all drawn anew, all sent as one raster."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from time import perf_counter

from bench.comparison import Comparison, Round, compared, in_turns
from bench.our_server import always_open_office
from bench.scale import Scale
from kiosk.printing.encoding import JobStyle, encode
from kiosk.printing.paper import PAPERS
from kiosk.printing.slip import Slip, draw_slip, forget_parts
from kiosk.slip_texts import Letterhead, ticket_slip
from ticketing.answers import TicketAnswer
from ticketing.wire.messages import office_card
from wording import load

PAPER = PAPERS["80mm-576"]
IN_STRIPS, PLAIN = JobStyle(), JobStyle(feeds=False)
MORNING = datetime(2026, 11, 23, 1, 15, tzinfo=UTC)
ADDRESS = "http://192.168.1.10:8700"


async def measure_paper(scale: Scale, folder: Path) -> list[Comparison]:  # noqa: ARG001 - as all measurements
    """The two figures of the slip; its number, its wait and its code are new every time."""
    slips = _slips()
    delays, sizes = [], []
    slips_a_round = max(scale.presses // 4, 2)
    for _ in range(scale.rounds):
        pairs = await in_turns(lambda: _warm(slips), lambda: _plain(slips), slips_a_round)
        delays.append(compared(pairs, 50))
        picture = draw_slip(next(slips), PAPER)
        sizes.append(
            Round(len(encode(picture, PAPER, IN_STRIPS)) / 1_000, len(encode(picture, PAPER, PLAIN)) / 1_000)
        )
    return [
        Comparison("slip drawn and encoded, p50", "ms", delays),
        Comparison("bytes of a slip", "kB", sizes),
    ]


def _slips() -> Iterator[Slip]:
    plan, words = always_open_office(), load("vi")
    head = Letterhead(office_card(plan), ADDRESS)
    for at in count(1):
        ticket = TicketAnswer(f"1{at % 1000:03d}", "1", None, at % 40, MORNING, MORNING.date(), f"{at:012d}")
        yield ticket_slip(replace(ticket, expected_minutes=5 * (at % 12 + 1)), head, words)


async def _warm(slips: Iterator[Slip]) -> float:
    """Milliseconds of a slip after one that was printed before it, as on every kiosk but for its first."""
    draw_slip(next(slips), PAPER)
    slip = next(slips)
    begun = perf_counter()
    encode(draw_slip(slip, PAPER), PAPER, IN_STRIPS)
    return 1_000 * (perf_counter() - begun)


async def _plain(slips: Iterator[Slip]) -> float:
    """Milliseconds of a slip of which nothing was drawn before."""
    slip = next(slips)
    forget_parts()
    begun = perf_counter()
    encode(draw_slip(slip, PAPER), PAPER, PLAIN)
    return 1_000 * (perf_counter() - begun)
