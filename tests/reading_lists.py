"""Reading lists of docs/architecture.md: which files follow one press from its key to what is shown.

A row names a file and the functions in it that the press goes through. What these functions use of other
files at run time, be it through further functions of their own file, is read off the code.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "architecture.md"
ROOMS = frozenset(path.parent.name for path in ROOT.glob("*/__init__.py")) - {"tests", "tools"}
ROW = re.compile(
    r"\| (?P<place>\d+) \| `(?P<file>[^`]+)` \| (?P<functions>[^|]+) \| (?P<how>[^|]+) \| [^|]+ \|"
)
ASIDE = re.compile(r"`([^`]+)`")


@dataclass(frozen=True, slots=True)
class Stop:
    """A file on the way, the functions in it that are passed, and how one comes to it."""

    file: str
    functions: tuple[str, ...]
    how: str


@dataclass(frozen=True, slots=True)
class ReadingList:
    """The files that one press passes, in order, and those (or folders) that may stay closed."""

    title: str
    stops: tuple[Stop, ...]
    closed: tuple[str, ...]

    def holds(self, file: str) -> bool:
        """Whether the file is on the list, or named among those that may stay closed."""
        if any(file == stop.file for stop in self.stops):
            return True
        return any(file == path or (path.endswith("/") and file.startswith(path)) for path in self.closed)


def reading_lists(page: str) -> tuple[ReadingList, ...]:
    """The lists on the page: each begins with a heading "Follow: ..." of the third rank."""
    sections = re.split(r"^### Follow: ", page, flags=re.MULTILINE)[1:]
    return tuple(map(_reading_list, sections))


def _reading_list(section: str) -> ReadingList:
    title = section.partition("\n")[0]
    body = re.split(r"^##", section, flags=re.MULTILINE)[0]
    rows, _, rest = body.partition("May stay closed:")
    stops = tuple(
        Stop(row["file"], tuple(ASIDE.findall(row["functions"])), row["how"]) for row in ROW.finditer(rows)
    )
    return ReadingList(title, stops, tuple(ASIDE.findall(rest)))


@dataclass(frozen=True)
class Module:
    """A file of Python as its tree, with what it defines and what it imports of this house."""

    file: str
    definitions: dict[str, ast.stmt]
    imports: dict[str, str]

    def used_by(self, functions: tuple[str, ...]) -> frozenset[str]:
        """The files of this house that these functions use at run time, by way of their neighbours too."""
        waiting, seen, used = list(functions), set[str](), set[str]()
        while waiting:
            name = waiting.pop()
            if name in seen:
                continue
            seen.add(name)
            for reference in self._references(name):
                if reference in self.definitions:
                    waiting.append(reference)
                elif file := self._file_of(reference):
                    used.add(file)
        return frozenset(used)

    def _references(self, name: str) -> Iterator[str]:
        """The names that a definition uses; a method's own object stands for its class."""
        owner = name.partition(".")[0]
        for node in _run(self.definitions[name]):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                if node.value.id in ("self", "cls"):
                    yield f"{owner}.{node.attr}"
                else:
                    yield f"{node.value.id}.{node.attr}"
            elif isinstance(node, ast.Name):
                yield node.id

    def _file_of(self, reference: str) -> str | None:
        first, _, attribute = reference.partition(".")
        module = self.imports.get(first)
        return (_file(f"{module}.{attribute}") or _file(module)) if module else None


@cache
def module_of(file: str) -> Module:
    """The file, read; raises FileNotFoundError."""
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return Module(file, dict(_definitions(tree.body)), dict(_imports(tree)))


@cache
def imported_by(file: str) -> frozenset[str]:
    """The files of this house that a file imports, for type checking too."""
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return frozenset(found for _, module in _imports(tree, for_checking=True) if (found := _file(module)))


def _definitions(body: list[ast.stmt], prefix: str = "") -> Iterator[tuple[str, ast.stmt]]:
    for node in body:
        match node:
            case ast.ClassDef():
                yield prefix + node.name, node
                yield from _definitions(node.body, f"{prefix}{node.name}.")
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                yield prefix + node.name, node
            case ast.Assign():
                yield from ((prefix + t.id, node) for t in node.targets if isinstance(t, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield prefix + name, node


def _run(node: ast.AST) -> Iterator[ast.AST]:
    """What runs when a definition is used: no annotations; of a class its beginning alone."""
    if isinstance(node, ast.ClassDef):
        begun = [each for each in node.body if getattr(each, "name", "") in ("__init__", "__post_init__")]
        parts: list[ast.AST] = [*node.bases, *begun]
    elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        parts = [*node.body, *node.args.defaults, *(d for d in node.args.kw_defaults if d)]
    elif isinstance(node, ast.AnnAssign):
        parts = [node.value] if node.value else []
    else:
        parts = list(ast.iter_child_nodes(node))
        yield node
    for part in parts:
        yield from _run(part)


def _imports(tree: ast.Module, *, for_checking: bool = False) -> Iterator[tuple[str, str]]:
    """The names that a file imports of this house, with their full names."""
    skipped = {id(each) for node in ast.walk(tree) if _is_for_checking(node) for each in ast.walk(node)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.ImportFrom) or not node.module or node.module.split(".")[0] not in ROOMS:
            continue
        if for_checking or id(node) not in skipped:
            yield from ((name.asname or name.name, f"{node.module}.{name.name}") for name in node.names)


def _is_for_checking(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


@cache
def _file(name: str) -> str | None:
    """The file in which a full name of this house stands, be it a module's or that of something in one."""
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        stem = "/".join(parts[:length])
        for file in (f"{stem}.py", f"{stem}/__init__.py"):
            if (ROOT / file).is_file():
                return file
    return None
