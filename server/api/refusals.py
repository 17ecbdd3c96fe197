"""How the API says no: one status and one body for every refusal, in the language that was asked for."""

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import ClassVar

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse

from server.api.language import language_of
from server.connections.answer_headers import PlainAnswer, guarded
from server.refusals import ServerRefusal, Translator
from ticketing.refusals import Refusal
from ticketing.sentences import N_

RETRY_SECONDS = 1

SENTENCES: dict[str, str] = {
    "malformed-body": N_("The body of this request lacks something or has a wrong value."),
    "malformed-query": N_("The address of this request lacks something or has a wrong value."),
    "body-too-large": N_("The body of this request is too long: at most {bytes_max} bytes."),
    "unknown-address": N_("There is nothing at this address."),
    "method-not-allowed": N_("This address does not take this method."),
    "rows-wrong": N_(
        "The wait log of this day is not what the record says, so it is not shown. Stop the server after "
        "closing time and make the log anew with motcua visits --rebuild."
    ),
    "request-refused": N_("This request can't be answered."),
    "malformed-request": N_("This is no request that can be understood."),
    "body-too-late": N_("The body of this request did not come within {seconds} seconds."),
    "too-many-connections": N_("Too many are connected just now. Please try again."),
}
STATUSES: dict[str, int] = {
    "token-missing": HTTPStatus.UNAUTHORIZED,
    "token-wrong": HTTPStatus.UNAUTHORIZED,
    "not-allowed": HTTPStatus.FORBIDDEN,
    "sign-in-wrong": HTTPStatus.UNAUTHORIZED,
    "sign-in-locked": HTTPStatus.TOO_MANY_REQUESTS,
    "clerk-disabled": HTTPStatus.FORBIDDEN,
    "pin-wrong": HTTPStatus.FORBIDDEN,
    "pin-too-short": HTTPStatus.FORBIDDEN,
    "pin-malformed": HTTPStatus.UNPROCESSABLE_ENTITY,
    "managers-pin-malformed": HTTPStatus.UNPROCESSABLE_ENTITY,
    "clerk-not-you": HTTPStatus.FORBIDDEN,
    "session-over": HTTPStatus.UNAUTHORIZED,
    "method-not-allowed": HTTPStatus.METHOD_NOT_ALLOWED,
    "body-too-large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "malformed-body": HTTPStatus.UNPROCESSABLE_ENTITY,
    "malformed-query": HTTPStatus.UNPROCESSABLE_ENTITY,
    "malformed-request": HTTPStatus.BAD_REQUEST,
    "body-too-late": HTTPStatus.REQUEST_TIMEOUT,
    "too-many-connections": HTTPStatus.SERVICE_UNAVAILABLE,
    "request-id-malformed": HTTPStatus.UNPROCESSABLE_ENTITY,
    "server-fault": HTTPStatus.INTERNAL_SERVER_ERROR,
    "journal-unavailable": HTTPStatus.SERVICE_UNAVAILABLE,
    "rows-wrong": HTTPStatus.SERVICE_UNAVAILABLE,
    "outcome-unknown": HTTPStatus.SERVICE_UNAVAILABLE,
    "too-busy": HTTPStatus.SERVICE_UNAVAILABLE,
    "tokens-unavailable": HTTPStatus.SERVICE_UNAVAILABLE,
    "duties-unavailable": HTTPStatus.SERVICE_UNAVAILABLE,
    "pairings-unavailable": HTTPStatus.SERVICE_UNAVAILABLE,
    "code-unknown": HTTPStatus.NOT_FOUND,
    "origin-unknown": HTTPStatus.FORBIDDEN,
    "clerks-unavailable": HTTPStatus.SERVICE_UNAVAILABLE,
}
_NAMES_BY_STATUS: dict[int, str] = {400: "malformed-body", 404: "unknown-address", 405: "method-not-allowed"}
_HEADERS: dict[int, dict[str, str]] = {
    HTTPStatus.UNAUTHORIZED: {"WWW-Authenticate": "Bearer"},
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: {"Connection": "close"},
    HTTPStatus.REQUEST_TIMEOUT: {"Connection": "close"},
    HTTPStatus.SERVICE_UNAVAILABLE: {"Retry-After": str(RETRY_SECONDS)},
}

_LAST_ANSWERS = frozenset({"too-many-connections", "malformed-request"})
_TOKENS_REFUSED = frozenset({"token-wrong", "session-over"})

log = logging.getLogger(__name__)


class ApiRefusal(Refusal):
    """A request was refused before anything was asked of the office."""

    sentences: ClassVar[Mapping[str, str]] = SENTENCES


def status_of(refusal: Refusal) -> int:
    """The status that goes with a refusal: 404 for what the office does not have, 409 for its rules."""
    return STATUSES.get(refusal.name, HTTPStatus.NOT_FOUND if refusal.is_unknown else HTTPStatus.CONFLICT)


class RefusalWriter:
    """Turns whatever ends a request early into the one shape of a refusal."""

    def __init__(self, translator: Translator) -> None:
        self._translator = translator

    async def refused(self, request: Request, refusal: Refusal) -> JSONResponse:
        """Something was understood and refused."""
        return self.response(request, refusal)

    async def not_served(self, request: Request, error: HTTPException) -> JSONResponse:
        """There is no such address or method, or the body can't be read at all."""
        refusal = ApiRefusal(_NAMES_BY_STATUS.get(error.status_code, "request-refused"))
        more: dict[str, object] | None = {"detail": []} if refusal.name == "malformed-body" else None
        response = self.response(request, refusal, more)
        response.headers.update(error.headers or {})
        return response

    async def unavailable(self, request: Request, error: Exception) -> JSONResponse:
        """The disk refuses to read or write."""
        log.error("The journal refused %s: %s", _address(request), error)
        return self.response(request, ServerRefusal("journal-unavailable"))

    async def rows_wrong(self, request: Request, error: Exception) -> JSONResponse:
        """The rows that were asked for are wrong, and a person has to make them anew."""
        log.error("The wait log is not shown at %s: %s", _address(request), error)
        return self.response(request, ApiRefusal("rows-wrong"))

    async def fault(self, request: Request, error: Exception) -> JSONResponse:
        """The program is wrong; the log gets the cause and the caller a sentence."""
        log.error("%s %s failed", request.method, _address(request), exc_info=error)
        return self.response(request, ServerRefusal("server-fault"))

    def response(
        self, request: Request, refusal: Refusal, more: Mapping[str, object] | None = None
    ) -> JSONResponse:
        """The refusal in the language that the request prefers."""
        words = self._translator.words(language_of(request.headers.get("accept-language", "")))
        body = {"error": refusal.name, "message": refusal.sentence(words), **(more or {})}
        status = status_of(refusal)
        headers = {"Content-Language": words.language, "Vary": "Accept-Language", **_HEADERS.get(status, {})}
        if refusal.name in _LAST_ANSWERS:
            headers["Connection"] = "close"
        if refusal.name in _TOKENS_REFUSED:
            headers["WWW-Authenticate"] = 'Bearer error="invalid_token"'
        if "retry_seconds" in refusal.values:
            headers["Retry-After"] = str(refusal.values["retry_seconds"])
        return JSONResponse(body, status, headers)

    def plain(self, name: str, accept_language: str = "") -> PlainAnswer:
        """The refusal of this name where there is no request, or none that the application has seen."""
        refusal = ApiRefusal(name) if name in SENTENCES else ServerRefusal(name)
        asked = [(b"accept-language", accept_language.encode("latin-1", "replace"))]
        response = self.response(Request({"type": "http", "headers": asked}), refusal)
        headers = guarded("", response.status_code, response.raw_headers)
        said = [(name.decode(), value.decode("latin-1")) for name, value in headers]
        return PlainAnswer(response.status_code, said, bytes(response.body))


def _address(request: Request) -> str:
    """The pattern of the address that was asked, since what stands in the address may be anybody's."""
    return str(getattr(request.scope.get("route"), "path", "an address"))
