"""Lets FastAPI answer whatever goes wrong in the API in the one shape of a refusal."""

from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse

from server.api.refusals import ApiRefusal, RefusalWriter
from server.journal.contract import JournalRefused, JournalUnavailable, RecordsMissing, RowsWrong
from ticketing.refusals import Refusal
from ticketing.sentences import one_line

FAULTS_SHOWN_MAX = 20


def answer_errors(api: FastAPI, refusals: RefusalWriter) -> None:
    """Let `api` answer all its errors through `refusals`."""

    async def malformed(request: Request, error: RequestValidationError) -> JSONResponse:
        return _malformed(refusals, request, error)

    api.exception_handler(Refusal)(refusals.refused)
    api.exception_handler(RequestValidationError)(malformed)
    api.exception_handler(HTTPException)(refusals.not_served)
    api.exception_handler(RecordsMissing)(refusals.unavailable)
    api.exception_handler(JournalUnavailable)(refusals.unavailable)
    api.exception_handler(JournalRefused)(refusals.unavailable)
    api.exception_handler(RowsWrong)(refusals.rows_wrong)
    api.exception_handler(Exception)(refusals.fault)


def _malformed(refusals: RefusalWriter, request: Request, error: RequestValidationError) -> JSONResponse:
    """A value is missing or wrong; one in the path names something that does not exist."""
    faults = error.errors()
    places = {fault["loc"][0] for fault in faults}
    if "path" in places:
        return refusals.response(request, _not_found(request))
    name = "malformed-body" if "body" in places else "malformed-query"
    return refusals.response(request, ApiRefusal(name), {"detail": _details(faults)})


def _not_found(request: Request) -> Refusal:
    values = {key: one_line(value) for key, value in request.path_params.items()}
    if "counter" in values:
        return Refusal("unknown-counter", counter=values["counter"])
    if "dossier" in values:
        return Refusal("unknown-dossier", dossier=values["dossier"])
    if "notice" in values:
        return Refusal("unknown-notice", notice=values["notice"])
    return Refusal("unknown-ticket", number=values.get("number", ""))


def _details(faults: Sequence[Any]) -> list[dict[str, str]]:
    """Where the mistakes are and what they are, without repeating what was sent."""
    return [
        {"where": one_line(".".join(map(str, fault["loc"]))), "problem": one_line(fault["msg"])}
        for fault in faults[:FAULTS_SHOWN_MAX]
    ]
