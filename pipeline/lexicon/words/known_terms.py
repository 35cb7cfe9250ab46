"""Known terms, and where texts have them as whole words."""

from collections.abc import Iterator
from typing import TypeAlias

import numpy as np

from pipeline.lexicon.codes import code_points
from pipeline.lexicon.words.hashing import Hashes, Places, Rolled, slots
from pipeline.lexicon.words.sheet import Sheet

_BEGINS, _IS = np.uint8(1), np.uint8(2)
_FEWEST, _MOST = 16, 22
"""Bits of the smallest and of the largest table of flags."""
_Found: TypeAlias = tuple[Places, Places, Places]


class KnownTerms:
    """A set of terms.

    A table of flags, small enough for the processor's cache, tells of nearly every run of words that it is no term and
    begins none; the few others are looked up for certain.

    Args:
        terms: The terms, none of them empty or with a line break.
    """

    def __init__(self, terms: list[str]) -> None:
        sizes = np.fromiter(map(len, terms), np.intp, len(terms))
        starts = np.cumsum(sizes) - sizes
        rolled = Rolled(code_points("".join(terms)))
        hashes = rolled.of(starts, starts + sizes)
        self._order = np.argsort(hashes)
        self._hashes = hashes[self._order]
        self._longest = int(sizes.max(initial=0))
        self._bits = min(max((16 * len(terms)).bit_length(), _FEWEST), _MOST)
        self._flags = np.zeros(1 << self._bits, np.uint8)
        for size in range(1, self._longest):
            longer = starts[sizes > size]
            self._flags[slots(rolled.of(longer, longer + size), self._bits)] = _BEGINS
        self._flags[slots(hashes, self._bits)] |= _IS

    def find(self, sheet: Sheet) -> _Found:
        """Find the terms.

        Args:
            sheet: Texts.

        Returns:
            Start, end (code points of the sheet, exclusive) and index of each place of a term, in no order.
        """
        # No term has a line break: none reaches from one text into the next.
        found = list(self._walk(sheet.rolled, sheet.edges)) if len(self._hashes) else []
        if not found:
            none = np.empty(0, np.intp)
            return none, none, none
        starts, ends, terms = map(np.concatenate, zip(*found, strict=True))
        return starts, ends, terms

    def _walk(self, rolled: Rolled, edges: Places) -> Iterator[_Found]:
        """Go one word further each time from every edge that may begin a term."""
        first = last = np.arange(len(edges) - 1)
        while len(first):
            last = last + 1
            if last[-1] == len(edges):
                first, last = first[:-1], last[:-1]
            starts, ends = edges.take(first), edges.take(last)
            hashes = rolled.of(starts, ends)
            flags = self._flags.take(slots(hashes, self._bits))
            hits = np.flatnonzero(flags & _IS)
            places = self._look_up(hashes.take(hits))
            sure = np.flatnonzero(places >= 0)
            hits = hits.take(sure)
            yield starts.take(hits), ends.take(hits), places.take(sure)
            on = np.flatnonzero((flags & _BEGINS) & (ends - starts < self._longest))
            first, last = first.take(on), last.take(on)

    def _look_up(self, hashes: Hashes) -> Places:
        """Give each term's index, -1 where it is none."""
        at = np.searchsorted(self._hashes, hashes)
        at[at == len(self._hashes)] = 0
        return np.where(self._hashes.take(at) == hashes, self._order.take(at), -1)
