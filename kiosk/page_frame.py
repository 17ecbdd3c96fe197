"""What stands around every page: the office's names, what is wrong with its connection, and help."""

from collections.abc import Mapping
from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from kiosk.actions import Action, ChooseLanguage, Listen, SwitchContrast, SwitchLetters
from kiosk.preferences import Preferences
from kiosk.screens.page import Page
from kiosk.widgets.countdown import Countdown
from kiosk.widgets.large_label import LARGE
from kiosk.widgets.touch_button import LastingButton, TouchButton
from link.contract import LinkState
from ticketing.plan import Name
from ticketing.wire.messages import OfficeCard, Sentence
from wording import Wording

NARROW_COLUMNS = 70
STACKED_COLUMNS = 110
SNUG_ROWS = 46
LOW_ROWS = 30
LETTERS_KEY, CONTRAST_KEY, LISTEN_KEY = ".", "+", "enter"
OTHER_LANGUAGE_KEY = "*"


class Banner(Static):
    """Hidden while all is well."""

    def __init__(self) -> None:
        super().__init__(markup=False)

    def show(self, state: LinkState, words: Wording, *, was_welcomed: bool, why: Sentence | None) -> None:
        """Says in the language of `words` what a citizen may do now."""
        self.display = state is not LinkState.LIVE
        self.set_class(state is LinkState.REJECTED, "-rejected")
        if state is LinkState.REJECTED:
            said = f" {why.worded(words.language)}" if why else ""
            self.update(words("This machine is not ready. Please see the guidance desk.") + said)
        elif state is LinkState.OFFLINE:
            self.update(words("Connection lost. Numbers are still given, and called by time"))
        elif was_welcomed:
            self.update(words("Connection lost. Please see the guidance desk."))
        else:
            self.update(words("Connecting, please wait"))


class OfficeNames(Static):
    """The office's names; the staff touch them several times to be let in."""

    class Touched(Message):
        """A finger was on the office's names at a moment in seconds."""

        def __init__(self, at: float) -> None:
            super().__init__()
            self.at = at

    def on_click(self, event: events.Click) -> None:
        self.post_message(self.Touched(event.time))


class Masthead(Horizontal):
    """The office's names at the left, a button for each language at the right."""

    def __init__(self, languages: Mapping[str, str]) -> None:
        """The languages by their codes, each with what its speakers call it."""
        super().__init__()
        self._languages = languages

    def compose(self) -> ComposeResult:
        yield OfficeNames(id="office", markup=False)
        with Horizontal(id="languages"):
            for code, own_name in self._languages.items():
                yield TouchButton(ChooseLanguage(code), own_name, id=f"language-{code}")

    def show(self, names: tuple[Name, ...], language: str) -> None:
        """Names the office in `language`, whose own button is now the one that does nothing."""
        lines = [name.worded(language) for name in names]
        plain, strong = lines[:-1], lines[-1:]
        parts = [Content(line) for line in plain] + [Content.styled(line, "bold") for line in strong]
        self.query_one("#office", Static).update(Content("\n").join(parts))
        for button in self.query(TouchButton):
            button.disabled = button.action == ChooseLanguage(language)

    def press_other(self) -> None:
        """Goes on to the next language, as its button would."""
        buttons = list(self.query(TouchButton))
        spoken = next((place for place, button in enumerate(buttons) if button.disabled), -1)
        buttons[(spoken + 1) % len(buttons)].press()


class Toolbar(Horizontal):
    """Large letters, high contrast, and with a speaker spoken guidance; each has a key."""

    def __init__(self, *, has_speaker: bool) -> None:
        super().__init__()
        self._has_speaker = has_speaker
        self._help = ""
        self._ending: Timer | None = None

    def compose(self) -> ComposeResult:
        yield Static(id="help", markup=False)
        with Horizontal(id="tools"):
            yield LastingButton(SwitchLetters(), "", key=LETTERS_KEY, id="letters-switch")
            yield LastingButton(SwitchContrast(), "", key=CONTRAST_KEY, id="contrast-switch")
            if self._has_speaker:
                yield LastingButton(Listen(), "", key="Enter", id="listen")

    def show(self, words: Wording) -> None:
        """Words everything in the language of `words`."""
        self._help = words("Need help? Please see the guidance desk")
        self.end_remark()
        self.query_one("#letters-switch", TouchButton).say(words("Large letters"))
        self.query_one("#contrast-switch", TouchButton).say(words("High contrast"))
        for button in self.query("#listen").results(TouchButton):
            button.say(words("Listen"))

    def press_key(self, key: str) -> bool:
        """Presses the button that has this key; whether there is one."""
        wanted: dict[str, Action] = {
            LETTERS_KEY: SwitchLetters(),
            CONTRAST_KEY: SwitchContrast(),
            LISTEN_KEY: Listen(),
        }
        for button in self.query(TouchButton):
            if button.action == wanted.get(key):
                button.press()
                return True
        return False

    def remark(self, sentence: str, seconds: float) -> None:
        """Says something in the place of the help for so many seconds."""
        self.end_remark()
        self.query_one("#help", Static).update(sentence)
        self.query_one("#help").add_class("-remark")
        self._ending = self.set_timer(seconds, self.end_remark)

    def end_remark(self) -> None:
        """Help stands in its place again."""
        if self._ending:
            self._ending.stop()
            self._ending = None
        self.query_one("#help", Static).update(self._help)
        self.query_one("#help").remove_class("-remark")


@dataclass(frozen=True, slots=True)
class FrameContent:
    """What the frame says of the office and its connection; `rejection`: why the server turns it away."""

    office: OfficeCard | None
    link_state: LinkState
    rejection: Sentence | None = None


class PageFrame(Widget):
    """One page at a time, between the office's names above and help below."""

    ALLOW_SELECT = False

    def __init__(self, preferences: Preferences, *, has_speaker: bool) -> None:
        super().__init__()
        self._preferences = preferences
        self._has_speaker = has_speaker
        self._shown: tuple[FrameContent, str] | None = None
        self.page: Page | None = None  # a frame that asks for it would remember every page that it had

    def compose(self) -> ComposeResult:
        self._suit(self.app.size)  # which it fills as a rule, and then nothing is styled twice
        yield Masthead(self._preferences.languages)
        yield Banner()
        yield Container(id="stage")
        yield Toolbar(has_speaker=self._has_speaker)

    def on_resize(self, event: events.Resize) -> None:
        self._suit(event.size)

    def _suit(self, size: Size) -> None:
        width, height = size
        self.update_classes(  # at once, since every change of a class styles the whole page again
            {
                "-narrow": width < NARROW_COLUMNS,
                "-stacked": width < STACKED_COLUMNS,
                "-snug": height < SNUG_ROWS,
                "-low": height < LOW_ROWS,
                "-portrait": height > width,
                "-tall": 2 * height > width,
            }
        )

    async def turn_to(self, page: Page, content: FrameContent) -> None:
        """Puts up a fresh page in place of the one before."""
        stage = self.query_one("#stage")
        async with self.batch():
            await stage.remove_children()
            await stage.mount(page)
        self.page = page
        self.show(content)

    def show(self, content: FrameContent) -> None:
        """Brings up to date what stands around the page, as its citizen likes it."""
        words, office = self._preferences.words, content.office
        self.update_classes({LARGE: self._preferences.is_large, "-contrast": self._preferences.has_contrast})
        if self._shown == (content, words.language):
            return
        self._shown = content, words.language
        self.query_one(Masthead).show(office.names if office else (), words.language)
        was_welcomed = office is not None
        self.query_one(Banner).show(
            content.link_state, words, was_welcomed=was_welcomed, why=content.rejection
        )
        self.query_one(Toolbar).show(words)

    def press_key(self, key: str) -> bool:
        """Presses the page's button with this key; whether there is one."""
        return self.page is not None and self.page.press_key(key)

    def press_tool(self, key: str) -> bool:
        """Presses the button of the frame with this key; whether there is one."""
        if key == OTHER_LANGUAGE_KEY:
            self.query_one(Masthead).press_other()
            return True
        return self.query_one(Toolbar).press_key(key)

    def remark(self, sentence: str, seconds: float) -> None:
        """Says something about what was pressed, for so many seconds."""
        self.query_one(Toolbar).remark(sentence, seconds)

    def restart_countdowns(self) -> None:
        """Whoever touches anything is still there."""
        for page in self.query_one("#stage").children:
            for part in page.children:
                if isinstance(part, Countdown):
                    part.restart()
