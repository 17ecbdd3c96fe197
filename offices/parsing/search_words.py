"""What people call procedures and fields: the rows of an office file, added to the words that are shipped."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from offices.parsing.mistakes import Mistake, shown
from offices.parsing.table import Table
from ticketing.plan import Field, OfficePlan, Procedure
from ticketing.search.letters import words_of
from ticketing.search_words import Hint, SearchWords, ShortForm, Synonyms

SYNONYMS_MAX = 2_000
HINTS_MAX = 200
ALSO_MAX = 200
ALSO_LENGTH_MAX = 80
HINT_LENGTH_MAX = 200
CODE_LENGTH_MAX = 300


def read_search_words(
    office: Table, fields: tuple[Field, ...], procedures: tuple[Procedure, ...]
) -> SearchWords:
    """The rows [[synonyms]] and [[hints]] of an office file; what they name must be there."""
    of_procedures, of_fields = [], []
    known_fields = tuple(field.code for field in fields)
    known_procedures = tuple(procedure.code for procedure in procedures)
    for row in office.rows("synonyms", SYNONYMS_MAX):
        also = _also(row)
        if "procedure" not in row and "field" not in row:
            raise Mistake(row.path, "synonyms-of-what", example=row.shape["procedure"])
        if "procedure" in row:
            of_procedures.append(Synonyms(_known(row, "procedure", known_procedures), also))
        if "field" in row:
            of_fields.append(Synonyms(_known(row, "field", known_fields), also))
    hints = tuple(_hint(row, known_fields) for row in office.rows("hints", HINTS_MAX))
    return SearchWords(procedures=tuple(of_procedures), fields=tuple(of_fields), hints=hints)


def _hint(row: Table, known_fields: tuple[str, ...]) -> Hint:
    field = _known(row, "field", known_fields) if "field" in row else ""
    vi = row.text("vi", HINT_LENGTH_MAX, "" if field else None)
    return Hint(_also(row), vi, row.text("en", HINT_LENGTH_MAX, ""), field)


def _also(row: Table) -> tuple[str, ...]:
    also = row.texts("also", ALSO_MAX, ALSO_LENGTH_MAX)
    if not also:
        raise row.mistake("also", "empty", example=row.shape["also"])
    return also


def _known(row: Table, key: str, known: tuple[str, ...]) -> str:
    code = row.text(key, CODE_LENGTH_MAX)
    if code not in known:
        name = "procedure-of-synonyms" if key == "procedure" else "field-of-synonyms"
        raise row.mistake(key, name, value=shown(code), known=", ".join(known))
    return code


def with_shipped_words(plan: OfficePlan, shipped: Mapping[str, Any]) -> OfficePlan:
    """The plan with the shipped words of what it has, and its own ones added to them.

    `shipped` is what the shipped file holds. A hint for a procedure that the office lists becomes a synonym
    of that procedure; one that leads to a field that the office does not have says where to go instead.
    """
    own, listed = plan.search_words, {procedure.code for procedure in plan.procedures}
    of_procedures = [
        Synonyms(row["code"], tuple(row["also"]), row.get("asked", 0))
        for row in shipped["procedures"]
        if row["code"] in listed
    ]
    hints = []
    for row in shipped["hints"]:
        if here := [code for code in row.get("procedures", ()) if code in listed]:
            of_procedures += [Synonyms(code, tuple(row["also"])) for code in here]
        else:
            field = _field_named([row["field"]], plan) if "field" in row else ""
            hints.append(Hint(tuple(row["also"]), row["vi"], row["en"], field))
    fields, guidance = _shipped_fields(shipped["fields"], plan)
    words = SearchWords(
        idle=tuple(shipped["idle"]),
        light=tuple(shipped["light"]),
        changing=tuple(shipped["changing"]),
        ending=tuple(shipped["ending"]),
        short_forms=tuple(
            ShortForm(short, each) for short, meant in shipped["short_forms"].items() for each in meant
        ),
        procedures=_joined((*of_procedures, *own.procedures)),
        fields=_joined((*fields, *own.fields)),
        hints=(*own.hints, *hints),
        guidance=guidance,
    )
    return replace(plan, search_words=words)


def _shipped_fields(rows: Iterable[Mapping[str, Any]], plan: OfficePlan) -> tuple[list[Synonyms], str]:
    """The synonyms of the office's fields, and the code of the field where people are helped on."""
    synonyms, guidance = [], ""
    for row in rows:
        if code := _field_named(row["named"], plan):
            synonyms.append(Synonyms(code, tuple(row["also"])))
            guidance = code if row.get("guidance") else guidance
    return synonyms, guidance


def _field_named(named: Iterable[str], plan: OfficePlan) -> str:
    """The code of the first field with one of these words in its name; "" where there is none."""
    for words in named:
        for field in plan.fields:
            if f" {_spoken(words)} " in f" {_spoken(field.name.vi)} ":
                return field.code
    return ""


def _spoken(text: str) -> str:
    return " ".join(word.accented for word in words_of(text))


def _joined(rows: Iterable[Synonyms]) -> tuple[Synonyms, ...]:
    """One row for each code, with the words of all of its rows."""
    joined: dict[str, Synonyms] = {}
    for row in rows:
        before = joined.get(row.code, Synonyms(row.code, ()))
        also = tuple(dict.fromkeys((*before.also, *row.also)))
        joined[row.code] = Synonyms(row.code, also, max(before.asked, row.asked))
    return tuple(joined.values())
