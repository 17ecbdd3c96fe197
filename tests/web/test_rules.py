"""The board's pure rules, run by node: calm before whatever is broken."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from link.contract import RETRY_SECONDS_MAX
from tests.web.frame_server import call
from tests.web.node_rules import NodeRules

pytestmark = pytest.mark.slow

RULES = NodeRules(Path(__file__).with_name("rules.mjs"))


@pytest.fixture(autouse=True, scope="module")
def node() -> Iterator[None]:
    """Runs for as long as the module's tests."""
    with RULES:
        yield


def answers(*asked: tuple[str, Any]) -> list[Any]:
    """What the board's rules make of these values; web/ is read as modules, as browsers read it."""
    return RULES.answer(asked)


def test_connections_come_at_most_two_seconds_apart() -> None:
    """The delay grows from 0.1 s, is jittered by half, and never passes RETRY_SECONDS_MAX."""
    delays = answers(*(("retry", [attempt, chance]) for attempt in range(50) for chance in (0, 1)))
    assert delays[:4] == [0.05, 0.1, 0.1, 0.2]
    assert max(delays) == RETRY_SECONDS_MAX
    assert delays[-2:] == [RETRY_SECONDS_MAX / 2, RETRY_SECONDS_MAX]


def test_the_office_has_its_own_time() -> None:
    """The clock shows the office's hours whatever the television's zone; what is no moment shows none."""
    night, east, none = answers(
        ("time", "2026-11-23T23:59:59+07:00"), ("time", "2026-12-31T20:00:00Z"), ("time", "tomorrow")
    )
    assert night == {"clock": "23:59", "weekday": 1, "date": "23/11/2026"}
    assert east == {"clock": "20:00", "weekday": 4, "date": "31/12/2026"}
    assert none is None


def test_a_zone_has_its_own_calls_each_number_once() -> None:
    """Calls of other fields are left out, broken ones too, and a recalled number stands once."""
    calls: list[Any] = [call(3), {**call(1), "field": "2"}, call(3), None, {"call": 7}, call(2)]
    zone, nothing = answers(("calls", [{"calls": calls}, "?fields=1"]), ("calls", [{"calls": 7}, ""]))
    assert zone == ["1003", "1002"]
    assert nothing == []


def test_the_server_is_beside_the_page_whatever_stands_before_it() -> None:
    """Under a sub-path and https a page asks for what lies beside it; its query changes nothing."""
    pages = ("http://tv.local:8700/board?zone=a/b", "https://xa.gov.vn/motcua/desk#token=x")
    assert answers(*(("addresses", page) for page in pages)) == [
        ["http://tv.local:8700/api/v1/board", "ws://tv.local:8700/ws"],
        ["https://xa.gov.vn/motcua/api/v1/board", "wss://xa.gov.vn/motcua/ws"],
    ]


def reloads(steps: Any, **page: Any) -> list[list[int]]:
    """How often a page of version a has asked the server and loaded itself, in all and in a row, by step."""
    (seen,) = answers(("reload", {"known": "a", "served": "b", "steps": steps, **page}))
    return [list(step) for step in seen]


@pytest.mark.parametrize(
    "news", [{"welcome": "b"}, {"fault": "protocol-unknown"}, {"fault": "page-outdated"}]
)
def test_a_page_of_another_version_loads_itself_when_idle_and_the_server_answers(
    news: dict[str, str],
) -> None:
    """It never does in mid-call, nor while the server is down, which would show the browser's error page."""
    assert reloads([{"welcome": "a"}, {}, {"fault": "unknown-zone"}, {}])[-1] == [0, 0, 0]
    steps = [news, {"idle": False}, {"served": None}, {"at": 5, "served": "b"}, {"at": 11}]
    assert reloads(steps) == [[0, 0, 0], [0, 0, 0], [1, 0, 0], [1, 0, 0], [2, 1, 1]]


def test_a_page_never_loads_itself_in_a_loop() -> None:
    """After a loading that brought no other page it waits for a minute, and then twice as long each time."""
    useless = reloads(
        [{"welcome": "b"}, {}, {"at": 59}, {"at": 61}, {"at": 180}, {"at": 182}, {"at": 4_000}], served="a"
    )
    assert [asked for asked, _, _ in useless] == [0, 1, 1, 2, 2, 3, 4]
    assert useless[-1][1] == 0
    steps = [{"welcome": "b"}, {"at": 200}, {"at": 239}, {"at": 241}]
    assert reloads(steps, loadings=3) == [[0, 0, 3], [0, 0, 3], [0, 0, 3], [1, 1, 4]]
    assert reloads([{"welcome": "a"}], loadings=3) == [[0, 0, 0]]


def test_a_page_that_is_loaded_for_the_night_asks_the_server_first() -> None:
    """It is loaded though its version is the server's, and not while the server is down."""
    steps = [{"welcome": "a"}, {"night": True}, {"night": True, "at": 11, "served": "a"}]
    assert reloads(steps, served=None) == [[0, 0, 0], [1, 0, 0], [2, 1, 0]]


def test_a_page_is_loaded_for_the_night_while_the_office_is_closed() -> None:
    """At three, by the office's clock; not in an office that is open then, nor just after another loading."""
    night = {"hour": 3, "hall": "closed", "upSeconds": 7_200}
    others: list[dict[str, Any]] = [
        {},
        {"hall": "holiday"},
        {"hall": "open"},
        {"hall": "break"},
        {"hall": ""},
    ]
    others += [{"hour": 4}, {"hour": None}, {"upSeconds": 7_199}]
    due = answers(*(("night", {**night, **other}) for other in others))
    assert due == [True, True, False, False, False, False, False, False]


@pytest.mark.parametrize(
    ("query", "duty", "limits", "speaks"),
    [
        ({}, {}, "", True),
        ({}, {"speaks": False}, "", False),
        ({}, {}, "?sound=off", False),
        ({}, {"speaks": False}, "?sound=on", False),
        ({"page": 2}, {"speaks": True}, "", False),
        ({"counter": 3}, {"speaks": True}, "", False),
        ({}, {"layout": "overflow"}, "", False),
    ],
)
def test_an_address_takes_a_duty_away_and_gives_none(
    query: dict[str, Any], duty: dict[str, Any], limits: str, *, speaks: bool
) -> None:
    """Further screens and signs never speak; the zone of the address goes before that of the duty."""
    assert answers(("duty", [query, duty, limits])) == [[speaks, ""]]
    zones = answers(("duty", [{"zone": "a"}, {"zone": "b"}, ""]), ("duty", [{}, {"zone": "b"}, ""]))
    assert [zone for _, zone in zones] == ["a", "b"]


def test_both_languages_have_every_sentence() -> None:
    """No sentence is missing in either language, and both fill in the same values."""
    (words,) = answers(("words", None))
    assert words["vi"].keys() == words["en"].keys()
    assert all(("{" in words["vi"][name]) == ("{" in words["en"][name]) for name in words["vi"])


def test_addresses_and_frames_of_any_kind_are_read_calmly() -> None:
    """Nonsense in an address asks for everything, and a message that is no frame is none."""
    plain, odd, counter, *frames = answers(
        ("query", ""), ("query", "?counter=-1&page=x&fields=,"), ("query", "?counter=3&name=%20tv"),
        ("frame", "{"), ("frame", "null"), ("frame", '{"type":7}'), ("frame", '{"type":"x"}'),
    )  # fmt: skip
    assert plain == odd
    assert (counter["counter"], counter["name"]) == (3, "tv")
    assert frames == [None, None, None, {"type": "x"}]
