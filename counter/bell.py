"""How a clerk who has nobody waiting is told, in a terminal, that the first one has come."""

from ticketing.desk.arrivals import Arrivals, ArrivalSetting
from ticketing.desk_views import CounterView


class Bell:
    """What the desk has seen of its queue, told as the clerk wants it."""

    def __init__(self, setting: ArrivalSetting) -> None:
        self.setting = setting
        self.arrivals = Arrivals()

    @property
    def is_shown(self) -> bool:
        """Whether the mark stands on the desk."""
        return self.arrivals.stands and self.setting != "off"

    def see(self, view: CounterView, clerk: str, seconds: float) -> bool:
        """Take in a view of this clerk's desk; whether the terminal's bell is to be heard."""
        is_ours = view.is_open and clerk in ("", view.clerk)
        is_free = is_ours and not view.is_paused and view.ticket is None
        is_heard = self.arrivals.look(is_free=is_free, waiting=view.waiting_count, seconds=seconds)
        return is_heard and self.setting == "heard"
