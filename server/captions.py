"""What views say in sentences, in both languages: of the calls on the board, of what staff are warned."""

from datetime import datetime

from server.refusals import Translator
from server.staff_warnings import StaffWarnings
from ticketing.office import Call
from ticketing.plan import Name, OfficePlan
from ticketing.plan_check import Finding
from ticketing.voice.announcement import announcement_of, caption

_Key = tuple[int, datetime]


class Captions:
    """Words every call once and keeps what is still on the board, for people who do not hear."""

    def __init__(self, translator: Translator, warnings: StaffWarnings | None = None) -> None:
        self._warnings = warnings or StaffWarnings(translator)
        self._vietnamese, self._english = map(translator.words, ("vi", "en"))
        self._worded: dict[_Key, Name] = {}

    def of(self, calls: tuple[Call, ...], plan: OfficePlan) -> dict[str, Name]:
        """The captions of these calls by their numbers."""
        kept = {(call.call, call.called_at): self._caption(call, plan) for call in calls}
        self._worded = kept
        return {str(number): caption for (number, _), caption in kept.items()}

    def server_warnings(self) -> tuple[Name, ...]:
        """What the server itself has to tell staff."""
        return self._warnings.shown()

    def warnings_of(self, findings: tuple[Finding, ...]) -> tuple[Name, ...]:
        """What staff are told of a day that has no place in the plan."""
        return tuple(
            Name(f.sentence(self._vietnamese, "vi"), f.sentence(self._english, "en")) for f in findings
        )

    def _caption(self, call: Call, plan: OfficePlan) -> Name:
        if known := self._worded.get((call.call, call.called_at)):
            return known
        said = announcement_of(call, plan)
        return Name(caption(said, self._vietnamese), caption(said, self._english))
