"""Screens' duties are kept by their names, told at once, and never lost to a bad file."""

from pathlib import Path

import pytest

from server.refusals import ServerRefusal
from server.screen_duties import DUTIES_MAX, FILE_NAME, ScreenDuties, SetDuty
from tests.server.serving import Asked, asked
from tests.ticketing.plans import PLAN
from ticketing.screen_duty import USUAL_DUTY, ScreenDuty
from ticketing.wire.messages import Hello

SILENT = ScreenDuty(speaks=False, slides=False)


async def test_a_duty_outlives_a_restart_and_is_told_at_once(tmp_path: Path) -> None:
    """Each time that it is set is told, even if nothing is changed; other screens keep the usual duty."""
    duties = ScreenDuties(tmp_path)
    told: list[SetDuty] = []
    with duties.watching("hall", told.append), duties.watching("door", told.append):
        await duties.keep("hall", SILENT)
        await duties.keep("hall", SILENT)
    await duties.keep("hall", SILENT)
    assert told == [SetDuty(SILENT, 1), SetDuty(SILENT, 2)]
    again = ScreenDuties(tmp_path)
    await again.keep("sa\u0309nh", SILENT)
    assert again.of("s\u1ea3nh").duty == SILENT
    assert (again.of("hall"), again.of("door")) == (SetDuty(SILENT, 3), SetDuty(USUAL_DUTY, 0))
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]


async def test_a_file_that_can_not_be_read_is_left_as_it_is(tmp_path: Path) -> None:
    """Screens then have the usual duty, and whoever sets one reads that it is not kept."""
    (tmp_path / FILE_NAME).write_text("[1", encoding="utf-8")
    duties = ScreenDuties(tmp_path)
    with pytest.raises(ServerRefusal, match=r"duties can't be written now"):
        await duties.keep("hall", SILENT)
    assert duties.of("hall").duty == USUAL_DUTY
    assert (tmp_path / FILE_NAME).read_text(encoding="utf-8") == "[1"


async def test_so_many_duties_are_kept() -> None:
    """Names that screens once made up do not fill the disk; the one set longest ago is forgotten."""
    duties = ScreenDuties()
    for number in range(DUTIES_MAX + 1):
        await duties.keep(f"tv {number}", SILENT)
    assert duties.of("tv 0").duty == USUAL_DUTY
    assert duties.of("tv 1").duty == SILENT


@pytest.mark.slow
async def test_a_manager_sets_duties_over_http(tmp_path: Path) -> None:
    """Others may not; an unknown zone or layout is refused, and the list shows what was set."""
    async with asked(tmp_path, PLAN) as office:
        office.services.screens.welcome(Hello(1, "display", "", None, "hall"))
        body = {"name": "hall", "speaks": False, "zone": "hall", "layout": "table"}
        assert (await put_duty(office, body, "counter"))["error"] == "not-allowed"
        assert (await put_duty(office, {**body, "zone": "roof"}))["error"] == "unknown-zone"
        assert (await put_duty(office, {**body, "layout": "sign"}))["error"] == "malformed-body"
        duty = {"speaks": False, "slides": True, "zone": "hall", "layout": "table"}
        assert await put_duty(office, body) == duty
        read = (await office.get("/screens")).json()
    assert [(screen["name"], screen["duty"]) for screen in read["screens"]] == [("hall", duty)]
    assert [zone["code"] for zone in read["zones"]] == ["hall"]
    assert read["layouts"] == ["", "stage", "table", "overflow", "raw"]


async def put_duty(office: Asked, body: object, role: str = "manager") -> dict[str, object]:
    """What the server says to whoever sets this duty."""
    headers = office.bearer(role)  # type: ignore[arg-type] # a test names roles as texts
    answer = await office.http.put("/api/v1/screens/duty", headers=headers, json=body)
    told: dict[str, object] = answer.json()
    return told
