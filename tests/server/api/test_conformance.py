"""Whatever is sent to a real server, it answers as its OpenAPI document says, and never with a fault."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation, BaseSchema
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from server.services import Services
from tests.patience import PATIENCE_SECONDS
from tests.rings import RING
from tests.server.api.real_server import Tokens, serving
from tests.server.fakes import CountedRandomSource

# Nothing can be wrong in a request that holds nothing.
WITHOUT_VALUES = {"GET /board", "GET /office", "GET /screens", "GET /sounds/{sound}.wav", "DELETE /session"}
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


async def a_manager(services: Services, _folder: Path) -> Tokens:
    """A manager's token."""
    return {"manager": services.tokens.make("manager", CountedRandomSource())}


@pytest.fixture
def address_and_token(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """A real server, and a manager's token."""
    with serving(tmp_path, a_manager) as (address, tokens):
        yield address, tokens["manager"]


def ask(operation: APIOperation[Any, Any, Any, Any], mode: GenerationMode, session: requests.Session) -> None:
    """Send examples of one operation, right or wrong ones, and check every answer."""

    @settings(max_examples=RING.requests, deadline=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(generation_mode=mode))
    def check(case: Case[Any]) -> None:
        case.call_and_validate(session=session, checks=CHECKS)

    check()


@pytest.mark.slow
@pytest.mark.seeded
def test_the_server_answers_as_its_document_says(address_and_token: tuple[str, str]) -> None:
    """Right and wrong requests to every operation get documented statuses and bodies, never a fault."""
    address, token = address_and_token
    session = requests.Session()
    session.headers["Authorization"] = f"Bearer {token}"
    schema: BaseSchema = schemathesis.openapi.from_url(f"{address}/api/v1/openapi.json")
    asked = set()
    for found in schema.get_all_operations():
        assert isinstance(found, Ok)
        operation = found.ok()
        for mode in GenerationMode:
            if mode is GenerationMode.POSITIVE or operation.label not in WITHOUT_VALUES:
                ask(operation, mode, session)
                asked.add(operation.label)
    assert len(asked) == 56


@pytest.mark.slow
def test_a_real_server_refuses_what_is_too_long_and_goes_on(address_and_token: tuple[str, str]) -> None:
    """Over a real socket a body of 1 MB is 413; whatever is asked afterwards is answered."""
    address, token = address_and_token
    with httpx.Client(
        base_url=address, headers={"Authorization": f"Bearer {token}"}, timeout=PATIENCE_SECONDS
    ) as http:
        refused = http.post("/api/v1/tickets", content=b"x" * 1_000_000)
        assert (refused.status_code, refused.json()["error"]) == (413, "body-too-large")
        assert http.post("/api/v1/tickets", json={"field": "1"}).status_code == 201
        for path in ("/", "/healthz", "/metrics", "/api/v1/board", "/api/v1/openapi.json"):
            assert http.get(path).status_code == 200, path
        assert [visit["number"] for visit in http.get("/api/v1/visits?day=2026-11-23").json()] == ["1001"]
