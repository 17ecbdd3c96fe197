"""Every sentence is worded in every language, with the same names in it."""

import string
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from hatch_build import CATALOGUES
from tools.catalogues import KEYWORDS, collect_sentences, is_untranslated, update_catalogues
from wording import LanguageUnknownError, languages, load
from wording.catalogues import SOURCE_LANGUAGE

ROOT = Path(__file__).parent.parent
TRANSLATED = [code for code in languages() if code != SOURCE_LANGUAGE]


def catalogue_path(language: str) -> Path:
    return ROOT / "wording" / "locale" / language / "LC_MESSAGES" / "motcua.po"


def read_catalogue(language: str) -> Catalog:
    with catalogue_path(language).open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def forms(text: str | Sequence[str] | None) -> list[str]:
    """A text, or the singular and plural forms of one."""
    return [text] if isinstance(text, str) else list(text or ())


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def translated(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id and not is_untranslated(message))


@pytest.fixture(scope="module")
def sentences() -> list[Message]:
    return [message for message in collect_sentences() if message.id]


def test_the_shipped_languages_are_those_with_a_catalogue() -> None:
    """languages() names English and whatever has a folder below wording/locale."""
    folders = {path.parent.parent.name for path in ROOT.glob(CATALOGUES)}
    assert folders == set(TRANSLATED)
    assert languages() == {"vi": "Tiếng Việt", "en": "English"}


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_sentence_is_translated(language: str, sentences: list[Message]) -> None:
    """No sentence in the code lacks its translation; make catalogues adds the lacking ones to the file."""
    catalogue = read_catalogue(language)
    found = {sentence.id: catalogue.get(sentence.id) for sentence in sentences}
    assert [sentence for sentence, words in found.items() if words is None or is_untranslated(words)] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_has_the_placeholders_of_its_sentence(language: str) -> None:
    """What is filled into the English sentence is filled into the translated one, and nothing else is."""
    for message in translated(read_catalogue(language)):
        named = set().union(*map(placeholders, forms(message.id)))
        for form in forms(message.string):
            assert placeholders(form) == named, message.id


def test_plural_forms_of_a_sentence_have_the_same_placeholders(sentences: list[Message]) -> None:
    """The singular may leave out the number itself, and nothing else."""
    for sentence in sentences:
        if not isinstance(sentence.id, str):
            singular, plural = map(placeholders, forms(sentence.id))
            assert singular | {"n"} == plural | {"n"}, sentence.id


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_are_nfc(language: str) -> None:
    """Decomposed Vietnamese would be drawn and spoken wrongly."""
    for message in translated(read_catalogue(language)):
        for form in forms(message.string):
            assert unicodedata.is_normalized("NFC", form), message.id


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_address_citizens_properly(language: str) -> None:
    """A citizen is neither a customer nor a chum."""
    for message in translated(read_catalogue(language)):
        for form in forms(message.string):
            words = form.lower()
            assert "khách hàng" not in words, message.id
            assert "bạn" not in words.split(), message.id


def test_a_sentence_is_worded_in_vietnamese_with_its_values() -> None:
    """load("vi") answers a callable that translates and fills in."""
    assert (
        load("vi")("There is no field {field} in this office.", field="9") == "Cơ quan không có lĩnh vực 9."
    )


@pytest.mark.parametrize("language", languages())
def test_a_sentence_without_translation_is_said_in_english(language: str) -> None:
    """A sentence that is in no catalogue is shown as it stands in the code."""
    assert load(language)("Mind the {what}.", what="gap") == "Mind the gap."


@pytest.mark.parametrize("language", languages())
def test_the_empty_sentence_is_empty(language: str) -> None:
    """gettext's header entry never reaches a screen."""
    assert load(language)("") == ""


def test_english_counts_one_and_many() -> None:
    """count() takes the singular for one thing and the plural for others."""
    words = load("en")
    counted = [words.count("{n} person in {place}", "{n} people in {place}", n, place="A") for n in (0, 1, 2)]
    assert counted == ["0 people in A", "1 person in A", "2 people in A"]


def test_values_are_text_and_not_templates() -> None:
    """Braces in a value are shown, not filled in."""
    assert load("vi")("Mind the {what}.", what="{gap}") == "Mind the {gap}."


def test_a_value_that_is_lacking_is_an_error() -> None:
    """A forgotten value shows in a test and not on a screen."""
    with pytest.raises(KeyError, match="what"):
        load("en")("Mind the {what}.")


def test_an_unknown_language_is_refused_by_name() -> None:
    """The error says which languages there are."""
    with pytest.raises(LanguageUnknownError, match=r"'tlh', only in: vi, en"):
        load("tlh")


def test_sentences_are_collected_from_every_way_of_writing_them(tmp_path: Path) -> None:
    """words("..."), self.words, words.count and N_ are found; text.count("x") and words(variable) are not."""
    room = tmp_path / "kiosk"
    room.mkdir()
    lines = [
        'words("one {a}", a=1)',
        'self.words("two "',
        '    "lines")',
        'words.count("{n} ticket", "{n} tickets", 3)',
        'TEXTS = {"x": N_("three")}',
        'text.count("not this")',
        'text.count("not this", 2)',
        "words(TEXTS[key])",
        """f"<p>{self._both(N_('four {n}'), n=1)}</p>" """,
    ]
    (room / "screens.py").write_text("\n".join(lines), encoding="utf-8")
    found = [message.id for message in collect_sentences(tmp_path) if message.id]
    assert found == ["one {a}", "two lines", ("{n} ticket", "{n} tickets"), "three", "four {n}"]
    assert set(KEYWORDS) == {"words", "_words", "N_", "count"}


def test_updating_catalogues_keeps_translations_and_names_what_lacks(tmp_path: Path) -> None:
    """make catalogues keeps the header and every translation, and adds new sentences untranslated."""
    catalogue = tmp_path / "wording" / "locale" / "vi" / "LC_MESSAGES" / "motcua.po"
    catalogue.parent.mkdir(parents=True)
    header = '# Ours.\nmsgid ""\nmsgstr ""\n"Language: vi\\n"\n"Content-Type: text/plain; charset=utf-8\\n"'
    catalogue.write_text(
        f'{header}\n\nmsgid "one"\nmsgstr "một"\n\nmsgid "gone"\nmsgstr "đi"\n', encoding="utf-8"
    )
    (tmp_path / "link").mkdir()
    (tmp_path / "link" / "client.py").write_text('words("one"); words("two")', encoding="utf-8")
    assert update_catalogues(tmp_path) == ["wording/locale/vi/LC_MESSAGES/motcua.po: two"]
    assert catalogue.read_text(encoding="utf-8") == (
        f'{header}\n\nmsgid "one"\nmsgstr "một"\n\nmsgid "two"\nmsgstr ""\n'
    )
