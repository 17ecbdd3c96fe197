"""The panel in which the clerk is asked something, one step after the other; in the bar it is two lines."""

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option as ListedOption

from terminal.changing_text import ChangingText
from ticketing.commands import Command
from ticketing.desk.asking import LACKING, NOT_CHOSEN, ChoiceStep, DeskContext, QuestionStep, TextStep, ask
from ticketing.desk.questions import Question, QuestionOption
from ticketing.sentences import one_line

GAP = "  "


class ChoiceList(OptionList):
    """Choices by arrows, by their digits or by a click; Enter takes the marked one, or none."""

    class Chosen(Message):
        """The choice at this place was taken; None is none."""

        def __init__(self, place: int | None) -> None:
            super().__init__()
            self.place = place

    def __init__(self) -> None:
        super().__init__(markup=False, compact=True)
        self.typed = ""

    def offer(self, options: tuple[QuestionOption, ...], chosen: int | None) -> None:
        """Show these options, with the one at the place `chosen` marked."""
        self.typed = ""
        self.clear_options()
        self.add_options(ListedOption(self._row(place, option)) for place, option in enumerate(options, 1))
        self.highlighted = chosen

    def _row(self, place: int, option: QuestionOption) -> Content:
        detail = (f"{GAP}{option.detail}" if option.detail else "", "$foreground-muted")
        return Content.assemble((f"{place:>2}", "$foreground-muted"), GAP, option.label, detail)

    def on_resize(self) -> None:
        """A list that has become lower still shows the choice that is marked."""
        self.scroll_to_highlight()

    def on_key(self, event: events.Key) -> None:
        """A digit goes to the choice of that place; further digits make it a longer place."""
        if event.character is None or not event.character.isdecimal():
            return
        event.stop()
        for typed in (self.typed + event.character, event.character):
            if 1 <= int(typed) <= self.option_count:
                self.typed = typed
                self.highlighted = int(typed) - 1
                return

    def action_select(self) -> None:
        self.post_message(self.Chosen(self.highlighted))

    @on(OptionList.OptionSelected)
    def _click(self, message: OptionList.OptionSelected) -> None:
        message.stop()
        self.post_message(self.Chosen(message.option_index))


class QuestionPanel(Vertical):
    """A question to the clerk. It takes the keys where `takes_keys` is set before it is mounted.

    Escape goes a step back, and from the first step out, unless the question `holds` the desk.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "step_back", show=False)]

    class Answered(Message):
        """The clerk has answered, and this is what to ask of the office."""

        def __init__(self, key: str, command: Command) -> None:
            super().__init__()
            self.key = key
            self.command = command

    class Dismissed(Message):
        """The clerk thought better of it."""

    def __init__(self, question: Question, at: DeskContext, *, holds: bool = False) -> None:
        super().__init__()
        self.question = question
        self.at = at
        self.words = at.words
        self.holds = holds
        self.takes_keys = False
        self.answers: dict[str, str] = {}
        self._asked: list[QuestionStep] = []
        self._mistake = ""

    def compose(self) -> ComposeResult:
        yield ChangingText(classes="answered")
        yield ChangingText(classes="label")
        yield Input(compact=True)
        yield ChoiceList()
        yield ChangingText(classes="meaning")
        yield ChangingText(classes="mistake")
        yield ChangingText(classes="hint")

    def on_mount(self) -> None:
        self._go_on()

    @property
    def title(self) -> str:
        """What is asked about."""
        return self.at.title(self.question)

    @property
    def step(self) -> QuestionStep:
        """What is asked now."""
        return self._asked[-1]

    def action_step_back(self) -> None:
        """Ask the step before again, with what was answered."""
        if len(self._asked) > 1:
            self._asked.pop()
            self.answers.pop(self.step.name, None)
            self._show()
        elif not self.holds:
            self.post_message(self.Dismissed())

    def _go_on(self) -> None:
        """Ask the next step, or hand over the command."""
        asked = ask(self.question, self.answers, self.at)
        if isinstance(asked, Command):
            self.post_message(self.Answered(self.question.key, asked))
            return
        self._asked.append(asked)
        self._show()

    def ask_again(self) -> None:
        """The server has refused: the last step is asked once more."""
        self.answers.pop(self.step.name, None)

    def _show(self) -> None:
        step, typing = self.step, self.query_one(Input)
        choosing = self.query_one(ChoiceList)
        self._mistake = ""
        typing.display, choosing.display = isinstance(step, TextStep), isinstance(step, ChoiceStep)
        if isinstance(step, TextStep):
            typing.max_length = step.length_max
            typing.value = step.value
        else:
            choosing.offer(step.options, step.chosen)
        self.explain()
        if self.takes_keys or self.has_focus_within:
            (typing if typing.display else choosing).focus()

    def explain(self) -> None:
        """Show the words around what is typed or chosen."""
        self.border_title = Content(self.title)
        self._put("label", self._line() if self.has_class("-bar") else Content(self.step.label))
        self._put("answered", Content(self._answered()))
        self._put("meaning", Content("" if self._mistake else self._meaning()))
        self._put("mistake", Content(self._mistake))
        self._put("hint", Content(self._hint()))

    def _line(self) -> Content:
        """All words on one line, as the bar has room for."""
        choices = len(self.step.options) if isinstance(self.step, ChoiceStep) else 0
        meaning = f"↑ ↓ 1–{choices}" if choices > 1 else self._meaning()
        said = (self._mistake or meaning).partition("\n")[0]
        colour = "$text-error" if self._mistake else "$foreground-muted"
        label = f" · {self.step.label}"
        return Content.assemble((self.title, "bold"), label, (f"{GAP}{said}" if said else "", colour))

    def _put(self, part: str, content: Content) -> None:
        shown = self.query_one(f".{part}", ChangingText)
        has_room = part == "label" or not self.has_class("-bar")
        shown.display = has_room and bool(content.plain)
        shown.tell(content)

    def _answered(self) -> str:
        """What was answered at the steps before."""
        given = []
        for step in self._asked[:-1]:
            value = self.answers[step.name]
            if isinstance(step, ChoiceStep):
                value = next((option.label for option in step.options if option.value == value), value)
            given.append(value)
        return " · ".join(filter(None, given))

    def _meaning(self) -> str:
        return self.step.meaning(self.text()) if isinstance(self.step, TextStep) else ""

    def _hint(self) -> str:
        back = "" if self.holds and len(self._asked) == 1 else self.words("Esc: back")
        go_on = self.words("Enter: confirm")
        choose = self.words("↑ ↓ or digits: choose") if isinstance(self.step, ChoiceStep) else ""
        return " · ".join(filter(None, (choose, go_on, back)))

    def text(self) -> str:
        """What was typed, on one line."""
        return one_line(self.query_one(Input).value)

    @on(Input.Changed)
    def _change(self) -> None:
        self._mistake = ""
        self.explain()

    @on(Input.Submitted)
    def _submit(self) -> None:
        step, text = self.step, self.text()
        if isinstance(step, TextStep) and (mistake := step.mistake(text)):
            self._say_mistake(mistake)
        else:
            self._take(text)

    @on(ChoiceList.Chosen)
    def _choose(self, message: ChoiceList.Chosen) -> None:
        step = self.step
        if isinstance(step, ChoiceStep):
            if message.place is None and step.is_needed:
                self._say_mistake(self.words(NOT_CHOSEN, label=step.label))
            else:
                self.answers[step.name] = "" if message.place is None else step.options[message.place].value
                self._go_on()

    def _take(self, value: str) -> None:
        if self.step.is_needed and not value:
            self._say_mistake(self.words(LACKING, label=self.step.label))
            return
        self.answers[self.step.name] = value
        self._go_on()

    def _say_mistake(self, sentence: str) -> None:
        self._mistake = sentence
        self.explain()


class QuestionPlace:
    """Where a desk asks its clerk something: one question at a time, over the keys."""

    def __init__(self, desk: Widget) -> None:
        self.desk = desk
        self.panel: QuestionPanel | None = None

    @property
    def key(self) -> str:
        """The key whose question is open; "" is none."""
        return self.panel.question.key if self.panel else ""

    def ask(self, question: Question, at: DeskContext, *, holds: bool = False) -> None:
        """Ask this in place of whatever was asked before."""
        self.close()
        self.panel = panel = QuestionPanel(question, at, holds=holds)
        panel.takes_keys = self.desk.has_focus_within or self.desk.screen.focused is None
        panel.set_class(self.desk.has_class("-bar"), "-bar")
        self.desk.mount(panel)

    def close(self) -> None:
        """Ask nothing; the keys, where the question had them, are the desk's again."""
        if self.panel is not None:
            if self.panel.has_focus_within:
                self.desk.focus()
            self.panel.remove()
            self.panel = None

    def fit(self) -> None:
        """The desk is a bar now, or is none any more."""
        if self.panel is not None:
            self.panel.set_class(self.desk.has_class("-bar"), "-bar")
            self.panel.explain()

    def refused(self) -> None:
        """What was answered was refused: a question that holds the desk is still open, and asks again."""
        if self.panel is not None and self.panel.holds:
            self.panel.ask_again()
