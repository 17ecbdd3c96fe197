"""Why a slip did not come out, as staff read it."""

from ticketing.sentences import N_, Words

SENTENCES: dict[str, str] = {
    "off": N_("the printer is off or out of reach"),
    "no-answer": N_("the printer gives no answer"),
    "paper-out": N_("the printer is out of paper"),
    "cover-open": N_("the printer's cover is open"),
    "other": N_("the printer reports an error"),
}


def worded_reason(reason: str, words: Words) -> str:
    """The reason in the language of `words`; one that a newer kiosk has is shown as it came."""
    return words(SENTENCES[reason]) if reason in SENTENCES else reason
