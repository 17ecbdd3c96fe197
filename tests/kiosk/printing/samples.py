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
LISTED = (
    "Tờ khai đăng ký khai sinh (theo mẫu)",
    "Giấy chứng sinh (bản chính)",
    "Giấy tờ chứng minh việc sinh của người làm chứng, nếu không có giấy chứng sinh",
    "Căn cước hoặc hộ chiếu của người đi đăng ký",
    "Giấy chứng nhận kết hôn của cha mẹ, nếu đã kết hôn",
    "Văn bản uỷ quyền, nếu đi đăng ký thay",
)
MARKS = "ỆỘỰ Ẵg ẬẸỴ Ễy ỌỢỊ Ổ ỘỤ Ẳp ẶỆ Ữj ỰẠ Ỗq ẬỘ Ẫ ỢỆ Ỡ"


def slip(
    number: str = "1001", field_name: str = "Bảo trợ xã hội, người có công", *, marked: bool = False
) -> Slip:
    return Slip(
        number=number,
        field_name=field_name,
        office_lines=("UBND xã Mộc Châu", "Trung tâm Phục vụ hành chính công"),
        priority_mark="ƯU TIÊN" if marked else "",
        copy_mark="BẢN IN LẠI" if marked else "",
        where_line="Nơi phục vụ: Quầy 1–4",
        wait_line="Chờ trước: 12 người · khoảng 25 phút",
        time_line="08:15 ngày 23/11/2026 · chỉ dùng buổi sáng",
        qr_text=TRACK,
        qr_caption="Quét mã để theo dõi lượt gọi",
        missed_line="Gọi lại 3 lần; lỡ lượt xin báo bàn hướng dẫn",
        help_line="Hỗ trợ: 0212 3866 111",
    )


def full_slip(field_name: str = "Hộ tịch", *, marked: bool = False) -> Slip:
    """A slip with everything that an office may put on one."""
    return replace(
        slip(field_name=field_name, marked=marked),
        procedure="Đăng ký khai sinh",
        late_line="Số cấp khi mất mạng, được gọi theo giờ lấy số 08:15",
        papers_title="Giấy tờ cần có",
        papers=LISTED,
        papers_more="Xem thêm trên điện thoại",
        papers_note="Danh mục minh hoạ, cơ quan cần kiểm tra",
        extra_lines=("Phiếu có giá trị trong buổi",),
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
