"""Vietnamese words of several syllables, which no line of paper parts: văn hoá, kinh doanh, hợp tác xã."""

import re
from collections.abc import Iterator

SYLLABLES_MAX = 4

_TEXT = """
an toàn, an táng, ban hành, biên bản, biên giới, biến động, buổi chiều, buổi sáng, bàn hướng dẫn, báo cáo,
bản chính, bản sao, bảo hiểm, bảo hiểm y tế, bảo trợ, bảo vệ, bất động sản, bằng cấp, bằng khen, bệnh binh,
bệnh viện, bồi thường, bổ sung, cam kết, cam đoan, chi nhánh, chi phí, chi trả, chung cư, chuyển mục đích,
chuyển nhượng, chuyển đổi, chính quyền, chính sách, chính trị, chăm sóc, chấm dứt, chỉ định, chờ trước,
chủ hộ, chủ tịch, chứng cứ, chứng minh, chứng nhận, chứng sinh, chứng thực, chứng tử, cá nhân, cách mạng,
cán bộ, công an, công chức, công chứng, công cộng, công dân, công lập, công nhân, công nhận, công trình,
căn cước, cơ quan, cơ sở, cư trú, cải chính, cấp lại, cấp phép, cấp xã, cộng đồng, danh mục, di chuyển,
di chúc, di sản, di tích, doanh nghiệp, du lịch, dân cư, dân quân, dân sự, dân tộc, dịch vụ, dự kiến,
dự thảo, gia hạn, gia đình, giao dịch, giám hộ, giám sát, giám định, giáo dục, giáo viên, giải quyết,
giải thể, giảm nghèo, giấy khai sinh, giấy phép, giấy tờ, giấy tờ tuỳ thân, hiện trạng, hiệu lực, hiệu đính,
hoà giải, hoàn cảnh, hoạt động, hy sinh, hàng tháng, hành chính, hành chính công, hòa giải, hôn nhân,
hưu trí, hướng dẫn, hạn mức, hằng năm, học bạ, học sinh, học tập, hồ sơ, hỗ trợ, hộ chiếu, hộ gia đình,
hộ khẩu, hộ kinh doanh, hộ tịch, hợp pháp, hợp tác, hợp tác xã, hợp đồng, khai báo, khai sinh, khai tử,
khen thưởng, khiếu nại, khu vực, khuyết tật, khám bệnh, kháng chiến, kinh doanh, kinh tế, kiến nghị,
kiểm tra, kê khai, kế hoạch, kế toán, kết hôn, kết hợp, kết nối, kết quả, lao động, liên hiệp, liên quan,
liên thông, liền kề, liệt sĩ, làm chứng, lâm nghiệp, lãnh đạo, lý lịch, lĩnh vực, lưu trú, lưu động, lấy số,
lệ phí, lịch sử, lực lượng, mai táng, minh hoạ, minh họa, môi trường, mất mạng, mầm non, mẫu giáo, mục đích,
nghĩa trang, nghĩa vụ, nghề nghiệp, nghệ nhân, ngoại kiều, ngoại ngữ, ngân hàng, người có công, người dân,
người làm chứng, nhiệm vụ, nhà nước, nhà ở, nhân dân, nhân thân, nhận lại, nuôi con nuôi, nuôi dưỡng,
nông nghiệp, nông thôn, nước ngoài, nội dung, pháp luật, pháp lý, phát triển, phòng cháy, phòng chống,
phương án, phản ánh, phổ biến, phổ thông, phụ nữ, phụ trách, phục vụ, quy hoạch, quy định, quyết định,
quyền lợi, quyền sở hữu, quyền sử dụng, quá lượt, quân nhân, quân sự, quản lý, quốc gia, quốc tế, quốc tịch,
riêng lẻ, sai sót, sinh hoạt, sáp nhập, sơ đồ, số thứ tự, sổ hồng, sở hữu, sở tại, sức khoẻ, sức khỏe,
sử dụng, sử dụng đất, sửa chữa, tai nạn, tham gia, tham khảo, thanh niên, thanh toán, thay thế, thay đổi,
theo dõi, thi đua, thiên tai, thiết kế, thiệt hại, thoả thuận, thu hồi, thuê đất, thuỷ lợi, thành lập,
thành phố, thành tích, thành viên, thân nhân, thông báo, thông tin, thương binh, thường trú, thường xuyên,
thẩm quyền, thẩm tra, thẩm định, thế chấp, thể dục, thể thao, thị trấn, thị xã, thủ tục, thừa kế, tiếp cận,
tiếp nhận, tiếp tục, tiểu học, toàn thân, tranh chấp, trung học, trung tâm, truyền thống, trước mặt,
trước đây, trường hợp, trả kết quả, trẻ em, trở lại, trợ cấp, trợ giúp, trụ sở, trực tiếp, trực tuyến,
tuyển sinh, tuỳ thân, tài chính, tài khoản, tài liệu, tài sản, tách thửa, tên gọi, tình trạng, tín ngưỡng,
tôn giáo, tùy thân, tư pháp, tư vấn, tạm ngừng, tạm trú, tạm vắng, tập trung, tặng cho, tố cáo, tốt nghiệp,
tổ chức, tổ hợp tác, tổng hợp, uỷ ban, uỷ quyền, vay vốn, viên chức, việc làm, vui lòng, vùng dân tộc,
văn bản, văn bằng, văn hoá, văn hóa, văn phòng, vũ trang, vệ sinh, xe máy, xoá nghèo, xác minh, xác nhận,
xác định, xây dựng, xã hội, xếp hạng, xử lý, y tế, yêu cầu, yếu tố, điều chỉnh, điều kiện, điện thoại,
điện tử, đánh giá, đình chỉ, đăng ký, đơn vị, đường dây nóng, đại diện, đất đai, đề nghị, địa bàn,
địa chính, địa chỉ, địa phương, địa điểm, định danh, đối tượng, độ tuổi, độc hại, độc lập, độc thân,
động sản, ưu tiên, ưu đãi, ủy ban, ủy quyền
"""
_COMPOUNDS = frozenset(" ".join(word.split()) for word in _TEXT.split(","))
_OPENING, _CLOSING = '(["“‘', ')]"”’,.;:!?…'
_FIGURES = re.compile(r"[0-9]+")


def together(words: list[str]) -> Iterator[list[str]]:
    """The words of a text in runs that stay on one line: compounds, and a figure with what it counts."""
    at = 0
    while at < len(words):
        length = next(
            (size for size in range(SYLLABLES_MAX, 1, -1) if _is_one(words[at : at + size], size)), 1
        )
        yield words[at : at + length]
        at += length


def _is_one(words: list[str], size: int) -> bool:
    if len(words) < size:
        return False
    if size == 2 and _FIGURES.fullmatch(words[0]):
        return words[1][0].isalpha()
    text = " ".join([words[0].lstrip(_OPENING), *words[1:-1], words[-1].rstrip(_CLOSING)])
    return text.casefold() in _COMPOUNDS
