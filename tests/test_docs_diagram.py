"""The diagram in the docs is the table in the code."""

import re

import pytest

from ticketing.tickets import TRANSITIONS
from tools.diagram import ARCHITECTURE, BEGIN, END, diagram, with_diagram


def test_the_diagram_in_the_docs_is_the_table() -> None:
    """docs/architecture.md holds the diagram of TRANSITIONS; python -m tools.diagram writes it."""
    page = ARCHITECTURE.read_text(encoding="utf-8")
    assert with_diagram(page) == page


def test_every_transition_is_an_arrow() -> None:
    """Each row and target of the table is in the diagram, and nothing else but how a day ends."""
    drawn = {
        (source, event, target)
        for source, target, events in re.findall(r"^ +(\S+) --> (\S+): (\S+)$", diagram(), re.MULTILINE)
        for event in events.split("<br>")
    }
    assert drawn == {
        (source.name.lower() if source else "[*]", event.__name__, target.name.lower())
        for (source, event), targets in TRANSITIONS.items()
        for target in targets
    }
    ends = set(re.findall(r"^ +(\S+) --> \[\*\]$", diagram(), re.MULTILINE))
    assert ends == {"served", "no_show", "cancelled", "lapsed"}


def test_the_rest_of_the_page_is_left_alone() -> None:
    """Only what stands between the marks is replaced."""
    page = with_diagram(f"# Title\n{BEGIN}\nold\n{END}\nmore\n")
    assert page == f"# Title\n{BEGIN}\n{diagram()}\n{END}\nmore\n"


@pytest.mark.parametrize("page", ["", BEGIN, END, f"{END} {BEGIN}"])
def test_a_page_without_its_marks_is_not_written(page: str) -> None:
    """Where a mark is missing nothing is guessed."""
    with pytest.raises(ValueError, match="lacks the marks"):
        with_diagram(page)
