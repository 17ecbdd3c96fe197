"""Signing a person in and out over the server's HTTP interface."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

import click

from link.channel import SOCKET_PATH, socket_url
from motcua.asking import new_pin
from motcua.failures import Failure
from ticketing.desk.arrivals import ARRIVAL_DEFAULT, ARRIVAL_SETTINGS, ArrivalSetting
from ticketing.desk.keys import KEY_MODE_DEFAULT, KEY_MODES, KeyMode
from wording import Wording

SESSION_PATH = "/api/v1/session"
ANSWER_SECONDS_MAX = 10.0
SIGN_OUT_SECONDS_MAX = 2.0
ANSWER_BYTES_MAX = 65_536

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Person:
    """Who has signed in, and the token of the session."""

    name: str
    role: str
    token: str = field(repr=False)


@contextmanager
def signed_in(address: str, name: str, pin: str, words: Wording) -> Iterator[Person]:
    """A session as long as the context lasts, or the service day. Raises Failure.

    `address` is one that link.channel understands. Whose PIN is too short is asked for a longer one first.
    """
    with _failing(address, words):
        person, length_min = _sign_in(address, name, pin, words.language)
    try:
        if length_min:
            says = words(
                "This PIN is too short for a manager. Choose one of at least {length_min} digits.",
                length_min=length_min,
            )
            click.echo(says, err=True)
            chosen = new_pin(words, from_stdin=False)
            with _failing(address, words):
                _change_pin(address, person, (pin, chosen), words.language)
        yield person
    finally:
        _sign_out(address, person)


@contextmanager
def _failing(address: str, words: Wording) -> Iterator[None]:
    """What keeps a server from signing people in becomes a Failure."""
    try:
        yield
    except OSError as error:
        problem = error.strerror or error
        says = words("The server at {address} is not reached: {problem}.", address=address, problem=problem)
        raise Failure(says) from error
    except (HTTPException, ValueError, KeyError, TypeError, AttributeError) as error:
        says = words(
            "What answers at {address} is no server of motcua that signs people in.", address=address
        )
        raise Failure(says) from error


def keys_of(address: str, person: Person, wanted: KeyMode | None) -> KeyMode:
    """The keys that a person works with, after a wish has become theirs; the usual ones where nobody says."""
    told = _setting_of(address, person, "keys", wanted)
    return next((mode for mode in KEY_MODES if mode == told), KEY_MODE_DEFAULT)


def bell_of(address: str, person: Person, wanted: ArrivalSetting | None) -> ArrivalSetting:
    """How a person is told of the first who comes, after a wish has become theirs; else as usual."""
    told = _setting_of(address, person, "bell", wanted)
    return next((setting for setting in ARRIVAL_SETTINGS if setting == told), ARRIVAL_DEFAULT)


def _setting_of(address: str, person: Person, name: str, wanted: str | None) -> object:
    """What the server keeps for a person under this name, be it the wish; the wish where it says nothing."""
    method, body = ("GET", None) if wanted is None else ("PUT", json.dumps({name: wanted}))
    headers = {"Authorization": f"Bearer {person.token}", "Content-Type": "application/json"}
    with _connection(address, ANSWER_SECONDS_MAX) as (connection, path):
        try:
            connection.request(method, f"{path}/{name}", body, headers)
            return json.loads(connection.getresponse().read(ANSWER_BYTES_MAX))[name]
        except (OSError, HTTPException, ValueError, KeyError, TypeError) as error:
            log.warning("the %s of %s are not known: %s", name, person.name, type(error).__name__)
            return wanted


def _sign_in(address: str, name: str, pin: str, language: str) -> tuple[Person, int | None]:
    """Whoever the server takes this for, and how long their PIN has to be before anything else, or None.

    Raises Failure with its sentence, or whatever it stumbles over.
    """
    body = json.dumps({"name": name, "pin": pin}).encode()
    headers = {"Content-Type": "application/json", "Accept-Language": language}
    with _connection(address, ANSWER_SECONDS_MAX) as (connection, path):
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        told = json.loads(answer.read(ANSWER_BYTES_MAX))
        if answer.status != HTTPStatus.CREATED:
            raise Failure(str(told["message"]))
        length_min = told.get("pin_length_min")  # servers of before tell none
        person = Person(str(told["name"]), str(told["role"]), str(told["token"]))
        return person, None if length_min is None else int(length_min)


def _change_pin(address: str, person: Person, pins: tuple[str, str], language: str) -> None:
    """Give a person another PIN: the present one, and the one from now on. Raises as _sign_in does."""
    body = json.dumps({"pin": pins[0], "new_pin": pins[1]}).encode()
    headers = {
        "Authorization": f"Bearer {person.token}",
        "Content-Type": "application/json",
        "Accept-Language": language,
    }
    with _connection(address, ANSWER_SECONDS_MAX) as (connection, path):
        connection.request("PUT", f"{path}/pin", body, headers)
        answer = connection.getresponse()
        told = answer.read(ANSWER_BYTES_MAX)
        if answer.status != HTTPStatus.NO_CONTENT:
            raise Failure(str(json.loads(told)["message"]))


def _sign_out(address: str, person: Person) -> None:
    """End the session; where the server is out of reach it ends with the service day."""
    with _connection(address, SIGN_OUT_SECONDS_MAX) as (connection, path):
        try:
            connection.request("DELETE", path, headers={"Authorization": f"Bearer {person.token}"})
            connection.getresponse().read(ANSWER_BYTES_MAX)
        except (OSError, HTTPException) as error:
            log.warning("%s is not signed out: %s", person.name, type(error).__name__)


@contextmanager
def _connection(address: str, seconds_max: float) -> Iterator[tuple[HTTPConnection, str]]:
    """A connection to the server, past any proxy, and the path of sessions there."""
    url = urlsplit(socket_url(address))
    kind = HTTPSConnection if url.scheme == "wss" else HTTPConnection
    connection = kind(url.hostname or "", url.port, timeout=seconds_max)
    try:
        yield connection, url.path.removesuffix(SOCKET_PATH) + SESSION_PATH
    finally:
        connection.close()
