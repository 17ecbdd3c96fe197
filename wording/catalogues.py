"""A sentence is written in English where it is used and looked up here in the reader's language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO
from types import MappingProxyType

SOURCE_LANGUAGE = "en"
"""The language that the sentences are written in; it needs no catalogue."""

LOCALE: Traversable = files("wording") / "locale"
"""Where the catalogues of the other languages are; a further language is one more file in it."""

CATALOGUES_KEPT = 4
CATALOGUE = ("LC_MESSAGES", "motcua.mo")
OWN_NAME = "English"
"""The sentence that every catalogue translates with its own language's name."""

OWN_NAMES: Mapping[str, str] = MappingProxyType({"vi": "Tiếng Việt", SOURCE_LANGUAGE: "English"})


class LanguageUnknownError(LookupError):
    """Nobody has worded this product in that language."""

    def __init__(self, language: str) -> None:
        super().__init__(f"There are no texts in the language {language!r}, only in: {', '.join(OWN_NAMES)}.")


Fill = Callable[[str, Mapping[str, object]], str]
"""How the values of a sentence are put into it."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The texts in one language; what has no translation is said in English."""

    language: str
    translations: NullTranslations
    fill: Fill = str.format_map

    def __call__(self, sentence: str, /, **values: object) -> str:
        """Words `sentence` and fills in its `{names}`.

        Raises KeyError where a name has no value.
        """
        if not sentence:
            return ""  # gettext keeps the catalogue's own header under the empty sentence
        return self.fill(self.translations.gettext(sentence), values)

    def count(self, singular: str, plural: str, n: int, /, **values: object) -> str:
        """Words a sentence about `n` things, which it calls `{n}`."""
        return self.fill(self.translations.ngettext(singular, plural, n), {"n": n, **values})

    def filled_by(self, fill: Fill) -> "Wording":
        """The same texts, into which values are put in another way."""
        return replace(self, fill=fill)


def languages(locale: Traversable = LOCALE) -> Mapping[str, str]:
    """The languages that there are texts in: code and own name; the first is the default."""
    folders = sorted(folder.name for folder in locale.iterdir() if folder.name not in OWN_NAMES)
    further = (code for code in folders if locale.joinpath(code, *CATALOGUE).is_file())
    return {**OWN_NAMES, **{code: _own_name(code, locale) for code in further}}


def load(language: str, locale: Traversable = LOCALE) -> Wording:
    """Reads the texts in `language`.

    Raises LanguageUnknownError for a language that is not shipped, and FileNotFoundError in a checkout
    whose catalogues have not been compiled (`make catalogues` does that).
    """
    if language not in languages(locale):
        raise LanguageUnknownError(language)
    if language == SOURCE_LANGUAGE:
        return Wording(language, NullTranslations())
    return Wording(language, _read(language, locale))


def _own_name(code: str, locale: Traversable) -> str:
    name = _read(code, locale).gettext(OWN_NAME)
    return code if name == OWN_NAME else name


def _read(language: str, locale: Traversable) -> GNUTranslations:
    return _understood(locale.joinpath(language, *CATALOGUE).read_bytes())


@lru_cache(CATALOGUES_KEPT)
def _understood(compiled: bytes) -> GNUTranslations:
    return GNUTranslations(BytesIO(compiled))
