"""What was pressed and what people were told, beside what the record says."""

from dataclasses import dataclass
from dataclasses import field as default

from server.hub import Audience
from tests.link.virtual_time import passes
from ticketing import commands as c
from ticketing.answers import Answer, LeaseAnswer, TicketAnswer
from ticketing.refusals import Refusal
from ticketing.wire.codec import decode_from_server, decode_view
from ticketing.wire.messages import ViewFrame


@dataclass
class Ledger:
    """What was pressed and what people were told; a press without an answer is pressed again later."""

    acknowledged: dict[str, tuple[c.Command, Answer]] = default(default_factory=dict)
    refused: dict[str, str] = default(default_factory=dict)
    open: dict[str, c.Command] = default(default_factory=dict)
    count: int = 0

    def new(self, command: c.Command) -> str:
        """The id of a press that nobody has answered yet."""
        self.count += 1
        self.open[request_id := f"press-{self.count}"] = command
        return request_id

    def answered(self, request_id: str, command: c.Command, answer: Answer) -> None:
        """It was carried out; a copy is told the same."""
        told = self.acknowledged.setdefault(request_id, (command, answer))[1]
        assert told == answer, f"{request_id} was told {told} and then {answer}"
        assert request_id not in self.refused, f"{request_id} was refused and then carried out"
        self.open.pop(request_id, None)

    def turned_down(self, request_id: str, refusal: Refusal) -> None:
        """It was refused, once and for all, and not because the program has failed."""
        assert refusal.name != "server-fault", f"a rule failed at {self.open.get(request_id)}"
        assert request_id not in self.acknowledged, (
            f"{request_id} was carried out and then refused: {refusal}"
        )
        self.refused.setdefault(request_id, refusal.name)
        self.open.pop(request_id, None)

    @property
    def numbers(self) -> list[TicketAnswer]:
        """All numbers that were seen."""
        return [answer for _, answer in self.acknowledged.values() if isinstance(answer, TicketAnswer)]

    @property
    def leases(self) -> list[tuple[str, LeaseAnswer]]:
        """All numbers that kiosks hold."""
        return [
            (command.kiosk, answer)
            for command, answer in self.acknowledged.values()
            if isinstance(answer, LeaseAnswer) and isinstance(command, c.LeaseNumbers)
        ]


@dataclass
class Glass:
    """What one screen was sent in one run of the server; it takes its time over each frame."""

    audience: Audience
    seconds: float = 0.0
    versions: list[int] = default(default_factory=list)
    newest: object = None

    async def take(self, text: str) -> None:
        """Read a frame as a screen does: no view is older than the one before."""
        frame = decode_from_server(text)
        if isinstance(frame, ViewFrame):
            assert frame.version >= max(self.versions, default=0), "an old view came after a new one"
            self.versions.append(frame.version)
            self.newest = decode_view(self.audience.role, frame.view)
        await passes(self.seconds)
