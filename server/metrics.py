"""Figures for whoever watches the server, gathered when they are asked for, so that presses cost nothing."""

from collections import Counter as Tally
from collections.abc import Iterator

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import Response

from server.access import access_of
from server.api.refusals import RefusalWriter
from server.asgi import Endpoint
from server.connections.callers import Network, is_within
from server.connections.entrance import caller_in
from server.connections.seats import Seats
from server.desk_metrics import DONE, DeskMetrics
from server.refusals import ServerRefusal
from server.services import Services
from ticketing.office import Office
from ticketing.refusals import Refusal
from ticketing.rules.stays import MISSED
from ticketing.stay_counts import all_stays, field_taken, served_of, unstarted_of
from ticketing.views import waiting_by_field


def metrics_endpoint(services: Services) -> Endpoint:
    """The endpoint of `/metrics`."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(OfficeCollector(services))
    registry.register(DeskCollector(services.desk.metrics))
    registry.register(ConnectionsCollector(services.seats))

    async def metrics(_request: Request) -> Response:
        return Response(generate_latest(registry), headers={"Content-Type": CONTENT_TYPE_LATEST})

    return metrics


def for_watchers(metrics: Endpoint, services: Services, watchers: tuple[Network, ...]) -> Endpoint:
    """The endpoint for those who ask from one of these addresses, or with a token for it."""
    refusals = RefusalWriter(services.translator)

    async def guarded(request: Request) -> Response:
        caller = caller_in(request)
        if not (caller.is_certain and is_within(caller.address, watchers)):
            try:
                await _check_token(request, services)
            except Refusal as refusal:
                return refusals.response(request, refusal)
        return await metrics(request)

    return guarded


async def _check_token(request: Request, services: Services) -> None:
    """Raise ServerRefusal unless the request bears a manager's token or session, or a token for metrics."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    token = token.strip() if scheme.lower() == "bearer" else ""
    if token and await services.tokens.reads_metrics(token):
        return
    access = await access_of(token, services.tokens, services.sessions)
    if access.role != "manager":
        raise ServerRefusal("not-allowed", role=access.role)


class OfficeCollector(Collector):
    """Reads the figures of the running service day off the office, and the screens off the hub."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def collect(self) -> Iterator[Metric]:
        """The figures at this moment; counts of tickets begin anew with each service day."""
        desk, hub, watch = self._services.desk, self._services.hub, self._services.watch
        yield from _tickets(desk.office)
        screens = GaugeMetricFamily("motcua_screens", "Screens that are connected", labels=["role"])
        for role, count in hub.screens_by_role().items():
            screens.add_metric([role], count)
        yield screens
        yield GaugeMetricFamily("motcua_journal_position", "Entries in the journal", desk.position)
        said = "1 unless the disk refused the last presses"
        yield GaugeMetricFamily("motcua_journal_writable", said, self._services.can_record)
        said = "0 while the journal's files are not where the next start would look for them"
        yield GaugeMetricFamily("motcua_journal_in_place", said, not (watch and watch.trouble))
        locks = self._services.sessions.attempts.locks(desk.clock.ticks())
        yield GaugeMetricFamily(
            "motcua_sign_in_locks", "Names and addresses that wrong PINs lock", len(locks)
        )
        said, losses = "0 while the journal's anchor can't be written", self._services.losses
        yield GaugeMetricFamily("motcua_journal_anchored", said, losses is None or losses.is_anchored)
        if check := self._services.check:
            said = "Kinds of what is wrong with the record, as the quiet check has found"
            yield GaugeMetricFamily("motcua_record_troubles", said, check.trouble_count)
            said = "Rounds of the quiet check through the whole record since the start"
            yield GaugeMetricFamily("motcua_record_check_rounds", said, check.rounds)
        said = "1 while the computer's clock has jumped and the office goes on by the time gone by"
        yield GaugeMetricFamily("motcua_clock_doubted", said, desk.office.doubt is not None)


class DeskCollector(Collector):
    """Reads the desk's own figures, which begin anew with the process."""

    def __init__(self, metrics: DeskMetrics) -> None:
        self._metrics = metrics

    def collect(self) -> Iterator[Metric]:
        """The figures at this moment."""
        metrics = self._metrics
        presses = CounterMetricFamily("motcua_presses", "Presses answered", labels=["outcome"])
        refused = CounterMetricFamily("motcua_refused", "Presses refused", labels=["error"])
        done = metrics.results[DONE]
        presses.add_metric([DONE], done)
        presses.add_metric(["refused"], metrics.results.total() - done)
        for name, count in metrics.results.items():
            if name != DONE:
                refused.add_metric([name], count)
        yield presses
        yield refused
        for name, said, histogram in (
            ("motcua_append_seconds", "Time until a batches of presses was on disk", metrics.append_seconds),
            ("motcua_group_presses", "Presses that shared one transaction", metrics.batch_presses),
        ):
            yield HistogramMetricFamily(name, said, buckets=histogram.buckets(), sum_value=histogram.total)


class ConnectionsCollector(Collector):
    """Reads off the seats who is connected, and whom the server has turned away."""

    def __init__(self, seats: Seats) -> None:
        self._seats = seats

    def collect(self) -> Iterator[Metric]:
        """The figures at this moment."""
        kinds = (self._seats.requests, self._seats.screens)
        connections = GaugeMetricFamily("motcua_connections", "Connections by what they do", labels=["kind"])
        said = "Connections and requests that were cut or turned away"
        turned_away = CounterMetricFamily("motcua_turned_away", said, labels=["why"])
        for kind, count in (pair for seats in kinds for pair in seats.counts().items()):
            connections.add_metric([kind], count)
        for why, count in (pair for seats in kinds for pair in seats.turned_away.items()):
            turned_away.add_metric([why], count)
        yield connections
        yield turned_away


def _tickets(office: Office) -> Iterator[Metric]:
    """Numbers by the field that they were taken for; calls and matters by the field of each stay."""
    issued, called, served = Tally[str](), Tally[str](), Tally[str]()
    unstarted, missed = Tally[str](), Tally[str]()
    for ticket in office.tickets.values():
        stays = all_stays(ticket)
        issued[field_taken(ticket)] += 1
        called.update(stay.field for stay in stays if stay.called_at is not None)
        served.update(stay.field for stay in served_of(stays))
        unstarted.update(stay.field for stay in unstarted_of(stays))
        missed.update(stay.field for stay in stays if stay.ending == MISSED)
    waiting = waiting_by_field(office)
    planned = [field.code for field in office.plan.fields]
    fields = [*planned, *sorted({*waiting, *issued, *called} - {*planned})]
    for name, said, counts in (
        ("motcua_tickets_issued", "Tickets issued today, by the field taken", issued),
        (
            "motcua_tickets_called",
            "Tickets called today for this field; one may be called for several",
            called,
        ),
        ("motcua_tickets_served", "Matters served today in this field; a ticket may have several", served),
        ("motcua_tickets_unstarted", "Of the matters served, those that no hand began", unstarted),
        ("motcua_tickets_missed", "Calls for this field today to which nobody came", missed),
        ("motcua_waiting", "Tickets that wait", waiting),
    ):
        family = GaugeMetricFamily(name, said, labels=["field"])
        for code in fields:
            family.add_metric([code], counts.get(code, 0))
        yield family
