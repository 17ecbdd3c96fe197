"""Collects the sentences of the product and brings every language's catalogue up to date with them."""

import sys
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from hatch_build import CATALOGUES, compile_catalogues

ROOT = Path(__file__).parent.parent
ROOMS = ("ticketing", "link", "server", "kiosk", "counter", "display", "motcua")
# What a sentence is written in: words("..."), words.count("...", "...", n), and N_("...") for texts
# that are data. Babel sees only the last part of a dotted name; other functions called count take no
# two texts.
KEYWORDS: Mapping[str, tuple[int, ...] | None] = {"words": None, "_words": None, "N_": None, "count": (1, 2)}
LINE_WIDTH = 110
POT_HEADER = """\
msgid ""
msgstr ""
"Project-Id-Version: motcua\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n\""""


def collect_sentences(root: Path = ROOT) -> Catalog:
    """The template: every sentence below the rooms of `root`, each with the files that use it."""
    template = Catalog(charset="utf-8", fuzzy=False)
    for room in ROOMS:
        for found in extract_from_dir(root / room, keywords=KEYWORDS):
            path, _line, sentence, comments, context = found
            # Without line numbers, so that a catalogue changes only when a sentence does.
            template.add(sentence, locations=[(f"{room}/{path}", 0)], auto_comments=comments, context=context)
    return template


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
    """Writes `catalogue` sorted by file, under the header as its translators wrote it.

    Sentences that nobody uses any more stay at the end, marked `#~`, for whoever needs them again.
    """
    entries = BytesIO()
    write_po(entries, catalogue, width=LINE_WIDTH, omit_header=True, sort_by_file=True, include_lineno=False)
    unfinished = path.with_name(path.name + ".new")
    unfinished.write_text(f"{header}\n\n{entries.getvalue().decode().strip()}\n", encoding="utf-8")
    unfinished.replace(path)


if __name__ == "__main__":
    if sys.argv[1:] != ["--compile"]:
        for line in update_catalogues():
            print(f"To be translated: {line}")
    compile_catalogues(ROOT)
