"""motcua demo: a whole office to try out, in one terminal or, where there is none, as a server."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC
from functools import partial
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory
from typing import Any

import click

from motcua.commands.server import PORT_DEFAULT, what_runs
from motcua.demo.app import DemoApp
from motcua.demo.office import CROWDED_PACE, DemoOffice, demo_office
from motcua.demo.views import DemoScreen, views_of
from motcua.in_terminal import is_terminal, show
from motcua.logs import log_nowhere, log_to_file, log_to_stderr
from motcua.manual import page
from motcua.office_plans import load_plan
from motcua.options import LANGUAGES, data_option, office_option, several
from motcua.signals import told_to_end
from server.clock import SystemClock
from server.private_files import make_folder
from ticketing.places import PlacesNamed
from ticketing.plan import OfficePlan, place_at
from ticketing.voice.turns import USUAL_PACE, Pace
from wording import Wording, load

FOLDER_PREFIX = "motcua-demo-"
DATA_WITHOUT_TERMINAL = Path("var")


@dataclass(frozen=True, slots=True)
class DemoOrder:
    """What was asked on the command line."""

    office: str
    counter: int | None
    citizens: bool
    seed: int
    minutes_per_second: float
    language: str | None
    data: Path | None

    @property
    def pace(self) -> Pace:
        """How long calls are shown, which a fast morning shortens."""
        return CROWDED_PACE if self.citizens else USUAL_PACE


def command(words: Wording, does: str) -> click.Command:
    """The command `demo`."""

    @click.command("demo", help=page(words, does, "motcua demo", "motcua demo --citizens"))
    @several(
        office_option(words),
        click.option(
            "--counter",
            type=click.IntRange(min=1),
            metavar="NUMBER",
            help=words("The counter that you sit at; the first one if it is not given."),
        ),
        click.option(
            "--citizens", is_flag=True, help=words("Let simulated citizens and clerks live a morning.")
        ),
        click.option(
            "--seed", type=int, default=1, show_default=True, help=words("Which morning they live.")
        ),
        click.option(
            "--minutes-per-second",
            type=click.FloatRange(min=0.01, max=60),
            default=1.0,
            show_default=True,
            help=words("How fast their morning passes."),
        ),
        click.option("--language", type=click.Choice(LANGUAGES), help=words("The language of the screens.")),
        data_option(words, required=False, shows=words("Without it, a folder that is removed at the end.")),
    )
    def run(**given: Any) -> None:
        run_demo(DemoOrder(**given), words)

    return run


def run_demo(order: DemoOrder, words: Wording) -> None:
    """Runs the demo until it is left or told to end. Raises Failure."""
    plan = replace(load_plan(order.office, words), always_open=True)
    numbers = [counter.number for counter in plan.counters]
    if order.counter not in (None, *numbers):
        known = ", ".join(map(str, numbers))
        raise click.BadParameter(
            words("The office has the counters {known}.", known=known), param_hint="'--counter'"
        )
    asyncio.run(_run(plan, order, words))


async def _run(plan: OfficePlan, order: DemoOrder, words: Wording) -> None:
    with told_to_end() as told:
        if is_terminal():
            await _show(plan, order, words, told)
        else:
            log_to_stderr(verbose=False)
            await _serve(plan, order, words, told)


async def _serve(plan: OfficePlan, order: DemoOrder, words: Wording, told: asyncio.Event) -> None:
    """Without a terminal: say what runs and keep it running."""
    data = order.data or DATA_WITHOUT_TERMINAL / plan.code
    async with (
        demo_office(plan, data, words, PORT_DEFAULT, order.pace) as office,
        _crowded(office, order, None),
    ):
        click.echo("\n".join(what_runs(plan, office.address, data, words)))
        click.echo(words("A board that may speak: {address}", address=await office.board_address()))
        await told.wait()


async def _show(plan: OfficePlan, order: DemoOrder, words: Wording, told: asyncio.Event) -> None:
    screen = DemoScreen(order.counter or plan.counters[0].number, load(order.language or plan.language))
    with data_folder(order) as data, demo_log() as log:
        async with (
            demo_office(plan, data, words, pace=order.pace) as office,
            _crowded(office, order, screen.counter),
        ):
            named = words.filled_by(PlacesNamed(words, partial(place_at, plan.counters)))
            app = DemoApp(views_of(office, screen, SystemClock(UTC).now), named)
            await show(app, told, log, words)


def data_folder(order: DemoOrder) -> AbstractContextManager[Path]:
    """The folder that was asked for, or one that is removed when the context ends."""
    if order.data:
        make_folder(order.data)
        return nullcontext(order.data)
    return temporary_folder()


@contextmanager
def demo_log() -> Iterator[Path]:
    """A log of its own that is removed in the end, unless there was a failure and it says why."""
    with NamedTemporaryFile(prefix=FOLDER_PREFIX, suffix=".log", delete=False) as file:
        path = Path(file.name)
    log_to_file(path)
    is_wanted = True
    try:
        yield path
        is_wanted = False
    finally:
        log_nowhere()
        if not (is_wanted and path.stat().st_size):
            path.unlink()


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder that is removed when the context ends."""
    with TemporaryDirectory(prefix=FOLDER_PREFIX) as folder:
        yield Path(folder)


@asynccontextmanager
async def _crowded(office: DemoOffice, order: DemoOrder, own_counter: int | None) -> AsyncIterator[None]:
    """With --citizens, a crowd lives in the office as long as the context lasts."""
    if not order.citizens:
        yield
        return
    async with asyncio.TaskGroup() as tasks:
        crowd = office.crowd(order.seed, own_counter, order.minutes_per_second)
        living = tasks.create_task(crowd.run())
        yield
        living.cancel()
