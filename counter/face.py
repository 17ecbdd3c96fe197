"""The clerk's whole desk as one widget, which the thin app and the demo mount alike."""

from datetime import datetime
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from counter.asking import ASKED_BY_KEY, AskClerk, Asking
from counter.at_desk import AtDesk
from counter.hall import Hall
from counter.heading import Heading
from counter.keys import BINDINGS, KEYPAD, KeyCap, Keys, command_of, sensible_keys
from counter.names import Names
from counter.outcome import (
    NO_CONNECTION,
    NOTHING_AT_DESK,
    NUMBER_CHANGED,
    UNANSWERED,
    Outcome,
    done_sentence,
)
from counter.presses import Presses
from counter.settings import CounterSettings
from link.contract import (
    CommandRefused,
    Link,
    LinkEvent,
    LinkState,
    StateChanged,
    Unanswered,
    ViewArrived,
)
from ticketing.commands import CounterCommand, OpenCounter
from ticketing.desk_views import CounterView
from wording import Wording

WIDE_COLUMNS_MIN = 72
TALL_ROWS_MIN = 32
NEEDS_TICKET = frozenset({"park", "transfer"})


class CounterFace(Widget, can_focus=True):
    """One counter's desk: keys become commands of the link, views of the link become what is shown.

    With `clerk` the counter is opened for that clerk at once if it is closed; without, the name is asked.
    """

    DEFAULT_CSS = """
    CounterFace { width: 1fr; height: 1fr; layout: vertical; background: $background; }
    CounterFace { layers: desk asking; align: left bottom; }
    CounterFace > * { layer: desk; }
    CounterFace > Asking { layer: asking; margin: 0 0 2 0; }
    CounterFace.-wide > Asking { width: 51; margin: 0 0 1 0; }
    CounterFace.-wide > Outcome { height: 1; }
    CounterFace.-stale > Heading, CounterFace.-stale:focus-within > Heading { background: $error-muted; }
    CounterFace.-stale > #floor { opacity: 60%; }
    CounterFace #keypad { display: none; margin: 1 1 0 1; color: $foreground-muted; }
    CounterFace.-wide.-tall #keypad { display: block; }
    CounterFace.-tall TargetList { max-height: 14; }
    CounterFace > #floor { layout: vertical; height: 1fr; }
    CounterFace #desk { height: auto; }
    CounterFace Keys { margin: 0 1; }
    CounterFace Hall { height: 1fr; margin-top: 1; }
    CounterFace.-wide > #floor { layout: horizontal; }
    CounterFace.-wide #desk { width: 51; height: 1fr; }
    CounterFace.-wide Hall { width: 1fr; margin-top: 0; border-left: solid $panel; }
    CounterFace.-wide.-tall Keys { grid-gutter: 1; }
    CounterFace:focus-within > Heading { background: $primary-muted; }
    """
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
        """A press was answered with this sentence."""

        def __init__(self, key: str, sentence: str, *, is_trouble: bool) -> None:
            super().__init__()
            self.key = key
            self.sentence = sentence
            self.is_trouble = is_trouble

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
        self.clerk = clerk
        self.settings = settings or CounterSettings()
        self.view: CounterView | None = None
        self.asking: Asking | None = None
        self.presses = Presses(self.settings.request_ids())
        self._opens_by_itself = bool(clerk)

    def compose(self) -> ComposeResult:
        yield Heading(self.counter, self.words)
        with Container(id="floor"):
            with Vertical(id="desk"):
                yield AtDesk(self.words)
                yield Keys(self.words)
                yield Static(self.words(KEYPAD), id="keypad", markup=False)
            yield Hall(self.words)
        yield Outcome()

    def on_mount(self) -> None:
        self.link.listen(self._overhear)
        self.query_one(AtDesk).notify_instead(self.words("Connecting to the server…"))
        self.query_one(Heading).show_line(self.link.state)
        if isinstance(self.link.view, CounterView):
            self.post_message(self.LinkSpoke(ViewArrived(0, self.link.view)))
        self.set_interval(self.settings.tick_seconds, self._show_view)
        self.run_worker(self.link.run(), name="link", group="link")
        if self.screen.focused is None:
            self.focus()

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width >= WIDE_COLUMNS_MIN, "-wide")
        self.set_class(event.size.height >= TALL_ROWS_MIN, "-tall")
        self.call_after_refresh(self._show_view)

    def _overhear(self, event: LinkEvent) -> None:
        self.post_message(self.LinkSpoke(event))

    @on(LinkSpoke)
    def _hear(self, message: LinkSpoke) -> None:
        match message.event:
            case StateChanged(state=state, sentence=sentence):
                self.query_one(Heading).show_line(state)
                self.set_class(state in (LinkState.OLD, LinkState.REJECTED), "-stale")
                if state is LinkState.REJECTED and sentence is not None:
                    self._say(self._names().said(sentence), is_trouble=True)
            case ViewArrived(view=CounterView() as view):
                self._take_in(view)

    def _take_in(self, view: CounterView) -> None:
        """Make `view` what is shown, and see whether it changes what the clerk is doing."""
        self.view = view
        self._show_view()
        self._settle_questions(view)

    def _settle_questions(self, view: CounterView) -> None:
        asking = self.asking
        number = view.ticket.number if view.ticket else None
        if not view.is_open:
            if not isinstance(asking, AskClerk):
                self._ask_clerk(view)
        elif isinstance(asking, AskClerk):
            self._close_question()
        elif asking is not None and asking.about != number:
            self._close_question()
            self._say(self.words(NUMBER_CHANGED), is_trouble=True)

    def _ask_clerk(self, view: CounterView) -> None:
        self._close_question()
        if self._opens_by_itself:
            self._opens_by_itself = False
            self.send("open", OpenCounter(self.counter, self.clerk))
        else:
            self._open_question(AskClerk(view, self._names(), self.clerk))

    def _open_question(self, asking: Asking) -> None:
        asking.takes_keys = self.has_focus_within or self.screen.focused is None
        self.asking = asking
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
        command = command_of(key, view)
        if command is not None:
            self.send(key, command)
        elif key in NEEDS_TICKET and view.ticket is None:
            self._say(self.words(NOTHING_AT_DESK), is_trouble=True)
        else:
            self._open_question(ASKED_BY_KEY[key](view, self._names()))

    @on(KeyCap.Pressed)
    def _press(self, message: KeyCap.Pressed) -> None:
        self.focus()
        self.action_press(message.key)

    @on(Asking.Answered)
    def _answer(self, message: Asking.Answered) -> None:
        if not isinstance(message.command, OpenCounter):
            self._close_question()
        self.send(message.key, message.command)

    @on(Asking.Dismissed)
    def _dismiss(self) -> None:
        self._close_question()

    def send(self, key: str, command: CounterCommand) -> None:
        """Send the command of a key, unless the same key still waits for its answer."""
        request_id = self.presses.begin(key, command)
        if request_id is None:
            return
        self._say("" if self.link.state is LinkState.LIVE else self.words(NO_CONNECTION))
        self._show_view()
        self.run_worker(self._press_and_wait(key, command, request_id), name=key, group="presses")

    async def _press_and_wait(self, key: str, command: CounterCommand, request_id: str) -> None:
        patience_seconds = self.settings.patience_seconds
        try:
            answer = await self.link.send(command, request_id=request_id, patience_seconds=patience_seconds)
        except CommandRefused as refused:
            self.presses.refused(key)
            sentence, is_trouble = self._names().said(refused.message), True
        except Unanswered:
            self.presses.unanswered(key)
            sentence, is_trouble = self.words(UNANSWERED), True
        else:
            self.presses.carried_out(key)
            sentence, is_trouble = done_sentence(key, answer, self.words), False
        self.post_message(self.PressEnded(key, sentence, is_trouble=is_trouble))

    @on(PressEnded)
    def _end_press(self, message: PressEnded) -> None:
        self._say(message.sentence, is_trouble=message.is_trouble)
        self._show_view()
        if self.view is not None:
            self._settle_questions(self.view)

    def _show_view(self) -> None:
        if self.view is None:
            return
        now, names = self.link.now(), self._names()
        self.query_one(Heading).show(self.view, names)
        self.query_one(AtDesk).show(self.view, names, now)
        self.query_one(Keys).show(self._sensible_keys(now), self.view, self.presses.keys_under_way)
        self.query_one(Hall).show(self.view, names, now)

    def _sensible_keys(self, now: datetime | None) -> frozenset[str]:
        if self.view is None or not self.view.is_open or self.asking is not None:
            return frozenset()
        return sensible_keys(self.view, now)

    def _say(self, sentence: str, *, is_trouble: bool = False) -> None:
        self.query_one(Outcome).say(sentence, is_trouble=is_trouble)

    def _names(self) -> Names:
        return Names(self.link.office, self.words)
