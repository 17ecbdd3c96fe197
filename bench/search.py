"""The search in people's own words beside the plain one: each typed word begins a word of the name."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from bench.comparison import Comparison, Round, compared, in_turns
from bench.scale import Scale
from offices import load_office
from ticketing.plan import OfficePlan, Procedure
from ticketing.procedures import Catalogue
from ticketing.search.finding import ProcedureIndex
from ticketing.search.letters import folded, raw_words
from ticketing.search_words import Synonyms

HELD_OUT = Path(__file__).parents[1] / "tests" / "ticketing" / "search" / "held_out.txt"
HINT = "hint:"
FIRST_ROWS = 3
SIZES = (114, 400, 2_000)

TextAsked = tuple[str, frozenset[str]]


async def measure_search(scale: Scale, folder: Path) -> list[Comparison]:  # noqa: ARG001 - as all measurements
    """How much of what people type is found, and how long a search takes while they type."""
    plan, asked = load_office("moc-chau"), list(_held_out())
    ours, plain = _index(plan, len(plan.procedures)), Plain(plan.procedures)
    figures = [
        Comparison(
            f"what people type: found {where}",
            "%",
            [Round(_hits(ours, asked, rows), _hits(plain, asked, rows))],
        )
        for where, rows in (("first", 1), ("in the first three rows", FIRST_ROWS))
    ]
    for size in SIZES:
        index = _index(plan, size)
        plain = Plain(index.procedures)
        texts = [text for text, _ in asked][: max(scale.presses, 2)]
        rounds = [await _delays(index, plain, texts) for _ in range(scale.rounds)]
        figures.append(Comparison(f"search over {size:,} procedures, p95", "ms", rounds))
    return figures


class Plain:
    """The plain search."""

    def __init__(self, procedures: Sequence[Procedure]) -> None:
        self._rows = [(one, [folded(word) for word in raw_words(one.name)]) for one in procedures]

    def codes(self, text: str) -> list[str]:
        """The codes of the procedures with every word, those with the shortest names first."""
        words = [folded(word) for word in raw_words(text)]
        found = [
            (len(name), one.code)
            for one, name in self._rows
            if all(any(each.startswith(word) for each in name) for word in words)
        ]
        return [code for _, code in sorted(found)]


async def _delays(index: ProcedureIndex, plain: Plain, texts: Sequence[str]) -> Round:
    mine, theirs = iter(texts), iter(texts)

    async def ours() -> float:
        begun = perf_counter()
        index.search(next(mine))
        return 1_000 * (perf_counter() - begun)

    async def baseline() -> float:
        begun = perf_counter()
        plain.codes(next(theirs))
        return 1_000 * (perf_counter() - begun)

    return compared(await in_turns(ours, baseline, len(texts)), 95)


def _hits(index: ProcedureIndex | Plain, asked: Sequence[TextAsked], rows: int) -> float:
    """Of a hundred texts that mean a procedure, how many find it in so many rows."""
    found = 0
    for text, right in asked:
        codes = (
            index.codes(text)
            if isinstance(index, Plain)
            else [one.code for one in index.search(text).procedures]
        )
        found += bool(right & set(codes[:rows]))
    return 100 * found / len(asked)


def _held_out() -> Iterator[TextAsked]:
    """The list that the search was not tuned on, but for what leads to a field."""
    for line in HELD_OUT.read_text(encoding="utf-8").splitlines():
        typed, _, right = line.partition(" | ")
        codes = frozenset(code for code in right.split() if not code.startswith(HINT))
        if codes and not line.startswith("#"):
            yield typed, codes


def _index(plan: OfficePlan, count: int) -> ProcedureIndex:
    """The shipped procedures so often that there are so many, each with synonyms and a word of its own."""
    rows, synonyms = [], []
    also = {each.code: each.also for each in plan.search_words.procedures}
    for place in range(count):
        turn, at = divmod(place, len(plan.procedures))
        row, own = plan.procedures[at], f" {chr(97 + turn)}n" if turn else ""
        rows.append(replace(row, code=f"{row.code}.{turn}" if turn else row.code, name=f"{row.name}{own}"))
        synonyms.append(Synonyms(rows[-1].code, tuple(f"{text}{own}" for text in also[row.code]), 1))
    usual = (
        plan.search_words
        if count <= len(plan.procedures)
        else replace(plan.search_words, procedures=tuple(synonyms))
    )
    names = {field.code: f"{field.name.vi} {field.name.en}" for field in plan.fields}
    return Catalogue(tuple(rows), words=usual).index(names)
