"""What other systems rely on: the first shapes of the API, of which no name may go."""

import pytest

from tests.server.serving import Asked

TICKET = {"number", "field", "priority", "ahead", "issued_at", "day", "track"}
CALL = {"number", "counter", "field", "why"}
VISIT = {
    *("number", "field", "priority", "state", "counter", "issued_at", "called_at", "started_at"),
    *("finished_at", "wait_seconds", "walk_seconds", "service_seconds"),
}


async def test_a_morning_with_bodies_that_know_nothing_new(desk: Asked) -> None:
    """Every key is pressed as a program of the first day would, and answers what it expects."""
    issued = await desk.post("/tickets", {"field": "1", "priority": "elderly", "request_id": "t"}, "kiosk")
    assert (issued.status_code, issued.json().keys() >= TICKET) == (201, True)
    presses = (
        *("recall", "start", "finish", "undo", "park", "pause", "resume", "next", "no-show", "next"),
        *("start", "finish", "close"),
    )
    for n, key in enumerate(presses):
        done = await desk.post(f"/counters/1/{key}", {"request_id": f"k{n}"}, "counter")
        assert done.status_code == 200, (key, done.json())
        if key in ("next", "recall"):
            assert done.json().keys() >= CALL
            assert done.json()["counter"] == 1
    await desk.post("/counters/3/open", {"clerk": "Hoa"})
    called = await desk.post("/counters/3/call", {"number": "1001"})
    assert (called.status_code, called.json().keys() >= CALL) == (200, True)
    assert (await desk.post("/counters/3/transfer", {"field": "2"})).status_code == 200


async def test_a_board_needs_no_token(desk: Asked) -> None:
    """version, calls and waiting by field."""
    board = (await desk.get("/board", None)).json()
    assert isinstance(board["version"], int)
    assert board["calls"][0].keys() >= {"number", "counter", "call", "called_at"}
    assert board["waiting"] == {"1": 1, "2": 0, "3": 0}


async def test_visits_and_tickets_keep_their_names(desk: Asked) -> None:
    """An outcome of several matters changes nothing of the row that was there before."""
    await desk.post("/counters/1/next-matter", {"field": "1", "outcome": "guidance"})
    await desk.post("/counters/1/finish", {"outcome": "accepted"})
    visits = (await desk.get("/visits?day=2026-11-23")).json()
    assert all(visit.keys() >= VISIT for visit in visits)
    assert (await desk.get("/tickets/1001")).json().keys() >= {"state", "issued_at", "called_at"}


@pytest.mark.parametrize(
    ("path", "role", "status"),
    [
        ("/counters/2/next", "manager", 409),
        ("/counters/9/next", "manager", 404),
        ("/counters/1/next", None, 401),
    ],
)
async def test_refusals_have_one_shape(desk: Asked, path: str, role: str | None, status: int) -> None:
    """error for programs, message for people."""
    refused = await desk.post(path, None, "manager" if role else None)
    assert (refused.status_code, refused.json().keys()) == (status, {"error", "message"})
