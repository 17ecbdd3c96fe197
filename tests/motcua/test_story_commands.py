"""motcua explain and motcua day on real journals, in a pipe and in a terminal."""

import os
import subprocess
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from motcua.main import build_main
from offices import load_office
from server.clock import SystemClock
from tests.motcua.programs import MOTCUA, environment, run_here, serving, terminal
from tests.patience import PATIENCE_SECONDS
from tests.server.serving import asked
from tests.ticketing.plans import HANOI
from wording import load

DAY = "2026-11-23"
OFFICE = ("--office", "moc-chau", "--data", "data")


@pytest.fixture
async def home(tmp_path: Path) -> Path:
    """A folder whose data hold one morning: a number with priority is called before two ordinary ones."""
    (tmp_path / "data").mkdir()
    plan = load_office("moc-chau")
    async with asked(tmp_path / "data", replace(plan, policy=replace(plan.policy, kind="strict"))) as office:
        for priority in (None, None, "age-80"):
            await office.post("/tickets", {"field": "1", "priority": priority})
            office.clock.forward(minutes=2)
        await office.post("/tickets/1001/print", {"outcome": "printed"})
        await office.post("/counters/2/open", {"clerk": "Hoa"})
        for key in ("next", "start", "finish", "next", "start", "next"):
            office.clock.forward(minutes=3)
            assert (await office.post(f"/counters/2/{key}")).status_code == 200
        await office.post("/counters/2/no-show")
    return tmp_path


@pytest.fixture
async def day_before(tmp_path: Path) -> tuple[Path, datetime]:
    """A folder whose data hold a number of yesterday, and when that was."""
    (tmp_path / "data").mkdir()
    yesterday = SystemClock(HANOI).now() - timedelta(days=1)
    plan = replace(load_office("moc-chau"), always_open=True)
    async with asked(tmp_path / "data", plan, now=yesterday) as office:
        await office.post("/tickets", {"field": "1"})
    return tmp_path, yesterday


@pytest.mark.slow
def test_a_citizen_who_asks_is_told_why(home: Path) -> None:
    """The life of the number in Vietnamese, with the call that passed it, its reason, counter and clerk."""
    said = run_here(home, "explain", "1001", "--day", DAY, *OFFICE)
    assert (said.returncode, said.stderr) == (0, "")
    assert said.stdout.replace(" [Qua HTTP, quyền quản lý]", "").splitlines() == [
        "Số 1001, Hộ tịch, số thường, thứ Hai 23/11/2026",
        "",
        "08:00:00  Cấp số 1001, lĩnh vực Hộ tịch; số thường; 0 số đang chờ trước.",
        "08:06:00  Đã in phiếu số 1001.",
        "08:09:00  > Quầy 2 (Hoa) gọi số 1003, là số lấy sau (08:04): số ưu tiên được gọi trước;"
        " đã chờ 5 phút.",
        "08:18:00  Quầy 2 (Hoa) gọi số 1001: số thường, đến trước trong số đang chờ; đã chờ 18 phút;"
        " 1 số ưu tiên đã được gọi từ đó.",
        "08:21:00  Quầy 2 (Hoa) bắt đầu phục vụ số 1001.",
        "08:24:00  Quầy 2 (Hoa) hoàn tất số 1001.",
        "",
        "Được gọi lần đầu sau 18 phút chờ, tính theo giờ làm việc.",
        "Tình trạng: đã phục vụ xong.",
        "Số lấy trước được gọi trong khi số này chờ: 0.",
        "Lần gọi số lấy sau trong khi số này chờ, lý do từng lần ghi ở trên: 1.",
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("number", "day", "sentence"),
    [
        ("1999", DAY, "Không có số 1999 trong ngày 23/11/2026."),
        ("1001", "2026-11-20", "Không có ghi nhận nào của ngày 20/11/2026."),
        ("x" * 10_000, DAY, f"Không có số {'x' * 20} trong ngày 23/11/2026."),
        ("10\n01", DAY, "Không có số 10 01 trong ngày 23/11/2026."),
    ],
)
def test_a_number_that_is_not_there_is_one_sentence(home: Path, number: str, day: str, sentence: str) -> None:
    """An unknown number, a day without any record and nonsense end with code 1 and nothing on stdout."""
    asked_for = ("explain", number, "--day", day, "--data", str(home / "data"))
    said = CliRunner().invoke(build_main(load("en")), asked_for)
    assert (said.exit_code, said.stdout, said.stderr) == (1, "", f"motcua: {sentence}\n")


@pytest.mark.slow
def test_a_number_of_another_day_is_said_with_its_day(day_before: tuple[Path, datetime]) -> None:
    """Whoever takes an old slip for one of today is told when that number was last given out."""
    home, yesterday = day_before
    with serving(home, "server", *OFFICE, "--port", "0", "--hours", "always") as server:
        token = run_here(home, "token", "--role", "manager", "--data", "data").stdout.strip()
        bearer = {"Authorization": f"Bearer {token}"}
        taken = httpx.post(
            f"{server.address}/api/v1/tickets", json={"field": "2"}, headers=bearer, timeout=PATIENCE_SECONDS
        )
        assert taken.status_code == 201
        wrong = run_here(home, "explain", "1001", *OFFICE)
        assert wrong.returncode == 1
        day, named = f"{yesterday:%d/%m/%Y}", f"{yesterday:%Y-%m-%d}"
        assert f"Số này được cấp gần nhất vào ngày {day}: --day {named}." in wrong.stderr
        today = run_here(home, "explain", taken.json()["number"], *OFFICE, "--language", "en")
        assert "was issued for Certification" in today.stdout
        assert "State: waiting." in today.stdout
        assert run_here(home, "day", *OFFICE).returncode == 0


@pytest.mark.slow
def test_a_day_comes_to_figures(home: Path) -> None:
    """Tickets, how they stand, waits by field and class, the longest, and who waited beyond the limit."""
    said = run_here(home, "day", DAY, *OFFICE)
    assert (said.returncode, said.stderr) == (0, "")
    assert "Số đã cấp: 3, trong đó số ưu tiên: 1" in said.stdout
    assert "Tình trạng: đã phục vụ xong 2, vắng mặt 1, đã hết hiệu lực 0" in said.stdout
    assert "Chưa được gọi lần nào: 0" in said.stdout
    assert "Đã gọi, chưa bấm bắt đầu: 0, trong đó tính là đã phục vụ: 0\n" in said.stdout
    told = " ".join(said.stdout.split())
    assert "Hộ tịch số thường 2 20:00 20:00 22:00 22:00 1 3:00" in told
    assert "2 Hoa 2 0 1 11:30 3:00" in told
    assert "Chờ lâu nhất: số 1002, 22:00" in said.stdout
    assert "từ 60 phút trở lên: 0 trong 2 số" in said.stdout


@pytest.mark.slow
def test_a_day_in_a_pipe_is_replayed_as_lines(home: Path) -> None:
    """Every event has its line with the time, and below each step who waits and who is at which counter."""
    lines = run_here(home, "day", DAY, "--replay", *OFFICE).stdout.splitlines()
    called = next(at for at, line in enumerate(lines) if "gọi số 1003" in line)
    assert lines[called].startswith("08:09:00  Quầy 2 (Hoa) gọi số 1003: số ưu tiên được gọi trước")
    assert lines[called + 1].strip() == "Đang chờ: 2 (Hộ tịch 2) | Quầy 2 (Hoa): 1003 đang gọi"
    assert sum(line.startswith("08:") for line in lines) == 13


@pytest.mark.slow
def test_a_day_in_a_terminal_goes_on_by_key(home: Path) -> None:
    """Enter and Space show the next step, other keys nothing, and q ends it."""
    with terminal(home, "day", DAY, "--replay", *OFFICE, "--language", "en") as screen:
        screen.wait_for("Step 1 of 12")
        screen.press("\r")
        screen.wait_for("Step 2 of 12")
        assert "Step 3" not in screen.shown
        screen.press("x ")
        screen.wait_for("Step 3 of 12")
        screen.press("q")
        assert screen.wait_for_end() == 0
    assert "Step 4" not in screen.shown
    assert "Number 1003 was issued for Civil status; priority" in screen.shown
    assert "1002" not in screen.shown.partition("Step 1 of")[0]


@pytest.mark.slow
def test_the_last_step_ends_the_replay(home: Path) -> None:
    """After it no key is asked for."""
    with terminal(home, "day", DAY, "--replay", *OFFICE, "--language", "en") as screen:
        for step in range(1, 12):
            screen.wait_for(f"Step {step} of 12")
            screen.press(" ")
        assert screen.wait_for_end() == 0
    assert "nobody came for number 1002" in screen.shown


@pytest.mark.slow
def test_a_reader_who_has_seen_enough_is_no_trouble(home: Path) -> None:
    """Where the other end of the pipe is closed, as after `| head`, nothing is said on standard error."""
    reader, writer = os.pipe()
    os.close(reader)
    command = (MOTCUA, "day", DAY, "--replay", *OFFICE)
    said = subprocess.run(
        command, cwd=home, env=environment(home), check=False, stdout=writer, stderr=subprocess.PIPE
    )
    os.close(writer)
    assert said.stderr == b""
