"""Parts of speech in context: a linear model chooses among the tags that a word is known to take.

Everything is an array over the words of a text. A feature is a pair of numbers mixed into one; with a tag it is mixed
once more into a place of the table of weights. Training and annotation share this code.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Words32 = NDArray[np.uint32]
TABLE_BITS = 20
FEATURES = 17
TOGETHER = 20_000
"""Words that are chosen for at a time."""
_MIX = np.uint32(0x9E3779B1), np.uint32(0x85EBCA6B), np.uint32(0xC2B2AE35)


class Line:
    """The words of a text as numbers, in parallel.

    Args:
        words: Number of each word, 0 for unknown ones.
        usual: The tag it mostly has, as far as is known.
        firsts: Number of its first character.
        lasts: Number of its last character.
        befores: Number of the character before its last one, 0 in words of one.
        kinds: What the lexicon calls it, with its length.
    """

    def __init__(
        self, words: Words32, usual: Words32, firsts: Words32, lasts: Words32, befores: Words32, kinds: Words32
    ) -> None:
        self.words = words
        self.usual = usual
        self.firsts = firsts
        self.lasts = lasts
        self.befores = befores
        self.kinds = kinds


def features(line: Line, at: Ints) -> list[Words32]:
    """Describe some of the words by their surroundings.

    Args:
        line: The words.
        at: Which ones.

    Returns:
        :data:`FEATURES` arrays, a number for each word asked for.
    """
    words, usual = _framed(line.words), _framed(line.usual)
    here = at + 2
    word, before, after = words[here], words[here - 1], words[here + 1]
    mine, left, right = usual[here], usual[here - 1], usual[here + 1]
    further, beyond = usual[here - 2], usual[here + 2]
    first, last, kind = line.firsts[at], line.lasts[at], line.kinds[at]
    pairs = [
        (word, 0),
        (before, 0),
        (after, 0),
        (word, left),
        (word, right),
        (left, right),
        (further, left),
        (right, beyond),
        (mine, left * np.uint32(64) + right),
        (last, 0),
        (first, 0),
        (last, line.befores[at]),
        (kind, 0),
        (kind, last),
        (kind, left * np.uint32(64) + right),
        (word, before),
        (word, after),
    ]
    return [
        _mixed(np.asarray(a, np.uint32), np.asarray(b, np.uint32), np.uint32(i)) for i, (a, b) in enumerate(pairs, 1)
    ]


def places(feature: Words32, tags: Words32) -> Words32:
    """Give the weights' places in the table.

    Args:
        feature: A feature's number, for each candidate.
        tags: The candidate tag.

    Returns:
        The places.
    """
    mixed = (feature ^ (tags * _MIX[2])) * _MIX[0]
    mixed ^= mixed >> np.uint32(15)
    found: Words32 = (mixed * _MIX[1]) >> np.uint32(32 - TABLE_BITS)
    return found


def _framed(values: Words32) -> Words32:
    """Two places without a word on either side, told from unknown words."""
    frame = np.full(2, 0xFFFFFFFF, np.uint32)
    return np.concatenate((frame, values, frame))


def _mixed(a: Words32, b: Words32, kind: np.uint32) -> Words32:
    mixed = (a + kind * np.uint32(0x01000193)) * _MIX[0]
    mixed ^= mixed >> np.uint32(16)
    mixed = (mixed + b) * _MIX[1]
    return mixed ^ (mixed >> np.uint32(13))


class Choices:
    """The tags that each kind of word may take: runs of one array.

    Args:
        starts: Where the tags of each set begin; one more for the end.
        tags: The tags, the usual one first.
    """

    def __init__(self, starts: Ints, tags: Words32) -> None:
        self.starts = starts
        self.tags = tags

    def expand(self, sets: Ints) -> tuple[Ints, Ints, Words32]:
        """Give every candidate of some words.

        Args:
            sets: The set of each word.

        Returns:
            Where each word's candidates begin, the word of each candidate, its tag.
        """
        counts = self.starts[sets + 1] - self.starts[sets]
        owners = np.repeat(np.arange(len(sets), dtype=np.int32), counts)
        begins = np.cumsum(counts) - counts
        inside = np.arange(len(owners), dtype=np.int32) - np.repeat(begins, counts)
        return begins.astype(np.int32), owners, self.tags[self.starts[sets][owners] + inside]


class Tagger:
    """The model.

    Args:
        arrays: ``weights`` (a place for each mixed feature and tag), ``set_starts`` and ``set_tags``.
    """

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        self.choices = Choices(arrays["set_starts"].astype(np.int32), arrays["set_tags"].astype(np.uint32))
        self._weights = arrays["weights"].astype(np.int16)

    def tag(self, line: Line, sets: Ints) -> Words32:
        """Choose a tag for each word.

        Args:
            line: The words.
            sets: The set of tags that each may take.

        Returns:
            The tags' numbers.
        """
        starts = self.choices.starts
        chosen = self.choices.tags[starts[sets]]
        several = np.flatnonzero(starts[sets + 1] - starts[sets] > 1).astype(np.int32)
        for at in range(0, len(several), TOGETHER):
            some = several[at : at + TOGETHER]
            chosen[some] = self._choose(line, some, sets[some])
        return chosen

    def _choose(self, line: Line, some: Ints, sets: Ints) -> Words32:
        begins, owners, tags = self.choices.expand(sets)
        scores = np.zeros(len(owners), np.int32)
        for feature in features(line, some):
            scores += self._weights[places(feature[owners], tags)]
        # The best of each run, the earlier of two alike: score and place in one number.
        order = scores.astype(np.int64) * 64 + (63 - (np.arange(len(owners)) - begins[owners]))
        best = np.maximum.reduceat(order, begins)
        found: Words32 = tags[begins + (63 - (best & 63)).astype(np.int32)]
        return found
