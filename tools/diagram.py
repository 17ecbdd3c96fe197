"""Draws the table of transitions into docs/architecture.md, where a test compares the two."""

from pathlib import Path

from ticketing.events import TicketLapsed
from ticketing.tickets import TRANSITIONS, TicketState, may

ARCHITECTURE = Path(__file__).parent.parent / "docs" / "architecture.md"
BEGIN = "<!-- transitions:begin -->"
END = "<!-- transitions:end -->"
ENDED = "[*]"


def diagram() -> str:
    """The table as a mermaid state diagram; events that lead the same way share an arrow."""
    arrows: dict[tuple[str, str], list[str]] = {}
    for (source, event), targets in TRANSITIONS.items():
        for target in targets:
            arrows.setdefault((_name(source), _name(target)), []).append(event.__name__)
    lines = [
        f"    {source} --> {target}: {'<br>'.join(events)}" for (source, target), events in arrows.items()
    ]
    ends = [f"    {_name(state)} --> {ENDED}" for state in TicketState if not may(state, TicketLapsed)]
    return "\n".join(("```mermaid", "stateDiagram-v2", *lines, *ends, "```"))


def _name(state: TicketState | None) -> str:
    return state.name.lower() if state else ENDED


def with_diagram(page: str) -> str:
    """The page with the diagram between its marks; raises ValueError where they are missing."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{ARCHITECTURE.name} lacks the marks {BEGIN} and {END}")
    return f"{before}{BEGIN}\n{diagram()}\n{END}{after}"


def main() -> None:
    """Writes the diagram into the page."""
    page = ARCHITECTURE.read_text(encoding="utf-8")
    ARCHITECTURE.write_text(with_diagram(page), encoding="utf-8")


if __name__ == "__main__":
    main()
