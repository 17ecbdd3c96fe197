"""motcua office check: the file alone, and beside the day of a server that is running."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from motcua.commands.office import check
from motcua.commands.server import tell_findings
from motcua.failures import Failure
from offices import load_office
from tests.offices.office_texts import SMALL, changed
from tests.server.serving import Asked, asked
from tests.ticketing.history import opened
from tests.ticketing.plans import MONDAY_MORNING, PLAN
from tests.ticketing.test_plan_check import SMALLER, restarted
from ticketing import commands as c
from ticketing.plan_check import plan_findings
from wording import load

OTHER_COUNTER = '[[counters]]\nnumber = 2\nvi = "Quầy hai"\nfields = ["2"]\n'
OPEN = changed("[[priority_classes]]", f"{OTHER_COUNTER}\n[[priority_classes]]")
FIELD_2 = OPEN[OPEN.index('[[fields]]\ncode = "2"') : OPEN.index("[[counters]]")]
WITHOUT = changed(OTHER_COUNTER, "", changed('["1", "2"]', '["1"]', changed(FIELD_2, "", OPEN)))


def written(folder: Path, text: str) -> str:
    """The path of an office file with this text."""
    path = folder / "nho.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


async def looked_at(folder: Path, text: str, days: int = 0) -> None:
    """The check of this file beside the folder's day, so many days after it."""
    now = MONDAY_MORNING + timedelta(days=days)
    await asyncio.to_thread(check, written(folder, text), folder, load("en"), lambda: now)


async def a_morning(office: Asked) -> None:
    """2001 is at counter 2, 2002 waits."""
    for _ in range(2):
        assert (await office.post("/tickets", {"field": "2"})).status_code < 300
    await office.post("/counters/2/open", {"clerk": "Hoa"})
    assert (await office.post("/counters/2/next")).status_code == 200


def test_a_file_alone_is_in_order_or_refused_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without --data nothing but the file is looked at."""
    check(written(tmp_path, SMALL), None, load("vi"))
    assert capsys.readouterr().out == "nho.toml hợp lệ: 2 lĩnh vực, 1 quầy, 1 thủ tục.\n"
    with pytest.raises(Failure, match=r"nho.toml:6: time_zone = .GMT\+7. .*Asia/Ho_Chi_Minh"):
        check(written(tmp_path, changed("Asia/Ho_Chi_Minh", "GMT+7")), None, load("en"))


async def test_the_day_of_a_running_server_is_laid_beside_the_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same file fits; without field 2 and counter 2 each thing is named, and nothing is changed."""
    plan = load_office(written(tmp_path, OPEN))
    async with asked(tmp_path, plan) as office:
        await a_morning(office)
        journal = (tmp_path / "journal.sqlite").read_bytes()
        await looked_at(tmp_path, OPEN)
        assert "It fits the running day, 23/11/2026." in capsys.readouterr().out
        with pytest.raises(Failure, match="2 things to see to"):
            await looked_at(tmp_path, WITHOUT)
        said = capsys.readouterr().out
        assert "- Counter 2 is no longer in the office file, and number 2001 is still there." in said
        assert "numbers of it are still open: 2001, 2002." in said
        assert (tmp_path / "journal.sqlite").read_bytes() == journal


async def test_a_folder_without_a_running_day_has_nobody_to_strand(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The last day's people lapse at the next opening; without a journal the folder is named as wrong."""
    with pytest.raises(Failure, match="There is no journal at"):
        await looked_at(tmp_path, OPEN)
    plan = load_office(written(tmp_path, OPEN))
    async with asked(tmp_path, plan) as office:
        await a_morning(office)
        await looked_at(tmp_path, WITHOUT, days=5)
        assert "nobody can be left behind" in capsys.readouterr().out
        with pytest.raises(Failure, match="2 things"):
            await looked_at(tmp_path, WITHOUT, days=300)


def test_a_start_says_on_standard_error_what_has_no_place_in_the_file(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A line for each finding, in the language of whoever starts the server."""
    history = opened(PLAN, (3,))
    history.do(c.IssueTicket("3"), c.CallNext(3))
    tell_findings(plan_findings(restarted(history, SMALLER, fits=False).office), load("vi"))
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 2)
    assert said.err.startswith("motcua: Quầy 3 không còn trong tệp cơ quan nhưng số 3001 vẫn đang ở đó.")
