"""Slips as an office would print them, and as hard as they come."""

from base64 import b64encode
from dataclasses import replace
from io import BytesIO

from PIL import Image, ImageDraw

from kiosk.printing.slip import Slip

TRACK = "http://192.168.1.10:8700/t/7K3MGQ2H"
LONG_FIELDS = (
    "Đăng ký biến động quyền sử dụng đất, tài sản gắn liền với đất do thừa kế, tặng cho",
    "Xác nhận tình trạng khuyết tật, trợ giúp xã hội thường xuyên tại cộng đồng và hỗ trợ chi phí mai táng",
    "ĐĂNG KÝ THÀNH LẬP, THAY ĐỔI, TẠM NGỪNG VÀ CHẤM DỨT HOẠT ĐỘNG CỦA HỘ KINH DOANH, TỔ HỢP TÁC, HỢP TÁC XÃ",
    "Hộ tịch, chứng thực; " * 4 + "Nghiêngnghiêngnghiêngnghiêngnghiêngnghiêngnghiêng",
)
MARKS = "ỆỘỰ Ẵg ẬẸỴ Ễy ỌỢỊ Ổ ỘỤ Ẳp ẶỆ Ữj ỰẠ Ỗq ẬỘ Ẫ ỢỆ Ỡ"


def slip(
    number: str = "1001", field_name: str = "Bảo trợ xã hội, người có công", *, marked: bool = False
) -> Slip:
    return Slip(
        title="PHIẾU SỐ THỨ TỰ",
        number=number,
        field_name=field_name,
        office_lines=("UBND XÃ MỘC CHÂU", "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG"),
        priority_mark="ƯU TIÊN" if marked else "",
        copy_mark="BẢN IN LẠI" if marked else "",
        ahead_line="Số người chờ trước: 12",
        time_line="Giờ lấy số: 08:15 ngày 23/11/2026",
        session_line="Buổi: Sáng",
        qr_text=TRACK,
        qr_caption="Quét mã để theo dõi lượt gọi",
        foot_lines=("Vui lòng giữ phiếu và chờ gọi số. Xin cảm ơn!",),
    )


def full_slip(field_name: str = "Hộ tịch", *, marked: bool = False) -> Slip:
    """A slip with everything that an office may put on one."""
    return replace(
        slip(field_name=field_name, marked=marked),
        expected_line="Dự kiến chờ: khoảng 25 phút",
        missed_line="Gọi lại tối đa 3 lần; quá lượt vui lòng báo quầy hướng dẫn",
        extra_lines=("Đường dây nóng: 0212 3866 111", "Phiếu có giá trị trong buổi"),
        logo=drawn_logo(),
    )


def drawn_logo(width: int = 200, height: int = 120) -> str:
    """A plain logo, as an office file's loader makes one of a picture."""
    logo = Image.new("1", (width, height), 1)
    pen = ImageDraw.Draw(logo)
    pen.ellipse((4, 4, width - 5, height - 5), outline=0, width=6)
    pen.polygon(((width // 2, 20), (width - 50, height - 25), (50, height - 25)), fill=0)
    png = BytesIO()
    logo.save(png, format="PNG")
    return b64encode(png.getvalue()).decode("ascii")
