"""The pictures of an office's boards: taken at the start, served under an address of their content."""

from pathlib import Path

import httpx
import pytest
from PIL import Image
from starlette.applications import Starlette

from offices import load_office
from offices.board_pictures import PICTURE_BYTES_MAX
from offices.parsing import OfficeFileError
from server.media import MediaFolder
from server.web_files import web_routes
from tests.offices.office_texts import changed


def office_with(folder: Path, *lines: str) -> Path:
    """An office file with these lines under [board]."""
    path = folder / "nho.toml"
    path.write_text(changed("[rules]", "\n".join(("[board]", *lines, "[rules]"))), encoding="utf-8")
    return path


async def test_a_logo_and_a_horizon_are_served_and_may_be_kept(tmp_path: Path) -> None:
    """Each as it lies in its file; another picture has another address; the plan knows no path of them."""
    Image.new("RGBA", (30, 20), "red").save(tmp_path / "logo.png")
    Image.new("RGB", (60, 20), "green").save(tmp_path / "hills.jpg")
    path = office_with(tmp_path, 'logo = "logo.png"', 'horizon = "hills.jpg"')
    plan = load_office(path)
    assert {plan.board.logo, plan.board.horizon} == {picture.address for picture in plan.pictures}
    transport = httpx.ASGITransport(Starlette(routes=web_routes(MediaFolder(None), pictures=plan.pictures)))
    async with httpx.AsyncClient(transport=transport, base_url="http://office") as client:
        logo, horizon = await client.get(plan.board.logo), await client.get(plan.board.horizon)
        missing = await client.get("/web/pictures/logo.png")
    assert (logo.content, horizon.content) == (
        (tmp_path / "logo.png").read_bytes(),
        (tmp_path / "hills.jpg").read_bytes(),
    )
    assert (logo.headers["content-type"], horizon.headers["content-type"]) == ("image/png", "image/jpeg")
    assert "immutable" in logo.headers["cache-control"]
    assert logo.headers["x-content-type-options"] == "nosniff"
    assert missing.status_code == 404
    Image.new("RGBA", (30, 20), "blue").save(tmp_path / "logo.png")
    assert load_office(path).board.logo != plan.board.logo


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, 'there is no file "logo.png"'),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "Write the path of a PNG, JPEG, GIF, WEBP file."),
        (bytes(PICTURE_BYTES_MAX + 1), "at most 2000000 bytes"),
    ],
    ids=["missing", "svg", "too large"],
)
@pytest.mark.parametrize("key", ["logo", "horizon"])
def test_what_browsers_do_not_show_is_refused_at_the_start(
    tmp_path: Path, key: str, content: bytes | None, said: str
) -> None:
    """With the line and what to write; a drawing that could hold scripts is none."""
    if content is not None:
        (tmp_path / "logo.png").write_bytes(content)
    path = office_with(tmp_path, f'{key} = "logo.png"')
    with pytest.raises(OfficeFileError) as refused:
        load_office(path)
    line = path.read_text(encoding="utf-8").splitlines().index(f'{key} = "logo.png"') + 1
    assert str(refused.value).startswith(f"nho.toml:{line}: ")
    assert said in str(refused.value)


def test_a_picture_with_too_many_dots_is_refused(tmp_path: Path) -> None:
    """A television would have to unpack it."""
    Image.new("1", (6_001, 10)).save(tmp_path / "logo.png")
    with pytest.raises(OfficeFileError, match="6000 dots a side"):
        load_office(office_with(tmp_path, 'logo = "logo.png"'))
