"""A small office file for tests, and ways to change it."""

from offices.parsing import OfficeFileError, parse_office_file

SMALL = """\
code = "nho"
names = [
    { vi = "UBND xã Nhỏ", en = "Small Commune" },
]
address = "Xã Nhỏ"
time_zone = "Asia/Ho_Chi_Minh"

[hours]
monday = "07:30-11:30, 13:30-17:00"
tuesday = ""
wednesday = ""
thursday = ""
friday = ""
saturday = ""
sunday = ""

[[holidays]]
day = 2026-11-24
vi = "Ngày Văn hóa Việt Nam"

[[extra_days]]
day = 2026-11-28
hours = "07:30-11:30"

[[fields]]
code = "1"
vi = "Hộ tịch"
prefix = "1"

[[fields]]
code = "2"
vi = "Chứng thực"
prefix = "2"
first = 1
last = 999
daily_quota = 120

[[counters]]
number = 1
vi = "Quầy chung"
fields = ["1", "2"]

[[priority_classes]]
code = "age-80"
vi = "Người từ đủ 80 tuổi"
rank = 0

[calling]
policy = "strict"

[rules]
next_finishes = false

[slip]
lines = [{ vi = "Đường dây nóng: 1022" }]
session = false
copies = 2
public_address = "http://192.168.1.10:8700/"

[[procedures]]
code = "1.001193"
field = "1"
name = "Đăng ký khai sinh"
"""


def changed(old: str, new: str, text: str = SMALL) -> str:
    """`text` with the only or first `old` replaced."""
    assert old in text
    return text.replace(old, new, 1)


def line_where(text: str, part: str) -> int:
    """The number of the last line that holds `part`."""
    found = [number for number, line in enumerate(text.splitlines(), 1) if part in line]
    return found[-1]


def refusal_of(text: str, name: str = "nho.toml") -> OfficeFileError | None:
    """The mistake for which `text` is refused, if it is."""
    try:
        parse_office_file(text, name)
    except OfficeFileError as mistake:
        return mistake
    return None


def mistake_in(text: str, name: str = "nho.toml") -> OfficeFileError:
    """The mistake for which `text` is refused."""
    mistake = refusal_of(text, name)
    assert mistake is not None
    return mistake
