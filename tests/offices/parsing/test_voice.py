"""The voice and the zones of an office file become the plan of who hears what."""

from datetime import datetime, time

from offices.parsing import parse_office_file
from tests.offices.office_texts import SMALL, changed
from ticketing.plan import WHOLE_OFFICE, Name, Session, VoicePlan, Zone

VOICE = """\
[voice]
pack = "/srv/voice"
mode = "number"
region = "south"
repeats = 3
languages = ["vi", "en"]

[[zones]]
code = "hall"
vi = "Phòng chờ"
en = "Hall"
fields = ["1"]
volume = 80
quiet = "11:30-13:30"

[[zones]]
code = "yard"
vi = "Sân"
counters = [1]

"""


def test_an_office_without_a_voice_has_the_shipped_one() -> None:
    """One zone hears everything, digit by digit, in Vietnamese, twice."""
    plan = parse_office_file(SMALL, "nho.toml")
    assert (plan.voice, plan.zones) == (VoicePlan(), (WHOLE_OFFICE,))
    assert (plan.voice.repeats, plan.voice.languages, plan.voice.mode) == (2, ("vi",), "digits")
    assert WHOLE_OFFICE.hears("anything", 99)


def test_a_voice_and_its_zones_are_read() -> None:
    """Every key arrives, and the readings follow the languages."""
    plan = parse_office_file(changed("[calling]", VOICE + "[calling]"), "nho.toml")
    assert plan.voice == VoicePlan("/srv/voice", "number", "south", 3, ("vi", "en"))
    assert [(reading.language, reading.mode, reading.region) for reading in plan.voice.readings] == [
        ("vi", "number", "south"),
        ("en", "number", "south"),
    ]
    hall = Zone("hall", Name("Phòng chờ", "Hall"), ("1",), (), 80, (Session(time(11, 30), time(13, 30)),))
    assert plan.zones == (hall, Zone("yard", Name("Sân"), (), (1,)))
    assert (plan.zone(""), plan.zone("yard"), plan.zone("no")) == (hall, plan.zones[1], None)
    assert (hall.hears("1", 9), hall.hears("2", 1), plan.zones[1].hears("2", 1)) == (True, False, True)


def test_quiet_hours_end_on_the_minute() -> None:
    """At the end of the quiet hours calls are said again."""
    hall = parse_office_file(changed("[calling]", VOICE + "[calling]"), "nho.toml").zones[0]
    day = datetime(2026, 11, 23)  # noqa: DTZ001 - hours are local and have no zone
    assert [
        hall.is_quiet(day.replace(hour=h, minute=m)) for h, m in ((11, 29), (11, 30), (13, 29), (13, 30))
    ] == [
        False,
        True,
        True,
        False,
    ]
