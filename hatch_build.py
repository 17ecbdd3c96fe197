"""Compiles the translation catalogues before the project is packed or installed."""

from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CATALOGUES = "wording/locale/*/LC_MESSAGES/*.po"


def compile_catalogues(root: Path) -> list[Path]:
    """Writes a .mo beside every .po that is newer than it, and returns those written.

    Raises babel's PoFileError where a catalogue is malformed.
    """
    written = []
    for source in sorted(root.glob(CATALOGUES)):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        with source.open("rb") as file:
            catalogue = read_po(file, abort_invalid=True)
        compiled = BytesIO()
        write_mo(compiled, catalogue)
        # A process that reads the catalogue meanwhile sees the old one or the new one, whole.
        unfinished = target.with_suffix(".mo.new")
        unfinished.write_bytes(compiled.getvalue())
        unfinished.replace(target)
        written.append(target)
    return written


class CatalogueBuildHook(BuildHookInterface[Any]):
    """Hatchling runs this for wheels, source archives and editable installs alike."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        """Compiles what is stale under the project's root."""
        compile_catalogues(Path(self.root))
