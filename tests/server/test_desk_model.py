"""The desk's model over HTTP: keys, questions, commands and sentences in both languages."""

import json
from typing import Any

import httpx
from starlette.applications import Starlette

from server.media import MediaFolder
from server.web_files import web_routes
from ticketing.desk.keys import KEYS
from ticketing.desk.questions import QUESTIONS
from ticketing.desk.verbs import VERB_OF, wire_name


def _shape(value: Any) -> Any:
    """A value with "" for every text, by which two languages are compared."""
    if isinstance(value, dict):
        return {name: _shape(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_shape(each) for each in value]
    return "" if isinstance(value, str) else value


async def test_the_model_is_served_without_a_token_and_kept_by_browsers() -> None:
    """Whoever has it gets 304; both languages have the same keys, questions, commands and sentences."""
    transport = httpx.ASGITransport(Starlette(routes=web_routes(MediaFolder(None))))
    async with httpx.AsyncClient(transport=transport, base_url="http://office") as http:
        answer = await http.get("/web/desk.json")
        again = await http.get("/web/desk.json", headers={"If-None-Match": answer.headers["etag"]})
    assert answer.headers["content-type"] == "application/json"
    assert (again.status_code, again.content) == (304, b"")
    model = json.loads(answer.content)
    assert set(model) == {"vi", "en"}
    assert _shape(model["vi"]) == _shape(model["en"])
    named = [key["name"] for group in model["vi"]["groups"] for key in group["keys"]]
    assert named == [key.name for key in KEYS]
    assert set(model["vi"]["questions"]) == {question.key for question in QUESTIONS}
    assert set(model["vi"]["verbs"]) == {wire_name(kind) for kind in VERB_OF}


async def test_sentences_keep_the_names_that_the_page_fills_in() -> None:
    """The number of a done press stands where each language has it."""
    transport = httpx.ASGITransport(Starlette(routes=web_routes(MediaFolder(None))))
    async with httpx.AsyncClient(transport=transport, base_url="http://office") as http:
        model = (await http.get("/web/desk.json")).json()
    assert model["en"]["verbs"]["next-matter"]["done"] == "Number {number} goes on with the next field."
    assert model["vi"]["verbs"]["next-matter"]["done"] == "Số {number} tiếp tục với lĩnh vực tiếp theo."
    assert model["vi"]["words"]["state.called"] == "Đang gọi"
