"""Hashes of the spans of a text, all at once: what lets arrays look up every word of a batch in a few steps."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
Places = NDArray[np.intp]
_BASE = 0x9E3779B97F4A7C15
"""An odd number, so that it has an inverse among the numbers of 64 bits."""
_INVERSE = pow(_BASE, -1, 1 << 64)
_MIX = np.uint64(0xD6E8FEB86659FD93)
AT_HAND = 1 << 18
"""Code points of which the powers are kept between texts."""


class Rolled:
    """The hashes of a text's spans; equal strings have equal hashes, in whatever text they stand.

    Args:
        codes: The text, see :func:`pipeline.lexicon.codes.code_points`.
    """

    def __init__(self, codes: NDArray[np.uint32]) -> None:
        size = len(codes)
        powers, self._inverses = _at_hand() if size <= AT_HAND else _powers(size)
        self._sums = np.zeros(size + 1, np.uint64)
        sums = self._sums[1:]
        # One is added, so that no character is as good as none.
        np.add(codes, 1, out=sums, dtype=np.uint64, casting="unsafe")
        np.multiply(sums, powers[:size], out=sums)
        np.cumsum(sums, out=sums)

    def of(self, starts: Places, ends: Places) -> Hashes:
        """Give the hashes of spans.

        Args:
            starts: Where each begins, in code points.
            ends: Where each ends, exclusive.

        Returns:
            A number of 64 bits for each.
        """
        found: Hashes = (self._sums.take(ends) - self._sums.take(starts)) * self._inverses.take(starts)
        return found


def slots(hashes: Hashes, bits: int) -> Places:
    """Give each hash a place in a table.

    Args:
        hashes: The hashes.
        bits: The table has 2 to this many places.

    Returns:
        Numbers from 0.
    """
    # The highest bits of a product depend on all bits of its factors.
    return ((hashes * _MIX) >> np.uint64(64 - bits)).view(np.intp)


@lru_cache(maxsize=1)
def _at_hand() -> tuple[Hashes, Hashes]:
    return _powers(AT_HAND)


def _powers(size: int) -> tuple[Hashes, Hashes]:
    """Give the powers of the base and of its inverse, from 0."""
    made = []
    for base in (_BASE, _INVERSE):
        row = np.full(size, base, np.uint64)
        row[:1] = 1
        made.append(np.multiply.accumulate(row))
    return made[0], made[1]
