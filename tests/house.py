"""The house's own source, parsed once for the tests that look at it."""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
ROOMS = (
    "ticketing",
    "link",
    "server",
    "kiosk",
    "counter",
    "display",
    "terminal",
    "motcua",
    "wording",
    "fonts",
    "offices",
    "voices",
    "web",
    "bench",
)
OUTBUILDINGS = ("tests", "tools")

Function = ast.FunctionDef | ast.AsyncFunctionDef
Definition = Function | ast.ClassDef


@dataclass(frozen=True)
class Module:
    """A Python file of this project."""

    path: Path
    name: str
    text: str
    tree: ast.Module

    def where(self, node: ast.AST) -> str:
        return f"{self.name}:{getattr(node, 'lineno', 1)} {getattr(node, 'name', '')}".rstrip()


def modules(*folders: str) -> tuple[Module, ...]:
    """The modules below `folders`, or of the whole project."""
    if not folders:
        return _every_module()
    below = tuple(f"{folder}/" for folder in folders)
    return tuple(module for module in _every_module() if module.name.startswith(below))


@cache
def _every_module() -> tuple[Module, ...]:
    paths = [path for folder in (*ROOMS, *OUTBUILDINGS) for path in (ROOT / folder).rglob("*.py")]
    paths += ROOT.glob("*.py")
    return tuple(_read(path) for path in sorted(paths))


def _read(path: Path) -> Module:
    text = path.read_text(encoding="utf-8")
    return Module(path, str(path.relative_to(ROOT)), text, ast.parse(text, str(path)))


def definitions_in(parts: Sequence[ast.AST]) -> Iterator[Definition]:
    """The classes and functions among statements, however deep; expressions are passed over."""
    for node in parts:
        if isinstance(node, Definition):
            yield node
        for name in ("body", "orelse", "finalbody", "handlers", "cases"):
            inner = getattr(node, name, None)
            if isinstance(inner, list):
                yield from definitions_in(inner)


@cache
def definitions() -> tuple[tuple[Module, Definition], ...]:
    """Every class and every function that has a name."""
    return tuple((module, node) for module in modules() for node in definitions_in(module.tree.body))


@cache
def functions() -> tuple[tuple[Module, Function], ...]:
    return tuple((module, node) for module, node in definitions() if isinstance(node, Function))


@cache
def classes() -> tuple[tuple[Module, ast.ClassDef], ...]:
    return tuple((module, node) for module, node in definitions() if isinstance(node, ast.ClassDef))


def last_name(node: ast.expr) -> str:
    """The name that an expression ends in: C for a.b.C, C[D] and C(...)."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Subscript(value=inner) | ast.Call(func=inner):
            return last_name(inner)
    return ""
