"""Which time zone somebody meant whose words for it are none."""

import re
from unicodedata import normalize

VIETNAM = "Asia/Ho_Chi_Minh"

SEVEN_AHEAD = re.compile(r"(etc/)?(gmt|utc|ut|z)?[+-]?0?7(:?00)?")
CALLED = ("hanoi", "saigon", "hochiminh", "hcm", "vietnam", "indochina", "seasiastandardtime", "danang")
BACKWARDS = re.compile(r"Etc/GMT\+([1-9][0-9]?)")


def meant_zone(value: str) -> str | None:
    """Vietnam's zone for what means it: an offset of seven hours, its cities, its name in Windows."""
    plain = normalize("NFD", value.casefold()).replace("đ", "d")
    plain = re.sub(r"[^a-z0-9+:/-]", "", plain)
    if SEVEN_AHEAD.fullmatch(plain) or plain == "ict":
        return VIETNAM
    return VIETNAM if any(name in re.sub("[^a-z]", "", plain) for name in CALLED) else None


def hours_behind(value: str) -> int | None:
    """How many hours a zone such as Etc/GMT+7 is behind UTC, whose plus most people read as ahead."""
    found = BACKWARDS.fullmatch(value)
    return int(found[1]) if found else None
