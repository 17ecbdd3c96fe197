"""A catalogue for the kiosk's tests, with papers and without, and one name as long as names get."""

from dataclasses import replace

from tests.kiosk.front_door import PLAN
from ticketing.plan import Name, Procedure

LONG_NAME = ("Thủ tục xác định lại mức độ khuyết tật và cấp đổi, cấp lại giấy xác nhận " * 5)[:294]
PAPERS = ("Giấy thứ nhất", "Giấy thứ hai", "Giấy thứ ba")
MANY_PAPERS = tuple(f"{('Giấy xác nhận có dấu và chữ ký ' * 7)[:190]} số {place}" for place in range(1, 10))
SOURCE = "Luật Hộ tịch 2014, Điều 16"
NOTE = Name("Danh mục minh hoạ", "An illustrative list")
PROCEDURES = (
    Procedure("1.001193", "1", "Đăng ký khai sinh", "trong ngày", "0", papers=PAPERS, source=SOURCE),
    Procedure("1.000894", "1", "Đăng ký kết hôn", "5"),
    Procedure("2.000815", "2", "Chứng thực bản sao", "trong ngày", "2000"),
    Procedure("2.000986", "1", "Liên thông khai sinh, thường trú", "3", "", "interlinked"),
    Procedure("1.004222", "7", "Đăng ký thường trú", "7", "20000/lần"),
    Procedure("1.999999", "5", LONG_NAME, "30 ngày lịch"),
    Procedure("1.888888", "5", LONG_NAME[:290], "5", papers=MANY_PAPERS),
)
CATALOGUE_PLAN = replace(PLAN, procedures=PROCEDURES, procedures_note=NOTE)
