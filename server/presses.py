"""A press as the desk gets it, and the memory by which a press sent twice gets its first answer again."""

from collections import OrderedDict
from dataclasses import dataclass
from hashlib import blake2b

import msgspec

from server.refusals import ServerRefusal
from ticketing.answers import Answer
from ticketing.commands import Command
from ticketing.refusals import Refusal
from ticketing.wire.codec import command_body
from ticketing.wire.messages import REQUEST_ID_LENGTH_MAX

REFUSALS_REMEMBERED_MAX = 2_000
FINGERPRINT_BYTES = 8

Outcome = Answer | Refusal


@dataclass(frozen=True, slots=True)
class Press:
    """A command with its request id; `made_by` says which screen or system it came from."""

    request_id: str
    command: Command
    made_by: str

    def fingerprint(self) -> str:
        """A short hash of the command, by which a reused request id is known."""
        body = msgspec.json.encode(command_body(self.command))
        return blake2b(body, digest_size=FINGERPRINT_BYTES).hexdigest()


def checked_request_id(request_id: str) -> str:
    """The request id, if it has a length that the journal keeps; raises ServerRefusal."""
    if not 0 < len(request_id) <= REQUEST_ID_LENGTH_MAX:
        raise ServerRefusal("request-id-malformed", length_max=REQUEST_ID_LENGTH_MAX)
    return request_id


class Memory:
    """First outcomes by request id: answers of the running and the last service day, the newest refusals."""

    def __init__(self) -> None:
        self._today: dict[str, tuple[str, Outcome]] = {}
        self._yesterday: dict[str, tuple[str, Outcome]] = {}
        self._refused: OrderedDict[str, tuple[str, Outcome]] = OrderedDict()

    def first_outcome(self, request_id: str, fingerprint: str) -> Outcome | None:
        """What this press was answered before, if it was; a refusal if the id meant something else."""
        for kept in (self._today, self._refused, self._yesterday):
            if found := kept.get(request_id):
                same, outcome = found
                return outcome if same == fingerprint else ServerRefusal("request-id-reused")
        return None

    def keep(self, request_id: str, fingerprint: str, outcome: Outcome) -> None:
        """Remember the first outcome of a press."""
        if not isinstance(outcome, Refusal):
            self._today[request_id] = (fingerprint, outcome)
            return
        self._refused[request_id] = (fingerprint, outcome)
        if len(self._refused) > REFUSALS_REMEMBERED_MAX:
            self._refused.popitem(last=False)

    def turn_day(self) -> None:
        """Forget the day before the one that ends now."""
        self._yesterday, self._today = self._today, {}
