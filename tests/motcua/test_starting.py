"""What a server makes ready before it starts."""

import resource
from collections.abc import Iterator

import pytest

from motcua.starting import allow_open_files

FILES = resource.RLIMIT_NOFILE


@pytest.fixture
def few_files() -> Iterator[int]:
    """A process that may open 512 files for now; answers how many the system permits."""
    soft, hard = resource.getrlimit(FILES)
    resource.setrlimit(FILES, (512, hard))
    yield hard
    resource.setrlimit(FILES, (soft, hard))


def test_a_server_may_open_as_many_files_as_it_takes_screens(few_files: int) -> None:
    """The soft limit rises to what is wanted, never falls, and never goes beyond what the system permits."""
    allow_open_files(600)
    assert resource.getrlimit(FILES) == (600, few_files)
    allow_open_files(550)
    assert resource.getrlimit(FILES) == (600, few_files)
    allow_open_files(few_files + 1)
    assert resource.getrlimit(FILES) == (few_files, few_files)
