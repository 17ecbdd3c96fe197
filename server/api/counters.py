"""The addresses of counters: every key of the clerk, and which fields a counter serves."""

from collections.abc import Callable, Coroutine
from typing import Annotated, Any

from fastapi import APIRouter, Path
from pydantic import Field

from server.api.doorway import Asker, WithToken
from server.api.refusals import documented
from server.api.replies import CallReply, DoneReply
from server.api.texts import COUNTER_NUMBER_MAX, FIELDS_NAMED_MAX, Body, Code, CounterNumber, Number, Text
from ticketing import commands as c
from ticketing.answers import Answer, CallAnswer, DoneAnswer
from ticketing.calling import explain
from ticketing.sentences import N_
from ticketing.tickets import TicketState

TheCounter = Annotated[int, Path(alias="counter", ge=1, le=COUNTER_NUMBER_MAX)]
NO_SHOW_REASON = N_("called {calls} times and nobody came, so it is a no-show")


class OpenBody(Body):
    """Who sits down at the counter."""

    clerk: Text


class FinishBody(Body):
    """What the service led to."""

    outcome: Text = ""


class ReasonBody(Body):
    """Why."""

    reason: Text = ""


class ResumeBody(Body):
    """A parked or missed number that stands at the counter again; without one, the counter itself resumes."""

    number: Number | None = None


class CallBody(Body):
    """The number that the clerk has picked."""

    number: Number


class TransferBody(Body):
    """Where to: a field or a counter; which: `number`, or the one at the counter."""

    field: Code | None = None
    counter: CounterNumber | None = None
    number: Number | None = None
    note: Text = ""


class FieldsBody(Body):
    """All fields that the counter serves from now on."""

    fields: list[Code] = Field(max_length=FIELDS_NAMED_MAX)


def counter_routes() -> APIRouter:
    """The routes below `/counters/{counter}`."""
    routes = APIRouter(prefix="/counters/{counter}", tags=["counters"])
    refused = documented(401, 403, 404, 409, 422, 503)
    for address, key in _KEYS.items():
        routes.post(address, responses=refused)(key)
    routes.post("/fields", responses=refused, operation_id="assign_fields_by_post")(assign_fields)
    routes.put("/fields", responses=refused)(assign_fields)
    return routes


async def open_counter(asker: WithToken, counter: TheCounter, body: OpenBody) -> DoneReply:
    """Sit down at the counter."""
    return _done(await asker.press(body.request_id, c.OpenCounter(counter, body.clerk)))


async def call_next(asker: WithToken, counter: TheCounter, body: Body | None = None) -> CallReply:
    """Call whoever is next by the office's rules; `why` says why this one."""
    return _called(asker, await asker.press(_id(body), c.CallNext(counter)))


async def call_ticket(asker: WithToken, counter: TheCounter, body: CallBody) -> CallReply:
    """Call this number, by the clerk's own choice."""
    return _called(asker, await asker.press(body.request_id, c.CallTicket(counter, body.number)))


async def recall(asker: WithToken, counter: TheCounter, body: Body | None = None) -> CallReply:
    """Call the same number again; past the office's number of recalls it becomes a no-show."""
    return _called(asker, await asker.press(_id(body), c.Recall(counter)))


async def start_service(asker: WithToken, counter: TheCounter, body: Body | None = None) -> DoneReply:
    """The citizen has come."""
    return _done(await asker.press(_id(body), c.StartService(counter)), TicketState.SERVING)


async def finish_service(asker: WithToken, counter: TheCounter, body: FinishBody | None = None) -> DoneReply:
    """The matter at the counter is done."""
    body = body or FinishBody()
    answer = await asker.press(body.request_id, c.FinishService(counter, body.outcome))
    return _done(answer, TicketState.SERVED)


async def mark_no_show(asker: WithToken, counter: TheCounter, body: Body | None = None) -> DoneReply:
    """Nobody came."""
    return _done(await asker.press(_id(body), c.MarkNoShow(counter)), TicketState.NO_SHOW)


async def park(asker: WithToken, counter: TheCounter, body: ReasonBody | None = None) -> DoneReply:
    """Let the citizen go for a while with the number kept."""
    body = body or ReasonBody()
    return _done(await asker.press(body.request_id, c.Park(counter, body.reason)), TicketState.PARKED)


async def pause_counter(asker: WithToken, counter: TheCounter, body: ReasonBody | None = None) -> DoneReply:
    """Call nobody for a while."""
    body = body or ReasonBody()
    return _done(await asker.press(body.request_id, c.PauseCounter(counter, body.reason)))


async def resume(asker: WithToken, counter: TheCounter, body: ResumeBody | None = None) -> DoneReply:
    """Serve a parked or missed number, or let the paused counter call again."""
    body = body or ResumeBody()
    if body.number is None:
        return _done(await asker.press(body.request_id, c.ResumeCounter(counter)))
    return _done(await asker.press(body.request_id, c.Resume(counter, body.number)), TicketState.SERVING)


async def close_counter(asker: WithToken, counter: TheCounter, body: Body | None = None) -> DoneReply:
    """Leave the counter."""
    await asker.press(_id(body), c.CloseCounter(counter))
    return DoneReply()


async def undo(asker: WithToken, counter: TheCounter, body: Body | None = None) -> DoneReply:
    """Take back the counter's last call or finish."""
    await asker.press(_id(body), c.Undo(counter))
    return DoneReply()


async def ask_reprint(asker: WithToken, counter: TheCounter, body: CallBody) -> DoneReply:
    """Have the kiosk print a ticket's slip once more, marked as a copy."""
    return _done(await asker.press(body.request_id, c.AskReprint(counter, body.number)))


async def transfer(asker: WithToken, counter: TheCounter, body: TransferBody) -> DoneReply:
    """Send a ticket to a field or to another counter; it keeps its number and its time of issue."""
    command = c.Transfer(counter, body.field, body.counter, body.number, body.note)
    return _done(await asker.press(body.request_id, command), TicketState.WAITING)


async def assign_fields(asker: WithToken, counter: TheCounter, body: FieldsBody) -> DoneReply:
    """Let the counter serve these fields until the day ends; takes a manager's token."""
    return _done(await asker.press(body.request_id, c.AssignFields(counter, tuple(body.fields))))


_KEYS: dict[str, Callable[..., Coroutine[Any, Any, CallReply | DoneReply]]] = {
    "/open": open_counter,
    "/next": call_next,
    "/recall": recall,
    "/start": start_service,
    "/finish": finish_service,
    "/no-show": mark_no_show,
    "/park": park,
    "/pause": pause_counter,
    "/resume": resume,
    "/close": close_counter,
    "/undo": undo,
    "/reprint": ask_reprint,
    "/transfer": transfer,
    "/call": call_ticket,
}


def _id(body: Body | None) -> str | None:
    return body.request_id if body else None


def _done(answer: Answer, state: TicketState | None = None) -> DoneReply:
    """The reply to a press that led its ticket, if it was about one, to `state`."""
    assert isinstance(answer, DoneAnswer | CallAnswer)  # noqa: S101 - tickets are issued elsewhere
    return DoneReply(number=answer.number, state=state)


def _called(asker: Asker, answer: Answer) -> CallReply:
    assert isinstance(answer, CallAnswer)  # noqa: S101 - every call and recall is answered so
    words = asker.words
    why = explain(answer.why, words) if answer.why else words(NO_SHOW_REASON, calls=answer.recall + 1)
    return CallReply(
        number=answer.number,
        counter=answer.counter,
        field=answer.field,
        why=why,
        state=answer.state,
        call=answer.call,
        recall=answer.recall,
    )
