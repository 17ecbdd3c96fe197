"""What a board asks for to which a reverse proxy passes no websocket: the frames that it would be sent."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from server.services import Services
from ticketing.wire.codec import encode
from ticketing.wire.messages import HEARTBEAT_SECONDS, PROTOCOL_VERSION, Hello, Welcome, office_card


def polled_board_route(services: Services, page_version: Callable[[], str]) -> Route:
    """`/web/board.json`, with the `name` of the screen: an array of frames, of which no one speaks."""

    async def polled(request: Request) -> Response:
        hello = Hello(PROTOCOL_VERSION, "display", name=request.query_params.get("name", ""))
        secret = request.headers.get("authorization", "").removeprefix("Bearer ")
        services.screens.poll(hello, has_token=False, paired_as=services.pairings.paired_as(secret))
        card = office_card(services.desk.office.plan)
        welcome = Welcome(PROTOCOL_VERSION, services.now(), HEARTBEAT_SECONDS, card, page=page_version())
        turns = services.voice.frames() if services.voice else ()
        frames = (encode(welcome), services.hub.board_frame(), *map(encode, turns))
        return Response(
            f"[{','.join(frames)}]", media_type="application/json", headers={"Cache-Control": "no-store"}
        )

    return Route("/web/board.json", polled)
