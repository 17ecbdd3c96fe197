"""What is written on the list of papers that a citizen takes home instead of a number."""

from kiosk.printing.papers_list import PapersList
from ticketing.plan import Procedure
from ticketing.wire.messages import OfficeCard
from wording import Wording


def papers_list(
    procedure: Procedure, papers: tuple[str, ...], head: tuple[OfficeCard, str], words: Wording
) -> PapersList:
    """The list in the language of `words`; `head` is the office, and what has to be said of its catalogue."""
    office, note = head
    return PapersList(
        title=words("PAPERS TO BRING"),
        procedure=procedure.name,
        papers=papers,
        office_lines=tuple(name.worded(words.language) for name in office.names),
        foot_lines=(words("This is not a queue number"), note),
    )
