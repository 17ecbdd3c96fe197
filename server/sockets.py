"""The dialogue with one screen over a websocket: hello, views, commands and their answers."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any, Protocol

from msgspec.structs import replace

from server.access import TokenAccess, access_of, check_permission, screen_place
from server.connections.callers import counted_as
from server.connections.seats import ScreenSeat
from server.duty_post import DutyPost
from server.hub import Audience, Outbox
from server.idempotency import Press, checked_request_id
from server.pairing_post import PairingPost
from server.refusals import ServerRefusal
from server.screens import NAME_LENGTH_MAX, ScreenRecord
from server.services import Services
from ticketing.answers import Answer
from ticketing.commands import Command
from ticketing.refusals import Refusal
from ticketing.sentences import one_line
from ticketing.wire.codec import WireError, command_from, decode_from_screen, encode, encode_answer
from ticketing.wire.messages import (
    FRAME_BYTES_MAX,
    HEARTBEAT_SECONDS,
    HELLO_SECONDS_MAX,
    PROTOCOL_VERSION,
    Answered,
    ChannelClosed,
    CommandFrame,
    Fault,
    Hello,
    PaintedReport,
    Refused,
    Sentence,
    Welcome,
    office_card,
    with_catalogue,
)

FAULTS_MAX = 20


class ScreenChannel(Protocol):
    """A way to send and receive the texts of frames, in order."""

    async def send(self, text: str) -> None:
        """Send one frame. Raises ChannelClosed."""

    async def receive(self) -> str | bytes:
        """The next frame. Raises ChannelClosed."""

    async def close(self) -> None:
        """End the connection."""


class Conversation:
    """One screen's dialogue, from its hello to its end."""

    def __init__(
        self,
        services: Services,
        channel: ScreenChannel,
        page_version: Callable[[], str] | None = None,
        address: str = "",
    ) -> None:
        """`page_version` tells of which version the server's pages are, where the screen is such a page.

        `address` is from where it is connected.
        """
        self._address = address
        self._services = services
        self._channel = channel
        self._page_version = page_version
        self._seat: ScreenSeat | None = None
        self._hello = Hello(PROTOCOL_VERSION, "display")
        self._outbox = Outbox(Audience("display"))
        self._access = TokenAccess("display")
        self._made_by = ""
        self._record: ScreenRecord | None = None
        self._post: DutyPost | None = None
        self._pairing: PairingPost | None = None
        self._has_token = False
        self._faults = 0
        self._second = 0.0
        self._commands_this_second = 0

    async def run(self) -> None:
        """Speak until the screen leaves or has to."""
        with suppress(ChannelClosed):
            try:
                await self._begin()
                await self._speak()
            except Refusal as refusal:
                await self._channel.send(encode(self._farewell(refusal)))
            finally:
                if self._seat:
                    self._services.seats.screens.leave(self._seat)
                self._services.hub.leave(self._outbox)
                if self._pairing:
                    self._pairing.end()
                if self._post:
                    self._post.end()
                if self._record:
                    self._services.screens.leave(self._record)
                await self._channel.close()

    def _farewell(self, refusal: Refusal) -> Fault:
        """The last frame; a page of another version is told which one there is, and loads itself again."""
        is_outdated = self._page_version is not None and refusal.name in ("protocol-unknown", "page-outdated")
        page = self._page_version() if self._page_version and is_outdated else ""
        return Fault(refusal.name, self._sentence(refusal), closing=True, page=page)

    async def _speak(self) -> None:
        """Send and listen until one of the two ends; raises what ended it."""
        self._services.hub.join(self._outbox)
        if self._hello.role == "display" and self._record:
            self._post = DutyPost(self._services, self._outbox, self._record, self._hello)
            self._post.begin()
            if self._hello.paired is not None and not self._has_token:
                watched = self._outbox, self._record, self._hello
                self._pairing = PairingPost(self._services.pairings, *watched, self._post.trust_changed)
                self._pairing.begin()
        pump, listener = asyncio.create_task(self._pump()), asyncio.create_task(self._listen())
        try:
            await asyncio.wait((pump, listener), return_when=asyncio.FIRST_COMPLETED)
        finally:
            pump.cancel()
            listener.cancel()
        if listener.done():
            listener.result()

    async def _pump(self) -> None:
        """Send until the screen is gone or takes nothing for too long; either way it is over."""
        try:
            await self._outbox.pump(self._channel.send)
        except (ChannelClosed, TimeoutError):
            await self._channel.close()
        except asyncio.CancelledError:
            await self._channel.close()
            raise

    async def _begin(self) -> None:
        """Take the hello, give the screen a seat by what it is, and welcome it. Raises ServerRefusal."""
        hello = await self._greeted()
        await self._check(hello)
        self._hello = hello
        name, is_signed_in = one_line(hello.name, NAME_LENGTH_MAX), self._access.session is not None
        place = screen_place(hello.role, hello.counter, name, is_signed_in=is_signed_in)
        self._made_by = self._access.made_by(place)
        counter = hello.counter if hello.role == "counter" else None
        self._outbox = Outbox(Audience(hello.role, counter))
        paired_as = self._paired_as(hello)
        if self._seat:
            is_known = self._has_token or paired_as is not None
            self._services.seats.screens.take(self._seat, self._outbox.give_up, has_token=is_known)
        self._record = self._services.screens.welcome(
            hello, has_token=self._has_token, paired_as=paired_as, address=self._address
        )
        services = self._services
        services.hear_witness(hello, is_known=self._has_token or self._paired_as(hello) is not None)
        plan = services.desk.office.plan
        welcome = Welcome(PROTOCOL_VERSION, services.now(), HEARTBEAT_SECONDS, office_card(plan))
        if hello.role != "display":
            welcome = with_catalogue(welcome, plan, await services.asked.counts(services.now().date()))
        if self._page_version:
            welcome = replace(welcome, page=self._page_version())
        await self._channel.send(encode(welcome))

    async def _greeted(self) -> Hello:
        """The hello, unless it is late or those who came later need the seat. Raises ServerRefusal."""
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(HELLO_SECONDS_MAX) as patience:
                give_up = partial(_end_patience, patience, loop)
                self._seat = self._services.seats.screens.greet(counted_as(self._address), give_up)
                hello = _decoded(await self._channel.receive())
        except TimeoutError:
            raise ServerRefusal("hello-missing") from None
        if not isinstance(hello, Hello):
            raise ServerRefusal("hello-missing")
        return hello

    async def _check(self, hello: Hello) -> None:
        if hello.protocol != PROTOCOL_VERSION:
            await self._turn_away(hello)
            raise ServerRefusal("protocol-unknown", version=PROTOCOL_VERSION)
        if hello.role == "counter" and hello.counter is None:
            raise ServerRefusal("malformed-frame")
        if hello.role == "display":
            self._check_zone(hello.zone)
            self._has_token = await self._is_known(hello.token)
            return
        if self._page_version and hello.page is None:
            raise ServerRefusal("page-outdated")
        self._access = await access_of(hello.token, self._services.tokens, self._services.sessions)
        self._has_token = True
        if self._access.role not in (hello.role, "manager"):
            raise ServerRefusal("not-allowed", role=self._access.role)
        office, number = self._services.desk.office, hello.counter or 0
        if hello.role == "counter" and not (office.has_counter(number) or office.counter(number).is_open):
            raise Refusal("unknown-counter", counter=hello.counter)

    async def _is_known(self, token: str) -> bool:
        """Whether a display has a token, of whatever role. Raises ServerRefusal where it is wrong."""
        if token and await self._services.tokens.role_of(token) is None:
            raise ServerRefusal("token-wrong")
        return bool(token)

    async def _turn_away(self, hello: Hello) -> None:
        """A screen of another version is let in by nobody; staff are told of it where it is one of theirs."""
        has_token = False
        with suppress(Refusal):
            if hello.role == "display":
                has_token = await self._is_known(hello.token)
            else:
                await access_of(hello.token, self._services.tokens, self._services.sessions)
                has_token = True
        paired_as = self._paired_as(hello)
        self._services.screens.turn_away(hello, has_token=has_token, paired_as=paired_as)

    def _paired_as(self, hello: Hello) -> str | None:
        return self._services.pairings.paired_as(hello.paired or "") if hello.role == "display" else None

    def _check_zone(self, zone: str) -> None:
        plan = self._services.desk.office.plan
        if plan.zone(zone) is None:
            raise ServerRefusal("unknown-zone", zone=zone, known=", ".join(each.code for each in plan.zones))

    async def _listen(self) -> None:
        while True:
            text = await self._channel.receive()
            try:
                await self._take(text)
            except Refusal as refusal:
                self._faults += 1
                if self._faults >= FAULTS_MAX:
                    raise ServerRefusal(refusal.name, **refusal.values) from None
                self._reply(Fault(refusal.name, self._sentence(refusal)))

    async def _take(self, text: str | bytes) -> None:
        frame = _decoded(text)
        if self._record:
            self._services.screens.hear(self._record)
            if isinstance(frame, PaintedReport):
                self._services.screens.take_report(self._record, frame)
        if self._pairing:
            self._pairing.hear()
        if self._post:
            self._post.hear(frame)
        if not isinstance(frame, CommandFrame):
            return
        request_id = checked_request_id(frame.id)
        try:
            self._check_pace()
            command = await self._allowed(_command(frame.command))
        except Refusal as refusal:
            self._refuse(request_id, refusal)
            return
        answer = self._services.desk.submit(Press(request_id, command, self._made_by))
        answer.add_done_callback(lambda done: self._answer(request_id, done))

    async def _allowed(self, command: Command) -> Command:
        """The command in the name of whoever has signed in. Raises ServerRefusal if it may not be given."""
        check_permission(self._hello.role, command, self._hello.counter)
        if self._access.session and await self._services.sessions.session_of(self._hello.token) is None:
            raise ServerRefusal(
                "token-wrong"
            )  # others say session-over; this one is older than any that is kept
        return self._access.as_oneself(command)

    def _check_pace(self) -> None:
        now = asyncio.get_running_loop().time()
        if now - self._second >= 1:
            self._second, self._commands_this_second = now, 0
        self._commands_this_second += 1
        if self._commands_this_second > self._services.commands_per_second_max:
            raise ServerRefusal("too-many-commands")

    def _answer(self, request_id: str, done: asyncio.Future[Answer]) -> None:
        if done.cancelled():
            return
        refusal = done.exception()
        if isinstance(refusal, Refusal):
            self._refuse(request_id, refusal)
            return
        kind, answer = encode_answer(done.result())
        self._reply(Answered(request_id, kind, answer))

    def _refuse(self, request_id: str, refusal: Refusal) -> None:
        self._reply(Refused(request_id, refusal.name, self._sentence(refusal)))

    def _reply(self, frame: Answered | Refused | Fault) -> None:
        """Send a frame soon; a screen that leaves REPLIES_WAITING_MAX of them unread gets no more."""
        self._outbox.reply(encode(frame))

    def _sentence(self, refusal: Refusal) -> Sentence:
        return self._services.translator.sentence(refusal)


def _end_patience(patience: asyncio.Timeout, loop: asyncio.AbstractEventLoop) -> None:
    """Let whoever waits wait no longer."""
    if not patience.expired():
        patience.reschedule(loop.time())


def _decoded(text: str | bytes) -> Any:
    if _is_longer(text, FRAME_BYTES_MAX):
        raise ServerRefusal("frame-too-large", bytes_max=FRAME_BYTES_MAX)
    try:
        return decode_from_screen(text)
    except WireError as error:
        raise ServerRefusal(error.name) from error


def _is_longer(text: str | bytes, bytes_max: int) -> bool:
    """Whether a frame has more bytes than this; a character has four at most."""
    if isinstance(text, bytes) or len(text) > bytes_max or len(text) * 4 <= bytes_max:
        return len(text) > bytes_max
    return len(text.encode(errors="surrogatepass")) > bytes_max


def _command(body: dict[str, Any]) -> Command:
    try:
        return command_from(body)
    except WireError as error:
        raise ServerRefusal(error.name) from error
