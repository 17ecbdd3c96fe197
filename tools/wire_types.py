"""Writes web/wire.d.ts for the type check of web/: frames, views, answers, commands and the desk's model."""

import json
from dataclasses import fields
from pathlib import Path
from typing import Any, get_args

import msgspec

from server.desk_model import DeskModel
from ticketing.answers import CallAnswer, DoneAnswer, LeaseAnswer, TicketAnswer
from ticketing.desk_views import CounterView, StaffView
from ticketing.views import BoardView, KioskView
from ticketing.wire.codec import COMMANDS
from ticketing.wire.messages import Answered, FromScreen, FromServer

TARGET = Path(__file__).parent.parent / "web" / "wire.d.ts"
VIEWS = (BoardView, KioskView, CounterView, StaffView)
ANSWERS = (TicketAnswer, CallAnswer, LeaseAnswer, DoneAnswer)
PRIMITIVES = {
    "string": "string",
    "integer": "number",
    "number": "number",
    "boolean": "boolean",
    "null": "null",
}
HEAD = """\
// The wire's messages, made from ticketing/wire by `make scripts`.
// A `?` stands where the reader has a default. Values come from another program: readers check them.
"""


def written() -> str:
    """The text of web/wire.d.ts."""
    frames = (*get_args(FromScreen), *get_args(FromServer))
    _, components = msgspec.json.schema_components((*frames, *VIEWS, *ANSWERS), ref_template="{name}")
    del components[Answered.__name__]
    parts = [_declared(name, schema) for name, schema in sorted(components.items())]
    parts += [_declared(name, _whole(schema)) for name, schema in sorted(_desk_classes().items())]
    parts += [
        f"export type Answered = {' | '.join(_answered(answer) for answer in ANSWERS)};\n",
        f"export type FromScreen = {_union(FromScreen)};\n",
        f"export type FromServer = {_union(FromServer)};\n",
        "export type Command =\n" + "\n".join(f"  | {_command(name)}" for name in sorted(COMMANDS)) + ";\n",
    ]
    return "\n".join((HEAD, *parts))


def _answered(answer: type) -> str:
    """The frame of an answer of this class, whose kind is its name."""
    kind = answer.__name__.removesuffix("Answer").lower()
    return f'{{ type: "answered"; id: string; kind: "{kind}"; answer: {answer.__name__} }}'


def _desk_classes() -> dict[str, dict[str, Any]]:
    _, components = msgspec.json.schema_components((DeskModel,), ref_template="{name}")
    return components


def _whole(schema: dict[str, Any]) -> dict[str, Any]:
    """The same class where every value is written, also one that has a default."""
    return {**schema, "required": list(schema.get("properties", {}))}


def _union(frames: Any) -> str:
    return " | ".join(frame.__name__ for frame in get_args(frames))


def _command(name: str) -> str:
    _, components = msgspec.json.schema_components((COMMANDS[name],), ref_template="{name}")
    schema = components[COMMANDS[name].__name__]
    known = schema.get("properties", {})
    values = [_field(field.name, known[field.name], schema) for field in fields(COMMANDS[name])]
    return f'{{ name: "{name}"; ' + "".join(f"{value} " for value in values) + "}"


def _declared(name: str, schema: dict[str, Any]) -> str:
    if schema.get("type") != "object":
        return f"export type {name} = {_type(schema)};\n"
    values = [f"  {_field(each, of, schema)}\n" for each, of in schema.get("properties", {}).items()]
    return f"export interface {name} {{\n{''.join(values)}}}\n"


def _field(name: str, schema: dict[str, Any], owner: dict[str, Any]) -> str:
    return f"{name}{'' if name in owner.get('required', ()) else '?'}: {_type(schema)};"


def _type(schema: dict[str, Any]) -> str:
    """The TypeScript of a value's JSON schema."""
    if "$ref" in schema:
        return str(schema["$ref"])
    if "anyOf" in schema:
        return " | ".join(_type(one) for one in schema["anyOf"])
    if "enum" in schema:
        return " | ".join(json.dumps(value) for value in schema["enum"])
    if schema.get("type") == "array":
        return _array(schema)
    if schema.get("type") == "object":
        of = schema.get("additionalProperties", {})
        return f"Record<string, {_type(of) if isinstance(of, dict) else 'unknown'}>"
    return PRIMITIVES.get(schema.get("type", ""), "unknown")


def _array(schema: dict[str, Any]) -> str:
    if "prefixItems" in schema:
        return f"[{', '.join(_type(one) for one in schema['prefixItems'])}]"
    items = schema.get("items", {})
    of = _type(items) if isinstance(items, dict) else "unknown"
    return f"({of})[]" if "|" in of else f"{of}[]"


def main() -> None:
    """Writes the file."""
    TARGET.write_text(written(), encoding="utf-8")


if __name__ == "__main__":
    main()
