"""The office's catalogue of procedures as kiosks and desks have it, and what makes it fit to be searched."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ticketing.plan import Name, Procedure
from ticketing.search.finding import ProcedureIndex
from ticketing.search_words import NO_SEARCH_WORDS, SearchWords

NO_NOTE = Name("")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The office's procedures, what has to be said wherever they are shown, and how they are searched for.

    `asked` is how many numbers were taken for each procedure of late, by its code.
    """

    procedures: tuple[Procedure, ...] = ()
    note: Name = NO_NOTE
    words: SearchWords = NO_SEARCH_WORDS
    asked: Mapping[str, int] = field(default_factory=dict)

    def procedure(self, code: str) -> Procedure | None:
        """The procedure with this code, if the catalogue has it."""
        return next((procedure for procedure in self.procedures if procedure.code == code), None)

    def index(self, field_names: Mapping[str, str] | None = None) -> ProcedureIndex:
        """The catalogue made ready for searching, with the names of its fields by their codes."""
        return ProcedureIndex(self.procedures, field_names, self.words, self.asked)


EMPTY_CATALOGUE = Catalogue()
