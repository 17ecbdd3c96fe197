"""When a link tries again, whom it trusts for how long, and its states: the same as in web/."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from link.client import retry_seconds
from link.contract import LinkEvent, LinkLimits, StateChanged
from link.status import LinkStatus
from tests.link.scripted_server import VIEW
from tests.ticketing.plans import PLAN
from ticketing.procedures import EMPTY_CATALOGUE
from ticketing.wire.messages import PROTOCOL_VERSION, Sentence, office_card

SHARED = json.loads(Path(__file__).with_name("link.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", SHARED["retries"], ids=str)
def test_a_link_waits_before_it_tries_again(case: dict[str, Any]) -> None:
    """The delay doubles up to its limit; chance takes away up to a half."""
    seconds = retry_seconds(case["attempt"], 1 - case["share"], LinkLimits())
    assert seconds == pytest.approx(case["seconds"])


def test_the_limits_are_those_of_the_cases() -> None:
    """The dialogue's version, and how long a link waits for a connection and trusts a silent one."""
    limits = LinkLimits()
    assert SHARED["limits"] == {
        "protocol": PROTOCOL_VERSION,
        "connect_seconds_max": limits.connect_seconds_max,
        "old_after_seconds": limits.old_after_seconds,
        "silence_seconds_max": limits.silence_seconds_max,
    }


@pytest.mark.parametrize("case", SHARED["states"], ids=lambda case: str(case["name"]))
async def test_a_link_says_how_far_its_view_can_be_trusted(case: dict[str, Any]) -> None:
    """The state after each step, with the server's sentence for as long as the screen is rejected."""
    sentence = Sentence("Không.", "No.")
    status = LinkStatus(old_after_seconds=0)
    told: list[LinkEvent] = []
    status.listen(told.append)
    for step, state in case["steps"]:
        match step:
            case "view":
                status.welcomed(office_card(PLAN), EMPTY_CATALOGUE)
                status.shown(1, VIEW)
                status.heard()
            case "rejected":
                status.rejected(sentence)
            case "lost":
                status.lost()
            case "silent":
                await asyncio.sleep(0)
                await asyncio.sleep(0)
        changes = [event for event in told if isinstance(event, StateChanged)]
        assert status.state.value == state, step
        if changes:
            assert changes[-1].sentence == (sentence if state == "rejected" else None)
    status.stop()
