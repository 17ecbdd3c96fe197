"""Builds the API: its addresses, its refusals, and the document that describes both."""

from functools import cache

from fastapi import FastAPI
from starlette.routing import BaseRoute

from server.api.body_limit import BodyLimit
from server.api.counters import clerk_routes
from server.api.dossiers import dossier_routes
from server.api.errors import answer_errors
from server.api.overviews import overview_routes
from server.api.pairings import pairing_routes
from server.api.procedures import procedure_routes
from server.api.refusals import RefusalWriter
from server.api.request_context import RequestContext
from server.api.screens import screen_routes
from server.api.sessions import session_routes
from server.api.sounds import sound_routes
from server.api.tickets import ticket_routes
from server.clock import RandomSource
from server.journal.contract import Records
from server.media import MediaFolder
from server.services import Services

API_VERSION = "1"
DESCRIPTION = """\
Queue tickets of a one-door office. Moments are RFC 3339 with the office's offset, durations whole seconds.
A press with a `request_id` may be sent again after a lost answer and gets the first answer again. Refusals
change nothing; their `message` is a sentence for a person in the language of `Accept-Language` (vi, en).
"""


def build_api(
    services: Services, records: Records, random_source: RandomSource, media: MediaFolder
) -> FastAPI:
    """The API, to be mounted; `random_source` gives ids to presses that come without one."""
    api = FastAPI(
        routes=[*_routes()],
        title="motcua",
        version=API_VERSION,
        description=DESCRIPTION,
        docs_url=None,  # these pages load their scripts from elsewhere; an office has no internet
        redoc_url=None,
        redirect_slashes=False,
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
    )
    api.state.context = RequestContext(services, records, random_source, media)
    refusals = RefusalWriter(services.translator)
    answer_errors(api, refusals)
    api.add_middleware(BodyLimit, refuse=refusals.response)
    return api


@cache
def _routes() -> tuple[BaseRoute, ...]:
    """The addresses, which know nothing of a server; making them takes a tenth of a second.

    They stand side by side: FastAPI would make those of a router inside another one anew, in the loop, when
    the first request comes.
    """
    routers = (
        ticket_routes(),
        clerk_routes(),
        dossier_routes(),
        procedure_routes(),
        session_routes(),
        overview_routes(),
        screen_routes(),
        pairing_routes(),
        sound_routes(),
    )
    return tuple(route for router in routers for route in router.routes)
