"""Over HTTP no slip ends somebody's visit, and what has ended can be opened again."""

import pytest

from tests.server.serving import Asked

pytestmark = pytest.mark.slow  # every one of these starts a server


async def opened(office: Asked) -> None:
    """Counter 1 is open, and two citizens wait."""
    for _ in range(2):
        await office.post("/tickets", {"field": "1"})
    await office.post("/counters/1/open", {"clerk": "Hoa"})


async def test_next_while_somebody_is_called_is_a_conflict_that_a_second_word_answers(office: Asked) -> None:
    """409 by name, nothing done; with missed the number is a no-show and the next one is called."""
    await opened(office)
    assert (await office.post("/counters/1/next")).json()["number"] == "1001"
    for press in (("/counters/1/next", {}), ("/counters/1/call", {"number": "1002"})):
        refused = await office.post(*press)
        assert (refused.status_code, refused.json()["error"]) == (409, "called-not-started")
    called = await office.post("/counters/1/call", {"number": "1002", "missed": True})
    assert (called.status_code, called.json()["number"]) == (200, "1002")
    assert (await office.get("/tickets/1001")).json()["state"] == "no-show"


async def test_an_ended_number_is_opened_again(office: Asked) -> None:
    """By the counter that ended it, which calls it; without a counter it waits."""
    await opened(office)
    await office.post("/counters/1/next")
    await office.post("/counters/1/finish")
    reopened = await office.post("/tickets/1001/reopen", {"counter": 1, "reason": "bấm nhầm"})
    assert reopened.status_code == 200
    assert (await office.get("/tickets/1001")).json()["state"] == "called"
    await office.post("/tickets/1002/cancel", {"reason": "nhầm", "counter": 1})
    assert (await office.post("/tickets/1002/reopen", {"reason": "nhầm"})).status_code == 200
    assert (await office.get("/tickets/1002")).json()["state"] == "waiting"


async def test_an_undone_cancel_leaves_the_finish_alone(office: Asked) -> None:
    """Finish 1001, cancel 1002, undo: 1002 waits again."""
    await opened(office)
    await office.post("/counters/1/next")
    await office.post("/counters/1/finish")
    await office.post("/tickets/1002/cancel", {"counter": 1})
    assert (await office.post("/counters/1/undo")).status_code == 200
    states = [(await office.get(f"/tickets/{number}")).json()["state"] for number in ("1001", "1002")]
    assert states == ["served", "waiting"]


async def test_numbers_are_taken_as_people_write_them(office: Asked) -> None:
    """Blanks and full-width digits in an address or a body name the same number."""
    await opened(office)
    assert (await office.get("/tickets/%201001%20")).json()["number"] == "1001"
    called = await office.post("/counters/1/call", {"number": "\uff11001 "})
    assert called.json()["number"] == "1001"


async def test_help_is_called_from_a_closed_counter(office: Asked) -> None:
    """Nobody opens a counter first who is threatened."""
    assert (await office.post("/counters/2/help")).status_code == 200
    assert (await office.post("/counters/2/leader", {"reason": "khách nóng giận"})).status_code == 200
    notices = office.services.desk.office.notices
    assert [(notice.kind, notice.counter) for notice in notices] == [("help", 2), ("leader", 2)]
    assert (await office.post("/notices/2/answer")).status_code == 200
    (answer,) = office.services.desk.office.notice_answers
    assert (answer.counter, answer.role) == (2, "manager")
