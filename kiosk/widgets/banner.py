"""The line across the kiosk that says what is wrong with its connection."""

from textual.widgets import Static

from link.contract import LinkState
from ticketing.wire.messages import Sentence
from wording import Wording


class Banner(Static):
    """Hidden while all is well."""

    def __init__(self) -> None:
        super().__init__(markup=False)

    def show(self, state: LinkState, words: Wording, *, was_welcomed: bool, why: Sentence | None) -> None:
        """Says in the language of `words` what a citizen may do now."""
        self.display = state is not LinkState.LIVE
        if state is LinkState.REJECTED:
            said = f" {in_language(why, words.language)}" if why else ""
            self.update(words("This machine is not ready. Please see the guidance desk.") + said)
        elif state is LinkState.OFFLINE:
            self.update(words("Connection lost. Numbers are still given out"))
        elif was_welcomed:
            self.update(words("Connection lost. Please see the guidance desk."))
        else:
            self.update(words("Connecting, please wait"))


def in_language(sentence: Sentence, language: str) -> str:
    """What the server said, in the language of the citizen."""
    return sentence.en if language == "en" else sentence.vi
