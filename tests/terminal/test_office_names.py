"""Screens name an office's parts in their own language."""

from terminal.office_names import counter_label, field_name, priority_name
from tests.ticketing.plans import PLAN, plan_with
from ticketing.plan import CounterPlan, Name
from ticketing.wire.messages import Sentence, office_card

CARD = office_card(PLAN)


def test_a_field_and_a_priority_class_have_names_in_two_languages() -> None:
    """The office's card says what its codes mean."""
    field, elderly = PLAN.fields[0], PLAN.priority_classes[0]
    for language in ("vi", "en"):
        assert field_name(CARD, field.code, language) == field.name.worded(language)
        assert priority_name(CARD, elderly.code, language) == elderly.name.worded(language)


def test_an_unknown_code_is_shown_as_it_is() -> None:
    """Before the welcome, or where a field is gone, the code stands for the name."""
    assert (field_name(None, "9", "vi"), field_name(CARD, "9", "vi")) == ("9", "9")
    assert (priority_name(None, "x", "en"), priority_name(CARD, "x", "en")) == ("x", "x")


def test_a_counter_is_named_by_the_letter_over_it() -> None:
    """A label of one letter is the office's own name of the counter; else its number is."""
    card = office_card(plan_with(counters=(CounterPlan(2, Name("Quầy b"), "", ("1",)),)))
    assert [counter_label(card, 2), counter_label(card, 3), counter_label(None, 4)] == ["B", "3", "4"]


def test_a_sentence_of_the_server_is_worded_in_the_screens_language() -> None:
    """A language without sentences of its own gets the Vietnamese ones."""
    sentence = Sentence("Xin chờ.", "Please wait.")
    assert [sentence.worded(language) for language in ("vi", "en", "fr")] == [
        "Xin chờ.",
        "Please wait.",
        "Xin chờ.",
    ]
