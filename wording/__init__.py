"""The texts that people read, in the languages of the office."""

from wording.catalogues import LOCALE, LanguageUnknownError, Wording, languages, load

__all__ = ["LOCALE", "LanguageUnknownError", "Wording", "languages", "load"]
