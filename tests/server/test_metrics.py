"""The figures of /metrics, as prometheus reads them."""

from prometheus_client.parser import text_string_to_metric_families
from starlette.requests import Request

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
