"""Finding a procedure: by what is typed, by its code, or by leafing through a field."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Static

from kiosk.procedure_texts import fee, time_limit
from kiosk.screens.page import BACK_KEY, Page
from kiosk.touches import BrowseField, GoBack, ReadProcedure, TurnLeaf
from kiosk.visit import Reading
from kiosk.widgets.countdown import Countdown, Patience
from kiosk.widgets.keyboard import BACKSPACE, CLEAR, ENTER, KeyCap, letters_keyboard
from kiosk.widgets.result_list import ResultList, Row
from kiosk.widgets.touch_button import LastingButton, TouchButton
from ticketing.plan import Procedure
from ticketing.procedures import QUERY_LENGTH_MAX, Catalogue, ProcedureIndex
from wording import Wording

CURSOR = "▏"
MORE_KEY = "/"
NEXT_KEYS, EARLIER_KEYS = ("+", "down"), ("up",)
LEAF_KEYS, LEAF_BACK_KEYS = (MORE_KEY, "pagedown"), ("pageup",)


@dataclass(frozen=True, slots=True)
class CatalogueSign:
    """The catalogue, ready for searching, and the names of its fields in the citizen's language."""

    catalogue: Catalogue
    index: ProcedureIndex
    fields: Mapping[str, str]


class SearchPage(Page):
    """What is typed stands on top, what it may mean below; with nothing typed the fields are listed."""

    class Looked(Message):
        """The citizen has typed or leafed; `reading` is how far that is."""

        def __init__(self, reading: Reading) -> None:
            super().__init__()
            self.reading = reading

    def __init__(self, sign: CatalogueSign, reading: Reading, words: Wording, patience: Patience) -> None:
        super().__init__()
        self._sign = sign
        self._reading = reading
        self._words = words
        self._patience = patience

    def compose(self) -> ComposeResult:
        words = self._words
        yield Static(id="query", markup=False)
        yield Static(id="found", markup=False, classes="subject")
        yield ResultList(id="results")
        yield Static(self._sign.catalogue.note.worded(words.language), id="catalogue-note", markup=False)
        yield letters_keyboard(words)
        with Horizontal(classes="ways-out"):
            yield TouchButton(GoBack(), words("Back"), key=BACK_KEY, id="back")
            yield LastingButton(TurnLeaf(back=True), words("Page before"), id="leaf-back")
            yield LastingButton(TurnLeaf(), words("Next page"), key=MORE_KEY, id="leaf-on")
        yield Static(
            words("On the keypad: digits for a code, + next row, Enter opens, - erases or goes back"),
            id="keys-hint",
            classes="hint",
            markup=False,
        )
        yield Countdown(self._patience, words)

    def on_mount(self) -> None:
        self._look(self._reading)

    def press_key(self, key: str) -> bool:
        """Types, erases, chooses and leafs; what is left over is for the whole kiosk."""
        results = self.query_one(ResultList)
        if key in NEXT_KEYS or key in EARLIER_KEYS:
            results.choose(1 if key in NEXT_KEYS else -1)
        elif key in LEAF_KEYS or key in LEAF_BACK_KEYS:
            self._turn(back=key in LEAF_BACK_KEYS)
        elif key == ENTER:
            results.open()
        elif not self._type(key):
            return super().press_key(key)
        self.query_one(Countdown).restart()
        return True

    def _type(self, key: str) -> bool:
        """Changes what is typed; False if this key does not."""
        query, field = self._reading.query, self._reading.field
        is_sign = len(key) == 1 and (
            key.isalnum() or (key == " " and query) or (key == "." and query.isdigit())
        )
        if is_sign:
            self._look(replace(self._reading, query=(query + key)[:QUERY_LENGTH_MAX]))
        elif key in (BACKSPACE, BACK_KEY) and query:
            self._look(replace(self._reading, query=query[:-1]))
        elif key == CLEAR or (key in (BACKSPACE, BACK_KEY) and field):
            self._look(Reading())
        else:
            return key == BACKSPACE
        return True

    @on(KeyCap.Typed)
    def take_key(self, event: KeyCap.Typed) -> None:
        """A key on the screen is like one on the desk."""
        event.stop()
        self.press_key(event.key)

    @on(TouchButton.Pressed)
    def take_touch(self, event: TouchButton.Pressed) -> None:
        """Leafing stays on this page; everything else goes on to the kiosk."""
        match event.touch:
            case TurnLeaf(back):
                event.stop()
                self._turn(back=back)
                self.query_one(Countdown).restart()
            case BrowseField(code):
                event.stop()
                self._look(Reading(field=code))
                self.query_one(Countdown).restart()
            case GoBack() if self._reading.query or self._reading.field:
                event.stop()
                event.button.disabled = False
                self._look(Reading())

    def _turn(self, *, back: bool) -> None:
        self.query_one(ResultList).turn(back=back)
        self._say_leaf()

    def _look(self, reading: Reading) -> None:
        self._reading = reading
        self.query_one(ResultList).put(self._rows())
        field = self._sign.fields.get(reading.field, "")
        asked = self._words("Find a procedure (with or without accents)")
        typed = f"{reading.query.upper()}{CURSOR}" if reading.query else f"{CURSOR}{field or asked}"
        self.query_one("#query", Static).update(typed)
        self.post_message(self.Looked(reading))
        self.call_after_refresh(self._say_leaf)

    def _rows(self) -> list[Row]:
        reading, sign, words = self._reading, self._sign, self._words
        if reading.query or reading.field:
            return [self._row(found) for found in sign.index.search(reading.query, reading.field)]
        counts = dict.fromkeys(sign.fields, 0)
        for procedure in sign.catalogue.procedures:
            counts[procedure.field] = counts.get(procedure.field, 0) + 1
        return [
            Row(BrowseField(code), name, words.count("{n} procedure", "{n} procedures", counts[code]))
            for code, name in sign.fields.items()
            if counts[code]
        ]

    def _row(self, procedure: Procedure) -> Row:
        words = self._words
        limit, price = time_limit(procedure, words), fee(procedure, words)
        line = words("Time limit: {time} · Fee: {fee}", time=limit, fee=price)
        field = self._sign.fields.get(procedure.field, procedure.field)
        return Row(ReadProcedure(procedure.code), procedure.name, f"{field} · {line}")

    def _say_leaf(self) -> None:
        if not self.is_attached:
            return
        results = self.query_one(ResultList)
        leaf, leaves = results.leaf
        for button in self.query("#leaf-back, #leaf-on"):
            button.display = leaves > 1
        found = self.query_one("#found", Static)
        if not self._rows_are_procedures:
            found.update(self._words("Choose a field, or type what you want to have done"))
        elif not results.has_rows:
            found.update(self._words("Nothing found. Please type fewer words or see the guidance desk"))
        else:
            found.update(self._words("Page {page} of {pages}", page=leaf, pages=leaves))

    @property
    def _rows_are_procedures(self) -> bool:
        return bool(self._reading.query or self._reading.field)
