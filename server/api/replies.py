"""What the API answers; integrators rely on these names, so that none of them may go."""

from datetime import date, datetime
from enum import Enum
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from server.clerks.clerk import ClerkRole
from server.screens import ScreenTrust
from ticketing.board_rows import BoardField, MissedRow
from ticketing.desk.arrivals import ArrivalSetting
from ticketing.desk.keys import KeyMode
from ticketing.office import Call
from ticketing.plan import CounterPlan, Name, PriorityClass
from ticketing.screen_duty import DutyLayout
from ticketing.taking_numbers import HallState, HoursRun
from ticketing.tickets import PrintState, TicketState
from ticketing.views import CounterRow
from ticketing.wire.messages import Role, SoundState


class Reply(BaseModel):
    """A JSON object; moments are RFC 3339 with the office's offset, durations whole seconds."""

    model_config = ConfigDict(frozen=True, from_attributes=True)


class RefusalReply(Reply):
    """Nothing was changed: a name for programs and a sentence for a person."""

    error: str
    message: str


class InputMistake(Reply):
    """Where a request is wrong, and how."""

    where: str
    problem: str


class MalformedReply(RefusalReply):
    """The request can't be understood."""

    detail: list[InputMistake] = []


class IssuedReply(Reply):
    """A number was given out; `track` is the path of the citizen's own page."""

    number: str
    field: str
    priority: str | None
    ahead: int | None
    issued_at: datetime
    day: date
    track: str
    procedure: str


class CallReply(Reply):
    """A number was called, or by its last recall became a no-show (without a `call`)."""

    number: str
    counter: int
    field: str
    why: str
    state: TicketState
    call: int | None
    recall: int


class DoneReply(Reply):
    """The press was carried out; of the ticket that it was about, if any, the state that it led to."""

    number: str | None = None
    state: TicketState | None = None


class FinishedReply(DoneReply):
    """A matter is done; `due` is the day on which the result of the dossier put on record is due."""

    due: date | None = None


class DossierReply(Reply):
    """What is on record of a dossier; `first_due` is the day before its one re-appointment."""

    code: str
    procedure: str
    field: str
    number: str
    counter: int
    accepted_at: datetime
    due: date | None
    first_due: date | None
    apology: str
    ready_at: datetime | None
    returned_at: datetime | None
    is_late: bool


class ProcedureReply(Reply):
    """A procedure of the office's list and the code of its field."""

    code: str
    name: str
    field: str


class FoundReply(Reply):
    """What a text finds, the likeliest first; `hint` says where to go if none is meant, or is empty."""

    query: str
    results: list[ProcedureReply]
    hint: str


class DueReply(Reply):
    """The day on which the result of a dossier that is accepted now would be due."""

    procedure: str
    due: date


class SessionReply(Reply):
    """A person has signed in; `token` is good wherever a token is, until `ends_at` at the latest.

    With a `pin_length_min` the PIN is shorter than that: the token only changes it, until it has.
    """

    token: str
    name: str
    role: ClerkRole
    ends_at: datetime
    pin_length_min: int | None = None


class SignInLockReply(Reply):
    """A name that can't sign in at an address until a moment to come, after so many wrong PINs since another.

    Without an address it can't wherever this person has never signed in; without a name nobody can there.
    """

    name: str
    address: str
    wrong: int
    since: datetime
    until: datetime


class SignInLocksReply(Reply):
    """What keeps people from signing in, the newest first."""

    locks: tuple[SignInLockReply, ...]


class KeysReply(Reply):
    """Which keys a person works with at a clerk's desk: letters, the keypad, letters with Alt, or none."""

    keys: KeyMode


class BellReply(Reply):
    """How a person is told of the first who comes to a free desk: not at all, by a mark, by a sound too."""

    bell: ArrivalSetting


class BoardReply(Reply):
    """What the waiting room sees, the newest call first; `version` rises with every change.

    `hall` says whether numbers can be taken; `missed` are numbers whose citizens did not come.
    """

    version: int
    day: date
    calls: tuple[Call, ...]
    waiting: dict[str, int]
    counters: tuple[CounterRow, ...]
    hall: HallState
    fields: tuple[BoardField, ...]
    missed: tuple[MissedRow, ...]


class DutyReply(Reply):
    """What staff have set for a board: whether it says calls and shows slides, its zone and layout."""

    speaks: bool
    slides: bool
    zone: str
    layout: DutyLayout


class ScreenReply(Reply):
    """A screen, and how long ago anything was heard of it.

    `version` is that of the view which it says it has painted, null until its first painted report; the
    newest view is `lag` further on. `trouble` is what staff should see to, and `says` the same in words.
    Displays have a `duty`. `trust` says what lets it speak, `paired_as` what it was called then.
    """

    role: Role
    counter: int | None
    name: str
    connected: bool
    age_seconds: int
    version: int | None
    lag: int | None
    sound: SoundState
    trouble: str
    says: str
    duty: DutyReply | None
    trust: ScreenTrust
    paired_as: str | None
    address: str


class PairedReply(Reply):
    """A name under which screens are paired, with so many secrets; when the last one was, and by whom."""

    name: str
    at: str
    by: str
    secrets: int


class ShownScreenReply(Reply):
    """The screen that shows a code."""

    name: str
    address: str


class NameReply(Reply):
    """The name of a screen with which something was done."""

    name: str


class StartPageReply(Reply):
    """A start page of the server at `address`, to be kept as `file` on the screen that it is for."""

    file: str
    address: str
    page: str


class ZoneReply(Reply):
    """A zone of the office."""

    code: str
    name: Name


class ScreensReply(Reply):
    """Every screen, kiosk and counter, and which files of the office's folder can't be shown.

    `paired` are the names under which screens are paired, whether they are connected or not; `zones` and
    `layouts` are those that a duty may name.
    """

    screens: tuple[ScreenReply, ...]
    paired: tuple[PairedReply, ...]
    zones: tuple[ZoneReply, ...]
    layouts: tuple[DutyLayout, ...]
    skipped_media: tuple[str, ...]


class TicketReply(Reply):
    """A ticket of today as it stands; `ahead` only while it waits."""

    number: str
    day: date
    field: str
    priority: str | None
    state: TicketState
    ahead: int | None
    counter: int | None
    reserved_for: int | None
    issued_at: datetime
    printed_at: datetime | None
    called_at: datetime | None
    last_called_at: datetime | None
    recalled_at: datetime | None
    started_at: datetime | None
    finished_at: datetime | None
    wait_seconds: int | None
    walk_seconds: int | None
    service_seconds: int | None
    recalls: int
    print_state: PrintState
    procedure: str


class FieldReply(Reply):
    """A field that citizens take numbers for."""

    code: str
    name: Name
    prefix: str
    short: Name
    colour: str
    icon: str


class OfficeReply(Reply):
    """What the office has: its names, fields, counters and priority classes."""

    code: str
    names: tuple[Name, ...]
    address: str
    time_zone: str
    language: str
    fields: tuple[FieldReply, ...]
    counters: tuple[CounterPlan, ...]
    priority_classes: tuple[PriorityClass, ...]
    recalls_max: int
    hours: tuple[HoursRun, ...]


def addresses(tags: list[str | Enum] | None = None, prefix: str = "") -> APIRouter:
    """A router to put addresses on, which the OpenAPI document calls by their functions' names."""
    return APIRouter(prefix=prefix, tags=tags, generate_unique_id_function=lambda route: route.name)


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """These refusals for the OpenAPI document, with those that every address may give."""
    return {
        status: {
            "model": MalformedReply if status == HTTPStatus.UNPROCESSABLE_ENTITY else RefusalReply,
            "description": HTTPStatus(status).phrase,
        }
        for status in sorted({*statuses, HTTPStatus.REQUEST_ENTITY_TOO_LARGE})
    }
