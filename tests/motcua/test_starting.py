"""What a server makes ready before it starts."""

import resource
from collections.abc import Iterator

import pytest

from motcua.starting import OPEN_FILES_MAX, allow_open_files

FILES = resource.RLIMIT_NOFILE


@pytest.fixture
def few_files() -> Iterator[int]:
    """A process that may open 512 files for now; answers how many the system permits."""
    soft, hard = resource.getrlimit(FILES)
    resource.setrlimit(FILES, (512, hard))
    yield hard
    resource.setrlimit(FILES, (soft, hard))


def test_a_server_may_open_as_many_files_as_the_system_permits(few_files: int) -> None:
    """The soft limit rises to the hard one, as far as a server can use it, and never falls."""
    wanted = min(few_files, OPEN_FILES_MAX)
    allow_open_files()
    assert resource.getrlimit(FILES) == (wanted, few_files)
    allow_open_files()
    assert resource.getrlimit(FILES) == (wanted, few_files)
