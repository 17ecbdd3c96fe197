"""Texts from a seed in place of those that nobody can guess."""

from random import Random


class SeededRandomSource:
    """Texts from a seed."""

    def __init__(self, random_source: Random) -> None:
        self._random_source = random_source

    def track(self) -> str:
        """A token for a ticket."""
        return f"{self._random_source.getrandbits(48):012X}"

    def secret(self) -> str:
        """A token that gives the right to write."""
        return f"{self._random_source.getrandbits(64):x}"

    def request_id(self) -> str:
        """A request id."""
        return f"{self._random_source.getrandbits(64):x}"
