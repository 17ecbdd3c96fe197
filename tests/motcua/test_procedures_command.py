"""motcua procedures: what a list of people's words finds, as the kiosk finds it."""

import json
from pathlib import Path
from typing import Any

import pytest

from motcua.commands.procedures import FindOrder, find_procedures
from offices import load_office
from wording import load

pytestmark = pytest.mark.slow  # each reads an office file and makes an index


def answers(capsys: pytest.CaptureFixture[str], *texts: str, data: Path | None = None) -> list[Any]:
    """The answers in JSON."""
    find_procedures(FindOrder("moc-chau", data, texts, "json", "vi"), load("en"))
    told: list[Any] = json.loads(capsys.readouterr().out)
    return told


def test_answers_stand_in_the_order_of_the_texts(capsys: pytest.CaptureFixture[str]) -> None:
    """Each has its results, best first, and a hint in the language that was asked for."""
    birth, residence, nonsense = answers(capsys, "lam khai sinh cho con", "tam tru", "zxqwvj")
    assert birth["query"] == "lam khai sinh cho con"
    assert birth["results"][0] == {"code": "1.001193", "name": "Đăng ký khai sinh", "field": "1"}
    assert birth["hint"] == ""
    assert residence["hint"] == "Đăng ký tạm trú: Công an cấp xã. Xin chọn lĩnh vực Cư trú (Công an)."
    assert nonsense["results"] == []
    assert "bàn hướng dẫn" in str(nonsense["hint"])


def test_a_table_is_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    """The text stands above its rows; without a text every procedure is told."""
    find_procedures(FindOrder("moc-chau", None, ("ho chieu",), "table", "vi"), load("en"))
    assert capsys.readouterr().out.startswith("ho chieu:\n> Hộ chiếu:")
    find_procedures(FindOrder("moc-chau", None, (), "table", "vi"), load("en"))
    assert len(capsys.readouterr().out.splitlines()) == len(load_office("moc-chau").procedures)


def test_a_folder_without_a_log_says_nothing_of_what_is_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The answers are then those of an office that begins."""
    assert answers(capsys, "le hoi", data=tmp_path) == answers(capsys, "le hoi")
