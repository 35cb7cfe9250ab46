"""The model of where words end: its features, and the weights of the strings."""

from collections import Counter

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from pipeline.lexicon.words.boundaries import reach
from pipeline.lexicon.words.grams import LONGEST, Alphabet, Grams
from pipeline.train.segmenter.solve import Progress, fit_boundaries
from pipeline.train.segmenter.strings import SEEN, Entry, Plain
from pipeline.train.segmenter.trie import Trie

SCALE = 500
"""What weights are multiplied by before they are rounded to whole numbers of 16 bits."""
LIGHT = 12
"""A string with no weight beyond this is left out, unless it is a word."""
_WIDTH = 8
"""Places that a class has weights for."""


def seen_strings(text: str) -> list[str]:
    """Give the strings of a training corpus, folded, that have weights of their own."""
    return [
        string
        for length, least in SEEN.items()
        for string, count in Counter(map("".join, zip(*(text[k:] for k in range(length)), strict=False))).items()
        if count >= least
    ]


class Classes:
    """The classes of the strings: those of one class share weights.

    Args:
        trie: The strings.
        lexicon: Words and what is said of them.
        plain: What a plain corpus says of strings.
    """

    def __init__(self, trie: Trie, lexicon: dict[str, Entry], plain: Plain) -> None:
        said: list[dict[str, tuple[str, int, int]]] = [
            {word: entry.shared for word, entry in lexicon.items()},
            {string: ("variety", len(string), group) for string, group in plain.variety.items()},
            {string: ("cohesion", 2, group) for string, group in plain.cohesion.items()},
        ]
        keys = sorted({key for table in said for key in table.values()})
        numbers = {key: i for i, key in enumerate(keys)}
        self.count = len(keys)
        self.tables: list[list[NDArray[np.int32]]] = []
        for table in said:
            levels = []
            for length in range(2, LONGEST + 1):
                of = (table.get(string) for string in trie.levels[length])
                levels.append(np.array([-1 if key is None else numbers[key] for key in of], np.int32))
            self.tables.append(levels)


class Features:
    """The columns of the features: a place around each string of the corpus, a place around each class.

    Args:
        trie: The strings.
        classes: Their classes.
        own: The strings with weights of their own.
    """

    def __init__(self, trie: Trie, alphabet: Alphabet, classes: Classes, own: set[str]) -> None:
        self._trie = trie
        self._alphabet = alphabet
        self._classes = classes
        self._bases: list[int] = [0]
        self._own: list[NDArray[np.int32]] = []
        at = (len(alphabet.characters) + 1) * self._span(1)
        for length in SEEN:
            numbers = np.full(len(trie.levels[length]), -1, np.int32)
            mine = np.array([i for i, s in enumerate(trie.levels[length]) if s in own], np.int64)
            numbers[mine] = np.arange(len(mine))
            self._own.append(numbers)
            self._bases.append(at)
            at += len(mine) * self._span(length)
        self._shared = at
        self.count = at + classes.count * _WIDTH

    @staticmethod
    def _span(length: int) -> int:
        """Places that a string has weights of its own for: those of a window of three on either side."""
        return 7 - length

    def rows(self, text: str) -> csr_matrix:
        """Give the features of every place of a text.

        Args:
            text: The text.

        Returns:
            A row for each character: what speaks for a word that ends after it.
        """
        numbers = self._alphabet.read(text)
        rows: list[NDArray[np.int32]] = []
        columns: list[NDArray[np.int32]] = []

        def add(row: NDArray[np.int32], column: NDArray[np.int32]) -> None:
            good = (row >= 0) & (row < len(text))
            rows.append(row[good].astype(np.int32))
            columns.append(column[good].astype(np.int32))

        every = np.arange(len(text), dtype=np.int32)
        for j in range(6):
            add(every - 3 + j, numbers.astype(np.int32) * 6 + j)
        for length, (places, nodes) in enumerate(Grams(self._trie.arrays).walk(numbers), 2):
            if length in SEEN:
                own = self._own[length - 2][nodes]
                mine = np.flatnonzero(own >= 0)
                for j in range(self._span(length)):
                    base = self._bases[length - 1] + own[mine] * self._span(length) + j
                    add(places[mine] - 4 + length + j, base)
            for table in self._classes.tables:
                group = table[length - 2][nodes]
                mine = np.flatnonzero(group >= 0)
                for offset, j in _shares(length):
                    add(places[mine] + offset, self._shared + group[mine] * _WIDTH + j)
        row, column = np.concatenate(rows), np.concatenate(columns)
        return csr_matrix((np.ones(len(row), np.float32), (row, column)), (len(text), self.count))

    def weights(self, fitted: NDArray[np.float32]) -> dict[str, NDArray[np.int16]]:
        """Sum up every string's weights: its own and those of its classes.

        Args:
            fitted: A weight for each column.

        Returns:
            ``weights1`` and so on, scaled and rounded, see :class:`pipeline.lexicon.words.boundaries.Boundaries`.
        """
        characters = len(self._alphabet.characters) + 1
        made = {"weights1": fitted[: characters * 6].reshape(characters, 6)}
        for length in range(2, LONGEST + 1):
            first, last = reach(length)
            table = np.zeros((len(self._trie.levels[length]), last - first + 1), np.float32)
            if length in SEEN:
                own, span = self._own[length - 2], self._span(length)
                mine = np.flatnonzero(own >= 0)
                base = self._bases[length - 1]
                values = fitted[base : base + len(mine) * span].reshape(-1, span)
                start = length - 4 - first
                table[mine, start : start + span] += values[own[mine]]
            for groups in self._classes.tables:
                group = groups[length - 2]
                mine = np.flatnonzero(group >= 0)
                for offset, j in _shares(length):
                    table[mine, offset - first] += fitted[self._shared + group[mine] * _WIDTH + j]
            made[f"weights{length}"] = table
        return {name: np.round(np.clip(table * SCALE, -32000, 32000)).astype(np.int16) for name, table in made.items()}


def _shares(length: int) -> list[tuple[int, int]]:
    """The places a class has a say in, and which of its weights counts there."""
    first, last = reach(length)
    if length <= 5:
        return [(offset, offset - first) for offset in range(first, last + 1)]
    return [(offset, 0 if offset < 0 else 2 if offset == last else 1) for offset in range(first, last + 1)]


def fit_cutting(
    features: Features, text: str, ends: NDArray[np.bool_], spread: float, rounds: int, progress: Progress
) -> dict[str, NDArray[np.int16]]:
    """Fit the model.

    Args:
        features: The features.
        text: The training corpus.
        ends: After which characters a word ends.
        spread: Variance of the prior of the weights.
        rounds: Iterations, at most.
        progress: Told how it goes.

    Returns:
        The weights of the strings.
    """
    rows = features.rows(text)
    progress(f"cutting: {rows.shape[0]:,} places, {rows.shape[1]:,} features, {rows.nnz:,} values")
    return features.weights(fit_boundaries(rows, ends, spread, rounds, progress))


def pruned(
    trie: Trie, weights: dict[str, NDArray[np.int16]], whole: set[str], alphabet: str
) -> tuple[Trie, dict[str, NDArray[np.int16]]]:
    """Leave out the strings that hardly weigh.

    Args:
        trie: The strings.
        weights: Their weights.
        whole: The strings that stay: words.
        alphabet: The known characters.

    Returns:
        The strings that are left, and their weights.
    """
    kept = set(whole)
    for length in range(2, LONGEST + 1):
        heavy = np.flatnonzero(np.abs(weights[f"weights{length}"]).max(1, initial=0) >= LIGHT)
        kept.update(trie.levels[length][i] for i in heavy.tolist())
    left = Trie(kept, alphabet)
    made = {"weights1": weights["weights1"]}
    for length in range(2, LONGEST + 1):
        old = [trie.nodes[length][string] for string in left.levels[length]]
        made[f"weights{length}"] = weights[f"weights{length}"][old]
    return left, made
