"""What a kiosk without its server says no to."""

from collections.abc import Mapping
from typing import ClassVar

from ticketing.refusals import SENTENCES as OFFICE_SENTENCES
from ticketing.refusals import Refusal
from ticketing.sentences import N_

SENTENCES: dict[str, str] = {
    "no-numbers-offline": N_(
        "This machine has no connection now and no numbers left for this field. Please see the guidance desk."
    ),
    "office-closed": OFFICE_SENTENCES["office-closed"],
    "office-closed-long": OFFICE_SENTENCES["office-closed-long"],
}


class OfflineRefusal(Refusal):
    """The kiosk gave no number by itself; nothing is changed, here or at the office."""

    sentences: ClassVar[Mapping[str, str]] = SENTENCES
