"""What this process asks of the C library's allocator: to give memory back that it does not need."""

import ctypes
import sys
from typing import Any

GIVEN_BACK_BYTES_MIN = 8 * 1024 * 1024
_M_MMAP_THRESHOLD = -3  # as in malloc.h


def give_large_memory_back() -> None:
    """From now on whatever is taken in one piece of this size goes back to the system when it is let go.

    The allocator of glibc would keep it for each thread that has once had it. That of musl keeps none.
    """
    if mallopt := _function("mallopt"):
        mallopt(_M_MMAP_THRESHOLD, GIVEN_BACK_BYTES_MIN)


def give_free_memory_back() -> None:
    """What is free now goes back to the system, as far as the allocator can be asked to."""
    if malloc_trim := _function("malloc_trim"):
        malloc_trim(0)


def _function(name: str) -> Any:  # ctypes says no more of it
    """A function of glibc; None where the library is another one."""
    return getattr(ctypes.CDLL(None), name, None) if sys.platform == "linux" else None
