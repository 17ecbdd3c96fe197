"""The house is built as docs/architecture.md says: sizes, names, comments and arrows."""

import ast
import io
import re
import subprocess
import sys
import tokenize
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.house import OUTBUILDINGS, ROOMS, ROOT, Function, classes, functions, last_name, modules

# The ratchet: these numbers may only fall.
FUNCTION_LINES_MAX = 50
SHORT_FUNCTION_LINES_MAX = 30
SHORT_FUNCTIONS_SHARE_MIN = 0.9
FILE_LINES_MAX = 400
CLASS_LINES_MAX = 250
APP_LINES_MAX = 200
PARAMETERS_MAX = 5

NAMES_THAT_SAY_NOTHING = {"common", "helper", "helpers", "manager", "managers", "misc", "util", "utils"}
LOCK_FILES = {
    "Pipfile.lock",
    "package-lock.json",
    "pdm.lock",
    "pnpm-lock.yaml",
    "poetry.lock",
    "uv.lock",
    "yarn.lock",
}
# Written in two parts, so that this file holds none of them.
REGISTRIES = [
    host + domain
    for host, domain in (
        ("py", "pi.org"),
        ("python", "hosted.org"),
        ("npm", "js.org"),
        ("npm", "js.com"),
        ("yarn", "pkg.com"),
        ("deb.", "debian.org"),
    )
]

TYPE_IGNORE = re.compile(r"type:\s*ignore(?P<codes>\[[^\]]*\])?(?P<reason>.*)")
NOQA = re.compile(r"noqa(?P<codes>:\s*[A-Z]+\d+(?:\s*,\s*[A-Z]+\d+)*)?(?P<reason>.*)", re.IGNORECASE)


def lines(node: Function | ast.ClassDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def comments() -> Iterator[tuple[str, str]]:
    """Every comment that may be an exception, with the place where it stands."""
    marked = (module for module in modules() if NOQA.search(module.text) or TYPE_IGNORE.search(module.text))
    for module in marked:
        for token in tokenize.generate_tokens(io.StringIO(module.text).readline):
            if token.type == tokenize.COMMENT:
                yield f"{module.name}:{token.start[0]}", token.string


@cache
def committed_files() -> tuple[Path, ...]:
    """What is committed, or would be with `git add --all`."""
    git = ("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    listed = subprocess.run(git, cwd=ROOT, check=True, capture_output=True).stdout.decode()
    paths = (ROOT / name for name in listed.split("\0") if name)
    return tuple(path for path in paths if path.is_file())


@cache
def committed_texts() -> tuple[tuple[str, str], ...]:
    """The name and text of every committed file that is text."""
    contents = ((path, path.read_bytes()) for path in committed_files())
    return tuple(
        (str(path.relative_to(ROOT)), content.decode("utf-8"))
        for path, content in contents
        if b"\0" not in content
    )


def test_functions_are_short() -> None:
    """No function is longer than a screen."""
    long = [module.where(node) for module, node in functions() if lines(node) > FUNCTION_LINES_MAX]
    assert long == []


def test_nine_in_ten_functions_are_very_short() -> None:
    """Most functions are read at one glance, in each room and in the whole."""
    for folders in (ROOMS, OUTBUILDINGS):
        sizes = [lines(node) for module, node in functions() if module.name.startswith(folders)]
        short = sum(size <= SHORT_FUNCTION_LINES_MAX for size in sizes)
        assert short >= SHORT_FUNCTIONS_SHARE_MIN * len(sizes), f"{short} of {len(sizes)} in {folders}"


def test_files_are_short() -> None:
    """No module has so many lines that nobody reads it whole."""
    long = {module.name: module.text.count("\n") for module in modules()}
    assert {name: count for name, count in long.items() if count > FILE_LINES_MAX} == {}


def test_classes_are_short() -> None:
    """No class has become the one that does everything."""
    assert [module.where(node) for module, node in classes() if lines(node) > CLASS_LINES_MAX] == []


def test_apps_are_thin() -> None:
    """A Textual App turns touches into commands and views into widgets, and does no more."""
    apps = {"App"}
    fat = []
    found = -1
    while found != len(apps):  # until no further class turns out to inherit from an App
        found = len(apps)
        for module, node in classes():
            if any(last_name(base) in apps for base in node.bases) and node.name not in apps:
                apps.add(node.name)
                fat += [module.where(node)] if lines(node) > APP_LINES_MAX else []
    assert fat == []


def test_functions_take_few_parameters() -> None:
    """Whoever needs more than five values puts them into a dataclass; fixtures are not counted."""
    crowded = []
    for module, node in functions():
        if node.name.startswith("test_") or any(last_name(mark) == "fixture" for mark in node.decorator_list):
            continue
        named = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        counted = [argument for argument in named if argument.arg not in {"self", "cls"}]
        if len(counted) > PARAMETERS_MAX:
            crowded.append(module.where(node))
    assert crowded == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    """A module is named for what it holds."""
    empty = [
        module.name
        for module in modules()
        if NAMES_THAT_SAY_NOTHING & {module.path.stem, module.path.parent.name}
    ]
    assert empty == []


def test_every_module_says_in_a_sentence_what_it_is() -> None:
    """A module's docstring begins with one sentence on one line."""
    said = {module.name: (ast.get_docstring(module.tree) or "").partition("\n")[0] for module in modules()}
    one_sentence = re.compile(r"\S(?:(?![.!?] [A-ZĐ]).)*\.")
    assert {name: line for name, line in said.items() if not one_sentence.fullmatch(line)} == {}


def test_every_exception_from_the_rules_has_its_reason() -> None:
    """A noqa or type: ignore names the rule and says, beside it, why it does not hold here."""
    exceptions = [
        (where, found)
        for where, comment in comments()
        for found in (NOQA.search(comment), TYPE_IGNORE.search(comment))
        if found
    ]
    unreasoned = [
        f"{where} {found.string}"
        for where, found in exceptions
        if found["codes"] is None or not re.search(r"\w{3,}", found["reason"])
    ]
    assert unreasoned == []


def test_every_rule_switched_off_has_its_reason() -> None:
    """In pyproject.toml a rule that is ignored has a comment beside it."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    ruff = text[text.index("\nignore = [") : text.index("\n[tool.ruff.lint.flake8-tidy-imports]")]
    unreasoned = [line for line in ruff.splitlines() if re.match(r'\s+"[A-Z]', line) and "#" not in line]
    assert unreasoned == []


def test_every_test_states_a_fact() -> None:
    """A test's docstring is a sentence that is true when the test passes."""
    tests = [
        (module, node)
        for module, node in functions()
        if module.path.name.startswith("test_") and node.name.startswith("test_")
    ]
    mute = [
        module.where(node)
        for module, node in tests
        if not (ast.get_docstring(node) or "").partition("\n")[0].endswith(".")
    ]
    assert len(tests) > 0
    assert mute == []


def test_no_test_sleeps() -> None:
    """A test waits for what it expects, never for time to pass; asyncio.sleep(0) lets others run."""
    sleepers = []
    for module in (module for module in modules("tests") if "sleep" in module.text):
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and last_name(node.func) == "sleep":
                match node.args:
                    case [ast.Constant(value=0)]:
                        pass
                    case _:
                        sleepers.append(module.where(node))
    assert sleepers == []


def test_the_ground_floor_waits_for_nothing_and_touches_nothing() -> None:
    """Nothing in ticketing is a coroutine, opens a file, prints or asks; the import contracts do the rest."""
    outside = {"open", "print", "input", "exec", "eval", "breakpoint", "__import__"}
    waiting = (ast.AsyncFunctionDef, ast.Await, ast.AsyncFor, ast.AsyncWith)
    found = [
        module.where(node)
        for module in modules("ticketing")
        for node in ast.walk(module.tree)
        if isinstance(node, waiting)
        or (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in outside)
    ]
    assert found == []


def test_no_address_of_a_package_registry_is_committed() -> None:
    """Where packages come from is the business of whoever installs them."""
    found = [(name, host) for name, text in committed_texts() for host in REGISTRIES if host in text]
    assert found == []


def test_no_lock_file_is_committed() -> None:
    """Versions are pinned in constraints.txt, as name==version and nothing else."""
    assert [path.name for path in committed_files() if path.name in LOCK_FILES] == []
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert [pin for pin in pins if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.]*", pin)] == []


def test_every_text_is_nfc() -> None:
    """No committed file holds decomposed letters; those in tests are written as escapes."""
    assert [name for name, text in committed_texts() if not unicodedata.is_normalized("NFC", text)] == []


def lint_imports(folder: Path) -> str:
    """What import-linter says about the house in `folder`; what it says about this one, make check asks."""
    linter = Path(sys.executable).with_name("lint-imports")
    command = (linter, "--no-cache", "--no-logo")
    done = subprocess.run(command, cwd=folder, check=False, capture_output=True, encoding="utf-8")
    return done.stdout + done.stderr


BAD_IMPORTS = {
    "link/client.py": "import kiosk, textual, msgspec, fastapi, sqlite3, escpos, argon2, PIL, bench",
    "kiosk/start.py": "import counter, server, websockets",
    "server/desk.py": "import motcua, server.hub",
    "server/hub.py": "import server.desk, server.database, server.journal.schema",
    "server/database.py": "",
    "server/tokens.py": "",
    "server/pairing_file.py": "",
    **{
        f"server/{name}.py": ""
        for name in (
            "journal/__init__",
            "journal/projection",
            "journal/reading",
            "journal/rows",
            "journal/schema",
        )
    },
    "server/clerks/__init__.py": "",
    "ticketing/tickets.py": "import time",
    "offices/parsing/__init__.py": "import bench, time",
}


@pytest.mark.slow
def test_a_bad_import_breaks_every_contract(tmp_path: Path) -> None:
    """In a house full of forbidden imports, import-linter finds each contract broken."""
    whole = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    unexcused = re.sub(r"^ignore_imports = \[[^]]*]", "", whole, flags=re.MULTILINE)
    (tmp_path / "pyproject.toml").write_text(unexcused, encoding="utf-8")
    for room in ROOMS:
        (tmp_path / room).mkdir()
        (tmp_path / room / "__init__.py").touch()
    for name, text in BAD_IMPORTS.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    said = " ".join(lint_imports(tmp_path).split())  # a long name goes on on the next line
    settings = tomllib.loads(whole)["tool"]["importlinter"]
    unbroken = [
        contract["name"] for contract in settings["contracts"] if f"{contract['name']} BROKEN" not in said
    ]
    assert unbroken == [], said
