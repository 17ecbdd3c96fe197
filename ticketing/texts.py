"""The named limits of what a person or a screen may write into the office."""

from ticketing.refusals import Refusal
from ticketing.sentences import one_line

TEXT_LENGTH_MAX = 500
CODE_LENGTH_MAX = 40
NUMBER_LENGTH_MAX = 20
CLERK_NAME_LENGTH_MAX = 80
KIOSK_NAME_LENGTH_MAX = 80
NOTICE_LENGTH_MAX = 200
KIOSK_LENGTH_MAX = 64
TRACK_LENGTH_MAX = 64


def checked_text(text: str, length_max: int = TEXT_LENGTH_MAX) -> str:
    """The text on one line; refuses one that is longer than `length_max` characters."""
    text = one_line(text)
    if len(text) > length_max:
        raise Refusal("text-too-long", length_max=length_max)
    return text


def check_plain(refusal: str, text: str, length_max: int) -> None:
    """Refuse by this name a text that could not stand in a link: empty, too long, or of other letters."""
    if not 0 < len(text) <= length_max or not _is_plain(text):
        raise Refusal(refusal, length_max=length_max)


def _is_plain(text: str) -> bool:
    return text.isascii() and text.replace("-", "a").replace("_", "a").isalnum()
