"""One word for one thing: what classes, files and parts of the house are called, and who may know whom."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

from tests.house import OUTBUILDINGS, ROOMS, ROOT, Module, definitions, last_name, modules

# Names of classes that stand twice, each with its reason.
TWICE: dict[str, str] = {}
# Files of one room whose names differ by one letter, each pair with its reason.
ALIKE: dict[frozenset[str], str] = {
    frozenset({"clock", "lock"}): "two words of daily life, which nobody takes for each other",
    frozenset({"heading", "reading"}): "the same",
}
# The word to use stands beside each that has gone.
WORDS_GONE = {
    "dice": "random source",
    "doorway": "request context",
    "errands": "jobs",
    "manners": "preferences",
    "senses": "input",
    "standing": "link state, or occupancy",
    "twin": "fake",
    "untold": "next unanswered",
}
# What files and their classes are called no more; elsewhere these are words of daily life.
FILES_GONE = {
    "beside": "sidebar",
    "hall": "waiting",
    "later": "put off",
    "moments": "times",
}
SCRIPT_NAMES = re.compile(r"^(?:export )?(?:class|function|const) (\w+)", re.MULTILINE)
SOURCE_ENDINGS = {".py", ".js", ".tcss", ".css", ".html"}
PATCHES = re.compile("setattr|patch|delattr")
OURS = re.compile(rf"^({'|'.join(ROOMS)})\.")


def named_classes() -> Iterator[tuple[str, str]]:
    """The classes and the Capitalised aliases of the product's modules, with the module of each."""
    for module in modules(*ROOMS):
        for node in module.tree.body:
            match node:
                case ast.ClassDef(name=name) | ast.Assign(targets=[ast.Name(id=name)]):
                    if re.match("[A-Z].*[a-z]", name):
                        yield name, module.name
                case ast.AnnAssign(target=ast.Name(id=name), annotation=kind) if (
                    last_name(kind) == "TypeAlias"
                ):
                    yield name, module.name


def source_files(room: str) -> list[Path]:
    """What is written by hand in a room."""
    files = (path for path in (ROOT / room).rglob("*") if path.suffix in SOURCE_ENDINGS)
    return [path for path in files if path.stem != "__init__" and "vendor" not in path.parts]


def differ_by_a_letter(one: str, other: str) -> bool:
    """Whether one letter put in, left out or changed makes one of the other."""
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    shorter, longer = sorted((one, other), key=len)
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))


def words_of(name: str) -> set[str]:
    """The words of a snake_case or CamelCase name, in small letters."""
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}


def test_no_class_name_stands_twice() -> None:
    """Whoever reads a class's name knows which one it is, without its module."""
    places = defaultdict(list)
    for name, module in named_classes():
        places[name].append(module)
    twice = {name: found for name, found in places.items() if len(found) > 1}
    assert {name: found for name, found in twice.items() if name not in TWICE} == {}
    assert TWICE.keys() <= twice.keys()


def test_no_two_files_of_a_room_differ_by_a_letter() -> None:
    """Nobody opens presses for pressing's sake, or the plural for the singular."""
    alike = {
        frozenset(pair)
        for room in ROOMS
        for ending in SOURCE_ENDINGS
        for pair in combinations({path.stem for path in source_files(room) if path.suffix == ending}, 2)
        if differ_by_a_letter(*pair)
    }
    assert [sorted(pair) for pair in alike - ALIKE.keys()] == []
    assert ALIKE.keys() <= alike


def test_words_that_have_gone_stay_away() -> None:
    """No class, function or file is named by a word that the glossary has given up for a better one."""
    files = [
        (str(path.relative_to(ROOT)), path.stem) for room in (*ROOMS, "tests") for path in source_files(room)
    ]
    scripts = [
        (str(path.relative_to(ROOT)), name)
        for path in source_files("web")
        if path.suffix == ".js"
        for name in SCRIPT_NAMES.findall(path.read_text(encoding="utf-8"))
    ]
    names = [  # a test's name is a sentence
        (module.where(node), node.name) for module, node in definitions() if not node.name.startswith("test_")
    ]
    back = [
        f"{where}: {gone[word]}"
        for found, gone in (
            (names + files + scripts, WORDS_GONE),
            (files + scripts, FILES_GONE),
        )
        for where, name in found
        for word in words_of(name) & gone.keys()
    ]
    assert back == []


def imported_by(module: Module) -> Iterator[str]:
    """The modules that one names in its imports, wherever they stand in it."""
    for node in ast.walk(module.tree):
        match node:
            case ast.Import(names=names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module=str(name)):
                yield name


def test_the_product_knows_nothing_of_its_tests() -> None:
    """Fakes are for tests and are not shipped: no module of a room imports tests or tools."""
    found = [
        f"{module.name}: {name}"
        for module in modules(*ROOMS)
        if any(outside in module.text for outside in OUTBUILDINGS)
        for name in imported_by(module)
        if name.partition(".")[0] in OUTBUILDINGS
    ]
    assert found == []


PLANTED_FAULTS = ("tests/simulation/rule_faults.py", "tests/simulation/server_faults.py")
"""Where the product is broken on purpose, so that the simulation has something to find."""


def test_own_code_is_never_patched() -> None:
    """What a test wants otherwise it gives by argument: no attribute of our modules is set from outside."""
    patched = []
    for module in (module for module in modules("tests") if PATCHES.search(module.text)):
        if module.name in PLANTED_FAULTS:
            continue
        ours = dict(names_from_rooms(module))
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and last_name(node.func) in {"setattr", "patch", "delattr"}:
                match node.args:
                    case [ast.Constant(value=str(target)), *_] if OURS.match(target):
                        patched.append(module.where(node))
                    case [ast.Name(id=target), *_] if target in ours:
                        patched.append(module.where(node))
    assert patched == []


def names_from_rooms(module: Module) -> Iterator[tuple[str, str]]:
    """The names in a module that stand for something of the product, with where they come from."""
    for node in ast.walk(module.tree):
        match node:
            case ast.Import(names=names):
                yield from ((name.asname or name.name, name.name) for name in names if is_room(name.name))
            case ast.ImportFrom(module=str(room), names=names) if is_room(room):
                yield from ((name.asname or name.name, room) for name in names)


def is_room(name: str) -> bool:
    return name.partition(".")[0] in ROOMS
