"""What the lexicon of the learned engine knows of the words of a text."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.lexicon.words.boundaries import Read
from pipeline.lexicon.words.grams import LONGEST, Ints
from pipeline.lexicon.words.tagger import Choices, Line

Places = NDArray[np.int64]


class Lexicon:
    """The strings of the trie as words. A string's number: its character's for one, else base of its length and node.

    Args:
        arrays: ``kinds`` and ``sets`` by string number (0 for what is no word), ``bases`` by length from 2, and
            ``unknown_sets``: the tags of words without a set of their own, by kind and length.
    """

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        self._kinds = arrays["kinds"]
        self._sets = arrays["sets"]
        self._bases = arrays["bases"].tolist()
        self._unknown = arrays["unknown_sets"].astype(np.int32)

    def line(
        self,
        starts: Places,
        stops: Places,
        reads: list[tuple[int, Read]],
        chunk: int,
        choices: Choices,
        known: Mapping[int, int],
    ) -> tuple[Line, Ints]:
        """Look up the words of a text.

        Args:
            starts: Where each begins (code points), in order.
            stops: Where each ends.
            reads: The text as read: where a reading begins, and what it saw.
            chunk: Code points between the readings.
            choices: The sets of tags.
            known: Numbers of tags that are given, by where the word begins.

        Returns:
            The words, and the set of tags that each may take.
        """
        numbers = np.concatenate([read.numbers[i * chunk - begin :][:chunk] for i, (begin, read) in enumerate(reads)])
        lengths = stops - starts
        strings = np.where(lengths == 1, numbers[starts], 0)
        for i, (begin, read) in enumerate(reads):
            first, last = np.searchsorted(starts, (i * chunk, (i + 1) * chunk))
            _look_up(starts[first:last] - begin, lengths[first:last], read, self._bases, strings[first:last])
        sets = self._sets[strings].astype(np.int32)
        words = np.where(sets > 0, strings, 0).astype(np.uint32)
        kinds = self._kinds[strings].astype(np.int32) * 8 + np.minimum(lengths, 7).astype(np.int32)
        sets = np.where(sets > 0, sets, self._unknown[kinds])
        for start, tag in known.items():
            # The first sets are those of a single tag, in the order of the tags' numbers.
            sets[np.searchsorted(starts, start)] = tag + 1
        usual = choices.tags[choices.starts[sets]]
        befores = np.where(lengths > 1, numbers[np.maximum(stops - 2, 0)], 0).astype(np.uint32)
        line = Line(words, usual, numbers[starts], numbers[stops - 1], befores, kinds.astype(np.uint32))
        return line, sets


def _look_up(starts: Places, lengths: Places, read: Read, bases: list[int], strings: NDArray[Any]) -> None:
    """Set the numbers of the words that are strings of the trie."""
    for length, (places, nodes) in enumerate(read.found, 2):
        chosen = np.flatnonzero(lengths == length)
        if length > LONGEST or not len(places) or not len(chosen):
            continue
        wanted = starts[chosen]
        at = np.minimum(np.searchsorted(places, wanted), len(places) - 1)
        hit = places[at] == wanted
        strings[chosen[hit]] = nodes[at[hit]] + bases[length - 2]
