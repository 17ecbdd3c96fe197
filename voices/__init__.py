"""The voice that is shipped, and the kiosk's guidance: a folder for each language, with its clips."""

from pathlib import Path

SHIPPED = "espeak"
GUIDANCE = "guidance"


def shipped_voice() -> Path:
    """The folder of the shipped voice; it has one folder for each language."""
    return Path(__file__).parent / SHIPPED


def shipped_guidance() -> Path:
    """The folder of the clips that explain the kiosk's pages; it has one folder for each language."""
    return Path(__file__).parent / GUIDANCE
