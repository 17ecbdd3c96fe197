"""Every key of a counter over HTTP."""

import pytest

from tests.server.serving import Asked


@pytest.fixture
async def counter(office: Asked) -> Asked:
    """The office with counter 1 open, counter 2 closed, and three citizens waiting in field 1."""
    for _ in range(3):
        await office.post("/tickets", {"field": "1"})
    await office.post("/counters/1/open", {"clerk": "Hoa"})
    return office


async def test_next_answers_who_and_why(counter: Asked) -> None:
    """next gives number, counter, field and a reason in words, with a counter's token."""
    called = await counter.post("/counters/1/next", {"request_id": "n1"}, "counter")
    assert called.status_code == 200
    assert called.json() == {
        "number": "1001",
        "counter": 1,
        "field": "1",
        "why": "ordinary, first of those waiting; waited under 1 min",
        "state": "called",
        "call": 1,
        "recall": 0,
    }
    again = await counter.post("/counters/1/next", {"request_id": "n1"}, "counter")
    assert again.json() == called.json()


@pytest.mark.parametrize("counter_number", [77, 1_000, 0, -1])
async def test_a_counter_that_does_not_exist_is_not_found(counter: Asked, counter_number: int) -> None:
    """In the address or in the body, and whatever its number, it is 404 by name."""
    await counter.post("/counters/1/next")
    for address, body in (
        (f"/counters/{counter_number}/next", None),
        ("/counters/1/transfer", {"counter": counter_number}),
    ):
        refused = await counter.post(address, body)
        assert (refused.status_code, refused.json()["error"]) == (404, "unknown-counter"), address


async def test_the_reason_is_worded_in_the_language_asked_for(counter: Asked) -> None:
    """The default language of `why` is Vietnamese."""
    called = await counter.post("/counters/1/next", language="fr")
    assert "đã chờ chưa đến 1 phút" in called.json()["why"]


async def test_a_service_goes_from_call_to_finish(counter: Asked) -> None:
    """next, start and finish lead the ticket through its states; an empty body is enough."""
    await counter.post("/counters/1/next")
    started = await counter.post("/counters/1/start")
    finished = await counter.post("/counters/1/finish", {"outcome": "accepted"})
    assert started.json() == {"number": "1001", "state": "serving"}
    assert finished.json() == {"number": "1001", "state": "served", "due": None}
    undone = await counter.post("/counters/1/undo")
    assert (undone.status_code, undone.json()) == (200, {"number": None, "state": None})
    assert (await counter.get("/tickets/1001")).json()["state"] == "serving"


async def test_the_last_recall_is_a_no_show(counter: Asked) -> None:
    """Past the office's number of recalls, recall answers the state no-show and says so."""
    await counter.post("/counters/1/next")
    recalls = [(await counter.post("/counters/1/recall")).json() for _ in range(4)]
    assert [(recall["state"], recall["recall"]) for recall in recalls[:3]] == [
        ("called", n) for n in (1, 2, 3)
    ]
    assert recalls[3]["state"] == "no-show"
    assert recalls[3]["call"] is None
    assert recalls[3]["why"] == "called 4 times and nobody came, so it is a no-show"


async def test_a_missed_and_a_parked_number_come_back_by_resume(counter: Asked) -> None:
    """no-show and park set a number aside; resume with the number brings it to the counter."""
    await counter.post("/counters/1/next")
    assert (await counter.post("/counters/1/no-show")).json() == {"number": "1001", "state": "no-show"}
    assert (await counter.post("/counters/1/resume", {"number": "1001"})).json() == {
        "number": "1001",
        "state": "serving",
    }
    parked = await counter.post("/counters/1/park", {"reason": "thiếu bản sao"})
    assert parked.json() == {"number": "1001", "state": "parked"}


async def test_a_paused_counter_resumes(counter: Asked) -> None:
    """pause keeps next from calling; resume without a number lets it call again."""
    assert (await counter.post("/counters/1/pause", {"reason": "họp"})).json() == {
        "number": None,
        "state": None,
    }
    refused = await counter.post("/counters/1/next")
    assert (refused.status_code, refused.json()["error"]) == (409, "counter-paused")
    await counter.post("/counters/1/resume")
    assert (await counter.post("/counters/1/next")).status_code == 200


async def test_a_ticket_is_transferred_to_a_field_or_a_counter(counter: Asked) -> None:
    """transfer takes a field, or an open counter; both at once or none of them is refused."""
    await counter.post("/counters/3/open", {"clerk": "Lan"})
    await counter.post("/counters/1/next")
    moved = await counter.post("/counters/1/transfer", {"field": "2", "note": "sang hộ tịch"})
    assert moved.json() == {"number": "1001", "state": "waiting"}
    await counter.post("/counters/1/next")
    assert (await counter.post("/counters/1/transfer", {"counter": 3})).json()["number"] == "1002"
    assert (await counter.get("/tickets/1002")).json()["reserved_for"] == 3
    for body in ({}, {"field": "2", "counter": 3}):
        refused = await counter.post("/counters/1/transfer", body)
        assert (refused.status_code, refused.json()["error"]) == (409, "transfer-target")


async def test_a_clerk_calls_a_number_by_hand(counter: Asked) -> None:
    """call takes the number that the clerk picked."""
    called = (await counter.post("/counters/1/call", {"number": "1003"})).json()
    assert (called["number"], called["why"]) == ("1003", "picked by the clerk; waited under 1 min")


async def test_nobody_waiting_is_a_refusal(counter: Asked) -> None:
    """next with nobody waiting is 409 with a name and a sentence for a person, in either language."""
    await counter.post("/counters/2/open", {"clerk": "Lan"})
    english = await counter.post("/counters/2/next")
    vietnamese = await counter.post("/counters/2/next", language="vi")
    assert english.status_code == vietnamese.status_code == 409
    assert english.json() == {
        "error": "nobody-waiting",
        "message": "Nobody is waiting for this counter.",
    }
    assert vietnamese.json()["message"] == "Không còn công dân chờ ở quầy này."
    assert vietnamese.headers["content-language"] == "vi"


async def test_only_a_manager_assigns_fields(counter: Asked) -> None:
    """fields takes PUT and POST with a manager's token; a counter's token is 403."""
    body = {"fields": ["1", "2"]}
    assert (await counter.post("/counters/1/fields", body)).status_code == 200
    put = await counter.http.put(
        "/api/v1/counters/1/fields", json={"fields": ["1"]}, headers=counter.bearer("manager")
    )
    assert put.status_code == 200
    assert counter.services.desk.office.counter(1).fields == ("1",)
    refused = await counter.post("/counters/1/fields", body, "counter")
    assert (refused.status_code, refused.json()["error"]) == (403, "not-allowed")


@pytest.mark.slow
async def test_a_counter_that_is_not_there_is_not_found(office: Asked) -> None:
    """An address of a counter that the office lacks is 404 unknown-counter, whatever stands there."""
    for number in ("9", "0", "-1", "100", "x", "9" * 20):
        refused = await office.post(f"/counters/{number}/next")
        assert (refused.status_code, refused.json()["error"]) == (404, "unknown-counter"), number


async def test_a_closed_counter_calls_nobody(counter: Asked) -> None:
    """After close, next is refused until somebody opens the counter again."""
    assert (await counter.post("/counters/1/close")).status_code == 200
    assert (await counter.post("/counters/1/next")).json()["error"] == "counter-closed"
