"""What the desk shows at one moment, handed to each of its parts."""

from dataclasses import dataclass
from datetime import datetime

from counter.names import Names
from link.contract import LinkState
from ticketing.desk_views import CounterView


@dataclass(frozen=True, slots=True)
class Picture:
    """A view with what the desk itself knows: the time, keys that make sense or are under way, the line."""

    view: CounterView
    names: Names
    now: datetime | None
    keys: frozenset[str]
    under_way: frozenset[str]
    line: LinkState
    is_wide: bool = True
    is_tall: bool = False
