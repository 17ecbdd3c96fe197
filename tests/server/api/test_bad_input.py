"""What a clerk, or a program, sends by mistake: a sentence each, and the journal as it was."""

import pytest

from tests.server.serving import Asked

FINISH = "/counters/1/finish"
LONG = "x" * 10_000
CODE: dict[str, object] = {"outcome": "accepted", "dossier": "H1"}

NO_DAYS: tuple[object, ...] = (
    "2026-02-30",
    "2026-13-01",
    "23/11/2026",
    "2026-11-25T00:00:00",
    "20261125",
    "1795478400",
    1795478400,
    0,
    1.5,
    True,
    "",
    "tomorrow",
    LONG,
    ["2026-11-25"],
)
REFUSED: list[tuple[str, dict[str, object], int, str]] = [
    ("/counters/1/call", {"number": "9999"}, 404, "unknown-ticket"),
    ("/counters/1/call", {"number": "1001"}, 409, "called-elsewhere"),
    ("/counters/1/call", {"number": LONG}, 422, "malformed-body"),
    ("/counters/1/resume", {"number": "1002"}, 409, "not-parked"),
    ("/tickets/9999/bring-back", {}, 404, "unknown-ticket"),
    ("/tickets/1002/bring-back", {}, 409, "not-returnable"),
    ("/tickets/1002/bring-back", {"counter": 99}, 404, "unknown-counter"),
    ("/tickets/1002/bring-back", {"counter": "1"}, 422, "malformed-body"),
    ("/tickets/1002/cancel", {"reason": LONG}, 409, "text-too-long"),
    ("/tickets/9999/priority", {"priority": None}, 404, "unknown-ticket"),
    ("/counters/1/transfer", {"counter": 2}, 409, "counter-closed"),
    ("/counters/1/transfer", {"counter": 1}, 409, "transfer-to-itself"),
    ("/counters/1/transfer", {"field": "1", "number": "1002"}, 409, "transfer-to-itself"),
    ("/counters/1/transfer", {"field": "9"}, 404, "unknown-field"),
    ("/counters/1/transfer", {"field": "2", "note": LONG}, 409, "text-too-long"),
    ("/counters/1/park", {"reason": LONG}, 409, "text-too-long"),
    ("/counters/1/leader", {"reason": LONG}, 409, "text-too-long"),
    ("/counters/99/help", {}, 404, "unknown-counter"),
    ("/counters/1/next-matter", {"field": "2", "note": LONG}, 409, "text-too-long"),
    ("/counters/1/next-matter", {"field": "9"}, 404, "unknown-field"),
    ("/counters/1/next-matter", {}, 422, "malformed-body"),
    (FINISH, {"outcome": "wonderful"}, 404, "unknown-outcome"),
    (FINISH, {"outcome": LONG}, 404, "unknown-outcome"),
    (FINISH, {"outcome": 1}, 422, "malformed-body"),
    (FINISH, {"outcome": "accepted", "dossier": LONG}, 409, "dossier-malformed"),
    (FINISH, {"outcome": "accepted", "dossier": "H1;DROP"}, 409, "dossier-malformed"),
    (FINISH, {"outcome": "accepted", "dossier": "H1\n"}, 422, "malformed-body"),
    (FINISH, {"outcome": "guidance", "dossier": "H1"}, 409, "dossier-without-outcome"),
    (FINISH, {"outcome": "returned", "dossier": "H1"}, 404, "unknown-dossier"),
    (FINISH, {"outcome": "accepted", "due": "2026-11-25"}, 409, "dossier-missing"),
    (FINISH, {**CODE, "procedure": "9.9"}, 404, "unknown-procedure"),
    (FINISH, {**CODE, "due": "2026-11-22"}, 409, "due-in-the-past"),
    (FINISH, {**CODE, "due": "0001-01-01"}, 409, "due-in-the-past"),
    (FINISH, {**CODE, "due": "2026-11-29"}, 409, "due-not-working-day"),
    (FINISH, {**CODE, "due": "2026-11-24"}, 409, "due-not-working-day"),
    *((FINISH, {**CODE, "due": due}, 422, "malformed-body") for due in NO_DAYS),
    ("/dossiers/H9/ready", {}, 404, "unknown-dossier"),
    ("/dossiers/H9/return", {}, 404, "unknown-dossier"),
    ("/dossiers/H--9/return", {}, 409, "dossier-malformed"),
    (f"/dossiers/{LONG}/return", {}, 404, "unknown-dossier"),
    ("/dossiers/H9/reappoint", {"due": "2026-11-25"}, 422, "malformed-body"),
    ("/dossiers/H9/reappoint", {"due": "2026-11-25", "reason": "x"}, 404, "unknown-dossier"),
    ("/dossiers/H9/reappoint", {"due": "x", "reason": "x"}, 422, "malformed-body"),
    ("/messages", {"text": ""}, 409, "message-missing"),
    ("/messages", {"text": LONG}, 409, "text-too-long"),
    ("/messages", {"text": "x", "to_counter": 2}, 409, "nobody-at-desk"),
    ("/messages", {"text": "x", "to_counter": 99}, 404, "unknown-counter"),
    ("/notices/7/answer", {}, 404, "unknown-notice"),
    ("/notices/0/answer", {}, 404, "unknown-notice"),
    ("/notices/x/answer", {}, 404, "unknown-notice"),
    ("/notices/7/answer", {"counter": 99}, 404, "unknown-counter"),
]


@pytest.mark.slow
async def test_a_mistake_is_named_and_changes_nothing(desk: Asked) -> None:
    """Its status, its name, and a sentence in either language that repeats nothing long."""
    before = desk.services.desk.office
    for path, body, status, error in REFUSED:
        for language in ("vi", "en"):
            refused = await desk.post(path, body, language=language)
            assert (refused.status_code, refused.json()["error"]) == (status, error), (path[:40], body)
            assert 10 < len(refused.json()["message"]) < 300
    assert desk.services.desk.office is before


@pytest.mark.parametrize(
    "address",
    [
        "/dossiers",
        "/dossiers?list=all",
        "/dossiers?list=",
        "/due-date",
        f"/due-date?procedure={LONG}",
        "/dossiers/%00",
        "/dossiers/..%2F..%2Fetc",
        f"/dossiers/{LONG}",
        "/dossiers/H9",
    ],
)
async def test_an_address_that_asks_for_nothing_known_is_refused(desk: Asked, address: str) -> None:
    """By name, and never with the server's own fault."""
    refused = await desk.get(address)
    assert refused.status_code in (404, 409, 422)
    assert refused.json()["message"]


async def test_a_number_of_yesterday_is_not_there(desk: Asked) -> None:
    """Numbers begin anew with the day, and nothing of the day before can be called or brought back."""
    await desk.post("/counters/1/park")
    desk.clock.forward(days=1)
    for path, body in (
        ("/counters/1/call", {"number": "1001"}),
        ("/tickets/1001/bring-back", {}),
        ("/tickets/1001/priority", {"priority": None}),
    ):
        await desk.post("/counters/1/open", {"clerk": "Hoa"})
        refused = await desk.post(path, body)
        assert (refused.status_code, refused.json()["error"]) == (404, "unknown-ticket")


async def test_a_number_that_was_served_stays_served(desk: Asked) -> None:
    """It can be neither called, transferred, brought back nor cancelled."""
    await desk.post("/counters/1/finish")
    for path, body, error in (
        ("/counters/1/call", {"number": "1001"}, "not-waiting"),
        ("/counters/1/transfer", {"field": "2", "number": "1001"}, "not-transferable"),
        ("/tickets/1001/bring-back", {}, "not-returnable"),
        ("/tickets/1001/cancel", {}, "not-cancellable"),
        ("/tickets/1001/priority", {"priority": None}, "priority-settled"),
    ):
        refused = await desk.post(path, body)
        assert (refused.status_code, refused.json()["error"]) == (409, error)
