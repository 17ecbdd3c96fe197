"""The search over HTTP: people's own words, at the desk and for other programs."""

from pathlib import Path

from tests.server.serving import asked
from tests.ticketing.plans import plan_with
from ticketing.plan import Procedure
from ticketing.search_words import Hint, SearchWords, Synonyms

BIRTH = Procedure("1.001193", "1", "Đăng ký khai sinh")
AGAIN = Procedure("1.004884", "1", "Đăng ký lại khai sinh")
COPY = Procedure("2.000815", "2", "Chứng thực bản sao khai sinh")
WORDS = SearchWords(
    procedures=(Synonyms(BIRTH.code, ("em bé mới sinh",)),),
    hints=(Hint(("hộ chiếu",), "Hộ chiếu: Công an tỉnh.", "Passports: provincial police."),),
)
PLAN = plan_with(procedures=(BIRTH, AGAIN, COPY), search_words=WORDS)


async def test_the_search_is_that_of_the_kiosk(tmp_path: Path) -> None:
    """Best first, those of the field at the desk before all others, with where to go if none is meant."""
    async with asked(tmp_path, PLAN) as office:
        told = (await office.get("/procedures?find=em be moi sinh", "counter")).json()
        assert told["results"] == [{"code": BIRTH.code, "name": BIRTH.name, "field": "1"}]
        assert (told["query"], told["hint"]) == ("em be moi sinh", "")
        found = (await office.get("/procedures?find=khai sinh", "kiosk")).json()["results"]
        assert found[0]["code"] == BIRTH.code
        found = (await office.get("/procedures?find=khai sinh&field=2", "guidance")).json()["results"]
        assert found[0]["code"] == COPY.code
        assert "Công an tỉnh" in (await office.get("/procedures?find=ho chieu")).json()["hint"]


async def test_the_search_wants_a_token_and_a_text(tmp_path: Path) -> None:
    """Nobody asks without a token, and nothing is found for nothing."""
    async with asked(tmp_path, PLAN) as office:
        assert (await office.get("/procedures?find=a", None)).status_code == 401
        assert (await office.get("/procedures")).status_code == 422
        assert (await office.get(f"/procedures?find={'a' * 500}")).status_code == 422
