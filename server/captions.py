"""What is said of the calls on the board, written out for people who do not hear."""

from datetime import datetime

from server.refusals import Translator
from ticketing.office import Call
from ticketing.plan import Name, OfficePlan
from ticketing.voice.announcement import announcement_of, caption

_Key = tuple[int, datetime]


class Captions:
    """Words every call once and keeps what is still on the board."""

    def __init__(self, translator: Translator) -> None:
        self._vietnamese, self._english = map(translator.words, ("vi", "en"))
        self._worded: dict[_Key, Name] = {}

    def of(self, calls: tuple[Call, ...], plan: OfficePlan) -> dict[str, Name]:
        """The captions of these calls by their numbers."""
        kept = {(call.call, call.called_at): self._caption(call, plan) for call in calls}
        self._worded = kept
        return {str(number): caption for (number, _), caption in kept.items()}

    def _caption(self, call: Call, plan: OfficePlan) -> Name:
        if known := self._worded.get((call.call, call.called_at)):
            return known
        said = announcement_of(call, plan)
        return Name(caption(said, self._vietnamese), caption(said, self._english))
