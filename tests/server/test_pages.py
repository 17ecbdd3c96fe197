"""The plain pages: what runs here, the citizen's own page, and health."""

from importlib.metadata import version
from pathlib import Path

from server.pages import REFRESH_SECONDS
from tests.server.serving import Asked, asked
from tests.ticketing.plans import FIELDS, office_hours, plan_with
from ticketing.plan import CounterPlan, Field, Name, Procedure


async def tracked(office: Asked, field: str = "1") -> str:
    """The path of the page of a new ticket."""
    path = (await office.post("/tickets", {"field": field})).json()["track"]
    assert isinstance(path, str)
    return path


async def test_the_front_page_names_the_office_its_pages_and_the_api(office: Asked) -> None:
    """`/` says in Vietnamese and English what runs here and links to the API's document."""
    page = await office.http.get("/")
    assert page.status_code == 200
    assert "Máy chủ lấy số của cơ quan đang chạy." in page.text
    for address in ("api/v1/openapi.json", "desk", "board", "kiosk", "start.html"):
        assert f'href="{address}"' in page.text


async def test_the_pages_say_what_the_boards_say_of_opening_hours(tmp_path: Path) -> None:
    """The front page why none can be taken and when again, the page of a waiting number at lunch too."""
    async with asked(tmp_path, office_hours()) as office:
        assert "Đang cấp số.<small" in (await office.http.get("/")).text
        path = await tracked(office)
        office.clock.forward(hours=4)
        for address in ("/", path):
            page = (await office.http.get(address)).text
            assert "Đang nghỉ trưa. Tiếp nhận trở lại lúc 13:30 chiều nay, thứ Hai 23/11." in page
            assert "Lunch break. We open again at 13:30 this afternoon, Monday 23/11." in page
        office.clock.forward(hours=2)
        assert "Tiếp nhận trở lại" not in (await office.http.get(path)).text


async def test_the_kiosk_s_door_says_how_it_is_set_up(office: Asked) -> None:
    """The commands have the address by which the server was reached, behind a reverse proxy too."""
    headers = {"Host": "xa.vn", "X-Forwarded-Proto": "https", "X-Forwarded-Prefix": "/motcua"}
    page = await office.http.get("/kiosk", headers=headers)
    assert "motcua kiosk --server https://xa.vn/motcua --token-file kiosk.token" in page.text
    assert "motcua kiosk --server http://office " in (await office.http.get("/kiosk")).text


async def test_the_start_page_is_a_file_that_knows_its_server(office: Asked) -> None:
    """It is to be kept, holds the address that was asked, and hands its query to the board."""
    page = await office.http.get('/start.html?name=hall&zone="x')
    assert page.headers["content-disposition"] == 'attachment; filename="motcua-start.html"'
    assert 'data-server="http://office" data-query="name=hall&amp;zone=%22x"' in page.text
    assert (await office.http.get("/start.html", headers={"Host": '"><script>'})).status_code == 400
    assert (await office.http.get("/healthz")).headers["access-control-allow-origin"] == "*"


async def test_a_waiting_citizen_sees_number_field_and_who_is_ahead(office: Asked) -> None:
    """The page behind the QR code shows the number, the field in both languages, and how many come before."""
    await tracked(office)
    page = await office.http.get(await tracked(office))
    assert '<p class="number">1002</p>' in page.text
    assert 'Chứng thực<small lang="en">Certification</small>' in page.text
    assert "Số người chờ trước: 1" in page.text
    assert "Đang chờ gọi" in page.text
    assert f'<meta http-equiv="refresh" content="{REFRESH_SECONDS}">' in page.text


async def test_the_papers_of_the_chosen_procedure_are_on_the_page(tmp_path: Path) -> None:
    """All of them, under its name, with what has to be said of the list; not once the visit is over."""
    papers = tuple(f"Giấy tờ <{place}>" for place in range(1, 10))
    procedure = Procedure("1.001193", "1", "Đăng ký khai sinh", papers=papers)
    plan = plan_with(procedures=(procedure,), procedures_note=Name("Cần kiểm tra"))
    async with asked(tmp_path, plan) as office:
        body = {"field": "1", "procedure": procedure.code}
        path = (await office.post("/tickets", body)).json()["track"]
        page = (await office.http.get(path)).text
        assert "Đăng ký khai sinh" in page
        assert "Giấy tờ cần có" in page
        assert "<li>Giấy tờ &lt;9&gt;</li>" in page
        assert "Cần kiểm tra" in page
        await office.post("/tickets/1001/cancel")
        assert "Giấy tờ cần có" not in (await office.http.get(path)).text


async def test_a_called_citizen_sees_the_counter(office: Asked) -> None:
    """Once called, the page names the counter; served, it no longer renews itself."""
    path = await tracked(office)
    await office.post("/counters/3/open", {"clerk": "Hoa"})
    await office.post("/counters/3/next")
    assert "Mời ông/bà đến quầy số 3" in (await office.http.get(path.lower())).text
    await office.post("/counters/3/finish")
    served = (await office.http.get(path)).text
    assert "Đã giải quyết xong" in served
    assert 'http-equiv="refresh"' not in served


async def test_a_called_citizen_is_sent_to_the_room_of_the_counter(tmp_path: Path) -> None:
    """Counter 3 is window 5 to whoever reads the page, and room 201 to whoever is refused there."""
    counters = (
        CounterPlan(3, Name("Hộ tịch"), "", ("1",), "window", "5"),
        CounterPlan(4, Name("Phòng 201"), "", ("2", "3")),
    )
    async with asked(tmp_path, plan_with(counters=counters)) as office:
        path = await tracked(office)
        await office.post("/counters/3/open", {"clerk": "Hoa"})
        await office.post("/counters/3/next")
        page = (await office.http.get(path)).text
        assert "Mời ông/bà đến cửa số 5" in page
        assert "Please come to window 5" in page
        refused = (await office.post("/counters/4/next")).json()
        assert refused["message"] == "Room 201 is closed. Open it first."


async def test_every_state_has_its_words(office: Asked) -> None:
    """Parked, missed, cancelled: each state is said in words."""
    path = await tracked(office)
    await office.post("/counters/1/open", {"clerk": "Hoa"})
    await office.post("/counters/1/next")
    await office.post("/counters/1/park")
    assert "Đang tạm gác" in (await office.http.get(path)).text
    await office.post("/counters/1/call", {"number": "1001"})
    await office.post("/counters/1/no-show")
    assert "Quá lượt gọi" in (await office.http.get(path)).text
    await office.post("/tickets/1001/cancel")
    assert "Đã hủy số" in (await office.http.get(path)).text


async def test_pages_load_nothing_from_elsewhere(office: Asked) -> None:
    """The policy allows only the page's own style, and the page asks for nothing else."""
    page = await office.http.get(await tracked(office))
    policy = page.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "http://" not in page.text
    assert "https://" not in page.text
    assert page.headers["referrer-policy"] == "no-referrer"
    assert page.headers["cache-control"] == "no-store"


async def test_a_guessed_token_shows_no_ticket(office: Asked) -> None:
    """A token of no ticket, a number, and any other address are 404 in the same look."""
    await tracked(office)
    for path in ("/t/1001", "/t/XXXX", "/t/", "/elsewhere", "/t/%00%ff", "/t/%0a"):
        page = await office.http.get(path)
        assert page.status_code == 404
        assert "Không có gì tại địa chỉ này." in page.text


async def test_a_ticket_of_yesterday_is_gone(office: Asked) -> None:
    """When the service day has turned, yesterday's page is 404."""
    path = await tracked(office)
    office.clock.forward(days=1)
    assert (await office.post("/tickets", {"field": "1"})).json()["number"] == "1001"
    assert (await office.http.get(path)).status_code == 404


async def test_names_from_the_office_file_are_text(tmp_path: Path) -> None:
    """A field's name with HTML in it is shown, not interpreted."""
    fields = (Field("1", Name("<script>alert(1)</script>", '"&"'), "1"), *FIELDS[1:])
    async with asked(tmp_path, plan_with(fields=fields, names=(Name("<b>Xã</b>"),))) as office:
        page = await office.http.get(await tracked(office))
        assert "<script>" not in page.text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text
        assert "<h1>&lt;b&gt;Xã&lt;/b&gt;</h1>" in page.text


async def test_a_wrong_method_is_told_the_right_ones(office: Asked) -> None:
    """An address that is only read says so, instead of that there is nothing."""
    for address in ("/healthz", "/metrics", "/board", "/", "/t/TRACK"):
        refused = await office.http.post(address, content=b"x")
        assert (refused.status_code, set(refused.headers["Allow"].split(", "))) == (405, {"GET", "HEAD"}), (
            address
        )
        assert refused.json()["error"] == "method-not-allowed"
    assert (await office.http.post("/nowhere")).status_code == 404
    assert (await office.http.get("/healthz/")).status_code == 404


async def test_health_names_version_and_position(office: Asked) -> None:
    """/healthz is 200 with the product's version and the journal's position."""
    await office.post("/tickets", {"field": "1"})
    health = await office.http.get("/healthz")
    assert health.status_code == 200
    assert health.json() == {
        "status": "ok",
        "version": version("motcua"),
        "position": office.services.desk.position,
    }
