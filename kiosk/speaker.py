"""Spoken guidance for whoever asks for it: a clip for each page."""

from typing import Protocol

from kiosk.visit import Step

# Steps that are over at once, and the staff's, are not explained aloud.
GUIDANCE: dict[Step, str] = {
    Step.CHOOSE_FIELD: "kiosk-choose-field",
    Step.ASK_ANOTHER: "kiosk-ask-another",
    Step.ASK_PRIORITY: "kiosk-ask-priority",
    Step.SEARCH: "kiosk-search",
    Step.PROCEDURE: "kiosk-procedure",
    Step.PAPERS: "kiosk-papers",
    Step.UNANSWERED: "kiosk-unanswered",
    Step.REFUSED: "kiosk-refused",
    Step.TICKET: "kiosk-ticket",
}


class Speaker(Protocol):
    """Whatever plays clips."""

    def play(self, clip: str, language: str) -> None:
        """Starts the clip of this name in this language, instead of any that is being played; never waits."""
