"""The caption below the stage: the turn in words, or what is wrong with the connection."""

from collections.abc import Sequence

from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

from display.widgets.rows import centred, fitted, stacked

WIDE_COLUMNS = 100


class Caption(Widget):
    """Three rows, or two where the wall is wide: the sentence in the wall's language, then in the other."""

    def __init__(self) -> None:
        super().__init__()
        self._sentences: tuple[str, ...] = ()

    def show(self, sentences: Sequence[str], *, is_warning: bool = False) -> None:
        """The sentences to stand there; a warning is seen from afar."""
        self.set_class(is_warning, "-warning")
        if tuple(sentences) != self._sentences:
            self._sentences = tuple(sentences)
            self.refresh()

    def render(self) -> RenderResult:
        columns, rows = self.size
        lines = caption_lines(self._sentences, columns, rows)
        return stacked(
            [Content("")] * ((rows - len(lines)) // 2) + [centred(line, columns) for line in lines]
        )


def caption_lines(sentences: Sequence[str], columns: int, rows: int) -> list[Content]:
    """The sentences in so many rows: the first one whole if need be, what is left over for the others."""
    lines: list[Content] = []
    for place, sentence in enumerate(sentences):
        wrapped = [row.rstrip() for row in Content(" ".join(sentence.split())).wrap(max(1, columns))]
        left = rows - len(lines)
        if len(wrapped) > left:
            if place or left <= 0:
                break
            rest = "".join(str(row) + " " for row in wrapped[left - 1 :])
            wrapped = [*wrapped[: left - 1], fitted(rest, columns)]
        lines += [row.stylize("bold") if place == 0 else row for row in wrapped]
    return lines
