"""Every command line in the README and the docs is one that the program understands."""

import re
import shlex
from pathlib import Path

import pytest
from click import Context, Group

from motcua.main import build_main
from wording import load

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
COMMANDS = [
    (page.name, line.split("motcua ", 1)[1])
    for page in PAGES
    for block in re.findall(r"```(?:sh|ini)\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    for line in block.splitlines()
    if re.search(r"(^|/bin/)motcua [a-z]", line.strip())
]


@pytest.mark.parametrize(("page", "line"), COMMANDS, ids=lambda value: str(value)[:40])
def test_a_command_on_a_page_is_understood(page: str, line: str) -> None:
    """Its name, its options and their kinds are those of the program."""
    main = build_main(load("en"))
    words = shlex.split(re.split(r"\s[>#|]", line)[0])
    command = main.get_command(Context(main), words[0])
    assert command is not None, f"{page}: motcua {words[0]}"
    if isinstance(command, Group):
        command = command.get_command(Context(command), words[1])
        assert command is not None, f"{page}: motcua {words[0]} {words[1]}"
    options = {option for parameter in command.params for option in parameter.opts}
    for word in words[1:]:
        if word.startswith("--"):
            assert word in options, f"{page}: motcua {line}"


def test_the_readme_shows_every_command() -> None:
    """A newcomer meets each command on the first page."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    main = build_main(load("en"))
    for name in main.list_commands(Context(main)):
        assert re.search(rf"motcua {name}\b", readme), name


def test_every_picture_and_link_of_the_readme_is_there() -> None:
    """No link of the first page leads nowhere."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)", readme):
        assert (ROOT / target).exists(), target
