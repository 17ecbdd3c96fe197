"""The waiting room's wall as one widget: it follows a link and shows who goes where."""

from datetime import datetime
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.events import Resize
from textual.geometry import Size
from textual.widget import Widget

from display.settings import DisplaySettings
from display.turns import ZoneTurns
from display.wall_page import WallMoment, caption, local_time, stage_content, warning
from display.widgets.call_stage import CallStage
from display.widgets.called import CalledNumbers
from display.widgets.caption import WIDE_COLUMNS, Caption
from display.widgets.header import Header
from display.widgets.panel_texts import (
    called_numbers,
    fields_waiting,
    leader_on_duty,
    missed_numbers,
    numbers_note,
    paused_counters,
)
from display.widgets.places import shown_zones
from display.widgets.waiting_panel import WaitingPanel
from link.contract import DutyTold, Link, LinkEvent, LinkState, StateChanged, TurnTold, ViewArrived, Welcomed
from terminal.link_messages import LinkSpoke
from ticketing.views import BoardView
from wording import Wording, load

STYLES = Path(__file__).with_name("display.tcss")
"""What an app that mounts a WallView has among its CSS_PATH; its variables are WALL_COLOURS."""

NARROW_COLUMNS = 70
LOW_ROWS = 18
LARGE = Size(110, 36)


class WallView(Widget):
    """What the waiting room sees; it takes no keys and no touches."""

    def __init__(self, link: Link, words: Wording, settings: DisplaySettings) -> None:
        super().__init__()
        self._link = link
        self._words = words
        self._english = load("en")
        self._settings = settings
        self._turns = ZoneTurns()
        self._view: BoardView | None = None
        self._trusted_at: datetime | None = None
        self._rejection = ""
        self._duty_zone = ""

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
        self.set_class(height < LOW_ROWS, "-low")
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
            case TurnTold(turn):
                self._turns.take(turn)
            case DutyTold(zone):
                self._duty_zone = zone
            case Welcomed(office=office):
                self._turns.keep(office.zones)
            case StateChanged(sentence=sentence):
                self._rejection = sentence.worded(self._words.language) if sentence else ""
        self.look()

    def look(self) -> None:
        """Looks at the clock and brings every part of the wall up to date."""
        if self._link.state is LinkState.LIVE:
            self._trusted_at = self._local_time()
        moment = self._moment()
        self.set_class(moment.is_old, "-old")
        self.set_class(moment.is_shut, "-shut")
        self.set_class(moment.is_night, "-night")
        header = self.query_one(Header)
        header.show_time(moment.now)
        if moment.office:
            header.show_names(tuple(name.worded(self._words.language) for name in moment.office.names))
            header.colour(moment.office.board.header if not moment.is_night else "")
        stage = self.query_one(CallStage)
        stage.set_class(moment.is_old, "-old")
        stage.set_class(moment.is_night, "-night")
        stage.show(stage_content(moment, self._words, self._english))
        self._show_lists(moment)
        said = self._rejection or warning(moment, self._words)
        spoken = (said,) if said else caption(moment, self._words)
        self.query_one(Caption).show(spoken, is_warning=bool(said))

    def _moment(self) -> WallMoment:
        office = self._link.office
        zones = shown_zones(office, self._settings.zone or self._duty_zone) if office else ()
        return WallMoment(
            office=office,
            view=self._view,
            zones=zones,
            turns=self._turns.of(zones),
            now=self._local_time(),
            is_quiet=self._turns.is_quiet(zones),
            is_old=self._view is not None and self._link.state is not LinkState.LIVE,
            trusted_at=self._trusted_at,
        )

    def _show_lists(self, moment: WallMoment) -> None:
        office, view, zones, words = moment.office, moment.view, moment.zones, self._words
        if office is None or view is None:
            return
        on_stage = frozenset(turn.call.number for turn in moment.turns if turn.call)
        missed = missed_numbers(view, zones, words)
        called = called_numbers(view, office, zones, words, on_stage.union(missed.numbers))
        self.query_one(CalledNumbers).show(called, missed)
        leader, panel = leader_on_duty(view, words), self.query_one(WaitingPanel)
        panel.mark_old(moment.is_old)
        if moment.is_shut:
            panel.show((), (), leader)
        else:
            fields, paused = fields_waiting(view, office, zones, words), paused_counters(view, office)
            panel.show(fields, paused, (*leader, numbers_note(view, words)))

    def _take_view(self) -> None:
        if isinstance(self._link.view, BoardView):
            self._view = self._link.view

    def _local_time(self) -> datetime:
        return local_time(self._settings.clock(), self._link.office)
