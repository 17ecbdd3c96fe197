"""A clerk who goes through the desk's questions, and what the office makes of the answers."""

from tests.ticketing.history import opened
from tests.ticketing.plans import PLAN
from ticketing.answers import answer_to
from ticketing.commands import Command
from ticketing.desk.asking import ChoiceStep, QuestionStep, TextStep, ask
from ticketing.desk.keys import KEY_NAMED, command_of
from ticketing.desk.options import DeskContext
from ticketing.desk.question_parts import Question, QuestionOption
from ticketing.desk.questions import QUESTION_OF
from ticketing.desk.sayings import done_sentence
from ticketing.desk_views import CounterView, counter_view, shared_lists
from ticketing.plan import OfficePlan
from ticketing.search.finding import ProcedureIndex
from wording import load

COUNTER = 3


class Clerk:
    """The clerk of counter 3, in an office without a screen."""

    def __init__(self, plan: OfficePlan = PLAN, *others: int) -> None:
        self.history = opened(plan, (COUNTER, *others))
        self.words = load("vi")

    @property
    def view(self) -> CounterView:
        """What the desk shows."""
        office = self.history.office
        return counter_view(office, COUNTER, shared_lists(office))

    def context(self) -> DeskContext:
        """What a question sees of the desk."""
        plan = self.history.office.plan
        return DeskContext(
            view=self.view,
            words=self.words,
            now=self.history.now,
            fields=tuple(QuestionOption(field.code, field.name.vi) for field in plan.fields),
            priorities=tuple(QuestionOption(one.code, one.name.vi) for one in plan.priority_classes),
            index=ProcedureIndex(plan.procedures),
            me="Hoa",
        )

    def asked(self, key: str | Question, *answers: str) -> QuestionStep | Command:
        """What is asked after these answers: texts as typed, choices by their places, "" for none."""
        question = key if isinstance(key, Question) else QUESTION_OF[key]
        context, given = self.context(), dict[str, str]()
        step = ask(question, given, context)
        for answer in answers:
            if isinstance(step, ChoiceStep):
                given[step.name] = step.options[int(answer) - 1].value if answer else ""
            else:
                assert isinstance(step, TextStep)
                assert step.mistake(answer) == ""
                given[step.name] = answer
            step = ask(question, given, context)
        return step

    def text(self, key: str | Question, *answers: str) -> TextStep:
        """The text that is asked for after these answers."""
        step = self.asked(key, *answers)
        assert isinstance(step, TextStep)
        return step

    def choice(self, key: str | Question, *answers: str) -> ChoiceStep:
        """The choice that is asked for after these answers."""
        step = self.asked(key, *answers)
        assert isinstance(step, ChoiceStep)
        return step

    def press(self, key: str, *answers: str) -> str:
        """Press a key and answer what it asks; the sentence that is said when it is done."""
        command = command_of(KEY_NAMED[key], self.view) or self.asked(key, *answers)
        assert isinstance(command, Command)
        return done_sentence(command, answer_to(self.history.do(command)), self.words)
