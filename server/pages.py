"""The plain pages of the server: what runs here, the page behind a ticket's QR code, and its health."""

from base64 import b64encode
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from html import escape
from importlib.metadata import version
from importlib.resources import files
from string import Template
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Match, Route
from starlette.types import Receive, Scope, Send

from server.api.refusals import ApiRefusal, RefusalWriter
from server.asgi import Endpoint
from server.services import Services
from server.start_page import address_of
from ticketing.office import Office
from ticketing.opening_texts import opens_again, why_closed
from ticketing.plan import Name, Procedure
from ticketing.rules.issuing import ahead_of_waiting
from ticketing.sentences import N_
from ticketing.taking_numbers import hall_state
from ticketing.tickets import Ticket, TicketState

REFRESH_SECONDS = 10
LANGUAGES = ("vi", "en")

_STATES: dict[TicketState, str] = {
    TicketState.WAITING: N_("Waiting to be called"),
    TicketState.CALLED: N_("Please come to counter {counter}"),
    TicketState.SERVING: N_("Being served at counter {counter}"),
    TicketState.PARKED: N_("Set aside; please come back to counter {counter}"),
    TicketState.NO_SHOW: N_("Called and missed; please tell the guidance desk"),
    TicketState.SERVED: N_("Done. Thank you!"),
    TicketState.CANCELLED: N_("Cancelled"),
    TicketState.LAPSED: N_("The service day is over; this number is no longer valid"),
}
DOORS = (
    ("board", N_("The board"), N_("For the televisions of the waiting room")),
    ("desk", N_("The desks"), N_("For clerks, the guidance desk and managers")),
    ("kiosk", N_("The kiosk"), N_("How to set up where citizens take numbers")),
    (
        "start.html",
        N_("A television's start page"),
        N_("A file that waits for the server and opens the board"),
    ),
)
KIOSK_STEPS = (
    (
        N_("On the server's PC: make a token for the kiosk."),
        "motcua token --role kiosk --data /var/lib/motcua > kiosk.token",
    ),
    (N_("Try the slip printer out first."), "motcua printer check network:192.168.1.50:9100"),
    (
        N_("On the kiosk's PC: start the kiosk in a full-screen terminal."),
        'motcua kiosk --server {address} --token-file kiosk.token --name "Máy 1" '
        "--printer network:192.168.1.50:9100",
    ),
)
_FINAL = frozenset({TicketState.SERVED, TicketState.CANCELLED, TicketState.LAPSED})
_PAGE = Template("""\
<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
$refresh<title>$title</title>
<link rel="icon" href="data:,">
<style>$style</style>
</head>
<body>
<header>$heading</header>
<main>
$content
</main>
<footer>$footer</footer>
</body>
</html>
""")


def page_routes(services: Services) -> list[BaseRoute]:
    """The pages; the last route answers every other address, so it must come after all that are not pages."""
    pages = Pages(services)
    return [
        Route("/", pages.front),
        Route("/kiosk", pages.kiosk),
        Route("/t/{track}", pages.ticket),
        Elsewhere(pages, RefusalWriter(services.translator)),
    ]


class Elsewhere(BaseRoute):
    """Answers every address that no other route has; a route's pattern would not match a line end.

    It matches in part, so that a route with another method goes first and can say which ones it takes.
    """

    def __init__(self, pages: "Pages", refusals: RefusalWriter) -> None:
        self._pages = pages
        self._refusals = refusals

    def matches(self, scope: Scope) -> tuple[Match, Scope]:  # noqa: ARG002 - Starlette's
        """Every address is one."""
        return Match.PARTIAL, {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Say so in JSON to other systems and with a page to people."""
        response: Response = self._pages.missing()
        if scope["type"] == "websocket" or scope["path"].startswith("/api/"):
            asked = Request({**scope, "type": "http"})
            response = self._refusals.response(asked, ApiRefusal("unknown-address"))
        await response(scope, receive, send)


def health_route(services: Services) -> Endpoint:
    """The endpoint of `/healthz`: 200 while numbers can be given out, 503 while the disk refuses them."""
    running = version("motcua")

    async def health(_request: Request) -> Response:
        is_well = services.can_record
        status = "ok" if is_well else "journal-unavailable"
        body = {"status": status, "version": running, "position": services.desk.position}
        # Nobody is in it, and a television's start page, which is a file, has to read it.
        headers = {"Cache-Control": "no-store", "Access-Control-Allow-Origin": "*"}
        return JSONResponse(body, 200 if is_well else 503, headers)

    return health


@dataclass(slots=True)
class Tracks:
    """Finds tickets by their tracks; gathers them anew when numbers were given out since."""

    day: date | None = None
    ticket_count: int = -1
    numbers: dict[str, str] | None = None

    def ticket(self, office: Office, track: str) -> Ticket | None:
        """The ticket of today whose track this is."""
        if self.numbers is None or (self.day, self.ticket_count) != (office.day, office.ticket_count):
            self.numbers = {ticket.track: ticket.number for ticket in office.tickets.values()}
            self.day, self.ticket_count = office.day, office.ticket_count
        number = self.numbers.get(track)
        return office.tickets.get(number) if number else None


class Pages:
    """Writes the pages in Vietnamese with a small English line; everything from outside is escaped."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._tracks = Tracks()
        self._vietnamese, self._english = map(services.translator.words, LANGUAGES)
        self._style = (files("server") / "page.css").read_text(encoding="utf-8")
        digest = b64encode(sha256(self._style.encode()).digest()).decode()
        self._headers = {
            "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; "
            "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
            "X-Robots-Tag": "noindex",
            "Cache-Control": "no-store",
        }

    async def front(self, _request: Request) -> Response:
        """What runs here, and where other systems find it."""
        doors = "".join(
            f'<a class="door" href="{href}"><b>{self._both(name)}</b>{self._both(does)}</a>'
            for href, name, does in DOORS
        )
        links = (
            ("api/v1/openapi.json", N_("The API for other systems, as an OpenAPI document")),
            ("api/v1/board", N_("Who is called now and how many are waiting")),
            ("healthz", N_("Whether the server is well")),
            ("metrics", N_("Figures for whoever looks after the server")),
        )
        items = "".join(f'<li><a href="{href}">{self._both(said)}</a></li>' for href, said in links)
        running = self._both(N_("The queue server of this office is running."))
        others = self._both(N_("For other systems and for whoever looks after the server"))
        return self._page(
            f"<p>{running}</p>{self._opening()}<nav>{doors}</nav><h2>{others}</h2><ul>{items}</ul>"
        )

    async def kiosk(self, request: Request) -> Response:
        """How a kiosk is set up: a program of its own, since a browser prints nothing without asking."""
        address = address_of(request) or "http://HOST:PORT"
        items = "".join(
            f"<li>{self._both(said)}<pre>{escape(line.format(address=address))}</pre></li>"
            for said, line in KIOSK_STEPS
        )
        says = self._both(N_("The kiosk is a program of its own on the PC that has the printer."))
        back = self._both(N_("Back to the first page"))
        return self._page(f'<p>{says}</p><ol>{items}</ol><p><a href="./">{back}</a></p>')

    async def ticket(self, request: Request) -> Response:
        """The citizen's own page: the number, where it stands, and how many are ahead."""
        office = self._services.desk.office
        ticket = self._tracks.ticket(office, request.path_params["track"].upper())
        if ticket is None:
            return self.missing()
        field = office.plan.field(ticket.field)
        counter = "" if ticket.counter is None else ticket.counter
        heading = self._both(N_("Your number"))
        parts = [
            f"<p>{heading}</p>",
            f'<p class="number">{escape(ticket.number)}</p>',
            f"<p>{_lines(field.name.vi, field.name.en) if field else escape(ticket.field)}</p>",
            f'<p class="state {ticket.state.value}">{self._both(_STATES[ticket.state], counter=counter)}</p>',
        ]
        ahead = ahead_of_waiting(office, ticket)
        if ahead is not None:
            said = self._both(N_("People ahead: {count}"), count=ahead)
            parts.append(f'<p class="ahead">{said}</p>{self._opening(is_inside=True)}')
        is_over = ticket.state in _FINAL
        if procedure := None if is_over else office.plan.procedure(ticket.procedure):
            parts.append(self._papers(procedure, office.plan.procedures_note))
        return self._page("\n".join(parts), refreshes=not is_over)

    def _opening(self, *, is_inside: bool = False) -> str:
        """Whether numbers can be taken, else when again; whoever has one (`is_inside`) hears of breaks."""
        office = self._services.desk.office
        now = self._services.now().astimezone(ZoneInfo(office.plan.time_zone))
        hall = hall_state(office, now)
        if hall.state == "open":
            return (
                "" if is_inside else f'<p class="opening">{self._both(N_("Numbers are given out now."))}</p>'
            )
        if is_inside and (hall.is_calling_on or hall.state == "full"):
            return ""
        vietnamese, english = (
            f"{why_closed(hall, now, words, language)}. {opens_again(hall, now, words)}."
            for words, language in zip((self._vietnamese, self._english), LANGUAGES, strict=True)
        )
        return f'<p class="opening">{_lines(vietnamese, english)}</p>'

    def _papers(self, procedure: Procedure, note: Name) -> str:
        """What the citizen has come for, all its papers, and what has to be said of the list."""
        name = f'<h2 lang="vi">{escape(procedure.name)}</h2>'
        if not procedure.papers:
            return name
        heading = self._both(N_("Please have ready"))
        items = "".join(f"<li>{escape(paper)}</li>" for paper in procedure.papers)
        source = f'<p class="note" lang="vi">{escape(procedure.source)}</p>' if procedure.source else ""
        said = f'<p class="note">{_lines(note.vi, note.en)}</p>' if note.vi else ""
        return f'{name}<p>{heading}</p><ul class="papers" lang="vi">{items}</ul>{source}{said}'

    def missing(self) -> HTMLResponse:
        """There is no such page, or its number was of another day."""
        said = self._both(
            N_("There is nothing at this address. A number is valid on the day of its issue only.")
        )
        return self._page(f"<p>{said}</p>", status=404)

    def _page(self, content: str, *, status: int = 200, refreshes: bool = False) -> HTMLResponse:
        names = self._services.desk.office.plan.names
        title = names[0].vi if names else "motcua"
        footer = ""
        if refreshes:
            now = f"{self._services.now():%H:%M:%S}"
            footer = self._both(
                N_("As of {time}. This page renews itself every {seconds} seconds."),
                time=now,
                seconds=REFRESH_SECONDS,
            )
        page = _PAGE.substitute(
            refresh=f'<meta http-equiv="refresh" content="{REFRESH_SECONDS}">\n' if refreshes else "",
            title=escape(title),
            style=self._style,
            heading=f"<h1>{_lines(title, names[0].en if names else '')}</h1>",
            content=content,
            footer=footer,
        )
        return HTMLResponse(page, status, self._headers)

    def _both(self, sentence: str, **values: object) -> str:
        """The sentence in Vietnamese and, smaller, in English."""
        return _lines(self._vietnamese(sentence, **values), self._english(sentence, **values))


def _lines(vietnamese: str, english: str) -> str:
    small = f'<small lang="en">{escape(english)}</small>' if english else ""
    return f"{escape(vietnamese)}{small}"
