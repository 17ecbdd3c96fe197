"""The sentence that stands beside what was found: which field is nearest, or where to go with it."""

from collections.abc import Callable

from ticketing.search.finding import Found
from ticketing.sentences import N_, Words

NOTHING_FOUND = N_(
    "Nothing found. Please type other words, or see the guidance desk: take a number for {field}."
)


def guiding_sentence(found: Found, field_name: Callable[[str], str], words: Words, language: str) -> str:
    """Where to go if no procedure is meant; "" where the ones that were found leave no doubt."""
    said = found.said.worded(language)
    field = field_name(found.field) if found.field else ""
    if said and field:
        return words("{said} Please choose the field {field}.", said=said, field=field)
    if said:
        return words("{said} The guidance desk can tell more.", said=said)
    if found.leads and field:
        return words("Field: {field}. If unsure, please see the guidance desk.", field=field)
    if not found.procedures and field:
        return words(NOTHING_FOUND, field=field)
    if not found.procedures:
        return words("Nothing found. Please type other words or see the guidance desk.")
    if not found.is_sure:
        return words("Perhaps one of these? If not, please see the guidance desk.")
    return ""
