"""Which of the office's languages a request prefers.

Starlette does not read the header, and babel and werkzeug, which do, are no libraries of the running server.
"""

from typing import Literal

Language = Literal["vi", "en"]
DEFAULT_LANGUAGE: Language = "vi"


def language_of(accept_language: str) -> Language:
    """The language that the header `Accept-Language` ranks higher; Vietnamese where it ranks neither."""
    ranks = dict(_rank(part) for part in reversed(accept_language.split(",")))
    return "en" if ranks.get("en", 0.0) > ranks.get("vi", 0.0) else DEFAULT_LANGUAGE


def _rank(part: str) -> tuple[str, float]:
    """A language and its weight; one that can't be read weighs nothing."""
    tag, _, weight = part.partition(";")
    language = tag.strip().lower().partition("-")[0]
    _, _, value = weight.partition("=")
    try:
        return language, float(value) if weight else 1.0
    except ValueError:
        return language, 0.0
