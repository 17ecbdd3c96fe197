"""What checking PINs costs a server that runs for months."""

import sys
from concurrent.futures import ThreadPoolExecutor

import psutil  # type: ignore[import-untyped] # it publishes no types
import pytest

from server.clerks.pins import FULL_COST, HASH_MEMORY_KIB, is_pin_of
from server.clerks.sign_in_queue import CHECKS_AT_ONCE_MAX
from tests.server.fakes import CHEAP_PINS

CHECKS = 2 * CHECKS_AT_ONCE_MAX


def resident_kib() -> int:
    """The memory that this process holds."""
    resident: int = psutil.Process().memory_info().rss
    return resident // 1024


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have other allocators")
def test_what_a_hash_takes_is_given_back() -> None:
    """After checks in as many threads as there may be, not even one of them has kept its memory."""
    is_pin_of(CHEAP_PINS.nobodys_hash, "0000")  # so that what a first check imports is there
    before = resident_kib()
    with ThreadPoolExecutor(CHECKS_AT_ONCE_MAX) as workers:
        list(workers.map(lambda _: is_pin_of(FULL_COST.nobodys_hash, "0000"), range(CHECKS)))
        assert resident_kib() - before < HASH_MEMORY_KIB / 2
