"""Counting more than memory holds: the rarest are let go."""

from collections import Counter


def rare(counts: Counter[str], most: int) -> list[str]:
    """Choose what to forget, so that half of what may be held is free again and forgetting stays rare.

    Args:
        counts: More than ``most`` counts.
        most: How many may be held.

    Returns:
        The keys of the rarest: at least those counted once, and as many counts further as it takes.
    """
    floor = 1
    gone = [key for key, count in counts.items() if count <= floor]
    while len(counts) - len(gone) > most // 2:
        floor += 1
        gone = [key for key, count in counts.items() if count <= floor]
    return gone
