"""What the link itself refuses, and how a refusal becomes a sentence in both languages."""

from collections.abc import Mapping
from typing import ClassVar

from link.contract import CommandRefused
from ticketing.refusals import Refusal
from ticketing.sentences import N_
from ticketing.wire.messages import Sentence
from wording import load

SENTENCES: dict[str, str] = {
    "not-allowed": N_("This is not for a {role} to do. Please ask a manager."),
    "request-id-reused": N_("This request id was already used for something else."),
    "frame-too-large": N_("This message is too long: at most {bytes_max} bytes."),
    "protocol-unknown": N_(
        "This screen and the server are of different versions. Please update the older one."
    ),
}


class LinkRefusal(Refusal):
    """Something was refused before the office's rules were asked; nothing is changed."""

    sentences: ClassVar[Mapping[str, str]] = SENTENCES


def sentence_of(refusal: Refusal) -> Sentence:
    """The sentence for a person in both languages."""
    return Sentence(vi=refusal.sentence(load("vi")), en=refusal.sentence(load("en")))


def refused(refusal: Refusal) -> CommandRefused:
    """The refusal as the rooms get it."""
    return CommandRefused(refusal.name, sentence_of(refusal))
