"""Collects the sentences of the product and brings every language's catalogue up to date with them."""

import ast
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from hatch_build import CATALOGUES, compile_catalogues

ROOT = Path(__file__).parent.parent
ROOMS = ("ticketing", "offices", "link", "server", "kiosk", "counter", "display", "terminal", "motcua")
# What a sentence is written in: words("..."), words.count("...", "...", n), and N_("...") for texts
# that are data. Other functions called count take no two texts.
KEYWORDS = {"words": 1, "_words": 1, "N_": 1, "count": 2}
LINE_WIDTH = 110
POT_HEADER = """\
msgid ""
msgstr ""
"Project-Id-Version: motcua\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n\""""


def collect_sentences(root: Path = ROOT) -> Catalog:
    """The template: every sentence below the rooms of `root`."""
    template = Catalog(charset="utf-8", fuzzy=False)
    for room in ROOMS:
        for path in sorted((root / room).rglob("*.py")):
            for sentence in sentences_in(path.read_text(encoding="utf-8")):
                template.add(sentence)
    return template


def sentences_in(code: str) -> Iterator[str | tuple[str, str]]:
    """The sentences of a module in their order; a pair is a singular and its plural.

    Python's own parser finds them in f-strings too, which Babel's does not before Python 3.12.
    """
    calls = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        function = call.func
        name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
        first = call.args[: KEYWORDS.get(name, 0)]
        texts = [
            part.value for part in first if isinstance(part, ast.Constant) and isinstance(part.value, str)
        ]
        if texts and len(texts) == KEYWORDS[name]:
            yield texts[0] if len(texts) == 1 else (texts[0], texts[1])


def update_catalogues(root: Path = ROOT) -> list[str]:
    """Writes the template and every catalogue anew, and says per catalogue what is still to be translated."""
    template = collect_sentences(root)
    write_catalogue(root / "wording" / "motcua.pot", POT_HEADER, template)
    untranslated = []
    for path in sorted(root.glob(CATALOGUES)):
        header, _blank, _entries = path.read_text(encoding="utf-8").partition("\n\n")
        with path.open("rb") as file:
            catalogue = read_po(file, abort_invalid=True)
        # A guess at a changed sentence is worse than English: somebody would have to notice it.
        catalogue.update(template, no_fuzzy_matching=True)
        write_catalogue(path, header, catalogue)
        untranslated += [
            f"{path.relative_to(root)}: {lack.id}" for lack in catalogue if is_untranslated(lack)
        ]
    return untranslated


def is_untranslated(message: Message) -> bool:
    """Whether a sentence, or one of its plural forms, has no translation."""
    forms = [message.string] if isinstance(message.string, str) else message.string
    return bool(message.id) and not (forms and all(forms))


def write_catalogue(path: Path, header: str, catalogue: Catalog) -> None:
    """Writes `catalogue` in the order of its sentences, under the header as its translators wrote it.

    Neither files nor lines stand there, and what nobody uses any more is left out, so that a catalogue
    changes only where a sentence does.
    """
    entries = BytesIO()
    layout = {"omit_header": True, "sort_output": True, "no_location": True, "ignore_obsolete": True}
    write_po(entries, catalogue, width=LINE_WIDTH, **layout)
    unfinished = path.with_name(path.name + ".new")
    unfinished.write_text(f"{header}\n\n{entries.getvalue().decode().strip()}\n", encoding="utf-8")
    unfinished.replace(path)


if __name__ == "__main__":
    if sys.argv[1:] != ["--compile"]:
        for line in update_catalogues():
            print(f"To be translated: {line}")
    compile_catalogues(ROOT)
