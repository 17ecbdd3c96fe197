"""The waiting room's wall as one widget: it follows a link and shows who goes where."""

import asyncio
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.events import Resize
from textual.geometry import Size
from textual.widget import Widget

from display.settings import DisplaySettings
from display.showing import Showing
from display.wall_texts import (
    called_numbers,
    fields_waiting,
    leader_on_duty,
    paused_counters,
    worded_call,
)
from display.widgets.call_stage import CallStage
from display.widgets.called import CalledNumbers
from display.widgets.caption import WIDE_COLUMNS, Caption
from display.widgets.header import Header
from display.widgets.waiting_panel import WaitingPanel
from link.contract import Link, LinkEvent, LinkState, StateChanged, ViewArrived
from terminal.link_messages import LinkSpoke
from terminal.office_names import counter_place
from ticketing.office import Call
from ticketing.views import BoardView
from ticketing.voice.announcement import Announcement, caption
from wording import Wording

STYLES = Path(__file__).with_name("display.tcss")
"""What an app that mounts a WallView has among its CSS_PATH; its variables are WALL_COLOURS."""

NARROW_COLUMNS = 70
LARGE = Size(110, 36)


class WallView(Widget):
    """What the waiting room sees; it takes no keys and no touches."""

    def __init__(self, link: Link, words: Wording, settings: DisplaySettings) -> None:
        super().__init__()
        self._link = link
        self._words = words
        self._settings = settings
        self._showing = Showing(settings.pace)
        self._view: BoardView | None = None
        self._trusted_at: datetime | None = None
        self._rejection = ""

    def compose(self) -> ComposeResult:
        yield Header(self._words)
        with Container(classes="room"):
            yield CallStage()
            yield CalledNumbers(self._words)
        yield Caption()
        yield WaitingPanel(self._words)

    def on_mount(self) -> None:
        self._link.listen(self._hear)
        self.run_worker(self._link.run(), name="link", group="link", exclusive=True)
        self.set_interval(self._settings.tick_seconds, self.look)
        self._take_view()
        self.look()

    def on_resize(self, event: Resize) -> None:
        """Places the parts as it suits the room that there is."""
        width, height = event.size
        self.set_class(width < NARROW_COLUMNS, "-narrow")
        self.query_one(Caption).set_class(width >= WIDE_COLUMNS, "-wide")
        self.query_one(Header).set_class(width >= LARGE.width and height >= LARGE.height, "-large")

    def _hear(self, event: LinkEvent) -> None:
        self.post_message(LinkSpoke(event))

    @on(LinkSpoke)
    def follow_link(self, message: LinkSpoke) -> None:
        """Shows what the link says; the last good view stays whatever happens to the connection."""
        match message.event:
            case ViewArrived():
                self._take_view()
            case StateChanged(state, sentence):
                self._rejection = sentence.worded(self._words.language) if sentence else ""
                if state is LinkState.LIVE:
                    self._showing.regain_connection()
                else:
                    self._showing.lose_connection(self._seconds())
        self.look()

    def look(self) -> None:
        """Looks at the clocks and brings every part of the wall up to date."""
        self._showing.advance(self._seconds())
        if self._link.state is LinkState.LIVE:
            self._trusted_at = self._local_time()
        office = self._link.office
        header = self.query_one(Header)
        header.show_time(self._local_time())
        if office:
            header.show_names(tuple(name.worded(self._words.language) for name in office.names))
        if office and self._view:
            fields = fields_waiting(self._view, office, self._words.language)
            leader = leader_on_duty(self._view, self._words)
            self.query_one(WaitingPanel).show(fields, paused_counters(self._view, office), leader)
            called = called_numbers(self._view, office, self._showing.current)
            self.query_one(CalledNumbers).show(called)
        self._show_call()
        self._show_caption()

    def _take_view(self) -> None:
        if isinstance(self._link.view, BoardView):
            self._view = self._link.view
            self._showing.see(self._view.calls, self._seconds(), self._settings.clock())

    def _show_call(self) -> None:
        stage, call = self.query_one(CallStage), self._showing.current
        stage.set_class(self._is_old, "-old")
        stage.set_class(not self._is_old and self._showing.is_flashing(self._seconds()), "-lit")
        if call:
            stage.show_call(worded_call(call, counter_place(self._link.office, call.counter), self._words))
        elif self._view:
            stage.show_sentence(self._words("No number has been called yet. Please take a number and wait."))
        else:
            stage.show_sentence(self._words("Connecting to the server…"))

    def _show_caption(self) -> None:
        shown, call = self.query_one(Caption), self._showing.current
        self.set_class(self._is_old, "-old")
        if self._rejection:
            shown.show(self._rejection, is_warning=True)
        elif self._is_old:
            shown.show(self._warning, is_warning=True)
        else:
            shown.show(self._said(call) if call else "")

    def _said(self, call: Call) -> str:
        place = counter_place(self._link.office, call.counter)
        return caption(Announcement(call.number, place.sign, call.recall, place=place.kind), self._words)

    @property
    def _is_old(self) -> bool:
        """Whether the wall shows what may have changed since."""
        return self._view is not None and self._link.state is not LinkState.LIVE

    @property
    def _warning(self) -> str:
        sentence = self._words("This screen is reconnecting, please listen to the loudspeaker.")
        if self._link.state is not LinkState.OLD or not self._trusted_at:
            return sentence
        age = self._words("Old data, of {time}.", time=f"{self._trusted_at:%H:%M}")
        return f"{sentence} {age}"

    def _local_time(self) -> datetime:
        now, office = self._settings.clock(), self._link.office
        return now.astimezone(ZoneInfo(office.time_zone)) if office else now

    def _seconds(self) -> float:
        return (self._settings.seconds or asyncio.get_running_loop().time)()
