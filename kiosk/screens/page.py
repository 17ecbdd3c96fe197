"""What all pages of the kiosk have in common."""

from textual.containers import Container

from kiosk.touches import GoBack, GoToStart
from kiosk.widgets.touch_button import TouchButton

BACK_KEY = "-"


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
        return key in ("escape", BACK_KEY) and button.touch in (GoBack(), GoToStart())
