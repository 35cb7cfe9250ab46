"""Where words end: a linear model over the strings around each place between two characters."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.lexicon.words.grams import LONGEST, Alphabet, Grams, Ints

_PAD = 4


def reach(length: int) -> tuple[int, int]:
    """Give the places that a string has a say in.

    Args:
        length: Of the string, in code points.

    Returns:
        The first and the last character after which it says whether a word ends, counted from its own first one.
    """
    return -max(1, 4 - length), max(2, length - 1)


class Read:
    """What the model saw of a stretch of text.

    Attributes:
        scores: For each character, by how much a word ends after it (logarithm of odds in units of the model).
        numbers: The characters' numbers.
        found: Per length from 2, places and nodes of the known strings.
    """

    def __init__(self, scores: Ints, numbers: NDArray[np.uint32], found: list[tuple[Ints, Ints]]) -> None:
        self.scores = scores
        self.numbers = numbers
        self.found = found


class Boundaries:
    """The model.

    Args:
        arrays: ``weights1`` (a row for each character number), ``weights2`` and so on (a row for each node).
        alphabet: The known characters.
        grams: The known strings.
    """

    def __init__(self, arrays: Mapping[str, NDArray[Any]], alphabet: Alphabet, grams: Grams) -> None:
        self._alphabet = alphabet
        self._grams = grams
        self._weights = [np.ascontiguousarray(arrays[f"weights{n}"], np.int16) for n in range(1, LONGEST + 1)]

    def read(self, text: str) -> Read:
        """Score every place of a text.

        Args:
            text: Any text but the empty one.

        Returns:
            The scores and what they were made of.
        """
        numbers = self._alphabet.read(text)
        found = self._grams.walk(numbers)
        size = len(numbers)
        scores = np.zeros(size + 2 * LONGEST, np.int32)
        rows = self._weights[0][numbers]
        first, _ = reach(1)
        for j in range(rows.shape[1]):
            scores[_PAD + first + j :][:size] += rows[:, j]
        for length, (places, nodes) in enumerate(found, 2):
            if len(places):
                rows = self._weights[length - 1][nodes]
                at = places + (_PAD + reach(length)[0])
                for j in range(rows.shape[1]):
                    scores[at + j] += rows[:, j]
        return Read(scores[_PAD : _PAD + size], numbers, found)
