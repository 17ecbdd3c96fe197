"""Finds the line of a table or key in a TOML text, which the standard library's parser does not tell."""

import re
import tomllib
from typing import NamedTuple

from offices.parsing.mistakes import Place

TOKENS = re.compile(
    r"""
    (?P<quoted>
        \"{3}(?:\\.|[^\\])*?\"{3,5}
        | '{3}.*?'{3,5}
        | "(?:\\.|[^"\\\n])*"
        | '[^'\n]*'
    )
    | (?P<comment>\#[^\n]*)
    | (?P<blank>[ \t\r]+)
    | (?P<character>[\n\[\]{}=,.])
    | (?P<bare>[^\s"'\#\[\]{}=,.]+)
    """,
    re.VERBOSE | re.DOTALL,
)
END = ""


class Token(NamedTuple):
    text: str
    line: int


def tokens_of(text: str) -> list[Token]:
    """Everything but blanks and comments; a text that is not TOML gives some tokens or other."""
    tokens = []
    line = 1
    end = 0
    for match in TOKENS.finditer(text):
        line += text.count("\n", end, match.start())
        end = match.start()
        if match.lastgroup not in {"blank", "comment"}:
            tokens.append(Token(match[0], line))
    return tokens


def too_deep_at(text: str, depth_max: int) -> int | None:
    """The line where more than `depth_max` brackets are open, if there is one."""
    depth = 0
    for token in tokens_of(text):
        depth += (token.text in {"[", "{"}) - (token.text in {"]", "}"})
        if depth > depth_max:
            return token.line
    return None


def line_of(text: str, path: Place) -> int:
    """The line where `path` stands in the TOML `text`, or the nearest table around it; else the first."""
    places = _Places(tokens_of(text)).lines
    while path and path not in places:
        path = path[:-1]
    return places.get(path, 1)


class _Places:
    """The line of every table, row and key of a valid TOML text."""

    def __init__(self, tokens: list[Token]) -> None:
        self.lines: dict[Place, int] = {}
        self._tokens = tokens
        self._next = 0
        self._rows: dict[Place, int] = {}
        self._table: Place = ()
        while self._peek() != END:
            self._statement()

    def _peek(self) -> str:
        return self._tokens[self._next].text if self._next < len(self._tokens) else END

    def _take(self) -> Token:
        self._next += 1
        return self._tokens[self._next - 1] if self._next <= len(self._tokens) else Token(END, 0)

    def _skip(self, *texts: str) -> None:
        while self._peek() in texts:
            self._next += 1

    def _note(self, path: Place, line: int) -> Place:
        self.lines.setdefault(path, line)
        return path

    def _statement(self) -> None:
        if self._peek() == "\n":
            self._take()
        elif self._peek() == "[":
            self._header()
        else:
            self._assignment(self._table)

    def _header(self) -> None:
        line = self._take().line
        is_row = self._peek() == "["
        self._skip("[")
        *outer, last = self._key()
        self._skip("]")
        path: Place = ()
        for key in outer:
            path = self._note((*path, key), line)
            if path in self._rows:
                path = (*path, self._rows[path])
        path = self._note((*path, last), line)
        if is_row:
            self._rows[path] = self._rows.get(path, -1) + 1
            path = self._note((*path, self._rows[path]), line)
        self._table = path

    def _key(self) -> list[str]:
        """The parts of a dotted key; quoted ones are read as TOML reads them."""
        parts = []
        while self._peek() not in {"=", "]", "\n", END}:
            text = self._take().text
            if text[0] in "\"'":
                parts.append(tomllib.loads(f"key = {text}")["key"])
            elif text != ".":
                parts.append(text)
        return parts

    def _assignment(self, path: Place) -> None:
        line = self._tokens[self._next].line
        for part in self._key():
            path = self._note((*path, part), line)
        self._take()
        self._value(path)

    def _value(self, path: Place) -> None:
        match self._peek():
            case "[":
                self._array(path)
            case "{":
                self._inline_table(path)
            case _:
                while self._peek() not in {"\n", ",", "]", "}", END}:
                    self._take()

    def _array(self, path: Place) -> None:
        self._take()
        self._skip("\n")
        index = 0
        while self._peek() not in {"]", END}:
            self._value(self._note((*path, index), self._tokens[self._next].line))
            self._skip("\n", ",")
            index += 1
        self._take()

    def _inline_table(self, path: Place) -> None:
        self._take()
        self._skip("\n")
        while self._peek() not in {"}", END}:
            self._assignment(path)
            self._skip("\n", ",")
        self._take()
