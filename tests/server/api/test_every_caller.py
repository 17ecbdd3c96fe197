"""Every address asked by every kind of caller: who may, who may not, and never a fault."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation

from server.clerks.clerk import ClerkRole
from server.clerks.clerk_file import ClerkFile
from server.clerks.register import ClerkRegister
from server.services import Services
from server.tokens import WRITING_ROLES
from tests.rings import RING
from tests.server.api.real_server import Tokens, serving
from tests.server.api.test_conformance import CHECKS
from tests.server.fakes import CHEAP_PINS, CountedRandomSource

PIN = "246801"
ROLES: tuple[ClerkRole, ...] = ("clerk", "guidance", "manager")

# Whom each address lets in, by what the token is for: c(ounter), g(uidance), k(iosk), m(anager), or anybody.
LETS_IN = {
    "anybody": {"GET /board", "GET /office", "GET /sounds/{sound}.wav", "POST /session"},
    "cgkm": {
        "GET /tickets/{number}",
        "GET /procedures",
        "POST /tickets/{number}/print",
        "POST /tickets/{number}/cancel",
    },
    "gkm": {"POST /tickets"},
    "cgm": {
        "GET /dossiers",
        "GET /dossiers/{dossier}",
        "GET /due-date",
        "POST /numbers",
        "POST /dossiers/{dossier}/ready",
        "POST /dossiers/{dossier}/return",
        "POST /dossiers/{dossier}/reappoint",
        "POST /tickets/{number}/bring-back",
        "POST /tickets/{number}/priority",
    },
    "gm": {"POST /tickets/{number}/reopen", "POST /notices/{notice}/answer", "POST /messages"},
    "cm": {"GET /visits", "GET /stays", "GET /screens"},
    "m": {
        "PUT /counters/{counter}/fields",
        "POST /counters/{counter}/fields",
        "GET /sign-ins/locks",
        "POST /sign-ins/unlock",
        "PUT /screens/duty",
        "POST /screens/pairings",
        "POST /screens/pairings/shown",
        "POST /screens/pairings/undo",
        "POST /screens/start-page",
    },
}
OF_A_PERSON = {
    "DELETE /session",
    "PUT /session/pin",
    "GET /session/keys",
    "PUT /session/keys",
    "GET /session/bell",
    "PUT /session/bell",
}
OVER = {"session of disabled", "session of signed-out"}


def lets_in(address: str, caller: str) -> bool:
    """Whether the token of a caller is one for this address."""
    whom = next((whom for whom, addresses in LETS_IN.items() if address in addresses), "")
    if not whom and address.startswith("POST /counters/{counter}/"):
        whom = "cm"
    assert whom, f"{address} is not in the table"
    letter = caller.removeprefix("session of ")[0]
    return whom == "anybody" or letter in whom


def expected(address: str, caller: str) -> set[str]:
    """The refusals of which a caller gets one at this address; empty where it is let in."""
    if address in LETS_IN["anybody"]:
        return set()
    if caller in ("nobody", "unknown"):
        return {"token-missing" if caller == "nobody" else "token-wrong"}
    if caller in OVER:
        return {"session-over"}
    if address in OF_A_PERSON:
        return set() if caller.startswith("session") else {"session-missing"}
    return set() if lets_in(address, caller) else {"not-allowed"}


NEVER_LET_IN = {"token-missing", "token-wrong", "session-over", "not-allowed", "session-missing"}


async def callers(services: Services, folder: Path) -> Tokens:
    """A token for each kind of caller, by its name."""
    random_source = CountedRandomSource()
    register = ClerkRegister(ClerkFile(folder), CHEAP_PINS)
    tokens: Tokens = {role: services.tokens.make(role, random_source) for role in WRITING_ROLES}
    people: dict[str, ClerkRole] = {**{role: role for role in ROLES}, "disabled": "manager"}
    for name, role in {**people, "signed-out": "manager"}.items():
        await register.add(f"Person {name}", "manager" if name == "signed-out" else role, PIN, random_source)
        tokens[f"session of {name}"] = (await services.sessions.sign_in(f"Person {name}", PIN)).token
    await register.set_disabled("Person disabled", is_disabled=True)
    await services.sessions.sign_out(tokens["session of signed-out"])
    return {"nobody": "", "unknown": "no-such-token", **tokens}


@pytest.fixture
def address_and_tokens(tmp_path: Path) -> Iterator[tuple[str, Tokens]]:
    """A real server, and who may ask it."""
    with serving(tmp_path, callers) as found:
        yield found


def example_of(operation: APIOperation[Any, Any, Any, Any]) -> Case[Any]:
    """A right request to an address."""
    found: list[Case[Any]] = []
    checks = list(HealthCheck)

    @settings(
        max_examples=1, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=checks
    )
    @given(case=operation.as_strategy(generation_mode=GenerationMode.POSITIVE))
    def keep(case: Case[Any]) -> None:
        found.append(case)

    keep()
    return found[0]


def refusal_of(response: Any) -> str:
    """The name of the refusal, if it is one."""
    return str(response.json()["error"]) if response.status_code in (401, 403, 409) else ""


@pytest.mark.slow
@pytest.mark.seeded
def test_every_caller_gets_what_it_may_at_every_address(
    address_and_tokens: tuple[str, Tokens],
) -> None:
    """Documented statuses and shapes for all, and a door opens for those alone that the table names."""
    address, tokens = address_and_tokens
    schema = schemathesis.openapi.from_url(f"{address}/api/v1/openapi.json")
    operations = [found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)]
    operations.sort(key=lambda operation: operation.label == "DELETE /session")  # ends what the others need
    session, wrong = requests.Session(), []
    for operation in operations:
        case = example_of(operation)
        for caller, token in list(tokens.items())[:: RING.callers_apart]:
            response = case.call(
                session=session, headers={"Authorization": f"Bearer {token}"} if token else {}
            )
            case.validate_response(response, checks=CHECKS)
            refusals = expected(operation.label, caller)
            refusal = refusal_of(response)
            if refusal not in refusals if refusals else refusal in NEVER_LET_IN:
                wrong.append((operation.label, caller, response.status_code, refusal))
    assert wrong == []
    assert set.union(*LETS_IN.values(), OF_A_PERSON) <= {operation.label for operation in operations}
