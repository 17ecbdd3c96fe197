"""Finding a procedure: by what is typed, by its code, or by leafing through a field."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Static

from kiosk.actions import BrowseField, ChooseField, GoBack, ReadProcedure, ShowMore
from kiosk.dialogue import Browsing
from kiosk.input.keys import BACK_KEY
from kiosk.procedure_texts import row_line
from kiosk.screens.page import Page
from kiosk.widgets.countdown import Countdown, Patience
from kiosk.widgets.keyboard import BACKSPACE, CLEAR, ENTER, LetterKey, letters_keyboard
from kiosk.widgets.result_list import ResultList, Row
from kiosk.widgets.touch_button import LastingButton, TouchButton
from ticketing.plan import Procedure
from ticketing.procedures import Catalogue
from ticketing.search.finding import QUERY_LENGTH_MAX, Found, ProcedureIndex
from ticketing.search.guiding import guiding_sentence
from wording import Wording

CURSOR = "▏"
MORE_KEY = "/"
NEXT_KEYS, EARLIER_KEYS = ("+", "down"), ("up",)
PART_KEYS, PART_BACK_KEYS = (MORE_KEY, "pagedown"), ("pageup",)


@dataclass(frozen=True, slots=True)
class CatalogueContent:
    """The catalogue, ready for searching, and the names of its fields in the citizen's language."""

    catalogue: Catalogue
    index: ProcedureIndex
    fields: Mapping[str, str]


class SearchPage(Page):
    """What is typed stands on top, what it may mean below; with nothing typed the fields are listed."""

    class Looked(Message):
        """The citizen has typed or leafed; `reading` is how far that is."""

        def __init__(self, browsing: Browsing) -> None:
            super().__init__()
            self.browsing = browsing

    def __init__(
        self, content: CatalogueContent, browsing: Browsing, words: Wording, patience: Patience
    ) -> None:
        super().__init__()
        self._content = content
        self._browsing = browsing
        self._words = words
        self._patience = patience

    def compose(self) -> ComposeResult:
        words = self._words
        yield Static(id="query", markup=False)
        yield Static(id="search-hint", markup=False)
        yield Static(id="found", markup=False, classes="subject")
        yield ResultList(id="results")
        yield Static(self._content.catalogue.note.worded(words.language), id="catalogue-note", markup=False)
        yield letters_keyboard(words)
        with Horizontal(classes="ways-out"):
            yield TouchButton(GoBack(), words("Back"), key=BACK_KEY, id="back")
            yield LastingButton(ShowMore(back=True), words("Page before"), id="part-back")
            yield LastingButton(ShowMore(), words("Next page"), key=MORE_KEY, id="part-on")
        yield Static(
            words("On the keypad: digits for a code, + next row, Enter opens, - erases or goes back"),
            id="keys-hint",
            classes="hint",
            markup=False,
        )
        yield Countdown(self._patience, words)

    def on_mount(self) -> None:
        self._look(self._browsing)

    def press_key(self, key: str) -> bool:
        """Types, erases, chooses and leafs; what is left over is for the whole kiosk."""
        results = self.query_one(ResultList)
        if key in NEXT_KEYS or key in EARLIER_KEYS:
            results.choose(1 if key in NEXT_KEYS else -1)
        elif key in PART_KEYS or key in PART_BACK_KEYS:
            self._turn(back=key in PART_BACK_KEYS)
        elif key == ENTER:
            results.open()
        elif not self._type(key):
            return super().press_key(key)
        self.query_one(Countdown).restart()
        return True

    def _type(self, key: str) -> bool:
        """Changes what is typed; False if this key does not."""
        query, field = self._browsing.query, self._browsing.field
        is_sign = len(key) == 1 and (
            key.isalnum() or (key == " " and query) or (key == "." and query.isdigit())
        )
        if is_sign:
            self._look(replace(self._browsing, query=(query + key)[:QUERY_LENGTH_MAX]))
        elif key in (BACKSPACE, BACK_KEY) and query:
            self._look(replace(self._browsing, query=query[:-1]))
        elif key == CLEAR or (key in (BACKSPACE, BACK_KEY) and field):
            self._look(Browsing())
        else:
            return key == BACKSPACE
        return True

    @on(LetterKey.Typed)
    def take_key(self, event: LetterKey.Typed) -> None:
        """A key on the screen is like one on the desk."""
        event.stop()
        self.press_key(event.key)

    @on(TouchButton.Pressed)
    def take_touch(self, event: TouchButton.Pressed) -> None:
        """Leafing stays on this page; everything else goes on to the kiosk."""
        match event.action:
            case ShowMore(back):
                event.stop()
                self._turn(back=back)
                self.query_one(Countdown).restart()
            case BrowseField(code):
                event.stop()
                self._look(Browsing(field=code))
                self.query_one(Countdown).restart()
            case GoBack() if self._browsing.query or self._browsing.field:
                event.stop()
                event.button.disabled = False
                self._look(Browsing())

    def _turn(self, *, back: bool) -> None:
        self.query_one(ResultList).turn(back=back)
        self._say_part()

    def _look(self, browsing: Browsing) -> None:
        self._browsing = browsing
        found = self._content.index.search(browsing.query, browsing.field)
        self.query_one(ResultList).put(self._rows(found))
        self._guide(found)
        field = self._content.fields.get(browsing.field, "")
        asked = self._words("Find a procedure (with or without accents)")
        typed = f"{browsing.query.upper()}{CURSOR}" if browsing.query else f"{CURSOR}{field or asked}"
        self.query_one("#query", Static).update(typed)
        self.post_message(self.Looked(browsing))
        self.call_after_refresh(self._say_part)

    def _guide(self, found: Found) -> None:
        """Says where to go, if what was typed may be no procedure."""
        words, names = self._words, self._content.fields
        sentence = guiding_sentence(found, lambda code: names.get(code, code), words, words.language)
        hint = self.query_one("#search-hint", Static)
        hint.update(sentence)
        hint.display = bool(sentence and self._browsing.query)

    def _rows(self, found: Found) -> list[Row]:
        """The procedures; before them the field that is meant rather, after them the guidance."""
        browsing, content, words = self._browsing, self._content, self._words
        if browsing.query:
            procedures = [self._row(one) for one in found.procedures]
            leading = [found.field] if found.leads else []
            last = [content.catalogue.words.guidance]
            return [*self._field_rows(leading), *procedures, *self._field_rows(set(last) - set(leading))]
        if browsing.field:
            return [self._row(one) for one in found.procedures]
        counts = dict.fromkeys(content.fields, 0)
        for procedure in content.catalogue.procedures:
            counts[procedure.field] = counts.get(procedure.field, 0) + 1
        return [
            Row(BrowseField(code), name, words.count("{n} procedure", "{n} procedures", counts[code]))
            for code, name in content.fields.items()
            if counts[code]
        ]

    def _field_rows(self, codes: Iterable[str]) -> list[Row]:
        names, line = self._content.fields, self._words("Take a number for this field")
        return [Row(ChooseField(code), names[code], line) for code in codes if code in names]

    def _row(self, procedure: Procedure) -> Row:
        field = self._content.fields.get(procedure.field, procedure.field)
        return Row(ReadProcedure(procedure.code), procedure.name, row_line(procedure, field, self._words))

    def _say_part(self) -> None:
        """Says which part of the results is shown; a page that is being taken down has none any more."""
        for results in self.query(ResultList):
            for found in self.query("#found").results(Static):
                self._say_part_of(results, found)

    def _say_part_of(self, results: ResultList, found: Static) -> None:
        part, parts = results.part
        for button in self.query("#part-back, #part-on"):
            button.display = parts > 1
        if not self._rows_are_procedures:
            sentence = self._words("Choose a field, or type what you want to have done")
        elif parts == 1:
            sentence = ""
        else:
            sentence = self._words("Page {page} of {pages}", page=part, pages=parts)
        if found.content != sentence:
            found.update(sentence)

    @property
    def _rows_are_procedures(self) -> bool:
        return bool(self._browsing.query or self._browsing.field)
