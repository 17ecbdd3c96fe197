"""The board, the office's card and the wait log over HTTP."""

import pytest
from starlette.routing import Route

from server.api.application import build_api
from server.journal.records import records_at
from server.media import MediaFolder
from server.tokens import WritingRole
from tests.server.fakes import CountedRandomSource
from tests.server.serving import Asked

VISIT_KEYS = {
    "number",
    "field",
    "priority",
    "state",
    "counter",
    "issued_at",
    "called_at",
    "started_at",
    "finished_at",
    "wait_seconds",
    "walk_seconds",
    "service_seconds",
}


async def served_ticket(office: Asked) -> None:
    """One ticket that waited 4 minutes, walked 30 seconds and was served for 2 minutes."""
    await office.post("/tickets", {"field": "1"})
    await office.post("/counters/3/open", {"clerk": "Hoa"})
    office.clock.forward(minutes=4)
    await office.post("/counters/3/next")
    office.clock.forward(seconds=30)
    await office.post("/counters/3/start")
    office.clock.forward(minutes=2)
    await office.post("/counters/3/finish")


async def test_the_board_shows_calls_and_who_waits_without_a_token(office: Asked) -> None:
    """The board has a version that rises, the calls with newest first, and the waiting by field."""
    before = (await office.get("/board", None)).json()
    assert before["calls"] == []
    for field in ("1", "1", "2"):
        await office.post("/tickets", {"field": field})
    await office.post("/counters/1/open", {"clerk": "Hoa"})
    await office.post("/counters/1/next")
    await office.post("/counters/1/start")
    await office.post("/counters/1/next")
    board = (await office.get("/board", None)).json()
    assert board["version"] > before["version"]
    assert [(call["number"], call["counter"], call["call"]) for call in board["calls"]] == [
        ("1002", 1, 2),
        ("1001", 1, 1),
    ]
    assert board["calls"][0]["called_at"] == "2026-11-23T08:00:00+07:00"
    assert board["waiting"] == {"1": 0, "2": 1, "3": 0}
    assert "Hoa" not in (await office.get("/board", None)).text


async def test_the_office_introduces_itself_without_a_token(office: Asked) -> None:
    """The card names fields, counters and priority classes."""
    card = (await office.get("/office", None)).json()
    assert card["names"] == [{"vi": "UBND xã Thử", "en": "Test commune"}]
    assert [field["code"] for field in card["fields"]] == ["1", "2", "3"]
    assert [counter["number"] for counter in card["counters"]] == [1, 2, 3]
    assert "elderly" in {group["code"] for group in card["priority_classes"]}


async def test_a_visit_is_on_record_as_soon_as_it_is_answered(office: Asked) -> None:
    """Right after finish the row has wait, walk and service seconds, for counters and managers."""
    await served_ticket(office)
    roles: tuple[WritingRole, ...] = ("counter", "manager")
    for role in roles:
        (visit,) = (await office.get("/visits?day=2026-11-23", role)).json()
        assert visit.keys() >= VISIT_KEYS
        assert (visit["number"], visit["state"], visit["counter"]) == ("1001", "served", 3)
        assert (visit["wait_seconds"], visit["walk_seconds"], visit["service_seconds"]) == (240, 30, 120)
        assert visit["issued_at"] == "2026-11-23T08:00:00+07:00"
        assert visit["finished_at"] == "2026-11-23T08:06:30+07:00"


async def test_each_counter_and_matter_is_a_stay(office: Asked) -> None:
    """600 s in field 1 at counter 1, 60 s later 300 s in field 2 at counter 2: two stays of one visit."""
    await office.post("/tickets", {"field": "1"})
    for counter, clerk in ((1, "Hoa"), (2, "Lan")):
        await office.post(f"/counters/{counter}/open", {"clerk": clerk})
    for key in ("next", "start"):
        await office.post(f"/counters/1/{key}")
    office.clock.forward(seconds=600)
    await office.post("/counters/1/transfer", {"field": "2"})
    office.clock.forward(seconds=60)
    for key in ("next", "start"):
        await office.post(f"/counters/2/{key}")
    office.clock.forward(seconds=300)
    await office.post("/counters/2/finish", {"outcome": "accepted"})
    stays = (await office.get("/stays?day=2026-11-23", "manager")).json()
    told = ("number", "stay", "field", "clerk", "wait_seconds", "service_seconds", "outcome", "ending")
    assert [tuple(stay[name] for name in told) for stay in stays] == [
        ("1001", 1, "1", "Hoa", 0, 600, "", "transferred"),
        ("1001", 2, "2", "Lan", 60, 300, "accepted", "served"),
    ]
    (visit,) = (await office.get("/visits?day=2026-11-23", "manager")).json()
    assert (visit["field"], visit["wait_seconds"], visit["service_seconds"]) == ("1", 0, 900)


async def test_a_day_without_visits_is_empty(office: Asked) -> None:
    """A day on which nobody came is an empty list, of visits and of stays."""
    for log in ("visits", "stays"):
        read = await office.get(f"/{log}?day=2026-11-22")
        assert (read.status_code, read.json()) == (200, [])


@pytest.mark.slow
async def test_the_document_asks_nobody_else(office: Asked) -> None:
    """openapi.json describes every address; there is no page that loads scripts from elsewhere."""
    document = (await office.get("/openapi.json", None)).json()
    assert len(document["paths"]) == 52
    assert document["servers"] == [{"url": "/api/v1"}]
    for page in ("/docs", "/redoc"):
        assert (await office.get(page, None)).status_code == 404


@pytest.mark.slow
async def test_no_address_is_made_by_the_first_request(office: Asked) -> None:
    """FastAPI makes the addresses of a router inside a router in the loop, where presses would wait."""
    visits = records_at(office.journal_path)
    api = build_api(office.services, visits, CountedRandomSource(), MediaFolder(None))
    assert len(api.routes) > 38
    assert [route for route in api.routes if not isinstance(route, Route)] == []
