"""What the desk shows and asks about at one moment, handed to its parts; and whom the desk works for."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from link.contract import LinkState
from terminal.office_names import field_name, priority_name
from ticketing.desk.keys import KEY_MODE_DEFAULT, KeyMode
from ticketing.desk.options import DeskContext
from ticketing.desk.question_parts import QuestionOption
from ticketing.desk.times import waited_seconds
from ticketing.desk_views import CounterView, TicketRow
from ticketing.search.finding import NO_PROCEDURES, ProcedureIndex
from ticketing.sentences import one_line
from ticketing.texts import name_key
from ticketing.wire.messages import OfficeCard
from wording import Wording


@dataclass(frozen=True, slots=True)
class DeskState:
    """A view with what the desk itself knows: the office, the time, keys that make sense or are under way."""

    view: CounterView
    office: OfficeCard | None
    words: Wording
    now: datetime | None
    connection: LinkState
    keys: frozenset[str] = frozenset()
    under_way: frozenset[str] = frozenset()
    key_mode: KeyMode = KEY_MODE_DEFAULT
    is_wide: bool = True
    is_tall: bool = False
    has_arrival: bool = False
    index: ProcedureIndex = NO_PROCEDURES

    def field(self, code: str) -> str:
        """The name of a field."""
        return field_name(self.office, code, self.words.language)

    def procedure(self, code: str) -> str:
        """The name of a procedure; empty where the catalogue has none of this code."""
        found = self.index.procedure(code) if code else None
        return found.name if found else ""

    def priority(self, code: str) -> str:
        """The name of a priority class."""
        return priority_name(self.office, code, self.words.language)

    @property
    def recalls_max(self) -> int | None:
        """After how many recalls a number is a no-show."""
        return self.office.recalls_max if self.office else None

    @property
    def wait_target_minutes(self) -> int | None:
        """How long a citizen should wait at most."""
        return self.office.wait_target_minutes if self.office else None

    def waited_seconds(self, ticket: TicketRow) -> int:
        """How long a citizen has waited."""
        return waited_seconds(ticket, self.view.open_stretches, self.now)

    @property
    def start_after_seconds(self) -> int | None:
        """After how long a called citizen is taken to have come; None where the office has no such rule."""
        return self.office.start_after_seconds if self.office else None


def question_context(desk: DeskState, me: str) -> DeskContext:
    """What a question at this desk is asked about."""
    fields = [field.code for field in desk.office.fields] if desk.office else []
    classes = [group.code for group in desk.office.priority_classes] if desk.office else []
    return DeskContext(
        view=desk.view,
        words=desk.words,
        now=desk.now,
        fields=tuple(QuestionOption(code, desk.field(code)) for code in fields),
        priorities=tuple(QuestionOption(code, desk.priority(code)) for code in classes),
        index=desk.index,
        me=me,
    )


class Occupancy(Enum):
    """Who sits at the counter, as this desk sees it."""

    EMPTY = auto()
    OURS = auto()
    TAKEN = auto()


class Occupant:
    """The clerk in front of this desk; without a name it is whoever the counter is open for first."""

    def __init__(self, clerk: str) -> None:
        self.clerk = one_line(clerk)
        self.was_here = False
        self._is_named = bool(self.clerk)

    def name(self, clerk: str) -> None:
        """The clerk has said who they are."""
        self.clerk, self._is_named = clerk, True

    def look(self, view: CounterView) -> Occupancy:
        """Whose the counter is in this view."""
        if not view.is_open:
            self.was_here = False
            if not self._is_named:
                self.clerk = ""
            return Occupancy.EMPTY
        self.clerk = self.clerk or view.clerk
        if name_key(view.clerk) != name_key(self.clerk):
            return Occupancy.TAKEN
        self.was_here = True
        return Occupancy.OURS
