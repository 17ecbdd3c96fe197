"""What the server tells staff of itself: at every desk, in both languages, until it is settled."""

from pathlib import Path

import pytest

from server.staff_warnings import WARNINGS_MAX, StaffWarnings
from server.tokens import WritingRole
from tests.server.engine import running_engine
from ticketing.sentences import N_, ToldError
from ticketing.wire.messages import PROTOCOL_VERSION

SAID = N_("The record can't be written now. Nothing was changed; please try again.")


def test_a_subject_has_one_sentence_in_both_languages() -> None:
    """The newest word of a subject counts, and it is gone when the subject is settled."""
    warnings = StaffWarnings()
    warnings.tell("disk", ToldError("The disk is full."))
    warnings.tell("disk", ToldError(SAID))
    (told,) = warnings.shown()
    assert told.en == SAID
    assert told.vi not in ("", SAID)
    warnings.settle("disk")
    assert warnings.shown() == ()


def test_so_many_sentences_are_shown() -> None:
    """The oldest subjects first; what does not fit waits for its turn."""
    warnings = StaffWarnings()
    for number in range(WARNINGS_MAX + 3):
        warnings.tell(str(number), ToldError("Subject {number}.", number=number))
    assert [each.en for each in warnings.shown()] == [f"Subject {number}." for number in range(WARNINGS_MAX)]
    warnings.settle("0")
    assert warnings.shown()[-1].en == f"Subject {WARNINGS_MAX}."


@pytest.mark.parametrize("role", ["counter", "guidance", "manager"])
async def test_every_desk_reads_it(tmp_path: Path, role: WritingRole) -> None:
    """A counter, the guidance desk and a manager have it in their views."""
    async with running_engine(tmp_path) as engine:
        engine.services.warnings.tell("disk", ToldError(SAID))
        screen = engine.connect()
        hello = {"type": "hello", "protocol": PROTOCOL_VERSION, "role": role, "token": engine.token(role)}
        await screen.say({**hello, "counter": 1})
        assert (await screen.hear("view"))["view"]["server_warnings"][0]["en"] == SAID
