"""Locked names over HTTP, whoever unlocks them, and a PIN that is changed by its owner."""

import httpx

from server.clerks.clerk_file import ClerkFile
from server.clerks.pins import hash_pin
from server.clerks.sign_in_attempts import ADDRESS_ATTEMPTS_MAX, ATTEMPTS_MAX, STRANGERS_ATTEMPTS_MAX
from tests.server.api.test_sessions import PIN, employ, post, said, sign_in, sign_out, token_of
from tests.server.fakes import CHEAP_PINS, CountedRandomSource, refused
from tests.server.serving import Asked

LOCKS, UNLOCK = "/sign-ins/locks", "/sign-ins/unlock"


async def change_pin(office: Asked, token: str, pin: str, new_pin: str) -> httpx.Response:
    headers = {"Authorization": f"Bearer {token}", "Accept-Language": "en"}
    body = {"pin": pin, "new_pin": new_pin}
    return await office.http.put("/api/v1/session/pin", headers=headers, json=body)


async def lock(office: Asked, name: str) -> None:
    for _ in range(ATTEMPTS_MAX):
        assert said(await sign_in(office, name, "0000")) == (401, "sign-in-wrong")
    assert said(await sign_in(office, name)) == (429, "sign-in-locked")


async def give_short_pin(office: Asked, name: str) -> None:
    """Leave a person with the PIN 1357, as an earlier version took it from managers, too."""
    pin_hash = hash_pin("1357", CountedRandomSource(), CHEAP_PINS)
    async with ClerkFile(office.journal_path.parent).writing() as connection:
        await connection.execute("UPDATE clerks SET pin_hash = ? WHERE name = ?", (pin_hash, name))


async def test_a_manager_reads_who_is_locked_and_unlocks_the_name(office: Asked) -> None:
    """The name, the address, how often, since when and until when; names of nobody are in no list."""
    await employ(office, "Hoa", "clerk")
    await lock(office, "hoa")
    await lock(office, "Nobody")
    office.clock.forward(seconds=20)
    (told,) = (await office.get(LOCKS)).json()["locks"]
    assert told == {
        "name": "Hoa",
        "address": "127.0.0.1",
        "wrong": ATTEMPTS_MAX,
        "since": "2026-11-23T08:00:00+07:00",
        "until": "2026-11-23T08:01:00+07:00",
    }
    assert (await office.post(UNLOCK, {"name": "HOA"})).status_code == 204
    assert (await office.get(LOCKS)).json() == {"locks": []}
    assert (await sign_in(office, "Hoa")).status_code == 201


async def test_a_manager_unlocks_an_address(office: Asked) -> None:
    """One from which nobody has ever signed in is told without a name."""
    for number in range(ADDRESS_ATTEMPTS_MAX):
        await sign_in(office, f"Nobody {number}")
    manager = await token_of_locked_out(office)
    (told,) = (await office.get(LOCKS)).json()["locks"]
    assert (told["name"], told["address"], told["wrong"]) == ("", "127.0.0.1", ADDRESS_ATTEMPTS_MAX)
    assert (await office.post(UNLOCK, {"address": told["address"]})).status_code == 204
    assert (await sign_in(office, manager)).status_code == 201


async def token_of_locked_out(office: Asked) -> str:
    """The name of somebody who can't sign in at a locked address."""
    await employ(office, "Lan", "manager")
    assert said(await sign_in(office, "Lan")) == (429, "sign-in-locked")
    return "Lan"


async def test_guesses_from_many_places_are_told_at_every_desk_until_a_manager_unlocks(office: Asked) -> None:
    """A heartbeat says how many names it is, without the name; wrong PINs at one place alone are not told."""
    await employ(office, "Hoa", "clerk")
    for guess in range(STRANGERS_ATTEMPTS_MAX):
        office.services.at_heartbeat()
        assert office.services.warnings.shown() == ()
        with refused("sign-in-wrong"):
            await office.services.sessions.sign_in("Hoa", "0000", f"10.0.0.{guess}")
    office.services.at_heartbeat()
    (told,) = office.services.warnings.shown()
    assert told.en.startswith("Names locked at strange places after many wrong PINs: 1.")
    await office.post(UNLOCK, {"name": "Hoa"})
    office.services.at_heartbeat()
    assert office.services.warnings.shown() == ()


async def test_only_managers_see_and_end_locks(office: Asked) -> None:
    """Counters, the guidance desk, clerks and strangers are refused by name."""
    clerk = await token_of(office, "Hoa", "clerk")
    for role in ("kiosk", "counter", "guidance"):
        assert said(await office.get(LOCKS, role)) == (403, "not-allowed")
        assert said(await office.post(UNLOCK, {"name": "Hoa"}, role)) == (403, "not-allowed")
    assert said(await post(office, clerk, UNLOCK, {"name": "Hoa"})) == (403, "not-allowed")
    assert said(await office.post(UNLOCK, {"name": "Hoa"}, None)) == (401, "token-missing")
    assert said(await office.post(UNLOCK, {"name": "a" * 81})) == (422, "malformed-body")


async def test_a_manager_with_a_short_pin_may_only_change_it(office: Asked) -> None:
    """Every other address is 403 pin-too-short; with a longer PIN the same token is a manager's."""
    await employ(office, "Lan", "manager")
    await give_short_pin(office, "Lan")
    told = (await sign_in(office, "Lan", "1357")).json()
    token = told["token"]
    assert (told["role"], told["pin_length_min"]) == ("manager", 6)
    for path in ("/tickets", "/counters/1/next", UNLOCK):
        assert said(await post(office, token, path, {"field": "1"})) == (403, "pin-too-short")
    headers = {"Authorization": f"Bearer {token}"}
    for path in (LOCKS, "/session/keys", "/screens"):
        assert said(await office.http.get(f"/api/v1{path}", headers=headers)) == (403, "pin-too-short")
    still_short = await change_pin(office, token, "1357", "24681")
    assert said(still_short) == (422, "managers-pin-malformed")
    assert still_short.json()["message"] == "A manager's PIN has 6 to 12 digits."
    assert (await change_pin(office, token, "1357", "975312")).status_code == 204
    assert (await post(office, token, "/tickets", {"field": "1"})).status_code == 201
    assert (await sign_in(office, "Lan", "975312")).json()["pin_length_min"] is None


async def test_who_will_not_change_a_short_pin_signs_out(office: Asked) -> None:
    """The token is unknown then."""
    await employ(office, "Lan", "manager")
    await give_short_pin(office, "Lan")
    token = (await sign_in(office, "Lan", "1357")).json()["token"]
    assert (await sign_out(office, token)).status_code == 204
    assert said(await change_pin(office, token, "1357", "975312")) == (401, "token-wrong")


async def test_everybody_changes_the_own_pin_with_the_one_of_until_now(office: Asked) -> None:
    """204; a wrong one is 403 and tells no PIN, a bare token has no person, and none needs one."""
    token = await token_of(office, "Hoa", "clerk")
    wrong = await change_pin(office, token, "9753", "8642")
    assert said(wrong) == (403, "pin-wrong")
    assert "9753" not in wrong.text
    assert said(await change_pin(office, token, PIN, "12")) == (422, "pin-malformed")
    assert (await change_pin(office, token, PIN, "8642")).status_code == 204
    assert (await sign_in(office, "Hoa", "8642")).status_code == 201
    assert said(await change_pin(office, office.tokens["counter"], PIN, "8642")) == (409, "session-missing")
    bare = await office.http.put("/api/v1/session/pin", json={"pin": PIN, "new_pin": "8642"})
    assert said(bare) == (401, "token-missing")
