"""What the desk asks the clerk before it sends a command, in a small panel inside the face."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList, Static

from counter.names import Names
from ticketing.commands import AskReprint, CallTicket, CounterCommand, OpenCounter, Park, Resume, Transfer
from ticketing.desk_views import CounterView
from ticketing.limits import CLERK_NAME_LENGTH_MAX, TEXT_LENGTH_MAX
from ticketing.sentences import one_line
from wording import Wording

NUMBER_LENGTH_MAX = 12


class Asking(Vertical):
    """A question to the clerk; `about` is the number at the desk that it concerns.

    It takes the keys where `takes_keys` is set before it is mounted.
    """

    DEFAULT_CSS = """
    Asking {
        width: 100%; height: auto; max-height: 100%; padding: 0 1;
        border: round $primary; background: $surface;
    }
    Asking > .title { text-style: bold; margin-bottom: 1; }
    Asking > .hint { color: $foreground-muted; margin-top: 1; }
    Asking > Input { background: $boost; }
    Asking > OptionList { height: auto; max-height: 10; border: none; padding: 0; background: $surface; }
    Asking > OptionList { text-wrap: nowrap; text-overflow: ellipsis; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", show=False)]

    class Answered(Message):
        """The clerk has answered, and this is what to ask of the office."""

        def __init__(self, key: str, command: CounterCommand) -> None:
            super().__init__()
            self.key = key
            self.command = command

    class Dismissed(Message):
        """The clerk thought better of it."""

    def __init__(self, view: CounterView, names: Names) -> None:
        super().__init__()
        self.view = view
        self.names = names
        self.words: Wording = names.words
        self.about = view.ticket.number if view.ticket else None
        self.takes_keys = False

    def action_dismiss(self) -> None:
        self.post_message(self.Dismissed())

    def on_mount(self) -> None:
        if self.takes_keys:
            self.query("Input, OptionList").first().focus()

    def text(self) -> str:
        """What was typed, on one line."""
        return one_line(self.query_one(Input).value)

    def _title(self, sentence: str) -> Static:
        return Static(sentence, classes="title", markup=False)

    def _hint(self, sentence: str) -> Static:
        return Static(sentence, classes="hint", markup=False)


class AskClerk(Asking):
    """Who sits down at the counter."""

    def __init__(self, view: CounterView, names: Names, clerk: str) -> None:
        super().__init__(view, names)
        self.clerk = clerk

    def compose(self) -> ComposeResult:
        yield self._title(self.words("Open counter {counter}", counter=self.view.counter))
        yield Static(self.words("Clerk's full name"), markup=False)
        yield Input(self.clerk, max_length=CLERK_NAME_LENGTH_MAX, compact=True)
        yield self._hint(self.words("Enter: open the counter"))

    def action_dismiss(self) -> None:
        """Nothing can be done at a closed counter but open it."""

    @on(Input.Submitted)
    def _submit(self) -> None:
        self.post_message(self.Answered("open", OpenCounter(self.view.counter, self.text())))


class AskReason(Asking):
    """Why the number at the desk is put on hold."""

    def compose(self) -> ComposeResult:
        yield self._title(self.words("Put number {number} on hold", number=self.about))
        yield Static(self.words("What is lacking (may stay empty)"), markup=False)
        yield Input(max_length=TEXT_LENGTH_MAX, compact=True)
        yield self._hint(self.words("Enter: confirm · Esc: back"))

    @on(Input.Submitted)
    def _submit(self) -> None:
        self.post_message(self.Answered("park", Park(self.view.counter, self.text())))


class AskNumber(Asking):
    """Which number to call, or which held or missed one to serve again."""

    def compose(self) -> ComposeResult:
        yield self._title(self.words("Call a number of your choice"))
        yield Static(self.words("Number"), markup=False)
        yield Input(max_length=NUMBER_LENGTH_MAX, compact=True)
        yield Static(id="meaning", markup=False)
        yield self._hint(self.words("Enter: confirm · Esc: back"))

    def on_mount(self) -> None:
        self._explain()

    @on(Input.Changed)
    def _explain(self) -> None:
        number = self.number()
        sentence = self.words("A number on hold or a no-show is served again at once.")
        if number in self._back_numbers():
            sentence = self.words("Number {number} will be served again here, without a call.", number=number)
        elif number:
            sentence = self.words("Number {number} will be called to this counter.", number=number)
        self.query_one("#meaning", Static).update(Content(sentence))

    @on(Input.Submitted)
    def _submit(self) -> None:
        if number := self.number():
            kind = Resume if number in self._back_numbers() else CallTicket
            self.post_message(self.Answered("pick", kind(self.view.counter, number)))

    def number(self) -> str:
        """The number as it stands on slips."""
        return self.text().upper()

    def _back_numbers(self) -> set[str]:
        return {ticket.number for ticket in (*self.view.parked, *self.view.missed)}


class AskCopy(Asking):
    """Which slip the kiosk is to print once more."""

    def compose(self) -> ComposeResult:
        yield self._title(self.words("Print a slip again"))
        yield Static(self.words("Number"), markup=False)
        yield Input(self._proposed(), max_length=NUMBER_LENGTH_MAX, compact=True)
        yield self._hint(self.words("The kiosk prints it, marked as a copy. Enter: confirm · Esc: back"))

    def _proposed(self) -> str:
        """The number at the desk, or the newest that came out without a slip."""
        unprinted = self.view.unprinted
        return self.about or (unprinted[-1].number if unprinted else "")

    @on(Input.Submitted)
    def _submit(self) -> None:
        if number := self.text().upper():
            self.post_message(self.Answered("reprint", AskReprint(self.view.counter, number)))


@dataclass(frozen=True, slots=True)
class Target:
    """Where a number can be transferred to: a field, or an open counter."""

    name: str
    field: str | None = None
    counter: int | None = None


class TargetList(OptionList):
    """Targets to choose from by arrows, by their digits or by a click."""

    def __init__(self, targets: tuple[Target, ...]) -> None:
        self.typed = ""
        lines = (f"{place:>2}  {target.name}" for place, target in enumerate(targets, 1))
        super().__init__(*(Content(line) for line in lines), markup=False, compact=True)

    def on_key(self, event: events.Key) -> None:
        """A digit goes to the target of that place; further digits make it a longer place."""
        if event.character is None or not event.character.isdecimal():
            return
        event.stop()
        for typed in (self.typed + event.character, event.character):
            if 1 <= int(typed) <= self.option_count:
                self.typed = typed
                self.highlighted = int(typed) - 1
                return


class AskTarget(Asking):
    """Where the number at the desk goes, with a note for whoever takes it over."""

    def compose(self) -> ComposeResult:
        self.targets = tuple(self._targets())
        yield self._title(self.words("Transfer number {number} to", number=self.about))
        yield TargetList(self.targets)
        yield Static(self.words("Note (may stay empty)"), markup=False, classes="label")
        yield Input(max_length=TEXT_LENGTH_MAX, compact=True)
        yield self._hint(self.words("↑ ↓ or digits: choose · Enter: go on · Esc: back"))

    def on_mount(self) -> None:
        self.query_one(TargetList).highlighted = 0

    @on(OptionList.OptionSelected)
    def _go_on(self) -> None:
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def _submit(self) -> None:
        place = self.query_one(TargetList).highlighted
        if place is not None:
            target = self.targets[place]
            command = Transfer(self.view.counter, target.field, target.counter, note=self.text())
            self.post_message(self.Answered("transfer", command))

    def _targets(self) -> Iterator[Target]:
        office = self.names.office
        for field in office.fields if office else ():
            yield Target(self.names.field(field.code), field=field.code)
        for sign in self.view.counters:
            if sign.number != self.view.counter and sign.state != "closed":
                fields = ", ".join(self.names.field(code) for code in sign.fields)
                name = self.words("Counter {counter}: {doing}", counter=sign.number, doing=fields)
                yield Target(name, counter=sign.number)


ASKED_BY_KEY: dict[str, type[Asking]] = {
    "park": AskReason,
    "transfer": AskTarget,
    "pick": AskNumber,
    "reprint": AskCopy,
}
