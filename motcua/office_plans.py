"""The plan of the office that a command is told."""

from motcua.failures import Failure
from offices import load_office
from offices.parsing import OfficeFileError
from ticketing.plan import OfficePlan
from wording import Wording


def load_plan(office: str, words: Wording) -> OfficePlan:
    """The plan of an office file or a shipped office. Raises Failure, which names file and line."""
    try:
        return load_office(office)
    except OfficeFileError as error:
        raise Failure(f"{error.where}: {error.sentence(words)}") from error
