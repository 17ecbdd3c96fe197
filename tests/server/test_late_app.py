"""A part of the server that is made late is made once, and answers whoever came while it was made."""

import asyncio
from threading import Event

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message

from server.late_app import LateApp

SCOPE = {"type": "http", "method": "GET", "path": "/", "headers": []}


async def answer_of(app: ASGIApp) -> list[Message]:
    """What the application sends to one request."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    await app(SCOPE, receive, send)
    return sent


async def test_it_is_made_once_for_all_who_ask_at_the_same_time() -> None:
    """Five requests wait for one making, during which the loop goes on."""
    made: list[int] = []
    goes_on = Event()

    def build() -> ASGIApp:
        assert goes_on.wait(30)
        made.append(1)
        return PlainTextResponse("here")

    app = LateApp(build)
    asking = [asyncio.create_task(answer_of(app)) for _ in range(5)]
    await asyncio.sleep(0)
    goes_on.set()
    answers = await asyncio.gather(*asking)
    assert [sent[-1]["body"] for sent in answers] == [b"here"] * 5
    assert made == [1]


async def test_nothing_is_made_before_somebody_asks() -> None:
    """Whoever never needs the part never pays for it."""
    made: list[int] = []

    def build() -> ASGIApp:
        made.append(1)
        return PlainTextResponse("here")

    app = LateApp(build)
    assert made == []
    assert [(await answer_of(app))[-1]["body"] for _ in range(2)] == [b"here", b"here"]
    assert made == [1]


async def test_what_could_not_be_made_is_tried_again() -> None:
    """A failure goes to whoever asked, and the next one may have more luck."""
    outcomes: list[ASGIApp | Exception] = [OSError("no files left"), PlainTextResponse("here")]

    def build() -> ASGIApp:
        outcome = outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    app = LateApp(build)
    failed = await asyncio.gather(answer_of(app), return_exceptions=True)
    assert isinstance(failed[0], OSError)
    assert (await answer_of(app))[-1]["body"] == b"here"
