"""The clerk's whole desk as one widget, which the thin app and the demo mount alike."""

from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message

from counter.bar import BAR_ROWS_MAX, Bar
from counter.bell import Bell
from counter.desk_state import DeskState, Occupancy, Occupant, question_context
from counter.full_desk import FullDesk
from counter.heading import Heading
from counter.key_bar import KeyCap
from counter.keyboard import KeyedWidget
from counter.presses import Ended, KeyPress, KeySender
from counter.question_panel import QuestionPanel, QuestionPlace
from counter.settings import CounterSettings
from counter.status_line import StatusLine
from link.contract import Link, LinkEvent, LinkState, StateChanged, ViewArrived, Welcomed
from terminal.link_messages import LinkSpoke
from terminal.office_names import counter_place
from ticketing.commands import Command, CounterCommand, OpenCounter
from ticketing.desk.asking import has_nothing_to_ask
from ticketing.desk.confirming import question_after
from ticketing.desk.guard import Stroke
from ticketing.desk.keys import KEY_NAMED, command_of, sensible_keys
from ticketing.desk.options import DeskContext
from ticketing.desk.question_parts import Question
from ticketing.desk.questions import OCCUPIED, OPEN, QUESTION_OF, TAKEN
from ticketing.desk.sayings import (
    NO_CONNECTION,
    NOTHING_AT_DESK,
    NUMBER_CHANGED,
    PROBLEMS,
    QUESTION_GONE,
    SLOW,
)
from ticketing.desk.verbs import VERB_NAMED
from ticketing.desk_views import CounterView
from ticketing.places import PlacesNamed
from ticketing.search.finding import NO_PROCEDURES
from wording import Wording

STYLES = Path(__file__).with_name("counter.tcss")
"""What an app that mounts a CounterDesk has among its CSS_PATH."""

CALLS_AT_ANY_HOUR = {"f1": "help", "f2": "leader"}
"""Keys that no name has in it, so that they call also while a closed counter asks for one."""
CALLS = {"help": "call-help", "leader": "call-leader"}
CALL_BINDINGS: list[BindingType] = [
    Binding(stroke, f"call('{name}')", show=False) for stroke, name in CALLS_AT_ANY_HOUR.items()
]
WIDE_COLUMNS_MIN = 72
TALL_ROWS_MIN = 32


class CounterDesk(KeyedWidget):
    """One counter's desk: keys become commands of the link, views of the link become what is shown.

    With `clerk` the counter is opened for that clerk at once if it is closed; without, the name is asked.
    """

    BINDINGS: ClassVar[list[BindingType]] = CALL_BINDINGS

    class PressEnded(Message):
        """A press has come to its end."""

        def __init__(self, ended: Ended) -> None:
            super().__init__()
            self.ended = ended

    def __init__(
        self,
        link: Link,
        counter: int,
        words: Wording,
        clerk: str = "",
        settings: CounterSettings | None = None,
    ) -> None:
        self.settings = settings or CounterSettings()
        super().__init__(self.settings.key_time, self.settings.keys)
        self.link = link
        self.counter = counter
        self.words = words.filled_by(PlacesNamed(words, lambda number: counter_place(link.office, number)))
        self.view: CounterView | None = None
        self.index = NO_PROCEDURES
        self.occupant = Occupant(clerk)
        self.questions = QuestionPlace(self, self.settings.seconds_now)
        self.sender = KeySender(link, self.settings, self.words)
        self.bell = Bell(self.settings.arrival)
        self._opens_by_itself = bool(clerk)

    @property
    def asks(self) -> bool:
        return bool(self.questions.key)

    def heed_while_asking(self, stroke: Stroke | None) -> None:
        if stroke is not None and stroke.command:
            self.questions.swallows_key()

    def compose(self) -> ComposeResult:
        yield FullDesk(self.counter, self.words)
        yield Bar(self.counter, self.words)
        yield StatusLine()

    def on_mount(self) -> None:
        self.link.listen(self._overhear)
        self._show_connection(self.link.state)
        if isinstance(self.link.view, CounterView):
            self.post_message(LinkSpoke(ViewArrived(0, self.link.view)))
        self.set_interval(self.settings.tick_seconds, self._tick)
        self.run_worker(self.link.run(), name="link", group="link")
        if self.screen.focused is None:
            self.focus()

    def on_resize(self, event: events.Resize) -> None:
        columns, rows = event.size
        is_bar = self.settings.is_bar or rows <= BAR_ROWS_MAX
        is_wide, is_tall = columns >= WIDE_COLUMNS_MIN, rows >= TALL_ROWS_MIN
        self.update_classes({"-bar": is_bar, "-wide": is_wide, "-tall": is_tall})
        self.query_one(Bar).set_class(rows <= 2, "-two-rows")
        self.questions.fit()
        self.call_after_refresh(self._show_view)

    def _overhear(self, event: LinkEvent) -> None:
        self.post_message(LinkSpoke(event))

    @on(LinkSpoke)
    def _hear(self, message: LinkSpoke) -> None:
        match message.event:
            case StateChanged(state=state, sentence=sentence):
                self._show_connection(state)
                if state is LinkState.REJECTED and sentence is not None:
                    self._say(sentence.worded(self.words.language), is_problem=True)
            case Welcomed(catalogue=catalogue):
                self.index = catalogue.index()
                self.bell.arrivals.begin()
            case ViewArrived(view=CounterView() as view):
                self._take_in(view)

    def _show_connection(self, state: LinkState) -> None:
        self.query_one(Heading).show_connection(state)
        is_stale = state in (LinkState.OLD, LinkState.REJECTED)
        self.query("FullDesk, Bar").set_class(is_stale, "-stale")
        if self.view is None:
            self.query_one(Bar).show_connection(state)
        self._show_view()

    def _take_in(self, view: CounterView) -> None:
        """Make `view` what is shown, and see whether it changes what the clerk is doing."""
        self.view = view
        if self.bell.see(view, self.occupant.clerk, self.settings.seconds_now()):
            self.app.bell()
        self.at_desk = view.ticket.number if view.ticket else ""
        self._show_view()
        self._settle_questions(view)

    def _settle_questions(self, view: CounterView) -> None:
        asking = self.questions.panel
        match self.occupant.look(view):
            case Occupancy.EMPTY if self.questions.key != OPEN.key:
                self._ask_clerk()
            case Occupancy.TAKEN if self.questions.key != TAKEN.key:
                self._ask(TAKEN if self.occupant.was_here else OCCUPIED, holds=True)
            case Occupancy.OURS if asking is not None:
                if asking.holds:
                    self._close_question()
                elif self.questions.is_of_another(self.at_desk) and not asking.is_busy:
                    self.questions.close_by_itself()
                    self._show_view()
                    self.say_of(NUMBER_CHANGED)

    def _ask_clerk(self) -> None:
        self._close_question()
        if self._opens_by_itself:
            self._opens_by_itself = False
            self.send("open", OpenCounter(self.counter, self.occupant.clerk))
        else:
            self._ask(OPEN, holds=True)

    def _ask(self, question: Question, *, holds: bool = False, refused: Command | None = None) -> None:
        if self.view is not None:
            at = replace(self._question_context(self.view), refused=refused)
            self.questions.ask(question, at, holds=holds)
            self._show_view()

    def _close_question(self) -> None:
        self.questions.close()
        self._show_view()

    def action_press(self, key: str) -> None:
        """Do what a key says: ask the clerk, or send its command."""
        view = self.view
        if self.questions.swallows_key():
            if not self.questions.key:
                self.say_of(QUESTION_GONE)
        elif view is not None and view.is_open:
            self._act(key, view)

    def _act(self, key: str, view: CounterView) -> None:
        if command := command_of(KEY_NAMED[key], view):
            self.send(key, command)
            return
        question = QUESTION_OF[KEY_NAMED[key].asks or key]
        if question.needs_ticket and view.ticket is None:
            self.say_of(NOTHING_AT_DESK)
        elif has_nothing_to_ask(question, self._question_context(view)):
            self.say_of(question.nothing)
        else:
            self._ask(question)

    def action_call(self, key: str) -> None:
        """Call for help or the leader, be the counter closed and somebody asked for their name."""
        self.send(key, VERB_NAMED[CALLS[key]].make(self.counter, {}))

    @on(KeyCap.Pressed)
    def _press(self, message: KeyCap.Pressed) -> None:
        self.keyboard.calm()
        self.focus()
        self.questions.rest.end()
        self.action_press(message.key)

    @on(QuestionPanel.Answered)
    def _answer(self, message: QuestionPanel.Answered) -> None:
        self.keyboard.calm()
        if isinstance(message.command, OpenCounter):
            self.occupant.name(message.command.clerk)
        if not self.send(message.key, message.command) and self.questions.panel is not None:
            self.questions.panel.refuse(self.words(SLOW), "")

    @on(QuestionPanel.Dismissed)
    def _dismiss(self) -> None:
        self.keyboard.calm()
        self._close_question()

    def send(self, key: str, command: Command) -> bool:
        """Send the command of a key with what it was pressed for, unless the key waits for its answer."""
        if isinstance(command, CounterCommand):
            command = replace(command, at_desk=self.at_desk)
        press = self.sender.presses.begin(key, command)
        if press is None:
            return False
        self.say_of("" if self.link.state is LinkState.LIVE else NO_CONNECTION)
        self._show_view()
        self.run_worker(self._wait_for_end(key, press), name=key, group="presses")
        return True

    async def _wait_for_end(self, key: str, press: KeyPress) -> None:
        ended = await self.sender.press(key, press, self._say_slow)
        self.post_message(self.PressEnded(ended))

    def _say_slow(self) -> None:
        self.say_of(SLOW if self.link.state is LinkState.LIVE else NO_CONNECTION)

    @on(PressEnded)
    def _end_press(self, message: PressEnded) -> None:
        ended = message.ended
        question = question_after(ended.refusal, ended.command, self.at_desk)
        if question is not None and self.questions.key in ("", ended.key):
            self._ask(question, refused=ended.command)
        elif not self.questions.take_in(ended, self.at_desk):
            self._say(ended.sentence, is_problem=ended.is_problem)
        if ended.leaves_desk:
            self.at_desk = ""
        self._show_view()
        if self.view is not None:
            self._settle_questions(self.view)

    def _tick(self) -> None:
        self.query_one(StatusLine).grow_older(self.settings.tick_seconds)
        self._show_view()

    def _show_view(self) -> None:
        bar, status = self.query_one(Bar), self.query_one(StatusLine)
        bar.set_class(status.is_current, "-said")
        if self.view is not None:
            shown = bar if self.has_class("-bar") else self.query_one(FullDesk)
            shown.show(self._state(self.view))

    def _state(self, view: CounterView) -> DeskState:
        now = self.link.now()
        is_ready = view.is_open and not self.questions.key
        return DeskState(
            view=view,
            office=self.link.office,
            words=self.words,
            now=now,
            connection=self.link.state,
            keys=sensible_keys(view, now) if is_ready else frozenset(),
            under_way=self.sender.presses.keys_under_way,
            key_mode=self.key_mode,
            is_wide=self.has_class("-wide"),
            is_tall=self.has_class("-tall"),
            has_arrival=self.bell.is_shown,
            index=self.index,
        )

    def _question_context(self, view: CounterView) -> DeskContext:
        return question_context(self._state(view), self.occupant.clerk)

    def say_of(self, sentence: str) -> None:
        """Say one of the model's sentences, which knows whether it is a problem."""
        self._say(self.words(sentence) if sentence else "", is_problem=sentence in PROBLEMS)

    def _say(self, sentence: str, *, is_problem: bool = False) -> None:
        self.query_one(StatusLine).say(sentence, is_problem=is_problem)
