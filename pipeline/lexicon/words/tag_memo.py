"""The parts of speech of a batch's words, looked up by their hashes all at once."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from pipeline.lexicon.words.hashing import Hashes, Places, slots
from pipeline.lexicon.words.outline import letter_of

_BITS = 19
Ids = NDArray[np.uint16]


class TagMemo:
    """Remembers words' parts of speech, each word in the one place that its hash gives it.

    A word that is not in its place is asked for, and takes the place of what was there: what a corpus uses now is at
    hand, and nothing grows.

    Args:
        look_up: Gives a word's part of speech.
    """

    def __init__(self, look_up: Callable[[str], str]) -> None:
        self._look_up = look_up
        self._numbers: dict[str, int] = {}
        self._tags = np.empty(0, object)
        self._letters = np.empty(0, np.uint8)
        self.clear()

    def clear(self) -> None:
        """Forget all words."""
        self._hashes = np.zeros(1 << _BITS, np.uint64)
        self._ids = np.zeros(1 << _BITS, np.uint16)

    def find(self, hashes: Hashes, text: str, starts: Places, ends: Places) -> Ids:
        """Give each word's part of speech as a number.

        Args:
            hashes: The words' hashes.
            text: What holds the words.
            starts: Where each begins, in code points.
            ends: Where each ends, exclusive.

        Returns:
            A number for each, see :meth:`tags` and :meth:`letters`.
        """
        at = slots(hashes, _BITS)
        ids: Ids = self._ids.take(at)
        missing = np.flatnonzero(self._hashes.take(at) != hashes)
        if len(missing):
            spans = zip(starts.take(missing).tolist(), ends.take(missing).tolist(), strict=True)
            tags = [self._look_up(text[start:end]) for start, end in spans]
            ids[missing] = list(map(self.number, tags))
            self._hashes[at[missing]] = hashes[missing]
            self._ids[at[missing]] = ids[missing]
        return ids

    def number(self, tag: str) -> int:
        """Give a part of speech its number."""
        found = self._numbers.get(tag)
        if found is None:
            found = self._numbers[tag] = len(self._numbers)
            self._tags = np.array(list(self._numbers), object)
            self._letters = np.array([ord(letter_of(one)) for one in self._numbers], np.uint8)
        return found

    def tags(self, ids: Ids) -> list[str]:
        """Give the parts of speech that numbers stand for, in order."""
        found: list[str] = self._tags.take(ids).tolist()
        return found

    def letters(self, ids: Ids) -> NDArray[np.uint8]:
        """Give the letters that an outline shows for them, in order."""
        return self._letters.take(ids)
