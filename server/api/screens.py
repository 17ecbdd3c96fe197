"""The address that says which screens live: each with the age of its last painted report."""

from fastapi import APIRouter

from server.api.replies import ScreenReply, ScreensReply, addresses, documented
from server.api.request_context import WithToken
from server.hub import Audience, Hub
from server.screens import ScreenRecord, Screens


def screen_routes() -> APIRouter:
    """The route for whoever looks after the screens."""
    routes = addresses(tags=["overviews"])
    routes.get("/screens", responses=documented(401, 403, 503))(read_screens)
    return routes


async def read_screens(asker: WithToken) -> ScreensReply:
    """Every screen, kiosk and counter with the age of its last painted report; for counters and managers."""
    asker.check_role("counter", "manager")
    services = asker.context.services
    content = await asker.context.media.content()
    return ScreensReply(
        screens=tuple(_reply(record, services.screens, services.hub) for record in services.screens.all()),
        skipped_media=content.skipped,
    )


def _reply(record: ScreenRecord, screens: Screens, hub: Hub) -> ScreenReply:
    lag = None
    if record.version is not None:
        lag = max(0, hub.newest_version(Audience(record.role, record.counter)) - record.version)
    return ScreenReply(
        role=record.role,
        counter=record.counter,
        name=record.name,
        connected=record.is_connected,
        age_seconds=int(screens.age_seconds(record)),
        version=record.version,
        lag=lag,
        sound=record.sound,
        trouble=record.trouble,
    )
