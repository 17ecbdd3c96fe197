"""Signing in and out over HTTP, what a session may do there, and what the journal says of it."""

import logging

import httpx
import pytest

from server.clerks.clerk import ClerkRole
from server.clerks.clerk_file import ClerkFile
from server.clerks.register import ClerkRegister
from server.clerks.sign_in_attempts import ATTEMPTS_MAX
from server.journal.contract import Entry
from server.journal.sqlite import SqliteJournal
from tests.server.fakes import CHEAP_PINS, CountedRandomSource
from tests.server.serving import Asked
from tests.ticketing.plans import PLAN

PIN = "246824"
GUESSES = 1_000
KEYS_PATH = "/api/v1/session/keys"


async def employ(office: Asked, name: str, role: ClerkRole) -> ClerkRegister:
    """Put a person into the office's register, with PIN; answers the register."""
    register = ClerkRegister(ClerkFile(office.journal_path.parent), CHEAP_PINS)
    await register.add(name, role, PIN, CountedRandomSource())
    return register


async def sign_in(office: Asked, name: str, pin: str = PIN) -> httpx.Response:
    return await office.post("/session", {"name": name, "pin": pin}, None)


async def token_of(office: Asked, name: str, role: ClerkRole) -> str:
    """The token of a new session of a new person."""
    await employ(office, name, role)
    return str((await sign_in(office, name)).json()["token"])


async def post(office: Asked, token: str, path: str, body: object = None) -> httpx.Response:
    headers = {"Authorization": f"Bearer {token}", "Accept-Language": "en"}
    return await office.http.post(f"/api/v1{path}", headers=headers, json=body)


async def sign_out(office: Asked, token: str) -> httpx.Response:
    return await office.http.delete("/api/v1/session", headers={"Authorization": f"Bearer {token}"})


async def entries(office: Asked) -> list[Entry]:
    journal = await SqliteJournal.open(office.journal_path, PLAN.code)
    try:
        return list(await journal.read(0))
    finally:
        await journal.close()


def said(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json().get("error", "")


async def test_a_person_signs_in_and_out(office: Asked) -> None:
    """201 gives token, name, role and end; the token works until 204, and from then on is 401."""
    await employ(office, "Nguyễn Thị Hoa", "clerk")
    signed_in = await sign_in(office, "nguyễn thị hoa")
    assert signed_in.status_code == 201
    told = signed_in.json()
    assert told.keys() == {"token", "name", "role", "ends_at", "pin_length_min"}
    assert (told["name"], told["role"], told["pin_length_min"]) == ("Nguyễn Thị Hoa", "clerk", None)
    assert told["ends_at"] == "2026-11-24T00:00:00+07:00"
    opened = await post(office, told["token"], "/counters/2/open", {"clerk": "Nguyễn Thị Hoa"})
    assert opened.status_code == 200
    assert (await sign_out(office, told["token"])).status_code == 204
    assert said(await post(office, told["token"], "/counters/2/next")) == (401, "session-over")
    assert said(await sign_out(office, told["token"])) == (401, "session-over")


async def test_a_wrong_sign_in_is_401_whatever_was_wrong(office: Asked) -> None:
    """An unknown name and a wrong PIN get the same body."""
    await employ(office, "Hoa", "clerk")
    wrong, unknown = await sign_in(office, "Hoa", "0000"), await sign_in(office, "Mai")
    assert said(wrong) == (401, "sign-in-wrong")
    assert wrong.json() == unknown.json()


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"name": "Hoa"},
        {"name": "Hoa", "pin": 2468},
        {"name": "Hoa", "pin": "9" * 65},
        {"name": "a" * 81, "pin": "1"},
    ],
)
async def test_a_malformed_sign_in_is_refused_without_repeating_it(office: Asked, body: object) -> None:
    """What can't be a name and a PIN is 422, and costs no attempt."""
    refused = await office.post("/session", body, None)
    assert said(refused) == (422, "malformed-body")
    assert "2468" not in refused.text
    assert "999" not in refused.text


@pytest.mark.long
async def test_a_pin_guessed_a_thousand_times_ends_locked_out(office: Asked) -> None:
    """All but ATTEMPTS_MAX are 429 with Retry-After, the right one too, and the journal is unchanged."""
    await employ(office, "Hoa", "clerk")
    before = await entries(office)
    guesses = [await sign_in(office, "Hoa", f"{guess:04}") for guess in range(2_000, 2_000 + GUESSES)]
    assert [said(answer) for answer in guesses] == [
        *[(401, "sign-in-wrong")] * ATTEMPTS_MAX,
        *[(429, "sign-in-locked")] * (GUESSES - ATTEMPTS_MAX),
    ]
    assert guesses[-1].headers["retry-after"] == "60"
    assert "08:01" in guesses[-1].json()["message"]
    assert await entries(office) == before


async def test_a_token_of_no_session_can_not_be_signed_out(office: Asked) -> None:
    """A bare token is 409, none 401."""
    assert said(await sign_out(office, office.tokens["counter"])) == (409, "session-missing")
    assert said(await office.http.delete("/api/v1/session")) == (401, "token-missing")


async def test_a_disabled_person_writes_no_more(office: Asked) -> None:
    """Disabling works at once, from another process too."""
    token = await token_of(office, "Hoa", "clerk")
    await ClerkRegister(ClerkFile(office.journal_path.parent)).set_disabled("Hoa", is_disabled=True)
    assert said(await post(office, token, "/counters/1/open", {"clerk": "Hoa"})) == (401, "session-over")
    assert said(await sign_in(office, "Hoa")) == (403, "clerk-disabled")


async def test_a_session_of_yesterday_is_over(office: Asked) -> None:
    """At midnight everybody signs in anew."""
    token = await token_of(office, "Hoa", "clerk")
    office.clock.forward(days=1)
    assert said(await post(office, token, "/counters/1/open", {"clerk": "Hoa"})) == (401, "session-over")


async def test_nobody_opens_a_counter_as_somebody_else(office: Asked) -> None:
    """Over a session the name is one's own, in the spelling of the register; a bare token gives any."""
    token = await token_of(office, "Hoa", "clerk")
    refused = await post(office, token, "/counters/1/open", {"clerk": "Lan"})
    assert said(refused) == (403, "clerk-not-you")
    assert "Hoa" in refused.json()["message"]
    assert (await post(office, token, "/counters/1/open", {"clerk": " hoa"})).status_code == 200
    assert office.services.desk.office.counter(1).clerk == "Hoa"
    assert (await office.post("/counters/2/open", {"clerk": "Mai"}, "counter")).status_code == 200


async def test_only_managers_reassign_over_http(office: Asked) -> None:
    """A counter's token and a clerk's session call but do not reassign; a manager's session does."""
    clerk, manager = await token_of(office, "Hoa", "clerk"), await token_of(office, "Lan", "manager")
    fields = {"fields": ["1", "2"]}
    for token in (office.tokens["counter"], clerk, await token_of(office, "Mai", "guidance")):
        assert said(await post(office, token, "/counters/1/fields", fields)) == (403, "not-allowed")
    assert (await post(office, clerk, "/counters/1/open", {"clerk": "Hoa"})).status_code == 200
    await office.post("/tickets", {"field": "1"})
    assert (await post(office, office.tokens["counter"], "/counters/1/next")).status_code == 200
    assert (await post(office, manager, "/counters/1/fields", fields)).status_code == 200


async def test_the_guidance_desk_gives_numbers_and_calls_nobody(office: Asked) -> None:
    """Its session issues a ticket; calling is a counter's."""
    token = await token_of(office, "Mai", "guidance")
    assert (await post(office, token, "/tickets", {"field": "1"})).status_code == 201
    assert said(await post(office, token, "/counters/1/next")) == (403, "not-allowed")


async def test_the_journal_says_who_and_where(office: Asked) -> None:
    """A person is named with role and counter, another system by the role of its token."""
    clerk, manager = await token_of(office, "Hoa", "clerk"), await token_of(office, "Lan", "manager")
    await post(office, manager, "/tickets", {"field": "1"})
    await office.post("/tickets", {"field": "1"}, "kiosk")
    await post(office, clerk, "/counters/3/open", {"clerk": "Hoa"})
    await post(office, clerk, "/tickets/1001/cancel", {})
    await office.post("/counters/3/next", None, "counter")
    assert [entry.made_by for entry in await entries(office) if entry.request_id] == [
        "manager Lan",
        "api kiosk",
        "clerk Hoa, counter 3",
        "clerk Hoa",
        "api counter",
    ]


async def test_no_pin_token_or_hash_stands_in_a_log(office: Asked, caplog: pytest.LogCaptureFixture) -> None:
    """Right and wrong sign-ins, a broken file and whatever the log says of it tell no secret."""
    caplog.set_level(logging.DEBUG)
    token = await token_of(office, "Hoa", "clerk")
    await sign_in(office, "Hoa", "97531")
    await post(office, token, "/counters/1/open", {"clerk": "Lan"})
    async with ClerkFile(office.journal_path.parent).writing() as connection:
        await connection.execute("UPDATE clerks SET pin_hash = replace(pin_hash, 'argon2id', 'argon9id')")
    assert said(await sign_in(office, "Hoa")) == (503, "clerks-unavailable")
    for secret in (token, PIN, "97531", "$argon", f"m={CHEAP_PINS.memory_kib},t="):
        assert secret not in caplog.text
    assert "Hoa" not in caplog.text


async def keys(office: Asked, token: str, wanted: str = "") -> httpx.Response:
    """Ask for the keys that a person works with, or change them."""
    headers = {"Authorization": f"Bearer {token}"}
    body = {"keys": wanted} if wanted else None
    return await office.http.request("PUT" if wanted else "GET", KEYS_PATH, headers=headers, json=body)


async def test_the_keys_that_somebody_works_with_are_theirs_at_every_desk(office: Asked) -> None:
    """Letters as shipped; a choice holds in the next session too, and a bare token has none."""
    first = await token_of(office, "Hoa", "clerk")
    other = await token_of(office, "Lan", "clerk")
    assert (await keys(office, first)).json() == {"keys": "letters"}
    kept = await keys(office, first, "keypad")
    assert (kept.status_code, kept.json()) == (200, {"keys": "keypad"})
    second = (await sign_in(office, "hoa")).json()["token"]
    assert (await keys(office, second)).json() == {"keys": "keypad"}
    assert (await keys(office, other)).json() == {"keys": "letters"}
    assert (await keys(office, second, "morse")).status_code == 422
    bare = await keys(office, office.tokens["counter"])
    assert (bare.status_code, bare.json()["error"]) == (409, "session-missing")


async def test_how_somebody_is_told_of_the_first_who_comes_is_theirs_at_every_desk(office: Asked) -> None:
    """Seen as shipped; a choice holds in the next session too, and a bare token has none."""
    headers = {"Authorization": f"Bearer {await token_of(office, 'Hoa', 'clerk')}"}
    address = "/api/v1/session/bell"
    assert (await office.http.get(address, headers=headers)).json() == {"bell": "seen"}
    assert (await office.http.put(address, headers=headers, json={"bell": "heard"})).json() == {
        "bell": "heard"
    }
    second = {"Authorization": f"Bearer {(await sign_in(office, 'hoa')).json()['token']}"}
    assert (await office.http.get(address, headers=second)).json() == {"bell": "heard"}
    assert (await office.http.put(address, headers=second, json={"bell": "loud"})).status_code == 422
    bare = await office.http.get(address, headers={"Authorization": f"Bearer {office.tokens['counter']}"})
    assert (bare.status_code, bare.json()["error"]) == (409, "session-missing")
