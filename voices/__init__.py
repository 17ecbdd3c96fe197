"""The voice that is shipped: a folder for each language, with its manifest and clips."""

from pathlib import Path

SHIPPED = "espeak"


def shipped_voice() -> Path:
    """The folder of the shipped voice; it has one folder for each language."""
    return Path(__file__).parent / SHIPPED
