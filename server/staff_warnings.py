"""What the server itself has to tell staff: its files, its clock of checks, strangers at its doors."""

from server.refusals import Translator
from ticketing.plan import Name
from ticketing.sentences import ToldError

WARNINGS_MAX = 12


class StaffWarnings:
    """A sentence a subject, at every desk until settled; of more than WARNINGS_MAX the newest wait."""

    def __init__(self, translator: Translator | None = None) -> None:
        translator = translator or Translator()
        self._vietnamese, self._english = map(translator.words, ("vi", "en"))
        self._told: dict[str, Name] = {}

    def tell(self, subject: str, warning: ToldError) -> None:
        """Let staff read this of `subject`, in the place of what was said of it before."""
        self._told[subject] = Name(warning.worded(self._vietnamese), warning.worded(self._english))

    def settle(self, subject: str) -> None:
        """There is nothing more to say of `subject`."""
        self._told.pop(subject, None)

    def shown(self) -> tuple[Name, ...]:
        """The sentences, the oldest subject first."""
        return tuple(self._told.values())[:WARNINGS_MAX]
