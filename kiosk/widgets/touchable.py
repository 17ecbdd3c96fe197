"""What a finger presses: it goes down and up within one area, wherever in it, and is seen to do so."""

from textual import events
from textual.errors import NoWidget
from textual.geometry import Offset
from textual.screen import Screen
from textual.widget import Widget

PRESSED = "-pressed"
FELT = "-felt"
FELT_SECONDS = 0.4


class Touchable(Widget):
    """One thing under a finger, however many widgets it consists of; `touched` says what a touch does."""

    felt_seconds = FELT_SECONDS
    _lifted_at = float("-inf")

    def touched(self) -> None:
        """Somebody has pressed this and let go of it."""
        raise NotImplementedError

    def show_felt(self) -> None:
        """Shows for a moment that a touch or a key was felt, although it does nothing yet."""
        self.add_class(FELT)
        self.set_timer(self.felt_seconds, lambda: self.remove_class(FELT))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        if self._is_held and not self._is_at(event.screen_offset):
            self._let_go()  # that the last finger went up was never told; this one is elsewhere
            _press_at(self.screen, event.screen_offset)
        elif event.time < self._lifted_at:
            self.touched()  # the end of a very short touch has overtaken its beginning
        else:
            self.hold()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self._is_held:
            self.set_class(self._is_at(event.screen_offset), PRESSED)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        self._lifted_at = event.time
        if self._is_held:
            self._let_go()
            if self._is_at(event.screen_offset):
                self.touched()

    def on_mouse_release(self) -> None:
        self.remove_class(PRESSED)

    def on_hide(self) -> None:
        self._let_go()

    def on_unmount(self) -> None:
        self._let_go()

    def watch_disabled(self, disabled: bool) -> None:
        """Lets go of the finger, whose end a disabled widget would not be told."""
        super().watch_disabled(disabled)
        if disabled and self.is_attached:
            self._let_go()

    def hold(self) -> None:
        """A finger is on this; whatever it does next is told here."""
        if self.is_attached and not self.disabled:
            self.capture_mouse()
            self.add_class(PRESSED)

    @property
    def _is_held(self) -> bool:
        return self.app.mouse_captured is self

    def _let_go(self) -> None:
        self.release_mouse()
        self.remove_class(PRESSED)

    def _is_at(self, place: Offset) -> bool:
        try:
            return self.screen.find_widget(self).visible_region.contains_point(place)
        except NoWidget:
            return False


def _press_at(screen: Screen[object], place: Offset) -> None:
    """Begins a touch of what is at this place of the screen, if it can be touched."""
    below, _ = screen.get_widget_at(*place)
    if touchable := next((each for each in below.ancestors_with_self if isinstance(each, Touchable)), None):
        touchable.hold()
