"""A file of the data folder that can't be used: told to staff and to the log once, until it can be again."""

import logging
from pathlib import Path
from typing import Literal

from server.staff_warnings import StaffWarnings
from ticketing.sentences import ToldError, in_words, one_line

PROBLEM_LENGTH_MAX = 120

log = logging.getLogger(__name__)

Use = Literal["read", "written"]


class FileTrouble:
    """What is known of one file; `sentence` says what it means, with {file} and {problem}."""

    def __init__(self, path: Path, sentence: str) -> None:
        self._path = path
        self._sentence = sentence
        self._warnings: StaffWarnings | None = None
        self._failing: dict[Use, ToldError] = {}

    @property
    def is_over(self) -> bool:
        """Whether the file could be used in every way in which that was last tried."""
        return not self._failing

    def is_told_by(self, warnings: StaffWarnings) -> None:
        """Let staff read it from now on, and what there is to tell already."""
        self._warnings = warnings
        self._tell()

    def begin(self, use: Use, error: Exception) -> None:
        """It could not be read or written just now."""
        problem = one_line(in_words(error))[:PROBLEM_LENGTH_MAX]
        told = ToldError(self._sentence, file=self._path, problem=problem)
        if use not in self._failing:
            log.error("%s", told)
        self._failing[use] = told
        self._tell()

    def end(self, use: Use) -> None:
        """It could."""
        if self._failing.pop(use, None):
            log.warning("%s can be %s again", self._path, use)
            self._tell()

    def _tell(self) -> None:
        if self._warnings is None:
            return
        if self._failing:
            self._warnings.tell(self._path.name, next(iter(self._failing.values())))
        else:
            self._warnings.settle(self._path.name)
