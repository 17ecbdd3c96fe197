"""Malformed bodies, missing rights, a disk that refuses: a named error each, and nothing is changed."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from server.api.body_limit import BODY_BYTES_MAX
from server.api.language import language_of
from server.idempotency import Press
from tests.server.journal.memory import MemoryJournal
from tests.server.serving import Asked, asked
from tests.ticketing.plans import PLAN
from ticketing.commands import IssueTicket

MALFORMED = {
    "not JSON": b"{field}",
    "cut off": b'{"field": "1"',
    "another type": b'{"field": 1}',
    "a list": b'["1"]',
    "a text": b'"1"',
    "null": b"null",
    "nothing": b"",
    "no field": b'{"priority": null}',
    "an empty field": b'{"field": ""}',
    "NUL": b'{"field": "1\\u0000"}',
    "a line end": b'{"field": "1\\n"}',
    "half a character": b'{"field": "\\ud800"}',
    "not UTF-8": b'{"field": "\xff"}',
    "a long request id": b'{"field": "1", "request_id": "' + b"x" * 65 + b'"}',
    "an empty request id": b'{"field": "1", "request_id": ""}',
    "a number as request id": b'{"field": "1", "request_id": 5}',
    "a deep nest": b'{"field": ' + b"[" * 20_000 + b"}",
    "a huge number": b'{"field": ' + b"1" * 5_000 + b"}",
    "not a number": b'{"field": NaN}',
}


async def test_a_malformed_body_is_refused_by_name(office: Asked) -> None:
    """What can't be understood is 422 malformed-body with a sentence and a detail, and gives no number."""
    headers = {**office.bearer("kiosk"), "Content-Type": "application/json"}
    for name, body in MALFORMED.items():
        refused = await office.http.post("/api/v1/tickets", content=body, headers=headers)
        assert (refused.status_code, refused.json()["error"]) == (422, "malformed-body"), name
        assert {"message", "detail"} <= refused.json().keys(), name
    assert office.services.desk.office.ticket_count == 0


async def test_a_body_of_another_type_is_malformed(office: Asked) -> None:
    """A form is not JSON."""
    refused = await office.http.post("/api/v1/tickets", data={"field": "1"}, headers=office.bearer("kiosk"))
    assert (refused.status_code, refused.json()["error"]) == (422, "malformed-body")


@pytest.mark.parametrize("announced", [True, False])
async def test_a_body_beyond_the_limit_is_refused(office: Asked, *, announced: bool) -> None:
    """A body over BODY_BYTES_MAX is 413, whether its length was announced or not."""

    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(3):
            yield b" " * (BODY_BYTES_MAX // 2)

    content = b" " * (BODY_BYTES_MAX + 1) if announced else pieces()
    refused = await office.http.post(
        "/api/v1/tickets",
        content=content,
        headers=office.bearer("kiosk"),
    )
    assert (refused.status_code, refused.json()["error"]) == (413, "body-too-large")
    assert str(BODY_BYTES_MAX) in refused.json()["message"]


async def test_without_a_token_nothing_can_be_written_or_read(office: Asked) -> None:
    """No token, or another scheme than Bearer, is 401 with WWW-Authenticate, on loopback too."""
    for headers in ({}, {"Authorization": "Basic a2lvc2s6"}, {"Authorization": "Bearer"}):
        posted = await office.http.post("/api/v1/tickets", json={"field": "1"}, headers=headers)
        read = await office.http.get("/api/v1/visits?day=2026-11-23", headers=headers)
        for refused in (posted, read):
            assert (refused.status_code, refused.json()["error"]) == (401, "token-missing")
            assert refused.headers["www-authenticate"] == "Bearer"
    assert office.services.desk.office.ticket_count == 0


async def test_an_unknown_token_is_refused(office: Asked) -> None:
    """A token that nobody made is 401 token-wrong, and WWW-Authenticate says that it is the token."""
    refused = await office.http.post(
        "/api/v1/tickets", json={"field": "1"}, headers={"Authorization": "Bearer guessed"}
    )
    assert (refused.status_code, refused.json()["error"]) == (401, "token-wrong")
    assert refused.headers["www-authenticate"] == 'Bearer error="invalid_token"'


async def test_each_role_may_do_its_own(office: Asked) -> None:
    """A kiosk calls nobody and reads no log, a counter issues nothing; both are 403 not-allowed."""
    for refused in (
        await office.post("/counters/1/open", {"clerk": "Hoa"}, "kiosk"),
        await office.get("/visits?day=2026-11-23", "kiosk"),
        await office.get("/stays?day=2026-11-23", "kiosk"),
        await office.post("/tickets", {"field": "1"}, "counter"),
    ):
        assert (refused.status_code, refused.json()["error"]) == (403, "not-allowed")


async def test_what_is_not_there_is_said_in_the_same_shape(office: Asked) -> None:
    """An unknown address is 404, a wrong method 405 with Allow; both with error and message."""
    missing, line_end = await office.get("/nothing"), await office.get("/tickets/%0A")
    wrong = await office.get("/counters/1/next")
    assert (missing.status_code, missing.json()["error"]) == (404, "unknown-address")
    assert line_end.json() == missing.json()
    assert (wrong.status_code, wrong.json()["error"]) == (405, "method-not-allowed")
    assert wrong.headers["allow"] == "POST"


async def test_a_day_that_is_no_day_is_malformed(office: Asked) -> None:
    """The wait log takes a date, YYYY-MM-DD, and no moment, no second of the epoch, no other writing."""
    days = ("", "yesterday", "2026-02-30", "2026-11-28T00:00", "2026-11-28T00:00:00Z", "1764288000", "0")
    others = (" 2026-11-28", "2026-11-28%20", "20261128", "2026-W48-6", "%EF%BC%92026-11-28", "26-11-28")
    queries = [f"{log}?day={day}" for log in ("visits", "stays") for day in (*days, *others)]
    for query in ("visits", "stays", *queries):
        refused = await office.get(f"/{query}")
        assert (refused.status_code, refused.json()["error"]) == (422, "malformed-query"), query


async def test_a_number_in_an_address_has_one_writing(office: Asked) -> None:
    """Counters and messages are found by their digits alone; other writings of the number are no address."""
    for counter in ("+1", "01", "1.0", "%201", "1_0", "%EF%BC%91", "1e0"):
        refused = await office.post(f"/counters/{counter}/close")
        assert (refused.status_code, refused.json()["error"]) == (404, "unknown-counter"), counter
    refused = await office.post("/notices/+1/answer")
    assert (refused.status_code, refused.json()["error"]) == (404, "unknown-notice")


async def test_texts_beyond_the_rules_are_refused(office: Asked) -> None:
    """A clerk's name of 81 letters, and one of blanks, are refused by the office's rules."""
    long = await office.post("/counters/1/open", {"clerk": "a" * 81})
    blank = await office.post("/counters/1/open", {"clerk": "  "})
    assert (long.status_code, long.json()["error"]) == (409, "text-too-long")
    assert (blank.status_code, blank.json()["error"]) == (409, "clerk-missing")


async def test_decomposed_text_is_composed_before_it_is_kept(office: Asked) -> None:
    """A name in NFD is kept in NFC."""
    await office.post("/counters/1/open", {"clerk": "Hoa\u0300"})
    assert office.services.desk.office.counter(1).clerk == "Ho\u00e0"


async def test_a_caller_is_told_when_nobody_knows_what_became_of_a_press(tmp_path: Path) -> None:
    """It is neither done nor refused, and sent again under its id it gets the answer."""
    journal, body = MemoryJournal(), {"field": "1", "request_id": "a"}
    async with asked(tmp_path, PLAN, journal, answer_seconds=0.1) as office:
        journal.unknown.append("done")
        unknown = await office.post("/tickets", body)
        assert (unknown.status_code, unknown.json()["error"]) == (503, "outcome-unknown")
        await office.services.desk.submit(Press("b", IssueTicket("1"), "test"))
        done = await office.post("/tickets", body)
        assert (done.status_code, done.json()["number"]) == (201, "1001")
        assert len(office.services.desk.office.tickets) == 2


async def test_a_disk_that_refuses_is_said_and_overcome(tmp_path: Path) -> None:
    """While the journal is unavailable a press is 503 with Retry-After; afterwards the server goes on."""
    journal = MemoryJournal()
    async with asked(tmp_path, PLAN, journal) as office:
        journal.refuses = True
        refused = await office.post("/tickets", {"field": "1"})
        assert (refused.status_code, refused.json()["error"]) == (503, "journal-unavailable")
        assert refused.headers["retry-after"] == "1"
        assert (await office.http.get("/healthz")).status_code == 503
        journal.refuses = False
        done = await office.post("/tickets", {"field": "1"})
        assert (done.status_code, done.json()["number"]) == (201, "1001")
        assert (await office.http.get("/healthz")).status_code == 200


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "vi"),
        ("en", "en"),
        ("en-GB,en;q=0.9", "en"),
        ("vi,en", "vi"),
        ("en;q=0.4, vi;q=0.8", "vi"),
        ("en, vi;q=0.8", "en"),
        ("fr, *", "vi"),
        ("en;q=x", "vi"),
        (";;,=,en;q=nan", "vi"),
    ],
)
def test_the_language_is_the_one_ranked_higher(header: str, language: str) -> None:
    """Accept-Language chooses between Vietnamese and English; Vietnamese is the default."""
    assert language_of(header) == language
