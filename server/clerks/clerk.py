"""A person who signs in: the name, the role, and what a session of theirs gives the right to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import ClassVar, Literal, get_args
from unicodedata import category

from ticketing.refusals import Refusal
from ticketing.sentences import N_
from ticketing.texts import CLERK_NAME_LENGTH_MAX, checked_text
from ticketing.wire.messages import Role

ClerkRole = Literal["clerk", "guidance", "manager"]
CLERK_ROLES: tuple[ClerkRole, ...] = get_args(ClerkRole)
# A comma parts who from where in the journal, so that a name has none.
NAME_SIGNS = " .-'’()"

SENTENCES: dict[str, str] = {
    "clerk-known": N_("{clerk} is in the book already. Write a name that tells the two apart."),
    "unknown-clerk": N_("Nobody is called {clerk} here. {command} shows who is in the book."),
    "clerk-name-malformed": N_("A name has letters, digits, blanks, dots, hyphens, apostrophes or brackets."),
    "pin-malformed": N_("A PIN has {length_min} to {length_max} digits."),
    "managers-pin-malformed": N_("A manager's PIN has {length_min} to {length_max} digits."),
}


class ClerkRefusal(Refusal):
    """The register of people was asked for something that it does not do; nothing is changed."""

    sentences: ClassVar[Mapping[str, str]] = SENTENCES


@dataclass(frozen=True, slots=True)
class Clerk:
    """A person in the register."""

    name: str
    role: ClerkRole
    is_disabled: bool


@dataclass(frozen=True, slots=True)
class SignInSession:
    """A person who has signed in, on the service day `day`; `ends_at` is the end of that day.

    With a PIN that `is_pin_short` for the role nothing may be done but change it.
    """

    name: str
    role: ClerkRole
    day: date
    ends_at: datetime
    is_pin_short: bool = False

    @property
    def wire_role(self) -> Role:
        """The role as which this person's screens speak."""
        return "counter" if self.role == "clerk" else self.role


def clerk_name(text: str) -> str:
    """The name as it is kept: NFC, on one line, single blanks. Raises Refusal."""
    name = " ".join(checked_text(text, CLERK_NAME_LENGTH_MAX).split())
    if not name:
        raise Refusal("clerk-missing")
    if not all(category(letter)[0] in "LMN" or letter in NAME_SIGNS for letter in name):
        raise ClerkRefusal("clerk-name-malformed")
    return name


def hashed(text: str) -> bytes:
    """A plain hash: of what is random, such as a token, or of whatever was typed as a name."""
    return sha256(text.encode(errors="surrogatepass")).digest()
