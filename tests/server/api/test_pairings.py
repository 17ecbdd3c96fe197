"""Managers pair screens over HTTP: by the code on the glass, undone by a name, or by a start page."""

import re

import pytest

from tests.server.serving import Asked
from tests.server.test_screen_pairings import NotingBoard

pytestmark = pytest.mark.slow  # each starts a server


async def test_a_manager_pairs_the_screen_that_shows_a_code(office: Asked) -> None:
    """It is named first, and paired unless another one shows the code by then. Undone by its name."""
    pairings, hall = office.services.pairings, NotingBoard("hall", "10.0.0.7")
    with pairings.connected(hall):
        code = pairings.code_for(hall)
        found = await office.post("/screens/pairings/shown", {"code": f"{code[:3]} {code[3:]}"})
        assert found.json() == {"name": "hall", "address": "10.0.0.7"}
        other = await office.post("/screens/pairings", {"code": code, "name": "door"})
        assert (other.status_code, other.json()["error"]) == (404, "code-unknown")
        done = await office.post("/screens/pairings", {"code": code, "name": "hall"})
        assert (done.status_code, done.json()) == (200, {"name": "hall"})
        assert pairings.paired_as(hall.secret) == "hall"
        paired = (await office.get("/screens")).json()["paired"]
        assert [(each["name"], each["by"], each["secrets"]) for each in paired] == [
            ("hall", "api manager", 1)
        ]
        assert (await office.post("/screens/pairings/undo", {"name": "hall"})).status_code == 200
    assert pairings.paired_as(hall.secret) is None
    again = await office.post("/screens/pairings/undo", {"name": "hall"})
    assert (again.status_code, again.json()["error"]) == (404, "unknown-pairing")


async def test_nobody_but_a_manager_lets_a_screen_speak(office: Asked) -> None:
    """Clerks, kiosks, displays and strangers are refused, and learn of no code."""
    pairings, hall = office.services.pairings, NotingBoard("hall")
    with pairings.connected(hall):
        code = {"code": pairings.code_for(hall), "name": "hall"}
        for role in ("kiosk", "counter", "guidance", "display", None):
            for path in ("/pairings/shown", "/pairings", "/pairings/undo", "/start-page"):
                answer = await office.post(f"/screens{path}", code, role)
                assert answer.json()["error"] in ("not-allowed", "token-missing")
    assert pairings.all() == ()


async def test_a_start_page_has_a_pairing_of_its_own(office: Asked) -> None:
    """Its board has the screen's name and a secret of this page alone; a display's token reads nothing."""
    asked = {"name": "sảnh chính", "query": "zone=hall&name=other"}
    made = (await office.post("/screens/start-page", asked)).json()
    assert made["address"] == "http://office"
    assert 'data-query="name=s%E1%BA%A3nh+ch%C3%ADnh&amp;zone=hall"' in made["page"]
    secret = re.search(r'data-paired="([^"]+)"', made["page"])
    assert secret is not None
    assert office.services.pairings.paired_as(secret[1]) == "sảnh chính"
    for path in ("/tickets/1001", "/screens", "/visits?day=2026-11-23"):
        assert (await office.get(path, "display")).json()["error"] == "not-allowed"
