"""How long a test waits for what must come: longer than it takes at a load of ten."""

from collections.abc import Callable
from time import process_time

PATIENCE_SECONDS = 60.0
ATTEMPTS = 5


def processor_seconds(work: Callable[..., object], *values: object) -> float:
    """The processor time that a call takes, whatever else the machine does: the best of a few."""
    times = []
    for _ in range(ATTEMPTS):
        begun = process_time()
        work(*values)
        times.append(process_time() - begun)
    return min(times)
