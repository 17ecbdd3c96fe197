"""What a question can see of the desk."""

from dataclasses import dataclass
from datetime import datetime

from counter.names import Names
from ticketing.desk_views import CounterView
from ticketing.procedures import EMPTY_CATALOGUE, Catalogue
from wording import Wording


@dataclass(frozen=True, slots=True)
class Situation:
    """What the desk shows at this moment, and the office's procedures."""

    view: CounterView
    names: Names
    now: datetime | None = None
    catalogue: Catalogue = EMPTY_CATALOGUE

    @property
    def words(self) -> Wording:
        """The desk's language."""
        return self.names.words

    @property
    def number(self) -> str | None:
        """The number at the desk."""
        return self.view.ticket.number if self.view.ticket else None
