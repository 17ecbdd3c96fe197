"""What lies in web/ runs on televisions since 2019, and is what its origins say."""

import re
from hashlib import sha256
from pathlib import Path

import pytest

WEB = Path(__file__).parents[2] / "web"
SCRIPTS = sorted(path for path in WEB.rglob("*.js") if path.parent.name != "vendor")
LINES_MAX = 400
LETTERS_MAX = 110
ICON_PATH = re.compile(r' +([a-z]+: )?"M[0-9A-Za-z. -]+",')
# What Chromium 63 lacks, or Chromium 69 in flex boxes; a newer syntax is found by tools/check_engines.mjs.
NEWER_SCRIPT = re.compile(
    r"\.(replaceAll|at|flat|flatMap|matchAll|allSettled|fromEntries|hasOwn)\("
    r"|\b(globalThis|structuredClone|BigInt|queueMicrotask|AbortController)\b"
)
NEWER_STYLE = re.compile(
    r"(?<![\w-])gap\s*:|row-gap\s*:|(?<!grid-)column-gap\s*:|\binset\b|clamp\(|\bmin\(|\bmax\(|aspect-ratio|:has\(|:is\("
    r"|:where\(|[ds]v[hw]\b|@layer|@container|^\s*&|place-items|\bcontain\s*:|:focus-visible",
    re.MULTILINE,
)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: str(path.relative_to(WEB)))
def test_scripts_are_of_2017_short_and_say_what_they_are(script: Path) -> None:
    """No script calls what Chromium 63 lacks, none is long, each begins with a sentence."""
    text = script.read_text(encoding="utf-8")
    code = re.sub(r"//.*|\"[^\"\n]*\"", "", text)
    assert [found[0] for found in NEWER_SCRIPT.finditer(code)] == []
    assert text.count("\n") <= LINES_MAX
    assert text.startswith("// ")


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: str(path.relative_to(WEB)))
def test_no_line_of_a_script_is_longer_than_in_the_rest_of_the_house(script: Path) -> None:
    """A line has 110 letters at most, markup included; the drawn paths of icons are data."""
    lines = script.read_text(encoding="utf-8").split("\n")
    assert [line for line in lines if len(line) > LETTERS_MAX and not ICON_PATH.fullmatch(line)] == []


def test_styles_are_of_2017() -> None:
    """No style sheet uses what old engines lack."""
    for sheet in WEB.glob("*.css"):
        text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert [found[0] for found in NEWER_STYLE.finditer(text)] == []
        assert not re.search(r"\{[^{}]*\{[^{}]*\{[^{}]*\{", text), "nesting"


def test_the_board_names_its_scripts_beforehand() -> None:
    """The page asks for every script that board.js needs at once, and not for one after the other."""
    needed = [WEB / "board.js"]
    found: set[str] = set()
    while needed:
        script = needed.pop()
        names = re.findall(r' from "(\.[^"]+)";$', script.read_text(encoding="utf-8"), re.MULTILINE)
        new = {(script.parent / name).resolve() for name in names}
        needed += [path for path in new if str(path.relative_to(WEB)) not in found]
        found |= {str(path.relative_to(WEB)) for path in new}
    page = (WEB / "board.html").read_text(encoding="utf-8")
    assert set(re.findall(r'rel="modulepreload" href="web/(.+)"', page)) == found


def test_pages_name_no_other_server() -> None:
    """Nothing in web/ has an address of another server, and texts are never made into HTML."""
    for path in (*SCRIPTS, *WEB.glob("*.css"), *WEB.glob("*.html")):
        text = path.read_text(encoding="utf-8")
        assert re.search(r"https?://|\bsrc=\"//", text) is None, path.name
        assert re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(", text) is None, (
            path.name
        )


def test_pages_find_their_server_beside_themselves() -> None:
    """Behind a proxy the server may begin at /motcua/: nothing is asked for at the root of the host."""
    for path in (*SCRIPTS, *WEB.glob("*.css"), *WEB.glob("*.html")):
        text = path.read_text(encoding="utf-8")
        assert re.search(r"""(href|src)="/|url\(["']?/|import\(?"?/|from "/""", text) is None, path.name
        fetched = re.findall(
            r"(?<![.\w])fetch\((?!atServer\(|location\.pathname)(.*)", re.sub(r"//.*", "", text)
        )
        assert fetched == [], path.name
        assert "location.host" not in text, path.name


def test_letters_are_what_their_origin_says() -> None:
    """Each font has the hash that ORIGIN gives, and all are listed."""
    origin = (WEB / "ORIGIN").read_text(encoding="utf-8")
    listed = dict(re.findall(r"^([0-9a-f]{64})  (\S+)$", origin, re.MULTILINE))
    found = {
        sha256(path.read_bytes()).hexdigest(): path.name for path in (*WEB.glob("*.woff2"), WEB / "OFL.txt")
    }
    assert listed == found
