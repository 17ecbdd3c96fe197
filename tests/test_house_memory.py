"""What a program keeps for later has a limit with a name, which stands in the limits table."""

import ast
from collections.abc import Iterator

from tests.house import ROOMS, Function, Module, last_name, modules
from tests.test_docs_paths import LIMITS


def is_cache(decorator: ast.expr, name: str) -> bool:
    """Whether a function is decorated with this cache of functools."""
    return last_name(decorator) == name


def limits(module: Module) -> Iterator[tuple[ast.AST, ast.expr | None]]:
    """Each cache and each deque of a module that is said to be bounded, with its bound."""
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Call):
            continue
        bound = [key.value for key in node.keywords if key.arg in ("maxsize", "maxlen")]
        if last_name(node.func) == "lru_cache":
            yield node, next(iter([*node.args, *bound]), None)
        elif last_name(node.func) == "deque" and bound:
            yield node, bound[0]


def test_a_cache_without_a_limit_keeps_one_value() -> None:
    """What depends on values is kept in a cache that forgets; `cache` is for what is made once."""
    kept = [
        f"{module.name}:{node.lineno} {node.name}"
        for module in modules(*ROOMS)
        for node in ast.walk(module.tree)
        if isinstance(node, Function)
        and any(is_cache(decorator, "cache") for decorator in node.decorator_list)
        and parameters(node)
    ]
    assert kept == []


def parameters(node: Function) -> list[ast.arg]:
    """What a function is given."""
    given = node.args
    return [*given.posonlyargs, *given.args, *given.kwonlyargs]


def test_every_limit_of_what_is_kept_has_a_name_in_the_table() -> None:
    """No bare number says how much is kept, and docs/architecture.md tells what happens at the limit."""
    unnamed = [
        f"{module.name}:{getattr(node, 'lineno', 0)}"
        for module in modules(*ROOMS)
        for node, bound in limits(module)
        if not (isinstance(bound, ast.Name) and f"`{bound.id}`" in LIMITS)
    ]
    assert unnamed == []
