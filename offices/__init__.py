"""Office files: fields, counters, procedures and rules, as TOML."""

import re
import tomllib
from dataclasses import replace
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from offices.parsing import FILE_BYTES_MAX, OfficeFileError, line_of, parse_office_file
from offices.parsing.search_words import with_shipped_words
from offices.parsing.time_zones import VIETNAM, hours_behind, meant_zone
from ticketing.board_plan import HILLS, NO_HORIZON, BoardPicture
from ticketing.plan import OfficePlan

BUNDLED_NAME = re.compile(r"[a-z0-9-]+")


def bundled_offices() -> list[str]:
    """The names of the offices that are shipped."""
    names = (entry.name for entry in files("offices").iterdir())
    return sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml"))


def load_office(path_or_name: str | Path) -> OfficePlan:
    """The plan in an office file: that at a path, or a shipped one by its name alone ("moc-chau").

    Raises OfficeFileError, for a file that is not there or can't be read too.
    """
    name, content = _read(str(path_or_name))
    text = _decoded(content, name)
    plan = with_shipped_words(parse_office_file(text, name), _shipped_words())
    _refuse_unknown_time_zone(plan, text, name)
    shipped = BUNDLED_NAME.fullmatch(str(path_or_name))
    folder = Path(__file__ if shipped else path_or_name).parent
    return _with_pictures(_with_logo(plan, text, name, folder), text, name, folder)


@cache
def _shipped_words() -> dict[str, Any]:
    return tomllib.loads((files("offices") / "words" / "synonyms.toml").read_text(encoding="utf-8"))


def _read(path_or_name: str) -> tuple[str, bytes]:
    """The file's name for messages and its bytes, one more than there may be at most."""
    path = Path(path_or_name)
    source = files("offices") / f"{path_or_name}.toml" if BUNDLED_NAME.fullmatch(path_or_name) else path
    try:
        with source.open("rb") as file:
            return source.name, file.read(FILE_BYTES_MAX + 1)
    except (FileNotFoundError, NotADirectoryError):
        known = ", ".join(bundled_offices())
        raise OfficeFileError(path_or_name, None, "not-found", known=known) from None
    except (OSError, ValueError) as error:  # ValueError: a path with a zero byte
        problem = getattr(error, "strerror", None) or str(error)
        raise OfficeFileError(path_or_name, None, "not-readable", problem=problem) from error


def _with_logo(plan: OfficePlan, text: str, name: str, folder: Path) -> OfficePlan:
    """The plan with the logo that it names, made ready for paper."""
    if not plan.logo_file:
        return plan
    from offices.logo import LogoError, load_logo  # noqa: PLC0415 - most offices need no library of pictures

    try:
        logo = load_logo(folder / plan.logo_file)
    except LogoError as error:
        values = {"value": plan.logo_file, **error.values}
        raise OfficeFileError(name, line_of(text, ("slip", "logo")), error.name, **values) from error
    return replace(plan, slip=replace(plan.slip, logo=logo))


def _with_pictures(plan: OfficePlan, text: str, name: str, folder: Path) -> OfficePlan:
    """The plan with the pictures of its boards, which stand there by their addresses on the server."""
    board, pictures = plan.board, list(plan.pictures)
    if board.logo:
        pictures.append(_picture(board.logo, text, name, folder, "logo"))
        board = replace(board, logo=pictures[-1].address)
    if board.horizon not in (HILLS, NO_HORIZON):
        pictures.append(_picture(board.horizon, text, name, folder, "horizon"))
        board = replace(board, horizon=pictures[-1].address)
    return replace(plan, board=board, pictures=tuple(pictures))


def _picture(file: str, text: str, name: str, folder: Path, key: str) -> BoardPicture:
    from offices.board_pictures import load_board_picture  # noqa: PLC0415 - most offices need no library of pictures
    from offices.logo import LogoError  # noqa: PLC0415 - most offices need no library of pictures

    try:
        return load_board_picture(folder / file)
    except LogoError as error:
        values = {"value": file, **error.values}
        raise OfficeFileError(name, line_of(text, ("board", key)), error.name, **values) from error


def _decoded(content: bytes, name: str) -> str:
    if len(content) > FILE_BYTES_MAX:
        raise OfficeFileError(name, None, "too-large", size_max=FILE_BYTES_MAX)
    try:
        return content.decode("utf-8-sig")  # Windows' editors begin a file with a byte order mark
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise OfficeFileError(name, line, "not-utf-8") from error


def _refuse_unknown_time_zone(plan: OfficePlan, text: str, name: str) -> None:
    """Refuses a zone that there is not, and one that says the opposite of what it seems to say."""
    line, value = line_of(text, ("time_zone",)), plan.time_zone
    if hours := hours_behind(value):
        raise OfficeFileError(name, line, "zone-backwards", value=value, hours=hours, known=VIETNAM)
    try:
        ZoneInfo(value)
    except (KeyError, OSError, ValueError) as error:
        meant = meant_zone(value)
        known = [meant] if meant else get_close_matches(value, available_timezones()) or [VIETNAM]
        values = {"key": "time_zone", "value": value, "known": ", ".join(known)}
        raise OfficeFileError(name, line, "unknown-choice", **values) from error
