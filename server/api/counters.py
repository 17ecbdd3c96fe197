"""The addresses of clerks' commands, made from the table of verbs: paths, bodies, replies, the document."""

from collections.abc import Callable, Coroutine
from dataclasses import replace
from inspect import Parameter, Signature
from typing import Annotated, Any

from fastapi import APIRouter, Path
from pydantic import Field, create_model

from server.api.replies import CallReply, DoneReply, FinishedReply, Reply, addresses, documented
from server.api.request_context import Asker, WithToken
from server.api.texts import (
    COUNTER_NUMBER_MAX,
    FIELDS_NAMED_MAX,
    NOTICE_NUMBER_MAX,
    Body,
    Code,
    CounterNumber,
    Day,
    Digits,
    Number,
    SeenNumber,
    Text,
)
from ticketing.answers import Answer, CallAnswer, DoneAnswer
from ticketing.commands import Command, CounterCommand
from ticketing.desk.inputs import Input
from ticketing.desk.verbs import VERBS, Verb
from ticketing.rules.calling import explain
from ticketing.sentences import N_
from ticketing.texts import CODE_LENGTH_MAX, NUMBER_LENGTH_MAX

TheCounter = Annotated[int, Digits, Path(alias="counter", ge=1, le=COUNTER_NUMBER_MAX)]
TheNumber = Annotated[str, Path(alias="number", min_length=1, max_length=NUMBER_LENGTH_MAX)]
TheDossier = Annotated[str, Path(alias="dossier", min_length=1, max_length=CODE_LENGTH_MAX)]
TheNotice = Annotated[int, Digits, Path(alias="notice", ge=1, le=NOTICE_NUMBER_MAX)]
NO_SHOW_REASON = N_("called {calls} times and nobody came, so it is a no-show")
REFUSALS = (401, 403, 404, 409, 422, 503)

_IN_PATH: dict[str, Any] = {
    "counter": TheCounter,
    "number": TheNumber,
    "dossier": TheDossier,
    "notice": TheNotice,
}
_IN_BODY: dict[str, Any] = {
    "text": Text,
    "dossier": Text,
    "code": Code,
    "number": Number,
    "counter": CounterNumber,
    "day": Day,
    "flag": bool,
    "codes": Annotated[list[Code], Field(max_length=FIELDS_NAMED_MAX)],
}
_TAGS = {"counters": "counters", "cancel-ticket": "tickets", "give-number": "tickets"}
_REPLIES: dict[str, type[CallReply | DoneReply]] = {
    "call": CallReply,
    "finished": FinishedReply,
    "number": DoneReply,
    "bare": DoneReply,
}


class DeskBody(Body):
    """Which number the clerk saw at the counter ("" is none); if it has changed, nothing is done."""

    at_desk: SeenNumber | None = None


class ByBody(Body):
    """The counter whose desk it is, if it is one."""

    counter: CounterNumber | None = None


def clerk_routes() -> APIRouter:
    """A route for every verb; a counter's fields are told by PUT too."""
    routes = addresses()
    for verb in VERBS:
        name = verb.name.replace("-", "_")
        said: dict[str, Any] = {
            "name": name,
            "description": f"{verb.does} {verb.more}".rstrip(),
            "response_model": _REPLIES[verb.reply],
            "responses": documented(*REFUSALS),
            "tags": [_TAGS.get(verb.name) or _TAGS.get(verb.path.split("/")[1], "desks")],
        }
        endpoint = _endpoint(verb)
        if verb.name == "assign-fields":
            routes.add_api_route(verb.path, endpoint, methods=["PUT"], **said)
            said["operation_id"] = f"{name}_by_post"
        routes.add_api_route(verb.path, endpoint, methods=["POST"], **said)
    return routes


def _endpoint(verb: Verb) -> Callable[..., Coroutine[Any, Any, Reply]]:
    """What answers at a verb's address: its path, and its body unless all of that may be left out."""
    in_path = [name for name in _IN_PATH if f"{{{name}" in verb.path]
    in_body = tuple(each for each in verb.inputs if each.name not in in_path)
    body = _body(verb, in_body)

    async def press(**told: Any) -> Reply:
        asker: Asker = told["asker"]
        said: Any = told["body"] or body()
        given = {name: told[name] for name in in_path if name != "counter"}
        given |= {each.name: getattr(said, each.in_body) for each in in_body}
        counter = told["counter"] if "counter" in in_path else getattr(said, "counter", None)
        command = verb.make(counter, given)
        if isinstance(command, CounterCommand):
            command = replace(command, at_desk=said.at_desk)
        answer = await asker.press(said.request_id, command)
        return _reply(verb, command, answer, asker)

    needs_body = verb.needs_body or any(each.is_needed or each.nullable for each in in_body)
    wanted = {"asker": WithToken, **{name: _IN_PATH[name] for name in in_path}}
    parameters = [
        Parameter(name, Parameter.KEYWORD_ONLY, annotation=annotation) for name, annotation in wanted.items()
    ]
    told = {"annotation": body} if needs_body else {"annotation": body | None, "default": None}
    parameters.append(Parameter("body", Parameter.KEYWORD_ONLY, **told))
    # FastAPI reads a function's own signature.
    press.__dict__["__signature__"] = Signature(parameters)
    return press


def _body(verb: Verb, inputs: tuple[Input, ...]) -> type[Body]:
    """The body of a verb: its inputs beside what every press of its kind has."""
    base = DeskBody if verb.takes_desk else ByBody if verb.takes_counter else Body
    if not inputs:
        return base
    told: dict[str, Any] = {each.in_body: _told(each) for each in inputs}
    return create_model(f"{verb.command.__name__}Body", __base__=base, __doc__=verb.does, **told)


def _told(given: Input) -> tuple[Any, Any]:
    """The type and the default of an input in a body."""
    kind = _IN_BODY[given.kind]
    if given.nullable:
        return kind | None, ...
    if given.is_needed:
        return kind, ...
    defaults = {"text": "", "flag": False}
    return (kind, defaults[given.kind]) if given.kind in defaults else (kind | None, None)


def _reply(verb: Verb, command: Command, answer: Answer, asker: Asker) -> Reply:
    """What is answered at a verb's address."""
    if verb.reply == "bare":
        return DoneReply()
    if verb.reply == "call":
        return _called(asker, answer)
    assert isinstance(answer, DoneAnswer | CallAnswer)  # noqa: S101 - tickets are issued elsewhere
    state = verb.leads_to if isinstance(command, verb.command) else None
    if isinstance(answer, DoneAnswer) and verb.reply == "finished":
        return FinishedReply(number=answer.number, state=state, due=answer.due)
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
