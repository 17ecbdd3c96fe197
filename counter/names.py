"""What the office calls its fields, counters and priority classes, in the language of the screen."""

from dataclasses import dataclass

from ticketing.wire.messages import OfficeCard, Sentence
from wording import Wording


@dataclass(frozen=True, slots=True)
class Names:
    """Looks up names; a code that the office's card does not explain is shown as it is."""

    office: OfficeCard | None
    words: Wording

    def field(self, code: str) -> str:
        """The name of a field."""
        fields = self.office.fields if self.office else ()
        return next((f.name.worded(self.words.language) for f in fields if f.code == code), code)

    def priority(self, code: str) -> str:
        """The name of a priority class."""
        classes = self.office.priority_classes if self.office else ()
        return next((c.name.worded(self.words.language) for c in classes if c.code == code), code)

    def said(self, sentence: Sentence) -> str:
        """A sentence of the server in the language of the screen."""
        return sentence.en if self.words.language == "en" else sentence.vi

    @property
    def recalls_max(self) -> int | None:
        """After how many recalls a number is a no-show."""
        return self.office.recalls_max if self.office else None

    @property
    def wait_target_minutes(self) -> int | None:
        """How long a citizen should wait at most."""
        return self.office.wait_target_minutes if self.office else None

    @property
    def start_after_seconds(self) -> int | None:
        """After how long a called citizen is taken to have come; None where the office has no such rule."""
        return self.office.start_after_seconds if self.office else None
