"""The figures of /metrics, as prometheus reads them."""

import httpx
from prometheus_client.parser import text_string_to_metric_families
from starlette.requests import Request

from server.clock import SystemRandomSource
from server.desk_metrics import DONE, DeskMetrics, Histogram
from server.metrics import metrics_endpoint
from tests.server.serving import Asked


def samples(text: str) -> dict[tuple[str, ...], float]:
    """Every sample by its name and the values of its labels."""
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


async def test_tickets_are_counted_by_field(office: Asked) -> None:
    """/metrics tells issued, called, served and waiting tickets of each field, and the screens by role."""
    for field in ("1", "1", "2"):
        await office.post("/tickets", {"field": field})
    await office.post("/counters/1/open", {"clerk": "Hoa"})
    await office.post("/counters/1/next")
    await office.post("/counters/1/finish")
    answered = await office.http.get("/metrics")
    found = samples(answered.text)
    assert answered.headers["content-type"].startswith("text/plain; version=")
    assert found["motcua_tickets_issued", "1"] == 2
    assert found["motcua_tickets_called", "1"] == 1
    assert found["motcua_tickets_served", "1"] == 1
    assert found["motcua_waiting", "1"] == 1
    assert found["motcua_waiting", "2"] == 1
    assert found["motcua_screens", "kiosk"] == 0
    assert found["motcua_journal_position",] == office.services.desk.position
    assert found["motcua_journal_anchored",] == 1
    assert found["motcua_journal_writable",] == 1
    assert found["motcua_clock_doubted",] == 0


async def test_a_call_counts_in_the_field_that_it_was_for(office: Asked) -> None:
    """A number that was called for field 1 and sent to field 3, where nobody is, was never called there."""
    await office.post("/tickets", {"field": "1"})
    for key in ("open", "next", "start"):
        await office.post(f"/counters/1/{key}", {"clerk": "Hoa"} if key == "open" else {})
    assert (await office.post("/counters/1/transfer", {"field": "3"})).status_code == 200
    found = samples((await office.http.get("/metrics")).text)
    for name, counts in {"issued": (1, 0), "called": (1, 0), "served": (1, 0), "missed": (0, 0)}.items():
        assert (found[f"motcua_tickets_{name}", "1"], found[f"motcua_tickets_{name}", "3"]) == counts
    assert found["motcua_waiting", "3"] == 1


async def test_the_desks_own_figures_are_shown(office: Asked) -> None:
    """Presses by result, refusals by name, seconds and sizes of batches come from the desk."""
    metrics = DeskMetrics()
    metrics.results.update({DONE: 5, "nobody-waiting": 2, "too-busy": 1})
    metrics.appended(0.004, 3)
    metrics.appended(9.0, 1)
    office.services.desk.metrics = metrics
    body = (await metrics_endpoint(office.services)(Request({"type": "http"}))).body
    found = samples(bytes(body).decode())
    assert found["motcua_presses_total", "done"] == 5
    assert found["motcua_presses_total", "refused"] == 3
    assert found["motcua_refused_total", "nobody-waiting"] == 2
    assert found["motcua_append_seconds_count",] == 2
    assert found["motcua_append_seconds_bucket", "0.005"] == 1
    assert found["motcua_group_presses_sum",] == 4


def test_a_value_on_a_bound_lies_below_it() -> None:
    """A histogram counts a value into the first bucket whose bound is not smaller."""
    histogram = Histogram((1.0, 2.0))
    for value in (1.0, 1.5, 3.0):
        histogram.add(value)
    assert histogram.buckets() == [("1.0", 1.0), ("2.0", 2.0), ("+Inf", 3.0)]


def asking_from(office: Asked, address: str) -> httpx.AsyncClient:
    """A client at this address."""
    transport = httpx.ASGITransport(office.app, client=(address, 4711))
    return httpx.AsyncClient(transport=transport, base_url="http://office")


async def test_only_this_computer_and_tokens_read_the_metrics(office: Asked) -> None:
    """From elsewhere a manager's or a metrics token is needed; one for metrics opens nothing else."""
    token = office.services.tokens.make("metrics", SystemRandomSource())
    watcher = {"Authorization": f"Bearer {token}"}
    async with asking_from(office, "192.168.1.9") as elsewhere, asking_from(office, "::1") as here:
        assert (await here.get("/metrics")).status_code == 200
        for headers, status, error in (
            ({}, 401, "token-missing"),
            ({"Authorization": "Bearer guessed"}, 401, "token-wrong"),
            (office.bearer("counter"), 403, "not-allowed"),
        ):
            refused = await elsewhere.get("/metrics", headers=headers)
            assert (refused.status_code, refused.json()["error"]) == (status, error)
        for headers in (office.bearer("manager"), watcher):
            assert (await elsewhere.get("/metrics", headers=headers)).status_code == 200
        assert (await elsewhere.get("/api/v1/screens", headers=watcher)).status_code == 401


async def test_what_a_proxy_passes_on_is_not_from_this_computer(office: Asked) -> None:
    """A proxy on this computer that is not trusted, or hides who asks, opens the metrics to nobody."""
    for header in ("X-Forwarded-For", "X-Forwarded-Proto", "Forwarded", "Via", "X-Real-IP"):
        assert (await office.http.get("/metrics", headers={header: "127.0.0.1"})).status_code == 401, header


async def test_connections_are_counted_by_what_they_do(office: Asked) -> None:
    """Each kind has its number, and so has each reason to be turned away."""
    office.services.seats.requests.turned_away["too-late"] += 3
    found = samples((await office.http.get("/metrics")).text)
    assert found["motcua_turned_away_total", "too-late"] == 3
    kinds = ("silent", "resting", "working", "greeting", "boards", "staff")
    assert [found["motcua_connections", kind] for kind in kinds] == [0] * 6
