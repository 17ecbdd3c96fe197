"""What can be wrong with an office file, each with a sentence that says what to write instead."""

from unicodedata import category

from ticketing.sentences import N_, Words

FILE_BYTES_MAX = 1_000_000
SHOWN_CHARACTERS_MAX = 60
SHOWN_NUMBER_MAX = 10**12

Place = tuple[str | int, ...]
"""Where something stands: ("fields", 2, "prefix") is the key prefix of the third [[fields]]."""

SENTENCES: dict[str, str] = {
    "not-found": N_("there is no such file. Write the path of an office file, or one of: {known}."),
    "not-readable": N_("the file can't be read: {problem}. Check the path and who may read it."),
    "not-utf-8": N_("this line is not UTF-8 text. Save the file again with the encoding UTF-8."),
    "too-large": N_("the file is too large. Write at most {size_max} bytes."),
    "too-deep": N_("brackets stand inside each other here more than {depth_max} deep. Delete some."),
    "not-toml": N_('this line is not understood: {problem}. Write lines such as key = "text" or [[fields]].'),
    "bad-value": N_(
        'this value is not understood. Write "text" in quotes, numbers without, days so: 2026-11-24'
    ),
    "open-quote": N_('a text lacks its closing quote. Write key = "text" on one line.'),
    "open-bracket": N_('a list lacks a comma or its closing bracket. Write it like this: ["1", "2"].'),
    "key-again": N_("this key or table stands in the file for the second time. Delete one of the two."),
    "unknown-key": N_('the key "{key}" is not known here. Write one of: {known}.'),
    "misspelt-key": N_('the key "{key}" is not known here. Write {close}.'),
    "missing-key": N_("the key {key} is missing. Write for example: {example}"),
    "empty": N_("{key} is empty. Write for example: {example}"),
    "wrong-kind": N_("{key} is given as {value}. Write it like this: {example}"),
    "needless-quotes": N_(
        "{key} = {value} stands in quotes, which make a text of it. Write it without: {key} = {bare}"
    ),
    "too-long": N_("{key} has {length} characters. Write at most {length_max}."),
    "too-many": N_("{key} stands here {count} times. Write at most {count_max}."),
    "control-character": N_("{key} holds the invisible character {character}. Write it without."),
    "out-of-range": N_("{key} = {value} is not possible. Write a number from {low} to {high}."),
    "unknown-choice": N_('{key} = "{value}" is not known. Write one of: {known}.'),
    "zone-backwards": N_(
        'time_zone = "{value}" is {hours} hours behind UTC, for its sign counts the other way round. '
        "Write {known}, or a city of your zone."
    ),
    "bad-code": N_(
        '{key} = "{value}" is not possible. Write at most {length_max} letters a-z, digits, dots and hyphens.'
    ),
    "bad-prefix": N_(
        'prefix = "{value}" is not possible. Write at most {length_max} capital letters A-Z or digits.'
    ),
    "bad-sign": N_(
        'sign = "{value}" is not possible. Write at most {length_max} letters and digits, such as 2A or 201.'
    ),
    "sign-twice": N_(
        "counter {counter} has the sign {sign} of counter {other} in line {earlier}. Write another sign."
    ),
    "bad-origin": N_(
        "{value} is not where a page may come from. Write scheme, host and port alone, as https://HOST or "
        "http://HOST:PORT."
    ),
    "bad-address": N_('{key} = "{value}" is not an address. Write it like this: http://192.168.1.10:8700'),
    "logo-missing": N_('there is no file "{value}". Write the path of a picture, seen from the office file.'),
    "logo-unreadable": N_(
        'the picture "{value}" can\'t be read: {problem}. Check the path and who may read it.'
    ),
    "logo-too-large": N_(
        'the picture "{value}" is too large. Write a picture of at most {size_max} bytes '
        "and {side_max} dots a side."
    ),
    "no-picture": N_(
        'the file "{value}" is not a picture that is understood. Write the path of a {known} file.'
    ),
    "bad-colour": N_('{key} = "{value}" is not understood as a colour. Write it like this: {example}'),
    "pale-colour": N_(
        '{key} = "{value}" is too pale: white on it has a contrast of {contrast}:1, and needs '
        '{contrast_min}:1 to be read from afar. Write the nearest that passes, "{nearest}", or a darker one.'
    ),
    "bad-night": N_(
        'night = "{value}" is not understood. Write from when until when screens are dimmed, '
        'as "20:00-06:00", or "off".'
    ),
    "twice": N_("{key} = {value} stands already in line {earlier}. Write another one, or delete this one."),
    "bad-hours": N_('"{value}" is not understood as hours. Write them like this: 07:30-11:30, 13:30-17:00'),
    "bad-time": N_('"{value}" is not understood as a time. Write it like this: 15:00'),
    "session-backwards": N_(
        "the session {session} ends before it starts. Write an end that is later than {opens}."
    ),
    "session-overlaps": N_(
        "the session {session} starts before the one before it ends. Write a start at {closes} or later."
    ),
    "closed-extra-day": N_("an extra day needs hours. Write a day without hours under [[holidays]]."),
    "field-of-counter": N_(
        'counter {counter} serves field "{field}", which does not exist. Write one of: {known}.'
    ),
    "field-unserved": N_('no counter serves field "{field}". Write "{field}" into the fields of a counter.'),
    "field-never-open": N_(
        'field "{field}" never takes numbers: its hours lie outside those of the office. '
        "Write hours that lie within those under [hours]."
    ),
    "field-of-procedure": N_(
        'procedure {code} belongs to field "{field}", which does not exist. Write one of: {known}.'
    ),
    "synonyms-of-what": N_(
        "these words are for nothing. Write a procedure or a field, for example: {example}"
    ),
    "procedure-of-synonyms": N_(
        'these words are for procedure "{value}", which does not exist. '
        "Write a code that stands under [[procedures]]."
    ),
    "field-of-synonyms": N_(
        'these words lead to field "{value}", which does not exist. Write one of: {known}.'
    ),
    "bad-time-limit": N_(
        '"{value}" is not understood as a time limit. Write it like this: 3, trong ngày, or 30 ngày lịch'
    ),
    "limits-nothing": N_(
        "this time limit of a {weekday} holds for nothing. "
        "Write the fields or procedures for which it holds, for example: {example}"
    ),
    "field-of-weekday": N_(
        'a time limit of a {weekday} is for field "{field}", which does not exist. Write one of: {known}.'
    ),
    "procedure-of-weekday": N_(
        'a time limit of a {weekday} is for procedure "{code}", which does not exist. '
        "Write a code that stands under [[procedures]]."
    ),
    "field-of-zone": N_('zone {zone} hears field "{field}", which does not exist. Write one of: {known}.'),
    "counter-of-zone": N_(
        "zone {zone} hears counter {counter}, which does not exist. Write one of: {known}."
    ),
    "unheard-counter": N_(
        "no zone hears counter {counter} with all its fields. "
        "Write {counter} into the counters of a zone, or a zone without fields and counters."
    ),
    "range-backwards": N_("last = {last} is less than first = {first}. Write last = {first} or more."),
    "ranges-overlap": N_(
        'field "{field}" has numbers of field "{other}" in line {earlier}. '
        "Write another prefix, or numbers outside {first} to {last}."
    ),
    "prefixes-meet": N_(
        'numbers of prefix "{prefix}" and prefix "{other}" in line {earlier} can be the same, '
        "for they run on into four digits. Write a letter as prefix, or digits that don't begin alike."
    ),
}


class OfficeFileError(Exception):
    """An office file was refused; `line` is None where the mistake is that of the whole file."""

    def __init__(self, file: str, line: int | None, name: str, **values: object) -> None:
        super().__init__(file, line, name)
        self.file = file
        self.line = line
        self.name = name
        self.values = values

    def __str__(self) -> str:
        return f"{self.where}: {SENTENCES[self.name].format_map(self.values)}"

    @property
    def where(self) -> str:
        """The file and, if it is one line's mistake, the line: moc-chau.toml:42."""
        return self.file if self.line is None else f"{self.file}:{self.line}"

    def sentence(self, words: Words) -> str:
        """What is wrong and what to write instead, in the language of `words`, without file and line."""
        return words(SENTENCES[self.name], **self.values)


class Mistake(Exception):
    """Something at `path` is wrong; a value that is a place itself is told as its line."""

    def __init__(self, path: Place, name: str, **values: object) -> None:
        super().__init__(path, name)
        self.path = path
        self.name = name
        self.values = values


def shown(value: object) -> str:
    """A value of the file as a sentence may hold it: short, and without invisible characters."""
    match value:
        case str():
            visible = "".join(
                character if is_visible(character) else code_point(character) for character in value
            )
            cut = visible[:SHOWN_CHARACTERS_MAX]
            return cut if cut == visible else f"{cut}…"
        case bool():
            return str(value).lower()
        case int():
            return str(value) if abs(value) <= SHOWN_NUMBER_MAX else "…"
        case list():
            return "[…]"
        case dict():
            return "{…}"
    return str(value)


def is_visible(character: str) -> bool:
    """Whether a character may stand in a name: no control, format or surrogate character, no line break."""
    return category(character) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}


def code_point(character: str) -> str:
    """The character's name in Unicode's manner: U+0007."""
    return f"U+{ord(character):04X}"
