"""What the API takes as a text: strings in NFC without signs that nobody can see."""

import re
from datetime import date
from typing import Annotated
from unicodedata import normalize

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from ticketing.sentences import has_unseen
from ticketing.texts import CODE_LENGTH_MAX, NUMBER_LENGTH_MAX
from ticketing.wire.messages import REQUEST_ID_LENGTH_MAX

FIELDS_NAMED_MAX = 100
NOTICE_NUMBER_MAX = 1_000_000
COUNTER_NUMBER_MAX = 2**31 - 1
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
NUMBER = re.compile(r"0|[1-9][0-9]*")


def _seen(text: str) -> str:
    """The text in NFC; raises ValueError for control characters, line ends and halves of characters."""
    if has_unseen(text):
        raise ValueError("a text may hold no control characters")
    return normalize("NFC", text)


def _day_text(value: object) -> object:
    """What stands for a day; a number would pass for a moment, so that ValueError is raised for it."""
    if isinstance(value, str) and not DAY.fullmatch(value):
        raise ValueError("a day is written YYYY-MM-DD")
    if isinstance(value, int | float):
        raise ValueError("a day is a text, YYYY-MM-DD")  # noqa: TRY004 - pydantic takes ValueError for a fault
    return value


def _plain_digits(value: object) -> object:
    """A number in an address; ValueError for other writings of it, of which each would be an address too."""
    if isinstance(value, str) and not NUMBER.fullmatch(value):
        raise ValueError("a number is written in digits")
    return value


Text = Annotated[str, AfterValidator(_seen)]
Code = Annotated[str, Field(min_length=1, max_length=CODE_LENGTH_MAX), AfterValidator(_seen)]
Number = Annotated[str, Field(min_length=1, max_length=NUMBER_LENGTH_MAX), AfterValidator(_seen)]
SeenNumber = Annotated[str, Field(max_length=NUMBER_LENGTH_MAX), AfterValidator(_seen)]
Day = Annotated[date, Field(strict=False, description="YYYY-MM-DD"), BeforeValidator(_day_text)]
Digits = BeforeValidator(_plain_digits)
RequestId = Annotated[str, Field(min_length=1, max_length=REQUEST_ID_LENGTH_MAX), AfterValidator(_seen)]
CounterNumber = Annotated[int, Field(ge=-COUNTER_NUMBER_MAX, le=COUNTER_NUMBER_MAX)]


class Body(BaseModel):
    """A JSON object with exact types; keys that are not known are passed over."""

    model_config = ConfigDict(strict=True, frozen=True, extra="ignore")

    request_id: RequestId | None = Field(
        default=None,
        description="New for every press and the same when it is sent again; without one, every one is new",
    )
