"""The panel in which the clerk is asked something, one step after the other; in the bar it is two lines."""

from asyncio import get_running_loop
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, OptionList

from counter.presses import Ended
from terminal.changing_text import ChangingText
from ticketing.commands import Command
from ticketing.desk.asking import (
    LACKING,
    NOT_CHOSEN,
    ChoiceStep,
    QuestionStep,
    TextStep,
    ask,
    refused_field,
)
from ticketing.desk.confirming import Confirming, ConfirmStep
from ticketing.desk.keys import KEY_NAMED
from ticketing.desk.options import DeskContext
from ticketing.desk.question_parts import Question, QuestionOption
from ticketing.desk.questions import OPEN
from ticketing.desk.rest import Rest
from ticketing.desk.sayings import SENDING
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
        self.digits: list[str] = []

    def offer(self, options: tuple[QuestionOption, ...], chosen: int | None) -> None:
        """Show these options, with the one at the place `chosen` marked."""
        self.typed = ""
        places = count(1)
        self.digits = [option.digits or str(next(places)) for option in options]
        self.clear_options()
        self.add_options(map(self._row, self.digits, options))
        self.highlighted = chosen

    def _row(self, digits: str, option: QuestionOption) -> Content:
        detail = (f"{GAP}{option.detail}" if option.detail else "", "$foreground-muted")
        return Content.assemble((f"{digits:>2}", "$foreground-muted"), GAP, option.label, detail)

    def on_resize(self) -> None:
        """A list that has become lower still shows the choice that is marked."""
        self.scroll_to_highlight()

    def on_key(self, event: events.Key) -> None:
        """A digit goes to the choice that it stands at; further digits make it a longer one."""
        if event.character is None or not event.character.isdecimal():
            return
        event.stop()
        for typed in (self.typed + event.character, event.character):
            if typed in self.digits:
                self.typed = typed
                self.highlighted = self.digits.index(typed)
                return

    def action_select(self) -> None:
        self.post_message(self.Chosen(self.highlighted))

    @on(OptionList.OptionSelected)
    def _click(self, message: OptionList.OptionSelected) -> None:
        message.stop()
        self.post_message(self.Chosen(message.option_index))


CONFIRMS = KEY_NAMED["next"].strokes


class QuestionPanel(Vertical, can_focus=True):
    """A question to the clerk. It takes the keys where `takes_keys` is set before it is mounted.

    Escape goes a step back, and from the first step out, unless the question `holds` the desk. `seconds` is a
    clock that never goes back.
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

    def __init__(
        self, question: Question, at: DeskContext, seconds: Callable[[], float], *, holds: bool = False
    ) -> None:
        super().__init__()
        self.seconds = seconds
        self.confirming = Confirming(seconds())
        self.question = question
        self.at = at
        self.words = at.words
        self.holds = holds
        self.takes_keys = False
        self.is_busy = False
        self.typed_while_busy = False
        self.answers: dict[str, str] = {}
        self._typed: dict[str, str] = {}
        self._asked: list[QuestionStep] = []
        self._mistake = self._mistaken = ""

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
        if len(self._asked) > 1 and not self.is_busy:
            self._ask_again(len(self._asked) - 2)
        elif not self.holds:
            self.post_message(self.Dismissed())

    def _go_on(self) -> None:
        """Ask the next step, or hand over the command."""
        asked = ask(self.question, self.answers, self.at)
        if isinstance(asked, Command):
            self.is_busy = True
            self.explain()
            self.post_message(self.Answered(self.question.key, asked))
            return
        self._asked.append(self._as_typed(asked))
        self._show()

    def refuse(self, sentence: str, refusal: str) -> None:
        """The office has not done it: ask again for what is wrong, with all that was typed."""
        self.is_busy = False
        wrong = refused_field(self.question, refusal, self.answers, self.at)
        names = [step.name for step in self._asked]
        self._ask_again(names.index(wrong) if wrong in names else len(names) - 1)
        self._say_mistake(sentence)

    def _ask_again(self, place: int) -> None:
        """Go back to the step of this place; what was answered there and after it stands there again."""
        if isinstance(self.step, TextStep):
            self._typed[self.step.name] = self.text()
        for step in self._asked[place:]:
            if step.name in self.answers:
                self._typed[step.name] = self.answers.pop(step.name)
        del self._asked[place + 1 :]
        self._asked[place] = self._as_typed(self._asked[place])
        self._show()

    def _as_typed(self, step: QuestionStep) -> QuestionStep:
        """The step with what was typed or chosen there before."""
        typed = self._typed.get(step.name)
        if typed is None or isinstance(step, ConfirmStep):
            return step
        if isinstance(step, TextStep):
            return replace(step, value=typed)
        places = (place for place, option in enumerate(step.options) if option.value == typed)
        return replace(step, chosen=next(places, None))

    def _show(self) -> None:
        step, typing = self.step, self.query_one(Input)
        choosing = self.query_one(ChoiceList)
        self._mistake = ""
        typing.display, choosing.display = isinstance(step, TextStep), isinstance(step, ChoiceStep)
        if isinstance(step, TextStep):
            typing.value = step.value
            typing.action_end()
            if step.name in self._typed:
                typing.select_all()
        elif isinstance(step, ChoiceStep):
            choosing.offer(step.options, step.chosen)
        self.explain()
        if self.takes_keys or self.has_focus_within:
            (typing if typing.display else choosing if choosing.display else self).focus()

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

    def on_key(self, event: events.Key) -> None:
        """One key answers what is to be confirmed, once it can be meant for it; Escape is as ever."""
        step = self.step
        if isinstance(step, ConfirmStep) and event.key != "escape":
            event.stop()
            is_meant = self.confirming.takes(self.seconds()) and not self.is_busy
            if is_meant and event.key in CONFIRMS:
                self._take(step.value)

    def _hint(self) -> str:
        if self.is_busy:
            return self.words(SENDING)
        if isinstance(self.step, ConfirmStep):
            return ""
        back = "" if self.holds and len(self._asked) == 1 else self.words("Esc: back")
        go_on = self.words("Enter: confirm")
        choose = self.words("↑ ↓ or digits: choose") if isinstance(self.step, ChoiceStep) else ""
        calls = self.words("F1: call a colleague · F2: call the leader") if self.question is OPEN else ""
        return " · ".join(filter(None, (choose, go_on, back, calls)))

    def text(self) -> str:
        """What was typed, as it is meant."""
        typed = self.query_one(Input).value
        return self.step.plain(typed) if isinstance(self.step, TextStep) else one_line(typed)

    @on(Input.Changed)
    def _change(self) -> None:
        self.typed_while_busy |= self.is_busy
        if self.text() != self._mistaken:
            self._mistake = ""
        self.explain()

    @on(Input.Submitted)
    def _submit(self) -> None:
        step, text = self.step, self.text()
        if self.is_busy:
            self.typed_while_busy = True
        elif isinstance(step, TextStep) and (mistake := step.mistake(text)):
            self._say_mistake(mistake)
        else:
            self._take(text)

    @on(ChoiceList.Chosen)
    def _choose(self, message: ChoiceList.Chosen) -> None:
        step = self.step
        self.typed_while_busy |= self.is_busy
        if isinstance(step, ChoiceStep) and not self.is_busy:
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
        self._mistake, self._mistaken = sentence, self.text()
        self.explain()


class QuestionPlace:
    """Where a desk asks its clerk something: one question at a time, over the keys."""

    def __init__(self, desk: Widget, seconds: Callable[[], float]) -> None:
        self.desk = desk
        self.seconds = seconds
        self.panel: QuestionPanel | None = None
        self.rest = Rest()

    @property
    def key(self) -> str:
        """The key whose question is open; "" is none."""
        return self.panel.question.key if self.panel else ""

    def ask(self, question: Question, at: DeskContext, *, holds: bool = False) -> None:
        """Ask this in place of whatever was asked before."""
        self.close()
        self.panel = panel = QuestionPanel(question, at, self.seconds, holds=holds)
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

    def swallows_key(self) -> bool:
        """Whether a key belongs to the question that is open, or to one that has just gone by itself."""
        if self.panel is not None:
            self.panel.typed_while_busy |= self.panel.is_busy
            return True
        return self.rest.swallows(get_running_loop().time())

    def is_of_another(self, number: str) -> bool:
        """Whether the question is about a number that is not the one at the desk, and not under way."""
        panel = self.panel
        return panel is not None and panel.question.needs_ticket and panel.at.number != number

    def close_by_itself(self) -> None:
        """Nobody has closed it, so whoever types goes on for a moment."""
        self.close()
        self.rest.begin(get_running_loop().time())

    def take_in(self, ended: Ended, number: str) -> bool:
        """What the end of a press means to the question that it came from; whether that says it.

        Done, it closes. Otherwise it stays with what was typed, unless another number is at the desk.
        """
        panel = self.panel
        if panel is None or not panel.is_busy or panel.question.key != ended.key:
            return False
        if ended.is_problem and not self.is_of_another(number):
            panel.refuse(ended.sentence, ended.refusal)
            return True
        panel.is_busy = False
        if ended.is_problem or (panel.typed_while_busy and not panel.holds):
            self.close_by_itself()
        elif not panel.holds:
            self.close()
        return False
