"""The house's own source, parsed once for the tests that look at it."""

import ast
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


@dataclass(frozen=True)
class Module:
    """A Python file of this project."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        return str(self.path.relative_to(ROOT))

    def where(self, node: ast.AST) -> str:
        return f"{self.name}:{getattr(node, 'lineno', 1)} {getattr(node, 'name', '')}".rstrip()


@cache
def modules(*folders: str) -> tuple[Module, ...]:
    """The modules below `folders`, or of the whole project."""
    paths = [path for folder in folders or (*ROOMS, *OUTBUILDINGS) for path in (ROOT / folder).rglob("*.py")]
    paths += [] if folders else ROOT.glob("*.py")
    texts = {path: path.read_text(encoding="utf-8") for path in sorted(paths)}
    return tuple(Module(path, text, ast.parse(text, str(path))) for path, text in texts.items())


@cache
def nodes() -> tuple[tuple[Module, ast.AST], ...]:
    """Every node of every module, walked once."""
    return tuple((module, node) for module in modules() for node in ast.walk(module.tree))


@cache
def functions() -> tuple[tuple[Module, Function], ...]:
    return tuple((module, node) for module, node in nodes() if isinstance(node, Function))


@cache
def classes() -> tuple[tuple[Module, ast.ClassDef], ...]:
    return tuple((module, node) for module, node in nodes() if isinstance(node, ast.ClassDef))


def last_name(node: ast.expr) -> str:
    """The name that an expression ends in: C for a.b.C, C[D] and C(...)."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Subscript(value=inner) | ast.Call(func=inner):
            return last_name(inner)
    return ""
