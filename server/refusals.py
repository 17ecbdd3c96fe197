"""The server's own refusals, beside those of the office's rules."""

from collections.abc import Callable, Mapping
from typing import ClassVar

from ticketing.places import CounterPlace, PlacesNamed, numbered
from ticketing.refusals import Refusal
from ticketing.sentences import N_
from ticketing.wire.messages import Sentence
from wording import Wording, load

SENTENCES: dict[str, str] = {
    "journal-unavailable": N_("The record can't be written now. Nothing was changed; please try again."),
    "outcome-unknown": N_(
        "It is not known yet whether this was done. Please send it again under the same request id, which "
        "does it once at most."
    ),
    "too-busy": N_("Too much is being asked at once. Nothing was changed; please try again."),
    "too-many-commands": N_(
        "This screen sends too many commands. Nothing was changed; please wait a moment."
    ),
    "server-fault": N_("The server could not do this. Please tell whoever looks after it."),
    "request-id-reused": N_("This request id was already used for something else."),
    "request-id-malformed": N_("A request id has between 1 and {length_max} characters."),
    "token-missing": N_("A token is needed here."),
    "token-wrong": N_("This token is not known here."),
    "tokens-unavailable": N_("Tokens can't be checked now. Nothing was changed; please try again."),
    "sign-in-wrong": N_(
        "The name or the PIN is not right. "
        "After {tries_max} wrong ones the name is locked here for a while, each time longer."
    ),
    "sign-in-locked": N_(
        "Too many wrong PINs. Nobody signs in with this name here until {until}, unless a manager unlocks it."
    ),
    "pin-wrong": N_("The present PIN is not right."),
    "pin-too-short": N_("This PIN is too short for a manager. Choose one of at least {length_min} digits."),
    "clerk-disabled": N_("{clerk} may not sign in any more. Please ask whoever looks after the server."),
    "clerks-unavailable": N_("Sessions can't be checked now. Nothing was changed; please try again."),
    "session-over": N_("The session of {clerk} is over. Please sign in again."),
    "session-missing": N_("This token belongs to no session, so nobody is signed out."),
    "clerk-not-you": N_("{clerk} has signed in here, and can open a counter in this name only."),
    "not-allowed": N_("This is not for a {role} to do. Please ask a manager."),
    # Citizens read it on kiosks and terminal displays: there is nothing that they could update.
    "protocol-unknown": N_(
        "This screen and the server (version {version}) do not fit. Staff have been told."
    ),
    "page-outdated": N_("The server was updated. Please load this page again."),
    "hello-missing": N_("The first message of a screen must be its hello."),
    "malformed-frame": N_("This message can't be understood."),
    "malformed-command": N_("This command lacks something or has a wrong value."),
    "unknown-command": N_("There is no such command."),
    "frame-too-large": N_("This message is too long: at most {bytes_max} bytes."),
    "duties-unavailable": N_(
        "The screens' duties can't be written now. Nothing was changed; please try again."
    ),
    "origin-unknown": N_(
        "This page comes from {origin}, which this server does not know. If it is the office's own address, "
        'write it into the office file: {key} = ["{origin}"]'
    ),
    "code-unknown": N_(
        "No screen shows the code {code}. Read it once more: codes change every {minutes} minutes."
    ),
    "unknown-pairing": N_("No screen called {screen} is paired."),
    "pairings-unavailable": N_(
        "Paired screens can't be read or written now. Nothing was changed; please try again."
    ),
    "unknown-zone": N_("There is no zone {zone} in this office. Write one of: {known}."),
    "too-many-screens": N_("Too many screens are connected."),
}


class ServerRefusal(Refusal):
    """Something was refused before the office's rules were asked; nothing is changed."""

    sentences: ClassVar[Mapping[str, str]] = SENTENCES


class Translator:
    """Words a refusal in both languages of the dialogue, with counters called as the office calls them."""

    def __init__(self, place_of: Callable[[int], CounterPlace] = numbered) -> None:
        self._languages: dict[str, Wording] = {
            language: words.filled_by(PlacesNamed(words, place_of))
            for language in ("vi", "en")
            for words in (load(language),)
        }

    def sentence(self, refusal: Refusal) -> Sentence:
        """The sentence for a person, in both languages."""
        return Sentence(*(refusal.sentence(words) for words in self._languages.values()))

    def words(self, language: str) -> Wording:
        """The words of `language`; Vietnamese if it is not one of the two."""
        return self._languages.get(language, self._languages["vi"])
