"""Turns the text of an office file into the plan of an office."""

import re
import tomllib
from typing import Literal

from offices.parsing.board import read_board, read_icon, read_short_name
from offices.parsing.colours import read_colour
from offices.parsing.counters import read_counters
from offices.parsing.cross_checks import (
    refuse_fields_never_open,
    refuse_meeting_numbers,
    refuse_unknown_fields,
    refuse_unserved_fields,
)
from offices.parsing.days import (
    read_extra_days,
    read_holidays,
    read_hours,
    read_own_hours,
    read_time_of_day,
)
from offices.parsing.leaders import read_leaders
from offices.parsing.lines import line_of, too_deep_at
from offices.parsing.mistakes import FILE_BYTES_MAX, Mistake, OfficeFileError, shown
from offices.parsing.origins import read_origins
from offices.parsing.search_words import read_search_words
from offices.parsing.slip import read_logo_file, read_slip, read_where
from offices.parsing.table import Table, refuse_twice
from offices.parsing.voice import read_voice, read_zones
from offices.parsing.weekday_limits import read_weekday_limits
from ticketing.plan import (
    CallingPolicy,
    Field,
    Name,
    OfficePlan,
    PriorityClass,
    Procedure,
    Rules,
)

NESTING_MAX = 20
NAME_LENGTH_MAX = 80
PROCEDURE_NAME_LENGTH_MAX = 300
LINE_LENGTH_MAX = 300
NAMES_MAX = 4
FIELDS_MAX = 40
PREFIX_LENGTH_MAX = 3
SERIAL_MAX = 999
QUOTA_MAX = 10_000
PRIORITY_CLASSES_MAX = 20
RANK_MAX = 99
ORDINARY_PER_PRIORITY_MAX = 100
DAY_MINUTES = 24 * 60
RECALLS_MAX = 20
UNDO_SECONDS_MAX = 600
START_AFTER_SECONDS_MAX = 3_600
RECALL_GAP_SECONDS_MAX = 600
RECALL_GAP_SECONDS_USUAL = 20  # the call is said, and somebody gets up
START_AFTER_SECONDS_USUAL = 90  # a walk to the counter with a stick, a child and papers to gather
PROCEDURES_MAX = 2_000
PAPERS_MAX = 9  # each has a key of its own on the kiosk's keypad
PAPER_LENGTH_MAX = 200
AGE_MAX = 120

LANGUAGES = ("vi", "en")
POLICIES: tuple[Literal["strict", "ratio", "head_start"], ...] = ("strict", "ratio", "head_start")
MECHANISMS: tuple[Literal["one-door", "interlinked"], ...] = ("one-door", "interlinked")

PREFIX = re.compile(rf"[A-Z0-9]{{0,{PREFIX_LENGTH_MAX}}}")
PLACE_IN_MESSAGE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
# What the standard library's parser says of the mistakes that are made most often.
KNOWN_COMPLAINTS = {
    "key-again": re.compile(r"Cannot (overwrite|declare|mutate)|Duplicate"),
    "open-quote": re.compile(r"Illegal character '\\n'|Unterminated string|Expected \"'+\""),
    "open-bracket": re.compile(r"Unclosed"),
    "bad-value": re.compile(r"Invalid (value|date|initial)|Expected newline"),
}


def parse_office_file(text: str, name: str) -> OfficePlan:
    """The plan that the TOML `text` describes; `name` is the file's name for messages.

    Raises OfficeFileError. Whether the time zone exists is for the caller to find out.
    """
    values = _read_toml(text, name)
    try:
        office = _office(values)
        refuse_fields_never_open(office)
        return office
    except Mistake as mistake:
        values = {
            key: line_of(text, value) if isinstance(value, tuple) else value
            for key, value in mistake.values.items()
        }
        raise OfficeFileError(name, line_of(text, mistake.path), mistake.name, **values) from None


def _read_toml(text: str, name: str) -> dict[str, object]:
    if len(text) > FILE_BYTES_MAX:
        raise OfficeFileError(name, None, "too-large", size_max=FILE_BYTES_MAX)
    if line := too_deep_at(text, NESTING_MAX):
        raise OfficeFileError(name, line, "too-deep", depth_max=NESTING_MAX)
    try:
        return tomllib.loads(text)
    except ValueError as error:  # besides TOMLDecodeError, what int() says of endless numbers
        raise _complaint(text, name, str(error)) from error


def _complaint(text: str, name: str, message: str) -> OfficeFileError:
    found = PLACE_IN_MESSAGE.search(message)
    last_line = text.rstrip("\n").count("\n") + 1
    line = int(found[1]) if found and found[1] else last_line
    problem = PLACE_IN_MESSAGE.sub("", message)
    for complaint, pattern in KNOWN_COMPLAINTS.items():
        if pattern.match(problem):
            return OfficeFileError(name, line, complaint)
    return OfficeFileError(name, line, "not-toml", problem=problem)


def _office(values: dict[str, object]) -> OfficePlan:
    office = Table(values)
    office.refuse_unknown_keys()
    fields = tuple(_field(row) for row in _coded_rows(office, "fields", FIELDS_MAX, needed=True))
    refuse_meeting_numbers(fields)
    counters = read_counters(office)
    procedures = tuple(_procedure(row) for row in _coded_rows(office, "procedures", PROCEDURES_MAX))
    refuse_unknown_fields(fields, counters, procedures)
    refuse_unserved_fields(fields, counters)
    classes = _coded_rows(office, "priority_classes", PRIORITY_CLASSES_MAX)
    note, slip = office.table("procedures_note"), office.table("slip")
    return OfficePlan(
        code=office.code("code"),
        names=tuple(_name(row) for row in office.rows("names", NAMES_MAX, needed=True)),
        address=office.text("address", LINE_LENGTH_MAX),
        time_zone=office.text("time_zone", NAME_LENGTH_MAX),
        hours=read_hours(office),
        fields=fields,
        counters=counters,
        priority_classes=tuple(_priority_class(row) for row in classes),
        policy=_policy(office.table("calling")),
        rules=_rules(office.table("rules")),
        holidays=read_holidays(office),
        extra_days=read_extra_days(office),
        weekday_limits=read_weekday_limits(office, fields, procedures),
        leaders=read_leaders(office),
        procedures=procedures,
        procedures_note=_name(note, LINE_LENGTH_MAX) if note.values else Name(""),
        slip=read_slip(slip),
        logo_file=read_logo_file(slip),
        language=office.choice("language", LANGUAGES, LANGUAGES[0]),
        voice=read_voice(office.table("voice")),
        search_words=read_search_words(office, fields, procedures),
        zones=read_zones(office, fields, counters),
        board=read_board(office.table("board")),
        origins=read_origins(office.table("server")),
    )


def _coded_rows(office: Table, key: str, count_max: int, *, needed: bool = False) -> list[Table]:
    rows = office.rows(key, count_max, needed=needed)
    refuse_twice("code", [((*row.path, "code"), row.code("code")) for row in rows])
    return rows


def _name(row: Table, length_max: int = NAME_LENGTH_MAX) -> Name:
    return Name(row.text("vi", length_max), row.text("en", length_max, ""))


def _field(row: Table) -> Field:
    prefix = row.text("prefix", LINE_LENGTH_MAX, "" if "prefix" in row else None)
    if not PREFIX.fullmatch(prefix):
        raise row.mistake("prefix", "bad-prefix", value=shown(prefix), length_max=PREFIX_LENGTH_MAX)
    first = row.whole("first", 1, SERIAL_MAX, 1)
    last = row.whole("last", 1, SERIAL_MAX, SERIAL_MAX)
    if last < first:
        raise row.mistake("last", "range-backwards", first=first, last=last)
    quota = row.whole("daily_quota", 1, QUOTA_MAX) if "daily_quota" in row else None
    return Field(
        code=row.code("code"),
        name=_name(row),
        prefix=prefix,
        first=first,
        last=last,
        daily_quota=quota,
        hours=read_own_hours(row),
        short=read_short_name(row),
        colour=read_colour(row, "colour"),
        icon=read_icon(row),
        where=read_where(row),
    )


def _priority_class(row: Table) -> PriorityClass:
    rank = row.whole("rank", 0, RANK_MAX, 1)
    age_min = row.whole("age_min", 1, AGE_MAX) if "age_min" in row else None
    return PriorityClass(row.code("code"), _name(row), rank, row.yes_no("at_kiosk", True), age_min)


def _policy(calling: Table) -> CallingPolicy:
    usual = CallingPolicy()
    return CallingPolicy(
        kind=calling.choice("policy", POLICIES, usual.kind),
        ordinary_per_priority=calling.whole(
            "ordinary_per_priority", 1, ORDINARY_PER_PRIORITY_MAX, usual.ordinary_per_priority
        ),
        head_start_minutes=calling.whole("head_start_minutes", 0, DAY_MINUTES, usual.head_start_minutes),
        wait_minutes_max=calling.whole("wait_minutes_max", 1, DAY_MINUTES, usual.wait_minutes_max),
    )


def _rules(rules: Table) -> Rules:
    usual = Rules()
    starts = rules.whole("start_after_seconds", 0, START_AFTER_SECONDS_MAX, START_AFTER_SECONDS_USUAL)
    return Rules(
        recalls_max=rules.whole("recalls_max", 0, RECALLS_MAX, usual.recalls_max),
        next_finishes=rules.yes_no("next_finishes", usual.next_finishes),
        undo_seconds_max=rules.whole("undo_seconds_max", 0, UNDO_SECONDS_MAX, usual.undo_seconds_max),
        same_day_until=read_time_of_day(rules, "same_day_until", usual.same_day_until),
        wait_target_minutes=rules.whole("wait_target_minutes", 1, DAY_MINUTES, usual.wait_target_minutes),
        start_after_seconds=starts or None,
        outcome_needed=rules.yes_no("outcome_needed", usual.outcome_needed),
        recall_gap_seconds=rules.whole(
            "recall_gap_seconds", 0, RECALL_GAP_SECONDS_MAX, RECALL_GAP_SECONDS_USUAL
        ),
    )


def _procedure(row: Table) -> Procedure:
    return Procedure(
        code=row.code("code"),
        field=row.text("field", LINE_LENGTH_MAX),
        name=row.text("name", PROCEDURE_NAME_LENGTH_MAX),
        time_limit=row.text("time_limit", LINE_LENGTH_MAX, ""),
        fee=row.text("fee", LINE_LENGTH_MAX, ""),
        mechanism=row.choice("mechanism", MECHANISMS, MECHANISMS[0]),
        papers=row.texts("papers", PAPERS_MAX, PAPER_LENGTH_MAX),
        source=row.text("source", PAPER_LENGTH_MAX, ""),
    )
