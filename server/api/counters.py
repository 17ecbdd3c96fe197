"""The addresses of counters: every key of the clerk, and which fields a counter serves."""

from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Path
from pydantic import Field

from server.api.doorway import Asker, WithToken
from server.api.replies import CallReply, DoneReply, FinishedReply, documented
from server.api.texts import (
    COUNTER_NUMBER_MAX,
    FIELDS_NAMED_MAX,
    Body,
    Code,
    CounterNumber,
    Day,
    Number,
    SeenNumber,
    Text,
)
from ticketing import commands as c
from ticketing.answers import Answer, CallAnswer, DoneAnswer
from ticketing.calling import explain
from ticketing.sentences import N_
from ticketing.tickets import TicketState

TheCounter = Annotated[int, Path(alias="counter", ge=1, le=COUNTER_NUMBER_MAX)]
NO_SHOW_REASON = N_("called {calls} times and nobody came, so it is a no-show")


class DeskBody(Body):
    """Which number the clerk saw at the counter ("" is none); if it has changed, nothing is done."""

    at_desk: SeenNumber | None = None


class OpenBody(DeskBody):
    """Who sits down at the counter; `take_over` puts a stand-in in the place of a clerk who has not left."""

    clerk: Text
    take_over: bool = False


class FinishBody(DeskBody):
    """What the matter led to: accepted, supplement, refused, returned, guidance; and its dossier."""

    outcome: Text = ""
    dossier: Text = ""
    procedure: Text = ""
    due: Day | None = None


class NextMatterBody(FinishBody):
    """The field of the citizen's next matter."""

    field: Code
    note: Text = ""


class ReasonBody(DeskBody):
    """Why."""

    reason: Text = ""


class ResumeBody(DeskBody):
    """A parked or missed number that stands at the counter again; without one, the counter itself resumes."""

    number: Number | None = None


class CallBody(DeskBody):
    """The number that the clerk has picked."""

    number: Number


class TransferBody(DeskBody):
    """Where to: a field or a counter; which: `number`, or the one at the counter."""

    field: Code | None = None
    counter: CounterNumber | None = None
    number: Number | None = None
    note: Text = ""


class FieldsBody(DeskBody):
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
    return _done(await _press(asker, body, c.OpenCounter(counter, body.clerk, body.take_over)))


async def call_next(asker: WithToken, counter: TheCounter, body: DeskBody | None = None) -> CallReply:
    """Call whoever is next by the office's rules; `why` says why this one."""
    return _called(asker, await _press(asker, body, c.CallNext(counter)))


async def call_ticket(asker: WithToken, counter: TheCounter, body: CallBody) -> CallReply:
    """Call this number, by the clerk's own choice."""
    return _called(asker, await _press(asker, body, c.CallTicket(counter, body.number)))


async def recall(asker: WithToken, counter: TheCounter, body: DeskBody | None = None) -> CallReply:
    """Call the same number again; past the office's number of recalls it becomes a no-show."""
    return _called(asker, await _press(asker, body, c.Recall(counter)))


async def start_service(asker: WithToken, counter: TheCounter, body: DeskBody | None = None) -> DoneReply:
    """The citizen has come."""
    return _done(await _press(asker, body, c.StartService(counter)), TicketState.SERVING)


async def finish_service(
    asker: WithToken, counter: TheCounter, body: FinishBody | None = None
) -> FinishedReply:
    """The matter at the counter is done."""
    body = body or FinishBody()
    command = c.FinishService(counter, body.outcome, body.dossier, body.procedure, body.due)
    return _finished(await _press(asker, body, command), TicketState.SERVED)


async def next_matter(asker: WithToken, counter: TheCounter, body: NextMatterBody) -> FinishedReply:
    """The matter is done, and the same citizen has another one, under the same number."""
    command = c.NextMatter(
        counter, body.field, body.outcome, body.dossier, body.procedure, body.due, body.note
    )
    return _finished(await _press(asker, body, command))


async def call_leader(asker: WithToken, counter: TheCounter, body: ReasonBody | None = None) -> DoneReply:
    """Ask the leader on duty to come to the counter; shown to managers until it is answered."""
    body = body or ReasonBody()
    return _done(await _press(asker, body, c.CallLeader(counter, body.reason)))


async def call_help(asker: WithToken, counter: TheCounter, body: DeskBody | None = None) -> DoneReply:
    """Ask colleagues for help, on their screens only."""
    return _done(await _press(asker, body, c.CallHelp(counter)))


async def mark_no_show(asker: WithToken, counter: TheCounter, body: DeskBody | None = None) -> DoneReply:
    """Nobody came."""
    return _done(await _press(asker, body, c.MarkNoShow(counter)), TicketState.NO_SHOW)


async def park(asker: WithToken, counter: TheCounter, body: ReasonBody | None = None) -> DoneReply:
    """Let the citizen go for a while with the number kept."""
    body = body or ReasonBody()
    return _done(await _press(asker, body, c.Park(counter, body.reason)), TicketState.PARKED)


async def pause_counter(asker: WithToken, counter: TheCounter, body: ReasonBody | None = None) -> DoneReply:
    """Call nobody for a while."""
    body = body or ReasonBody()
    return _done(await _press(asker, body, c.PauseCounter(counter, body.reason)))


async def resume(asker: WithToken, counter: TheCounter, body: ResumeBody | None = None) -> DoneReply:
    """Serve a parked or missed number, or let the paused counter call again."""
    body = body or ResumeBody()
    if body.number is None:
        return _done(await _press(asker, body, c.ResumeCounter(counter)))
    return _done(await _press(asker, body, c.Resume(counter, body.number)), TicketState.SERVING)


async def close_counter(asker: WithToken, counter: TheCounter, body: DeskBody | None = None) -> DoneReply:
    """Leave the counter."""
    await _press(asker, body, c.CloseCounter(counter))
    return DoneReply()


async def undo(asker: WithToken, counter: TheCounter, body: DeskBody | None = None) -> DoneReply:
    """Take back the counter's last call or finish."""
    await _press(asker, body, c.Undo(counter))
    return DoneReply()


async def ask_reprint(asker: WithToken, counter: TheCounter, body: CallBody) -> DoneReply:
    """Have the kiosk print a ticket's slip once more, marked as a copy."""
    return _done(await _press(asker, body, c.AskReprint(counter, body.number)))


async def transfer(asker: WithToken, counter: TheCounter, body: TransferBody) -> DoneReply:
    """Send a ticket to a field or to another counter; it keeps its number and its time of issue."""
    command = c.Transfer(counter, body.field, body.counter, body.number, body.note)
    return _done(await _press(asker, body, command), TicketState.WAITING)


async def assign_fields(asker: WithToken, counter: TheCounter, body: FieldsBody) -> DoneReply:
    """Let the counter serve these fields until the day ends; takes a manager's token."""
    return _done(await _press(asker, body, c.AssignFields(counter, tuple(body.fields))))


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
    "/next-matter": next_matter,
    "/leader": call_leader,
    "/help": call_help,
}


async def _press(asker: Asker, body: DeskBody | None, command: c.CounterCommand) -> Answer:
    """The answer to the command, which says what its clerk saw at the counter."""
    if body is None:
        return await asker.press(None, command)
    return await asker.press(body.request_id, replace(command, at_desk=body.at_desk))


def _done(answer: Answer, state: TicketState | None = None) -> DoneReply:
    """The reply to a press that led its ticket, if it was about one, to `state`."""
    assert isinstance(answer, DoneAnswer | CallAnswer)  # noqa: S101 - tickets are issued elsewhere
    return DoneReply(number=answer.number, state=state)


def _finished(answer: Answer, state: TicketState | None = None) -> FinishedReply:
    assert isinstance(answer, DoneAnswer)  # noqa: S101 - every matter is answered so
    return FinishedReply(number=answer.number, state=state, due=answer.due)


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
