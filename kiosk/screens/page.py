"""What all pages of the kiosk have in common, and those that may be longer than the screen."""

from textual import events, on
from textual.containers import Container, VerticalScroll

from kiosk.actions import GoBack, GoToStart, ShowMore
from kiosk.input.keys import BACK_KEY
from kiosk.widgets.touch_button import LastingButton, TouchButton
from wording import Wording


class Page(Container):
    """One step of a visit; the pages say nothing of themselves but what they are given."""

    def press_key(self, key: str) -> bool:
        """Presses the button with this key, if there is one; minus and Escape are the way back everywhere."""
        for button in self.query(TouchButton):
            if button.display and (button.key == key or self._leads_back(button, key)):
                button.press()
                return True
        return False

    def _leads_back(self, button: TouchButton, key: str) -> bool:
        return key in ("escape", BACK_KEY) and button.action in (GoBack(), GoToStart())


READ_ON_KEY = "+"
ON_KEYS, BACK_KEYS = ("down", "pagedown"), ("up", "pageup")
KEPT_CELLS = 2  # of what was read last, so that the eye finds its line


class LongPage(Page):
    """Its VerticalScroll goes on by the height of the screen, and after its end begins again."""

    def read_on(self, words: Wording) -> TouchButton:
        """The button that goes on; it is hidden while everything is in sight."""
        button = LastingButton(ShowMore(), words("Read on"), key=READ_ON_KEY, id="read-on")
        button.display = False
        return button

    def on_mount(self) -> None:
        self.call_after_refresh(self._offer)

    def on_resize(self, _: events.Resize) -> None:
        self.call_after_refresh(self._offer)

    def press_key(self, key: str) -> bool:
        """Arrows and page keys of a full keyboard go on and back; the others are as on any page."""
        if key not in ON_KEYS + BACK_KEYS:
            return super().press_key(key)
        self._turn(back=key in BACK_KEYS)
        return True

    @on(TouchButton.Pressed)
    def go_on(self, event: TouchButton.Pressed) -> None:
        """Browsing on stays on this page; every other touch is for the kiosk."""
        if event.action == ShowMore():
            event.stop()
            self._turn(back=False)

    def _offer(self) -> None:
        """Shows the button where it is needed; a page that is being taken down has nothing to offer."""
        if any(text.max_scroll_y for text in self.query(VerticalScroll)):
            for button in self.query("#read-on"):
                button.display = True

    def _turn(self, *, back: bool) -> None:
        text = self.query_one(VerticalScroll)
        step = max(1, text.size.height - KEPT_CELLS)
        is_at_end = not back and text.scroll_target_y >= text.max_scroll_y
        to = 0 if is_at_end else text.scroll_target_y + (-step if back else step)
        text.scroll_to(y=to, animate=False)
