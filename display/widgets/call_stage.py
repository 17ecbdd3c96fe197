"""The stage: the number that is called, and to which place, or why none is called now."""

from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

from display.colours import FADED, HEADING, INK, NIGHT_INK, NIGHT_TIME, NUMBER
from display.widgets.call_blocks import CallStyles, call_rows
from display.widgets.closed_blocks import ClosedStyles, closed_rows
from display.widgets.rows import centred, stacked
from display.widgets.stage_content import StageCalls, StageClosed, StageContent, StageSentence

MARGIN_COLUMNS = 2


class CallStage(Widget):
    """One turn a zone, a sentence where there is none, or when the office opens again."""

    def __init__(self) -> None:
        super().__init__()
        self.content: StageContent = StageSentence("")

    def show(self, content: StageContent) -> None:
        """What stands there from now on; drawn only where it is something else."""
        if content != self.content:
            self.content = content
            is_now = isinstance(content, StageCalls) and any(call.is_now for call in content.calls)
            self.set_class(is_now, "-now")
            self.refresh()

    def render(self) -> RenderResult:
        columns, rows = self.size
        match self.content:
            case StageCalls(calls):
                return stacked(call_rows(calls, columns, rows, self._call_styles))
            case StageClosed() as closed:
                return stacked(closed_rows(closed, columns, rows, self._closed_styles))
        inner = max(1, columns - 2 * MARGIN_COLUMNS)
        lines = [line.rstrip().stylize("bold") for line in Content(self.content.text).wrap(inner)]
        return stacked(
            [Content("")] * ((rows - len(lines)) // 2) + [centred(line, columns) for line in lines]
        )

    @property
    def _call_styles(self) -> CallStyles:
        if self.has_class("-old"):
            return CallStyles(number=FADED, heading=FADED, is_old=True)
        return CallStyles(number=NUMBER, heading=HEADING)

    @property
    def _closed_styles(self) -> ClosedStyles:
        if self.has_class("-night"):
            return ClosedStyles(time=NIGHT_TIME, text=NIGHT_INK)
        if self.has_class("-old"):
            return ClosedStyles(time=FADED, text=FADED)
        return ClosedStyles(time=HEADING, text=INK)
