"""Who speaks in a zone: one screen at a time, for as long as it is there and gives signs of life."""

from collections.abc import Hashable
from typing import Generic, TypeVar

from ticketing.wire.messages import REPORT_SECONDS

# Two painted reports of a screen may be lost before another one speaks in its place.
LEASE_SECONDS = 2.5 * REPORT_SECONDS

Holder = TypeVar("Holder", bound=Hashable)


class SpeakerLease(Generic[Holder]):
    """The screens that can speak, the first of which holds the lease. `at` is in seconds that never go back.

    The holder keeps the lease while signs of it come, and goes to the end of the row when another one is
    fresher. Where none is fresh the holder stays: a silent screen that is connected is better than
    nobody.
    """

    def __init__(self) -> None:
        self._seen_at: dict[Holder, float] = {}

    def __contains__(self, speaker: Holder) -> bool:
        return speaker in self._seen_at

    def see(self, speaker: Holder, at: float) -> None:
        """A sign of life of a screen that can speak."""
        self._seen_at[speaker] = at

    def leave(self, speaker: Holder) -> None:
        """This screen can't speak any more."""
        self._seen_at.pop(speaker, None)

    def pass_on(self, speaker: Holder) -> None:
        """Let the others have their turn before this one, which has not done what it was asked."""
        if speaker in self._seen_at:
            self._seen_at[speaker] = self._seen_at.pop(speaker)

    def prefer(self, speaker: Holder) -> None:
        """Let this screen have its turn before all others."""
        self._seen_at = {speaker: self._seen_at.pop(speaker), **self._seen_at}

    def holder(self, at: float) -> Holder | None:
        """Who speaks now; None where nobody can."""
        first = next(iter(self._seen_at), None)
        for speaker, seen_at in tuple(self._seen_at.items()):
            if at - seen_at <= LEASE_SECONDS:
                return speaker
            if any(at - other <= LEASE_SECONDS for other in self._seen_at.values()):
                self.pass_on(speaker)
        return first
