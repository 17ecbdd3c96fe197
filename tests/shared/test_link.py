"""When a link tries again and whom it trusts for how long: the same numbers as in web/."""

import json
from pathlib import Path
from typing import Any

import pytest

from link.client import retry_seconds
from link.contract import LinkLimits
from ticketing.wire.messages import PROTOCOL_VERSION

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
