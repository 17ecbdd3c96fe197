"""What any desk may do over HTTP: outcomes and dossiers, who comes back, priority, notices."""

import pytest

from server.tokens import WritingRole
from tests.server.serving import Asked

CODE = "H52-261123-1"
ACCEPTED = {"outcome": "accepted", "dossier": CODE}
ON_RECORD = {
    "code": CODE,
    "procedure": "1.001193",
    "field": "1",
    "number": "1001",
    "counter": 1,
    "accepted_at": "2026-11-23T08:00:00+07:00",
    "due": "2026-11-27",
    "first_due": None,
    "apology": "",
    "ready_at": None,
    "returned_at": None,
    "is_late": False,
}


async def test_a_finish_answers_the_due_day(desk: Asked) -> None:
    """The day that the procedure's time limit leads to, and the dossier as it is on record."""
    done = await desk.post("/counters/1/finish", {**ACCEPTED, "procedure": "1.001193"}, "counter")
    assert (done.status_code, done.json()) == (
        200,
        {"number": "1001", "state": "served", "due": "2026-11-27"},
    )
    assert (await desk.get(f"/dossiers/{CODE.lower()}", "counter")).json() == ON_RECORD


async def test_the_clerk_s_own_due_day_is_taken(desk: Asked) -> None:
    """YYYY-MM-DD in the body."""
    done = await desk.post("/counters/1/finish", {**ACCEPTED, "due": "2026-11-25"})
    assert done.json()["due"] == "2026-11-25"


async def test_a_next_matter_goes_on_or_waits(desk: Asked) -> None:
    """At counter 1 field 2 is another counter's; at counter 3 the citizen stays."""
    body = {**ACCEPTED, "field": "2", "note": "sang hộ tịch", "due": "2026-11-25"}
    moved = await desk.post("/counters/1/next-matter", body)
    assert moved.json() == {"number": "1001", "state": None, "due": "2026-11-25"}
    assert (await desk.get("/tickets/1001")).json()["state"] == "waiting"
    await desk.post("/counters/3/call", {"number": "1001"})
    await desk.post("/counters/3/next-matter", {"field": "3"})
    assert (await desk.get("/tickets/1001")).json()["field"] == "3"
    assert (await desk.get("/tickets/1001")).json()["state"] == "serving"


async def test_a_dossier_lives_over_http(desk: Asked) -> None:
    """Ready, re-appointed once with an apology, handed back; each list shows it while it belongs there."""
    await desk.post("/counters/1/finish", {**ACCEPTED, "due": "2026-11-23"})
    for name, codes in (("due-today", [CODE]), ("apology", [CODE]), ("late", []), ("ready", [])):
        listed = (await desk.get(f"/dossiers?list={name}", "guidance")).json()
        assert [dossier["code"] for dossier in listed] == codes, name
    body = {"due": "2026-11-25", "reason": "chờ cơ quan thuế"}
    assert (await desk.post(f"/dossiers/{CODE}/reappoint", body, "guidance")).status_code == 200
    again = await desk.post(f"/dossiers/{CODE}/reappoint", {**body, "due": "2026-11-26"})
    assert (again.status_code, again.json()["error"]) == (409, "dossier-reappointed")
    for _ in range(2):
        assert (await desk.post(f"/dossiers/{CODE}/ready")).json() == {"number": None, "state": None}
    assert [each["due"] for each in (await desk.get("/dossiers?list=ready")).json()] == ["2026-11-25"]
    assert (await desk.post(f"/dossiers/{CODE}/return", None, "counter")).status_code == 200
    closed = await desk.post(f"/dossiers/{CODE}/return")
    assert (closed.status_code, closed.json()["error"]) == (409, "dossier-returned")
    assert (await desk.get("/dossiers?list=ready")).json() == []
    assert (await desk.get(f"/dossiers/{CODE}")).json()["returned_at"] == "2026-11-23T08:00:00+07:00"


async def test_a_result_ticket_finds_its_dossier(desk: Asked) -> None:
    """The outcome returned with the code closes it; a press of the same request id does so once."""
    await desk.post("/counters/1/finish", ACCEPTED)
    await desk.post("/counters/1/next")
    body = {"outcome": "returned", "dossier": CODE, "request_id": "r1"}
    first = await desk.post("/counters/1/finish", body)
    assert (first.status_code, (await desk.post("/counters/1/finish", body)).json()) == (200, first.json())
    assert (await desk.get(f"/dossiers/{CODE}")).json()["returned_at"] is not None


async def test_a_code_with_slashes_has_an_address(desk: Asked) -> None:
    """As it stands, or with its slashes encoded."""
    await desk.post("/counters/1/finish", {"outcome": "accepted", "dossier": "12/TB-UBND"})
    for code in ("12/TB-UBND", "12%2FTB-UBND"):
        assert (await desk.get(f"/dossiers/{code}")).json()["code"] == "12/TB-UBND"
        assert (await desk.post(f"/dossiers/{code}/ready")).status_code == 200


async def test_the_due_day_of_a_procedure_is_told_before(desk: Asked) -> None:
    """What is accepted from three o'clock on counts from the next working day."""
    told = await desk.get("/due-date?procedure=2.000815", "guidance")
    assert told.json() == {"procedure": "2.000815", "due": "2026-11-23"}
    for procedure, error in (("9.9", "unknown-procedure"), ("3.000001", "time-limit-unknown")):
        assert (await desk.get(f"/due-date?procedure={procedure}")).json()["error"] == error


async def test_who_was_away_comes_back(desk: Asked) -> None:
    """From the guidance desk too; the clerk who knows the matter has the ticket first."""
    await desk.post("/counters/1/park", {"reason": "photo"})
    back = await desk.post("/tickets/1001/bring-back", None, "guidance")
    assert (back.status_code, back.json()) == (200, {"number": "1001", "state": "waiting"})
    assert (await desk.get("/tickets/1001")).json()["reserved_for"] == 1
    again = await desk.post("/tickets/1001/bring-back", {"counter": 1}, "counter")
    assert (again.status_code, again.json()["error"]) == (409, "not-returnable")


async def test_priority_is_confirmed_changed_and_removed(desk: Asked) -> None:
    """The body names a class, or null for none; leaving it out is malformed."""
    for priority in ("elderly", None):
        done = await desk.post("/tickets/1002/priority", {"priority": priority}, "counter")
        assert (done.status_code, done.json()["number"]) == (200, "1002")
        assert (await desk.get("/tickets/1002")).json()["priority"] == priority
    assert (await desk.post("/tickets/1002/priority", {})).status_code == 422
    assert (await desk.post("/tickets/1002/priority", {"priority": "king"})).status_code == 404


async def test_messages_and_calls_are_answered(desk: Asked) -> None:
    """One notice for each open desk; a leader and help are called once; who shows it may answer."""
    assert (await desk.post("/messages", {"text": "11 giờ họp"}, "guidance")).status_code == 200
    for key in ("leader", "leader", "help"):
        assert (await desk.post(f"/counters/1/{key}", None, "counter")).status_code == 200
    notices = desk.services.desk.office.notices
    assert [notice.kind for notice in notices] == ["message", "message", "leader", "help"]
    wrong = await desk.post("/notices/2/answer", {"counter": 1}, "counter")
    assert (wrong.status_code, wrong.json()["error"]) == (404, "unknown-notice")
    answers: tuple[tuple[int, WritingRole], ...]
    answers = ((1, "counter"), (4, "counter"), (3, "guidance"), (2, "manager"))
    for notice, role in answers:
        body = {"counter": 1} if role == "counter" else None
        assert (await desk.post(f"/notices/{notice}/answer", body, role)).status_code == 200
    assert desk.services.desk.office.notices == ()


async def test_a_stand_in_takes_a_counter_over(desk: Asked) -> None:
    """Without take_over the sentence names who sits there, in the language asked for."""
    taken = await desk.post("/counters/1/open", {"clerk": "Mai"}, language="vi")
    assert (taken.status_code, taken.json()["error"]) == (409, "counter-taken")
    assert "Hoa" in taken.json()["message"]
    assert (await desk.post("/counters/1/open", {"clerk": "Mai", "take_over": True})).status_code == 200
    counter = desk.services.desk.office.counter(1)
    assert (counter.clerk, counter.taken_from, counter.ticket) == ("Mai", "Hoa", "1001")


@pytest.mark.parametrize(
    "key",
    ["next", "recall", "start", "finish", "no-show", "park", "pause", "resume", "close", "undo", "help"],
)
async def test_every_key_may_say_what_was_seen(desk: Asked, key: str) -> None:
    """Another number than the one at the counter, or none, and nothing is done."""
    before = desk.services.desk.office
    for seen in ("1002", ""):
        refused = await desk.post(f"/counters/1/{key}", {"at_desk": seen})
        assert (refused.status_code, refused.json()["error"]) == (409, "desk-changed")
    assert desk.services.desk.office is before
    assert (await desk.post(f"/counters/1/{key}", {"at_desk": 1001})).status_code == 422


@pytest.mark.parametrize(
    ("role", "path", "body"),
    [
        ("guidance", "/counters/1/next", None),
        ("guidance", "/counters/1/leader", None),
        ("kiosk", "/counters/1/help", None),
        ("kiosk", "/tickets/1002/priority", {"priority": None}),
        ("kiosk", "/tickets/1001/bring-back", None),
        ("kiosk", f"/dossiers/{CODE}/ready", None),
        ("kiosk", f"/dossiers/{CODE}/return", None),
        ("kiosk", f"/dossiers/{CODE}/reappoint", {"due": "2026-11-25", "reason": "x"}),
        ("kiosk", "/messages", {"text": "x"}),
        ("counter", "/messages", {"text": "x"}),
        ("counter", "/notices/1/answer", None),
        ("counter", "/tickets", {"field": "1"}),
    ],
)
async def test_what_a_role_may_not_do_is_403(
    desk: Asked, role: WritingRole, path: str, body: dict[str, object] | None
) -> None:
    """By name, and without a token it is 401."""
    refused = await desk.post(path, body, role)
    assert (refused.status_code, refused.json()["error"]) == (403, "not-allowed")
    assert (await desk.post(path, body, None)).status_code == 401


@pytest.mark.parametrize("path", ["/dossiers?list=late", f"/dossiers/{CODE}", "/due-date?procedure=2.000815"])
async def test_a_kiosk_reads_no_dossiers(desk: Asked, path: str) -> None:
    """What is on record of people's dossiers is for desks."""
    assert (await desk.get(path, "kiosk")).status_code == 403
    assert (await desk.get(path, None)).status_code == 401


async def test_a_number_keeps_the_procedure_that_was_chosen(desk: Asked) -> None:
    """It stands on the ticket and in the wait log; one that the field does not have is refused by name."""
    body = {"field": "1", "procedure": "2.000815"}
    issued = await desk.post("/tickets", {**body, "request_id": "press"}, "kiosk")
    assert (issued.status_code, issued.json()["procedure"]) == (201, "2.000815")
    assert (await desk.post("/tickets", {**body, "request_id": "press"}, "kiosk")).json() == issued.json()
    assert (await desk.get(f"/tickets/{issued.json()['number']}")).json()["procedure"] == "2.000815"
    visits = (await desk.get("/visits?day=2026-11-23", "manager")).json()
    assert [visit["procedure"] for visit in visits] == ["", "", "2.000815"]
    for path in ("/tickets", "/numbers"):
        for field, code, error in (
            ("1", "9.9", "unknown-procedure"),
            ("2", "2.000815", "procedure-elsewhere"),
        ):
            refused = await desk.post(path, {"field": field, "procedure": code}, "guidance")
            assert refused.json()["error"] == error
