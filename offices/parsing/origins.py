"""From which other addresses pages of an office may come: what a reverse proxy hides from the server."""

import re

from offices.parsing.mistakes import Mistake, shown
from offices.parsing.table import Table

ORIGINS_MAX = 10
ORIGIN_LENGTH_MAX = 120
ORIGIN = re.compile(r"https?://([a-z0-9.-]+|\[[0-9a-f:.]+\])(:[0-9]{1,5})?")


def read_origins(server: Table) -> tuple[str, ...]:
    """The origins in the table [server], without a port that goes without saying."""
    origins = server.texts("origins", ORIGINS_MAX, ORIGIN_LENGTH_MAX)
    for place, origin in enumerate(origins):
        if not ORIGIN.fullmatch(origin.lower()):
            raise Mistake((*server.path, "origins", place), "bad-origin", value=shown(origin))
    return origins
