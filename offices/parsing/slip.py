"""The slip of an office file: what stands on it besides the number, and how many come out."""

import re

from offices.parsing.mistakes import shown
from offices.parsing.table import Table
from ticketing.plan import Name, SlipPlan, Validity

LINES_MAX = 4
LINE_LENGTH_MAX = 120
COPIES_MAX = 3
ADDRESS_LENGTH_MAX = 120
LOGO_PATH_LENGTH_MAX = 300
PHONE_LENGTH_MAX = 30
WHERE_LENGTH_MAX = 60
VALIDITIES: tuple[Validity, ...] = ("", "session", "day")

ADDRESS = re.compile(r"https?://[^\s/?#]+(/[^\s?#]*)?", re.IGNORECASE)


def read_slip(slip: Table) -> SlipPlan:
    """What is said about slips, but for the logo, which is in a file of its own."""
    usual = SlipPlan()
    return SlipPlan(
        lines=tuple(
            Name(row.text("vi", LINE_LENGTH_MAX), row.text("en", LINE_LENGTH_MAX, ""))
            for row in slip.rows("lines", LINES_MAX)
        ),
        people_ahead=slip.yes_no("people_ahead", usual.people_ahead),
        expected_wait=slip.yes_no("expected_wait", usual.expected_wait),
        session=slip.yes_no("session", usual.session),
        code=slip.yes_no("code", usual.code),
        missed_call=slip.yes_no("missed_call", usual.missed_call),
        copies=slip.whole("copies", 1, COPIES_MAX, usual.copies),
        public_address=_public_address(slip),
        phone=slip.text("phone", PHONE_LENGTH_MAX, ""),
        valid_for=slip.choice("valid_for", VALIDITIES, usual.valid_for),
    )


def read_where(field: Table) -> Name:
    """Where the citizens of a field go; empty where its counters say so."""
    if "where" not in field:
        return Name("")
    where = field.table("where")
    return Name(where.text("vi", WHERE_LENGTH_MAX), where.text("en", WHERE_LENGTH_MAX, ""))


def read_logo_file(slip: Table) -> str:
    """The path of the logo as it is written; empty where there is none."""
    return slip.text("logo", LOGO_PATH_LENGTH_MAX, "")


def _public_address(slip: Table) -> str:
    address = slip.text("public_address", ADDRESS_LENGTH_MAX, "")
    if address and not ADDRESS.fullmatch(address):
        raise slip.mistake("public_address", "bad-address", value=shown(address))
    return address.rstrip("/")
