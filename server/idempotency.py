"""Presses as the desk gets them, in a queue, and what lets one that is sent twice have its first answer."""

import asyncio
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

import msgspec

from server.refusals import ServerRefusal
from ticketing.answers import Answer, answer_to
from ticketing.commands import Command, IssueTicket
from ticketing.events import Events
from ticketing.refusals import Refusal
from ticketing.rules.dossiers import plain_code
from ticketing.wire.codec import command_body
from ticketing.wire.messages import REQUEST_ID_LENGTH_MAX

BATCH_PRESSES_MAX = 256
PRESSES_WAITING_MAX = 4_096
ANSWERS_REMEMBERED_MAX = 50_000
REFUSALS_REMEMBERED_MAX = 2_000
FINGERPRINT_BYTES = 8
RULE = "rule"
"""Who has made a press of the office's rules; one that is refused may be made again under its id."""

PressResult = Answer | Refusal


@dataclass(frozen=True, slots=True)
class Press:
    """A command with its request id; `made_by` says which screen or system it came from."""

    request_id: str
    command: Command
    made_by: str

    def fingerprint(self) -> str:
        """A short hash of the command, by which a reused request id is known."""
        body = command_body(self.command)
        if isinstance(self.command, IssueTicket) and not self.command.procedure:
            del body["procedure"]  # so that a press is the same for the versions that knew of none
        return blake2b(msgspec.json.encode(body), digest_size=FINGERPRINT_BYTES).hexdigest()


def checked_request_id(request_id: str) -> str:
    """The request id, if it has a length that the journal keeps; raises ServerRefusal."""
    if not 0 < len(request_id) <= REQUEST_ID_LENGTH_MAX:
        raise ServerRefusal("request-id-malformed", length_max=REQUEST_ID_LENGTH_MAX)
    return request_id


class PressMemory:
    """First results by request id: the newest answers of the running and the last service day, and refusals.

    A refusal is kept as nobody has raised it, and told as another one each time.
    """

    def __init__(self) -> None:
        self._today = _Results(ANSWERS_REMEMBERED_MAX)
        self._yesterday = _Results(ANSWERS_REMEMBERED_MAX)
        self._refused = _Results(REFUSALS_REMEMBERED_MAX)

    def first_result(self, request_id: str, fingerprint: str) -> PressResult | None:
        """What this press was answered before, if it was; a refusal if the id meant something else."""
        for kept in (self._today, self._refused, self._yesterday):
            if found := kept.get(request_id):
                same, result = found
                if same != fingerprint:
                    return ServerRefusal("request-id-reused")
                if isinstance(result, Refusal):
                    return result.again()
                return answer_to(result) if isinstance(result, tuple) else result
        return None

    def keep(self, request_id: str, fingerprint: str, result: PressResult) -> None:
        """Remember the first result of a press."""
        if isinstance(result, Refusal):
            self._refused.keep(request_id, fingerprint, result.again())
        else:
            self._today.keep(request_id, fingerprint, result)

    def keep_events(self, request_id: str, fingerprint: str, events: Events) -> None:
        """Remember a press of the journal by what it led to; few are ever sent again and need an answer."""
        self._today.keep(request_id, fingerprint, events)

    def turn_day(self) -> None:
        """Forget the day before the one that ends now."""
        self._yesterday, self._today = self._today, _Results(ANSWERS_REMEMBERED_MAX)


class _Results(OrderedDict[str, tuple[str, PressResult | Events]]):
    """The newest results by request id, each with the fingerprint of its press."""

    def __init__(self, count_max: int) -> None:
        super().__init__()
        self._count_max = count_max

    def keep(self, request_id: str, fingerprint: str, result: PressResult | Events) -> None:
        """Keep one more; of more than so many the oldest is forgotten."""
        self[request_id] = (fingerprint, result)
        if len(self) > self._count_max:
            self.popitem(last=False)


@dataclass(frozen=True, slots=True)
class PendingPress:
    """A press whose answer is awaited, with the fingerprint by which a copy of it is known."""

    press: Press
    fingerprint: str
    answer: asyncio.Future[Answer]

    @property
    def dossier(self) -> str:
        """The code of the dossier that the press is about, "" if it is about none."""
        code: str = getattr(self.press.command, "dossier", "")
        return plain_code(code) if code else ""


class PressQueue:
    """Presses that wait to be decided, in their order; copies of one share its answer, which is told once."""

    def __init__(self, memory: PressMemory) -> None:
        self.arrived = asyncio.Event()
        self._memory = memory
        self._waiting: list[PendingPress] = []
        self._under_way: dict[str, PendingPress] = {}

    def submit(self, press: Press) -> asyncio.Future[Answer]:
        """A future of the answer, which is set when it is told."""
        fingerprint = press.fingerprint()
        if under_way := self._under_way.get(press.request_id):
            if under_way.fingerprint == fingerprint:
                return under_way.answer
            return _settled(ServerRefusal("request-id-reused"))
        if first := self._memory.first_result(press.request_id, fingerprint):
            return _settled(first)
        if len(self._waiting) >= PRESSES_WAITING_MAX:
            refusal = ServerRefusal("too-busy")
            self._keep(press, fingerprint, refusal)
            return _settled(refusal)
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        pending = PendingPress(press, fingerprint, answer)
        self._waiting.append(pending)
        self._under_way[press.request_id] = pending
        self.arrived.set()
        return answer

    def take(self) -> list[PendingPress]:
        """The first of them, at most BATCH_PRESSES_MAX."""
        taken, self._waiting = self._waiting[:BATCH_PRESSES_MAX], self._waiting[BATCH_PRESSES_MAX:]
        if not self._waiting:
            self.arrived.clear()
        return taken

    def put_back(self, presses: Sequence[PendingPress]) -> None:
        """Let these be the first again."""
        if presses:
            self._waiting = [*presses, *self._waiting]
            self.arrived.set()

    def tell(self, pending: PendingPress, result: PressResult) -> None:
        """What became of a press."""
        self._keep(pending.press, pending.fingerprint, result)
        del self._under_way[pending.press.request_id]
        _settle(pending.answer, result)

    def _keep(self, press: Press, fingerprint: str, result: PressResult) -> None:
        """Remember a result, but no refusal of what the office's rules press, since they ask again."""
        if press.made_by != RULE or not isinstance(result, Refusal):
            self._memory.keep(press.request_id, fingerprint, result)

    def close(self) -> None:
        """Nobody is told anything any more."""
        for pending in self._under_way.values():
            pending.answer.cancel()


def _settled(result: PressResult) -> asyncio.Future[Answer]:
    future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
    _settle(future, result)
    return future


def _settle(future: asyncio.Future[Answer], result: PressResult) -> None:
    if future.done():
        return
    if isinstance(result, Refusal):
        future.set_exception(result)
    else:
        future.set_result(result)
