"""How the citizen is spoken to: the language, large letters, high contrast; the next one begins afresh."""

from kiosk.actions import Action, ChooseLanguage, SwitchContrast, SwitchLetters
from kiosk.settings import KioskSettings
from ticketing.sentences import N_
from wording import Wording, languages, load

OWN_NAME = N_("English")
"""A further language's catalogue translates this with the language's own name, which its button shows."""


class Preferences:
    """What one citizen has chosen."""

    def __init__(self, settings: KioskSettings) -> None:
        self.languages = languages(settings.locale)
        self._wordings = {language: load(language, settings.locale) for language in self.languages}
        self._first = settings.language
        self._language = settings.language
        self.is_large = False
        self.has_contrast = False

    @property
    def words(self) -> Wording:
        """The wording in the citizen's language."""
        return self._wordings[self._language]

    @property
    def is_changed(self) -> bool:
        """Whether anything is other than the office has set it."""
        return (self._language, self.is_large, self.has_contrast) != (self._first, False, False)

    def change(self, action: Action) -> bool:
        """Does what a touch wants; whether anything became other than it was."""
        match action:
            case ChooseLanguage(language):
                self._language = language
            case SwitchLetters():
                self.is_large = not self.is_large
            case SwitchContrast():
                self.has_contrast = not self.has_contrast
            case _:
                return False
        return True

    def forget(self) -> None:
        """The next citizen finds the kiosk as the office has set it."""
        self._language, self.is_large, self.has_contrast = self._first, False, False
