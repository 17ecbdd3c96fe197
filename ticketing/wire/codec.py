"""Bytes to messages and back: only here is it known how frames, commands, answers and events are written."""

import re
from collections.abc import Mapping
from dataclasses import fields
from types import ModuleType
from typing import Any, Literal, TypeVar
from unicodedata import is_normalized, normalize

import msgspec

from ticketing import clock_events, commands, events, loss_events
from ticketing.answers import Answer, CallAnswer, DoneAnswer, LeaseAnswer, TicketAnswer
from ticketing.desk_views import CounterView, StaffView
from ticketing.office import Dossier
from ticketing.views import BoardView, KioskView
from ticketing.wire import messages
from ticketing.wire.messages import CommandFrame, FromScreen, FromServer, Hello, PaintedReport, Spoken

AnswerKind = Literal["ticket", "call", "lease", "done"]
View = BoardView | KioskView | CounterView | StaffView
T = TypeVar("T")

# What msgspec and Python raise at bytes that can't be read.
_UNREADABLE = (msgspec.DecodeError, UnicodeError, RecursionError)


class WireError(Exception):
    """A frame or a command that can't be understood; `name` is the fault's name on the wire."""

    def __init__(self, name: str, detail: str = "") -> None:
        super().__init__(f"{name}: {detail}" if detail else name)
        self.name = name
        self.detail = detail


def _kebab(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()


def _leaves(module: ModuleType, base: type[T]) -> dict[str, type[T]]:
    """The classes of `module` that stand for something sent, by their names on the wire."""
    found = (value for value in vars(module).values() if isinstance(value, type) and issubclass(value, base))
    return {_kebab(leaf.__name__): leaf for leaf in found if not leaf.__subclasses__()}


COMMANDS = _leaves(commands, commands.Command)
EVENTS = {
    **_leaves(events, events.Event),
    **_leaves(clock_events, events.Event),
    **_leaves(loss_events, events.Event),
}
_COMMAND_NAMES = {command: name for name, command in COMMANDS.items()}
_EVENT_NAMES = {event: name for name, event in EVENTS.items()}
_KINDS_SENT: tuple[type[commands.Command] | type[events.Event], ...] = (*_COMMAND_NAMES, *_EVENT_NAMES)
_FIELD_NAMES = {kind: tuple(field.name for field in fields(kind)) for kind in _KINDS_SENT}
_VIEWS: dict[str, type[View]] = {
    "kiosk": KioskView,
    "counter": CounterView,
    "display": BoardView,
    "guidance": StaffView,
    "manager": StaffView,
}
_ANSWERS: dict[AnswerKind, type[Answer]] = {
    "ticket": TicketAnswer,
    "call": CallAnswer,
    "lease": LeaseAnswer,
    "done": DoneAnswer,
}
_ANSWER_KINDS: dict[type[Answer], AnswerKind] = {answer: kind for kind, answer in _ANSWERS.items()}

_encoder = msgspec.json.Encoder()
_screen_types: dict[str, type[FromScreen]] = {
    "hello": Hello,
    "command": CommandFrame,
    "proof": PaintedReport,
    "spoken": Spoken,
}
_server_types: dict[str, type[FromServer]] = {
    "welcome": messages.Welcome,
    "duty": messages.DutyFrame,
    "pairing": messages.PairingFrame,
    "view": messages.ViewFrame,
    "answered": messages.Answered,
    "refused": messages.Refused,
    "fault": messages.Fault,
    "heartbeat": messages.Heartbeat,
    "turn": messages.TurnFrame,
}
FRAMES = {*_screen_types, *_server_types}


class _Envelope(msgspec.Struct):
    type: str


_envelope = msgspec.json.Decoder(_Envelope)
_from_screen = {name: msgspec.json.Decoder(frame) for name, frame in _screen_types.items()}
_from_server = {name: msgspec.json.Decoder(frame) for name, frame in _server_types.items()}
_events = msgspec.json.Decoder(list[dict[str, Any]])


def encode(frame: FromScreen | FromServer) -> str:
    """The text of a frame."""
    return _encoder.encode(frame).decode()


def encode_value(value: object) -> msgspec.Raw:
    """A view or an answer as JSON, ready to be put into its frame."""
    return msgspec.Raw(_encoder.encode(value))


def decode_from_screen(text: str | bytes) -> FromScreen | None:
    """The frame of a screen; None for a type that this version does not know. Raises WireError."""
    return _decode(text, _from_screen)


def decode_from_server(text: str | bytes) -> FromServer | None:
    """The frame of a server; None for a type that this version does not know. Raises WireError."""
    return _decode(text, _from_server)


def _decode(text: str | bytes, decoders: Mapping[str, msgspec.json.Decoder[T]]) -> T | None:
    try:
        decoder = decoders.get(_envelope.decode(text).type)
        return decoder.decode(text) if decoder else None
    except _UNREADABLE as error:
        raise WireError("malformed-frame", str(error)) from None


def decode_view(role: messages.Role, raw: msgspec.Raw) -> View:
    """The view that a screen of this role is shown. Raises WireError."""
    return _checked(raw, _VIEWS[role])


def encode_answer(answer: Answer) -> tuple[AnswerKind, msgspec.Raw]:
    """The kind of an answer and its JSON."""
    return _ANSWER_KINDS[type(answer)], encode_value(answer)


def decode_answer(kind: AnswerKind, raw: msgspec.Raw) -> Answer:
    """The answer of this kind. Raises WireError."""
    return _checked(raw, _ANSWERS[kind])


def _checked(raw: msgspec.Raw, wanted: type[T]) -> T:
    try:
        return msgspec.json.decode(raw, type=wanted)
    except _UNREADABLE as error:
        raise WireError("malformed-frame", str(error)) from None


def command_body(command: commands.Command) -> dict[str, Any]:
    """A command as it stands in a command frame: its name and its values."""
    return {"name": _COMMAND_NAMES[type(command)], **_values(command)}


def command_from(body: dict[str, Any]) -> commands.Command:
    """The command in a frame, its texts in NFC. Raises WireError for an unknown name or wrong values."""
    name = body.get("name")
    wanted = COMMANDS.get(name) if isinstance(name, str) else None
    if wanted is None:
        raise WireError("unknown-command", repr(name)[:80])
    values = {key: _in_nfc(value) for key, value in body.items() if key != "name"}
    try:
        return msgspec.convert(values, wanted)
    except _UNREADABLE as error:
        raise WireError("malformed-command", str(error)) from None


def encode_events(happened: tuple[events.Event, ...]) -> bytes:
    """The events of one journal entry as JSON."""
    return _encoder.encode([{"event": _EVENT_NAMES[type(event)], **_values(event)} for event in happened])


def decode_dossier(body: str) -> Dossier:
    """What is on record of a dossier. Raises WireError."""
    try:
        return msgspec.json.decode(body, type=Dossier)
    except _UNREADABLE as error:
        raise WireError("malformed-entry", str(error)) from None


def decode_events(body: bytes | str) -> tuple[events.Event, ...]:
    """The events of one journal entry. Raises WireError for an entry that this version can't read."""
    try:
        return tuple(_event_from(row) for row in _events.decode(body))
    except _UNREADABLE as error:
        raise WireError("malformed-entry", str(error)) from None


def _event_from(row: dict[str, Any]) -> events.Event:
    name = row.pop("event", None)
    wanted = EVENTS.get(name) if isinstance(name, str) else None
    if wanted is None:
        raise WireError("malformed-entry", f"unknown event {repr(name)[:80]}")
    event = msgspec.convert(row, wanted)
    if event.at.tzinfo is None:
        raise WireError("malformed-entry", "a moment without its offset")
    return event


def _values(value: commands.Command | events.Event) -> dict[str, Any]:
    return {name: getattr(value, name) for name in _FIELD_NAMES[type(value)]}


def _in_nfc(value: Any) -> Any:
    if isinstance(value, str):
        return value if is_normalized("NFC", value) else normalize("NFC", value)
    if isinstance(value, list):
        return [_in_nfc(part) if isinstance(part, str) else part for part in value]
    return value
