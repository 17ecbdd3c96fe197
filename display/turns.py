"""Whose turn it is in each zone that a wall shows, as the server has told it."""

from collections.abc import Iterable

from ticketing.wire.messages import TurnFrame, ZoneCard


class ZoneTurns:
    """The newest turn of each zone; the server alone decides which it is."""

    def __init__(self) -> None:
        self._newest: dict[str, TurnFrame] = {}

    def take(self, turn: TurnFrame) -> None:
        """A turn in the place of the one that its zone had."""
        self._newest[turn.zone] = turn

    def keep(self, zones: Iterable[ZoneCard]) -> None:
        """Forgets zones that the office has no more."""
        known = {zone.code for zone in zones}
        self._newest = {code: turn for code, turn in self._newest.items() if code in known}

    def of(self, zones: Iterable[ZoneCard]) -> tuple[TurnFrame, ...]:
        """The turns of the zones in which there has been a call, in the office's order."""
        turns = (self._newest.get(zone.code) for zone in zones)
        return tuple(turn for turn in turns if turn and turn.call)

    def is_quiet(self, zones: Iterable[ZoneCard]) -> bool:
        """Whether in these zones nothing is said or shown for its time, and nothing waits to be."""
        turns = (self._newest.get(zone.code) for zone in zones)
        return not any(turn and (turn.is_now or turn.following) for turn in turns)
