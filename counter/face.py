"""The clerk's whole desk as one widget, which the thin app and the demo mount alike."""

from dataclasses import replace
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.widget import Widget

from counter import bar
from counter.asking import Asking
from counter.bar import Bar
from counter.full_desk import FullDesk
from counter.heading import Heading
from counter.key_caps import KeyCap
from counter.keys import BINDINGS, command_of, sensible_keys
from counter.look import FACE_CSS
from counter.names import Names
from counter.occupant import Occupant, Seat
from counter.outcome import NO_CONNECTION, NOTHING_AT_DESK, NUMBER_CHANGED, Outcome
from counter.picture import Picture
from counter.presses import Press
from counter.pressing import Ended, Presser
from counter.questions import NEEDS_TICKET, QUESTIONS, seat
from counter.questions.situation import Situation
from counter.questions.steps import Question
from counter.settings import CounterSettings
from link.contract import Link, LinkEvent, LinkState, StateChanged, ViewArrived, Welcomed
from ticketing.commands import Command, CounterCommand, OpenCounter
from ticketing.desk_views import CounterView
from ticketing.procedures import EMPTY_CATALOGUE
from wording import Wording

WIDE_COLUMNS_MIN = 72
TALL_ROWS_MIN = 32


class CounterFace(Widget, can_focus=True):
    """One counter's desk: keys become commands of the link, views of the link become what is shown.

    With `clerk` the counter is opened for that clerk at once if it is closed; without, the name is asked.
    """

    DEFAULT_CSS = FACE_CSS
    BINDINGS: ClassVar[list[BindingType]] = [*BINDINGS]

    class LinkSpoke(Message):
        """The link has told something; a newer view takes the place of one that was not shown yet."""

        def __init__(self, event: LinkEvent) -> None:
            super().__init__()
            self.event = event

        def can_replace(self, message: Message) -> bool:
            return (
                isinstance(message, CounterFace.LinkSpoke)
                and isinstance(message.event, ViewArrived)
                and isinstance(self.event, ViewArrived)
            )

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
        super().__init__()
        self.link = link
        self.counter = counter
        self.words = words
        self.settings = settings or CounterSettings()
        self.view: CounterView | None = None
        self.at_desk = ""
        self.catalogue = EMPTY_CATALOGUE
        self.occupant = Occupant(clerk)
        self.asking: Asking | None = None
        self.presser = Presser(link, self.settings)
        self._opens_by_itself = bool(clerk)

    def compose(self) -> ComposeResult:
        yield FullDesk(self.counter, self.words)
        yield Bar(self.counter, self.words)
        yield Outcome()

    def on_mount(self) -> None:
        self.link.listen(self._overhear)
        self._show_line(self.link.state)
        if isinstance(self.link.view, CounterView):
            self.post_message(self.LinkSpoke(ViewArrived(0, self.link.view)))
        self.set_interval(self.settings.tick_seconds, self._tick)
        self.run_worker(self.link.run(), name="link", group="link")
        if self.screen.focused is None:
            self.focus()

    def on_resize(self, event: events.Resize) -> None:
        is_bar = self.settings.is_bar or event.size.height <= bar.ROWS_MAX
        self.set_class(is_bar, "-bar")
        self.set_class(is_bar and event.size.height <= 2, "-two-rows")
        self.set_class(event.size.width >= WIDE_COLUMNS_MIN, "-wide")
        self.set_class(event.size.height >= TALL_ROWS_MIN, "-tall")
        if self.asking is not None:
            self.asking.set_class(is_bar, "-bar")
            self.asking.explain()
        self.call_after_refresh(self._show_view)

    def _overhear(self, event: LinkEvent) -> None:
        self.post_message(self.LinkSpoke(event))

    @on(LinkSpoke)
    def _hear(self, message: LinkSpoke) -> None:
        match message.event:
            case StateChanged(state=state, sentence=sentence):
                self._show_line(state)
                if state is LinkState.REJECTED and sentence is not None:
                    self._say(self._names().said(sentence), is_trouble=True)
            case Welcomed(catalogue=catalogue):
                self.catalogue = catalogue
            case ViewArrived(view=CounterView() as view):
                self._take_in(view)

    def _show_line(self, state: LinkState) -> None:
        self.query_one(Heading).show_line(state)
        is_stale = state in (LinkState.OLD, LinkState.REJECTED)
        self.query("FullDesk, Bar").set_class(is_stale, "-stale")
        if self.view is None:
            self.query_one(Bar).show_line(state)
        self._show_view()

    def _take_in(self, view: CounterView) -> None:
        """Make `view` what is shown, and see whether it changes what the clerk is doing."""
        self.view = view
        self.at_desk = view.ticket.number if view.ticket else ""
        self._show_view()
        self._settle_questions(view)

    def _settle_questions(self, view: CounterView) -> None:
        asking = self.asking
        match self.occupant.look(view):
            case Seat.EMPTY if asking is None or asking.question.key != "open":
                self._ask_clerk(view)
            case Seat.TAKEN if asking is None or asking.question.key != "take-over":
                clerk, was_here = self.occupant.clerk, self.occupant.was_here
                self._ask(seat.take_over(self._situation(view), clerk, was_here=was_here), holds=True)
            case Seat.OURS if asking is not None:
                about = asking.question.about
                if asking.holds:
                    self._close_question()
                elif about is not None and about != self.at_desk:
                    self._close_question()
                    self._say(self.words(NUMBER_CHANGED), is_trouble=True)

    def _ask_clerk(self, view: CounterView) -> None:
        self._close_question()
        if self._opens_by_itself:
            self._opens_by_itself = False
            self.send("open", OpenCounter(self.counter, self.occupant.clerk))
        else:
            self._ask(seat.open_counter(self._situation(view), self.occupant.clerk), holds=True)

    def _ask(self, question: Question, *, holds: bool = False) -> None:
        self._close_question()
        self.asking = asking = Asking(question, self.words, holds=holds)
        asking.takes_keys = self.has_focus_within or self.screen.focused is None
        asking.set_class(self.has_class("-bar"), "-bar")
        self.mount(asking)
        self._show_view()

    def _close_question(self) -> None:
        if self.asking is None:
            return
        if self.asking.has_focus_within:
            self.focus()
        self.asking.remove()
        self.asking = None
        self._show_view()

    def action_press(self, key: str) -> None:
        """Do what a key says: ask the clerk, or send its command."""
        view = self.view
        if view is None or self.asking is not None or not view.is_open:
            return
        if command := command_of(key, view):
            self.send(key, command)
        elif key in NEEDS_TICKET and view.ticket is None:
            self._say(self.words(NOTHING_AT_DESK), is_trouble=True)
        else:
            question = QUESTIONS[key](self._situation(view))
            if isinstance(question, Question):
                self._ask(question)
            else:
                self._say(question)

    @on(KeyCap.Pressed)
    def _press(self, message: KeyCap.Pressed) -> None:
        self.focus()
        self.action_press(message.key)

    @on(Asking.Answered)
    def _answer(self, message: Asking.Answered) -> None:
        if isinstance(message.command, OpenCounter):
            self.occupant.name(message.command.clerk)
        else:
            self._close_question()
        self.send(message.key, message.command)

    @on(Asking.Dismissed)
    def _dismiss(self) -> None:
        self._close_question()

    def send(self, key: str, command: Command) -> None:
        """Send the command of a key with what it was pressed for, unless the key waits for its answer."""
        if isinstance(command, CounterCommand):
            command = replace(command, at_desk=self.at_desk)
        press = self.presser.presses.begin(key, command)
        if press is None:
            return
        self._say("" if self.link.state is LinkState.LIVE else self.words(NO_CONNECTION))
        self._show_view()
        self.run_worker(self._wait_for_end(key, press), name=key, group="presses")

    async def _wait_for_end(self, key: str, press: Press) -> None:
        ended = await self.presser.press(key, press, self._names())
        self.post_message(self.PressEnded(ended))

    @on(PressEnded)
    def _end_press(self, message: PressEnded) -> None:
        ended = message.ended
        self._say(ended.sentence, is_trouble=ended.is_trouble)
        if ended.is_empty:
            self.at_desk = ""
        if ended.is_trouble and self.asking is not None and self.asking.holds:
            self.asking.ask_again()
        self._show_view()
        if self.view is not None:
            self._settle_questions(self.view)

    def _tick(self) -> None:
        self.query_one(Outcome).grow_older(self.settings.tick_seconds)
        self._show_view()

    def _show_view(self) -> None:
        outcome = self.query_one(Outcome)
        self.set_class(not outcome.has_class("-silent") and not outcome.has_class("-past"), "-said")
        if self.view is None:
            return
        picture = self._picture(self.view)
        if self.has_class("-bar"):
            self.query_one(Bar).show(picture)
        else:
            self.query_one(FullDesk).show(picture)

    def _picture(self, view: CounterView) -> Picture:
        now = self.link.now()
        is_ready = view.is_open and self.asking is None
        return Picture(
            view=view,
            names=self._names(),
            now=now,
            keys=sensible_keys(view, now) if is_ready else frozenset(),
            under_way=self.presser.presses.keys_under_way,
            line=self.link.state,
            is_wide=self.has_class("-wide"),
            is_tall=self.has_class("-tall"),
        )

    def _situation(self, view: CounterView) -> Situation:
        return Situation(view, self._names(), self.link.now(), self.catalogue)

    def _say(self, sentence: str, *, is_trouble: bool = False) -> None:
        self.query_one(Outcome).say(sentence, is_trouble=is_trouble)

    def _names(self) -> Names:
        return Names(self.link.office, self.words)
