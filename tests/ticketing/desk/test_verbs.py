"""The table of a clerk's commands, held against the commands themselves."""

from dataclasses import MISSING, fields

import pytest

from ticketing import commands as c
from ticketing.desk.keys import FIELDS_KEY, KEYS
from ticketing.desk.question_parts import NO_INPUT, PAIR
from ticketing.desk.questions import QUESTIONS, REAPPOINT, STAFF_QUESTIONS
from ticketing.desk.verbs import VERB_NAMED, VERB_OF, VERBS, Verb, wire_name
from ticketing.tickets import TicketState
from ticketing.wire.codec import COMMANDS
from ticketing.wire.rights import NO_CLERKS_COMMANDS

ALL_QUESTIONS = (*QUESTIONS, *STAFF_QUESTIONS, REAPPOINT)


def test_every_command_of_the_wire_is_a_clerks_or_named_as_nobodys_key() -> None:
    """A command that stands nowhere could be given by nobody."""
    assert set(COMMANDS.values()) == {*VERB_OF, *NO_CLERKS_COMMANDS}
    assert {wire_name(kind): kind for kind in VERB_OF} == {
        name: kind for name, kind in COMMANDS.items() if kind in VERB_OF
    }


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.name)
def test_a_verb_takes_what_its_command_takes(verb: Verb) -> None:
    """Each input is a value of the command, and what the command can't do without is needed."""
    values = {field.name: field for field in fields(verb.command)}
    beside = {"counter", "at_desk", "track", "person", "role"} - {each.name for each in verb.inputs}
    assert {each.name for each in verb.inputs} == set(values) - beside
    needed = {name for name, field in values.items() if field.default is MISSING} - {"counter"}
    said = {each.name for each in verb.inputs if each.is_needed or each.nullable}
    assert said >= needed - ({"number"} if verb.bare else set())


def test_addresses_and_words_are_unlike_each_other() -> None:
    """Two commands at one address could not be told apart."""
    for names in ([verb.path for verb in VERBS], [verb.press for verb in VERBS if verb.press]):
        assert len(set(names)) == len(names)


def test_keys_and_questions_end_in_verbs() -> None:
    """What a key sends or its question ends in stands in the table, and its fields are the verb's inputs."""
    asked = {question.key for question in ALL_QUESTIONS}
    for key in (*KEYS, FIELDS_KEY):
        assert (key.verb in VERB_NAMED) is not (key.name in asked)
    for question in ALL_QUESTIONS:
        for sends in question.sends:
            inputs = {each.name for each in VERB_NAMED[sends.verb].inputs} | {"counter"}
            told = {field.sends or field.name for field in question.fields} - {NO_INPUT, PAIR}
            shared = set.union(
                *({each.name for each in VERB_NAMED[one.verb].inputs} for one in question.sends)
            )
            assert told <= shared | {"counter"}
            assert set(sends.values) <= inputs


def test_a_verb_makes_its_command() -> None:
    """What is left out has its default; without its input a verb may be another command; null is said."""
    assert VERB_NAMED["park"].make(3, {"reason": "giấy"}) == c.Park(3, "giấy")
    assert VERB_NAMED["transfer"].make(3, {"field": "2", "to_counter": None}) == c.Transfer(3, "2")
    assert VERB_NAMED["resume"].make(3, {"number": None}) == c.ResumeCounter(3)
    assert VERB_NAMED["resume"].make(3, {"number": "1001"}) == c.Resume(3, "1001")
    assert VERB_NAMED["confirm-priority"].make(None, {"number": "1001", "priority": None}) == (
        c.ConfirmPriority("1001", None)
    )
    assert VERB_NAMED["mark-ready"].make(3, {"dossier": "H1"}) == c.MarkReady("H1")


def test_a_state_that_a_verb_leads_to_is_one_of_a_ticket() -> None:
    """The reply names it, so that whoever reads it finds it in the table of transitions."""
    assert {verb.leads_to for verb in VERBS if verb.leads_to} <= set(TicketState)
