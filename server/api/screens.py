"""The addresses of the screens: which of them live, and what each board is there for."""

from collections import Counter
from dataclasses import asdict
from typing import Annotated, get_args

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from server.api.replies import (
    DutyReply,
    PairedReply,
    ScreenReply,
    ScreensReply,
    ZoneReply,
    addresses,
    documented,
)
from server.api.request_context import Asker, WithToken
from server.api.texts import Text
from server.hub import Audience
from server.pairing_file import Pairing
from server.refusals import ServerRefusal
from server.screens import NAME_LENGTH_MAX, ScreenRecord
from ticketing.desk.sayings import PROBLEM_WORDS
from ticketing.screen_duty import DutyLayout, ScreenDuty
from ticketing.texts import CODE_LENGTH_MAX


class DutyBody(BaseModel):
    """The duty of the board of this name; what is left out is as usual."""

    model_config = ConfigDict(strict=True, frozen=True, extra="ignore")

    name: Annotated[Text, Field(max_length=NAME_LENGTH_MAX)]
    speaks: bool = True
    slides: bool = True
    zone: Annotated[Text, Field(max_length=CODE_LENGTH_MAX)] = ""
    layout: DutyLayout = ""


def screen_routes() -> APIRouter:
    """The routes for whoever looks after the screens."""
    routes = addresses(tags=["overviews"])
    routes.get("/screens", responses=documented(401, 403, 503))(read_screens)
    routes.put("/screens/duty", responses=documented(401, 403, 404, 409, 422, 503))(set_duty)
    return routes


async def read_screens(asker: WithToken) -> ScreensReply:
    """Every screen, kiosk and counter with the age of its last painted report; for counters and managers."""
    asker.check_role("counter", "manager")
    services = asker.context.services
    content = await asker.context.media.content()
    return ScreensReply(
        screens=tuple(_reply(record, asker) for record in services.screens.listed()),
        paired=_paired(services.pairings.all()),
        zones=tuple(ZoneReply(code=zone.code, name=zone.name) for zone in services.desk.office.plan.zones),
        layouts=get_args(DutyLayout),
        skipped_media=content.skipped,
    )


async def set_duty(asker: WithToken, body: DutyBody) -> DutyReply:
    """Set what the board of a name is there for, which it is told at once; for managers."""
    asker.check_role("manager")
    services = asker.context.services
    if services.desk.office.plan.zone(body.zone) is None:
        known = ", ".join(zone.code for zone in services.desk.office.plan.zones)
        raise ServerRefusal("unknown-zone", zone=body.zone, known=known)
    duty = ScreenDuty(body.speaks, body.slides, body.zone, body.layout)
    await services.duties.keep(body.name, duty)
    return DutyReply(**asdict(duty))


def _reply(record: ScreenRecord, asker: Asker) -> ScreenReply:
    services, lag = asker.context.services, None
    if record.version is not None:
        newest = services.hub.newest_version(Audience(record.role, record.counter))
        lag = max(0, newest - record.version)
    trouble = services.screens.trouble_of(record)
    says = asker.words(PROBLEM_WORDS[trouble]) if trouble in PROBLEM_WORDS else trouble
    duty = asdict(services.duties.of(record.name).duty) if record.role == "display" else None
    return ScreenReply(
        role=record.role,
        counter=record.counter,
        name=record.name,
        connected=record.is_connected,
        age_seconds=int(services.screens.age_seconds(record)),
        version=record.version,
        lag=lag,
        sound=record.sound,
        trouble=trouble,
        says=says,
        duty=DutyReply(**duty) if duty else None,
        trust=record.trust,
        paired_as=record.paired_as,
        address=record.address,
    )


def _paired(pairings: tuple[Pairing, ...]) -> tuple[PairedReply, ...]:
    newest = {pairing.name: pairing for pairing in pairings}
    counts = Counter(pairing.name for pairing in pairings)
    return tuple(
        PairedReply(name=name, at=pairing.at, by=pairing.by, secrets=counts[name])
        for name, pairing in newest.items()
    )
