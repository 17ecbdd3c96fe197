"""Whatever goes wrong, a person reads one sentence and the log has the cause."""

import logging

import pytest

from motcua.failures import Failure, failing_as, failure_of
from motcua.language import words_of
from server.journal.contract import JournalRefused
from server.journal.file_checks import NOT_OURS
from wording import load

ENGLISH = load("en")


def test_a_known_failure_becomes_its_sentence(caplog: pytest.LogCaptureFixture) -> None:
    """The sentence has the problem in it, and the log its traceback."""
    caplog.set_level(logging.DEBUG)
    with (
        pytest.raises(Failure, match=r"^The disk says: full\.$"),
        failing_as({OSError: "The disk says: {problem}."}, ENGLISH),
    ):
        raise OSError("full.")
    assert [record.exc_info is not None for record in caplog.records] == [True]


def test_an_error_that_is_a_sentence_is_worded_too() -> None:
    """What keeps a server from starting is read in Vietnamese where the terminal is."""
    with (
        pytest.raises(Failure, match=r"^sổ\.sqlite không phải là sổ ghi của motcua\. Hãy .*\.$"),
        failing_as({JournalRefused: "{problem}."}, load("vi")),
    ):
        raise JournalRefused(NOT_OURS, file="sổ.sqlite")


def test_other_errors_pass() -> None:
    """Only the errors that were named are turned into failures."""
    with pytest.raises(KeyError), failing_as({OSError: "{problem}"}, ENGLISH):
        raise KeyError("a bug")


def test_an_unforeseen_error_is_named_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    """Of a group of errors the first is told; the log has the whole."""
    group = ExceptionGroup("tasks", [ExceptionGroup("inner", [ValueError("odd")])])
    said = failure_of(group, ENGLISH)
    assert said.message == "This should not have happened: ValueError: odd. The log has the cause."
    assert [record.exc_info is not None for record in caplog.records] == [True]


def test_a_failure_in_a_task_is_told_as_it_is() -> None:
    """A sentence that was meant for a person reaches that person."""
    known = Failure("The paper is out.")
    assert failure_of(BaseExceptionGroup("tasks", [known]), ENGLISH) is known


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "vi_VN.UTF-8"}, "vi"),
        ({"LANG": "vi_VN.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "vi:en"}, "vi"),
        ({"LANG": "vi_VN.UTF-8", "MOTCUA_LANGUAGE": "en"}, "en"),
        ({"LANG": "en_US.UTF-8", "MOTCUA_LANGUAGE": "VI"}, "vi"),
        ({"LANG": ""}, "en"),
    ],
)
def test_the_language_is_that_of_the_environment(environment: dict[str, str], language: str) -> None:
    """Vietnamese where the first variable that is set says so, and English elsewhere."""
    assert words_of(environment).language == language
