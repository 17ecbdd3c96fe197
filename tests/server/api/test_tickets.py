"""Tickets over HTTP: given out, looked at, cancelled, and the fate of their paper."""

from datetime import datetime

from tests.server.serving import Asked


async def test_a_ticket_is_issued_with_its_fixed_shape(office: Asked) -> None:
    """POST /tickets answers 201 with number, field, priority, ahead, issued_at, day and track."""
    done = await office.post("/tickets", {"field": "1", "priority": None, "request_id": "press-1"}, "kiosk")
    assert done.status_code == 201
    body = done.json()
    assert body.pop("track").startswith("/t/")
    assert body == {
        "number": "1001",
        "field": "1",
        "priority": None,
        "ahead": 0,
        "issued_at": "2026-11-23T08:00:00+07:00",
        "day": "2026-11-23",
        "procedure": "",
    }
    assert datetime.fromisoformat(body["issued_at"]).tzinfo is not None


async def test_the_second_citizen_has_one_ahead(office: Asked) -> None:
    """`ahead` counts those who wait in the same field."""
    await office.post("/tickets", {"field": "1"})
    assert (await office.post("/tickets", {"field": "1"})).json()["ahead"] == 1
    assert (await office.post("/tickets", {"field": "2"})).json()["ahead"] == 0


async def test_a_press_sent_twice_gets_one_ticket(office: Asked) -> None:
    """The same request id gives the same status and body, and no second number."""
    bodies = {"field": "1", "request_id": "same"}
    first, second = await office.post("/tickets", bodies), await office.post("/tickets", bodies)
    assert (first.status_code, first.json()) == (second.status_code, second.json())
    assert office.services.desk.office.ticket_count == 1


async def test_a_request_id_for_another_press_is_refused(office: Asked) -> None:
    """A request id that meant something else gives 409 request-id-reused."""
    await office.post("/tickets", {"field": "1", "request_id": "same"})
    refused = await office.post("/tickets", {"field": "2", "request_id": "same"})
    assert (refused.status_code, refused.json()["error"]) == (409, "request-id-reused")


async def test_presses_without_a_request_id_are_all_new(office: Asked) -> None:
    """Without a request id, asking twice gives two numbers."""
    numbers = [(await office.post("/tickets", {"field": "1"})).json()["number"] for _ in range(2)]
    assert numbers == ["1001", "1002"]


async def test_a_request_id_in_other_letters_is_the_same(office: Asked) -> None:
    """A request id in decomposed letters is the one in composed letters."""
    first = await office.post("/tickets", {"field": "1", "request_id": "\u1ed5"})
    second = await office.post("/tickets", {"field": "1", "request_id": "o\u0302\u0309"})
    assert first.json() == second.json()


async def test_a_ticket_tells_its_state_and_times(office: Asked) -> None:
    """GET /tickets/1001 follows the ticket from waiting to served."""
    await office.post("/tickets", {"field": "1"})
    await office.post("/tickets", {"field": "1", "priority": "elderly"})
    waiting = (await office.get("/tickets/1001", "counter")).json()
    assert (waiting["state"], waiting["ahead"], waiting["called_at"]) == ("waiting", 0, None)
    await office.post("/counters/1/open", {"clerk": "Hoa"})
    await office.post("/counters/1/call", {"number": "1001"})
    called = (await office.get("/tickets/1001", "kiosk")).json()
    assert (called["state"], called["ahead"], called["counter"]) == ("called", None, 1)
    assert called["called_at"] == "2026-11-23T08:00:00+07:00"
    assert "track" not in called
    assert (await office.get("/tickets/1002")).json()["ahead"] == 0


async def test_an_unknown_number_is_not_found(office: Asked) -> None:
    """A number that was not given out today is 404 unknown-ticket, in every address that names one."""
    assert (await office.get("/tickets/1001")).status_code == 404
    cancelled = await office.post("/tickets/1001/cancel")
    printed = await office.post("/tickets/1001/print", {"outcome": "printed"})
    for refused in (cancelled, printed):
        assert (refused.status_code, refused.json()["error"]) == (404, "unknown-ticket")
    assert (await office.get(f"/tickets/{'9' * 100}")).status_code == 404


async def test_a_ticket_is_cancelled_once(office: Asked) -> None:
    """A cancelled ticket answers its state, and can't be cancelled again."""
    await office.post("/tickets", {"field": "1"})
    done = await office.post("/tickets/1001/cancel", {"reason": "đổi ý"}, "kiosk")
    assert (done.status_code, done.json()) == (200, {"number": "1001", "state": "cancelled"})
    refused = await office.post("/tickets/1001/cancel")
    assert (refused.status_code, refused.json()["error"]) == (409, "not-cancellable")


async def test_the_fate_of_the_paper_is_kept(office: Asked) -> None:
    """`printed`, `sent` and `failed` are taken and shown with the ticket; anything else is malformed."""
    await office.post("/tickets", {"field": "1"})
    for outcome in ("failed", "sent", "printed"):
        done = await office.post("/tickets/1001/print", {"outcome": outcome, "reason": "", "copy": False})
        assert done.json() == {"number": "1001", "state": None}
        assert (await office.get("/tickets/1001")).json()["print_state"] == outcome
    refused = await office.post("/tickets/1001/print", {"outcome": "eaten"})
    assert (refused.status_code, refused.json()["error"]) == (422, "malformed-body")


async def test_what_the_office_does_not_have_is_not_found(office: Asked) -> None:
    """An unknown field or priority class is 404 with its name."""
    field = await office.post("/tickets", {"field": "9"})
    priority = await office.post("/tickets", {"field": "1", "priority": "royal"})
    assert (field.status_code, field.json()["error"]) == (404, "unknown-field")
    assert (priority.status_code, priority.json()["error"]) == (404, "unknown-priority")
