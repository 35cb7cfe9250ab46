"""How much memory a worker may have, so that one document cannot take the machine down."""

import os
import sys
from pathlib import Path

LEAST = 1 << 30
"""Bytes that a worker may have on any machine."""
CGROUPS = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))
"""Where Linux tells what a container may have."""


def share_of_memory(workers: int, told: tuple[Path, ...] = CGROUPS) -> int | None:
    """Give a worker's share of four fifths of the memory of this machine, or container.

    Args:
        workers: How many share it.
        told: Files that may hold a limit in bytes.

    Returns:
        Bytes, 1 GB at least; None where the machine does not tell.
    """
    try:
        total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return None
    return max(LEAST, min([total, *_limits(told)]) * 4 // 5 // max(1, workers))


def _limits(told: tuple[Path, ...]) -> list[int]:
    found = []
    for path in told:
        try:
            text = path.read_text("ascii").strip()
        except OSError:
            continue
        if text.isdecimal():  # "max" is no limit
            found.append(int(text))
    return found


def limit_memory(limit: int | None) -> None:
    """Let what this process does fail with MemoryError instead of taking the machine's memory (Linux).

    Args:
        limit: Bytes of data; None for no limit.
    """
    if limit is not None and sys.platform == "linux":
        import resource

        hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
        resource.setrlimit(resource.RLIMIT_DATA, (limit if hard < 0 else min(limit, hard), hard))
