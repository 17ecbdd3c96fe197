"""A text that is told anew again and again."""

from textual.content import Content

from terminal.changing_text import ChangingText


class KeptDrawings(ChangingText):
    """A text that keeps what it was drawn with."""

    def __init__(self) -> None:
        super().__init__()
        self.drawn: list[tuple[str, bool]] = []

    def update(self, content: object = "", *, layout: bool = True) -> None:
        self.drawn.append((str(content), layout))


def test_a_text_is_drawn_only_where_it_is_another_one() -> None:
    """The same words in another colour are another text; brackets in it are text."""
    text = KeptDrawings()
    for told in ("[b]Đang gọi", Content("[b]Đang gọi"), Content.styled("[b]Đang gọi", "bold"), "", ""):
        text.tell(told)
    assert [words for words, _ in text.drawn] == ["[b]Đang gọi", "[b]Đang gọi", ""]


def test_the_screen_is_placed_anew_only_where_the_text_takes_room_by_its_length() -> None:
    """A line of a fixed height is drawn where it stands."""
    text = KeptDrawings()
    for height in ("auto", 1):
        text.styles.height = height
        text.tell(f"height {height}")
    assert [layout for _, layout in text.drawn] == [True, False]
