"""A program that can be ended at any step of any of its tasks, as kill -9 and power cuts do."""

import asyncio
from collections.abc import Callable, Coroutine, Generator
from concurrent.futures import Executor
from contextvars import Context, ContextVar, copy_context
from typing import Any

from tests.link.virtual_time import VirtualTimeLoop

_running: ContextVar["Process | None"] = ContextVar("_running", default=None)


class Process:
    """One run of a program; whatever task is begun by its tasks belongs to it, too.

    Every step of a task, from one await to the next, is counted. At the death nothing of it goes on: each
    task is cancelled where it stands.
    """

    def __init__(self) -> None:
        self.steps = 0
        self.is_dead = False
        self.died = asyncio.Event()
        self._at_death: list[Callable[[], object]] = []
        self._ends_after: int | None = None
        self._context = copy_context()
        self._context.run(_running.set, self)
        self._tasks: list[asyncio.Task[Any]] = []

    def begin(self, coroutine: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """Let a task of this program run."""
        return self._context.run(asyncio.ensure_future, coroutine)

    def belongs(self, task: asyncio.Task[Any]) -> None:
        """This task ends with the program."""
        self._tasks.append(task)
        if self.is_dead:
            task.cancel()

    def at_death(self, close: Callable[[], object]) -> None:
        """Have this called at its death: what the world sees of it must end there, too."""
        self._at_death.append(close)

    def end_in(self, steps: int) -> None:
        """Let it die after so many steps more, unless it has died by then."""
        self._ends_after = self.steps + steps

    def spare(self) -> None:
        """Let it live on after all."""
        self._ends_after = None

    def end(self) -> None:
        """Die now."""
        if self.is_dead:
            return
        self.is_dead = True
        for close in self._at_death:
            close()
        self.died.set()
        for task in self._tasks:
            task.cancel()

    async def buried(self, *expected: type[Exception]) -> None:
        """Wait until nothing of it is left; what its tasks have raised, unless expected, is raised here."""
        for result in await asyncio.gather(*self._tasks, return_exceptions=True):
            if isinstance(result, Exception) and not isinstance(result, expected):
                raise result

    def may_step(self) -> bool:
        """Count a step; False once it is dead."""
        self.steps += 1
        if self._ends_after is not None and self.steps >= self._ends_after:
            self.end()
        return not self.is_dead


class _Stepped(Coroutine[Any, Any, Any]):
    """A coroutine of a program, which goes on only while that lives."""

    __slots__ = ("_inner", "_process")

    def __init__(self, inner: Coroutine[Any, Any, Any], process: Process) -> None:
        self._inner = inner
        self._process = process

    def send(self, value: Any) -> Any:
        if self._process.may_step():
            return self._inner.send(value)
        return self._inner.throw(asyncio.CancelledError())

    def throw(self, *what: Any) -> Any:
        return self._inner.throw(*what)

    def close(self) -> None:
        self._inner.close()

    def __await__(self) -> Generator[Any, Any, Any]:
        raise TypeError("a task's coroutine is awaited by nobody")


class SimulationLoop(VirtualTimeLoop):
    """Virtual time, tasks that belong to processes, and threads whose work is done at once."""

    def __init__(self) -> None:
        super().__init__()
        self.set_task_factory(_task)

    def run_in_executor(  # type: ignore[override]  # what types of arguments there are does not matter here
        self, executor: Executor | None, func: Callable[..., Any], *args: Any
    ) -> asyncio.Future[Any]:
        done = self.create_future()
        done.set_result(func(*args))
        return done


def _task(
    loop: asyncio.AbstractEventLoop, coroutine: Any, context: Context | None = None
) -> asyncio.Task[Any]:
    process = context.get(_running) if context else _running.get()
    if process is None:
        return asyncio.Task(coroutine, loop=loop, context=context)
    task = asyncio.Task(_Stepped(coroutine, process), loop=loop, context=context)
    process.belongs(task)
    return task
