"""Character n-grams of whole batches, found with arrays instead of loops over characters.

A gram's key is a polynomial of its code points modulo 2**64, so that the keys of all grams of a batch come from a
few array operations, and a table of buckets tells which are known.
"""

from collections.abc import Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from pipeline.lexicon.codes import code_points

Codes = npt.NDArray[np.uint64]
Ids = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

MOST_CHARACTERS = 6
"""The longest gram that a vocabulary may hold, in code points."""

_BASE = np.uint64(0x9E3779B97F4A7C15)


def _folding() -> npt.NDArray[np.uint32]:
    """Map the code points of the BMP: case and width folded, digits to 0, what is no letter to NUL.

    No gram of a vocabulary holds a NUL, so a gram never reaches over punctuation or from one document to the next.
    """
    table = np.arange(0x10000, dtype=np.uint32)
    table[0xFF01:0xFF5F] -= 0xFEE0
    characters = list(map(chr, table.tolist()))
    table[0x41:0x5B] += 32
    table[0xFF21:0xFF3B] += 32
    table[~np.fromiter(map(str.isalpha, characters), dtype=bool, count=0x10000)] = 0
    table[np.fromiter(map(str.isdigit, characters), dtype=bool, count=0x10000)] = ord("0")
    return table


class Grams(msgspec.Struct, frozen=True):
    """The known grams of a batch: parallel arrays, sorted by document, then gram.

    ``document`` is the position in the batch, ``gram`` the position in the vocabulary, ``count`` how often it occurs.
    """

    document: Ids
    gram: Ids
    count: Ids


class Alphabet:
    """Turns texts into folded code points; one table, made once."""

    def __init__(self) -> None:
        self._table = _folding()

    def codes(self, texts: Sequence[str]) -> tuple[Codes, Ids]:
        """Write texts one behind the other as folded code points.

        Args:
            texts: Any strings.

        Returns:
            The code points, a NUL behind each text, and the position in ``texts`` of each.
        """
        joined = "\0".join(texts) + "\0"
        raw = code_points(joined)
        folded = np.where(raw < 0x10000, self._table.take(np.minimum(raw, 0xFFFF)), raw).astype(np.uint64)
        lengths = np.fromiter((len(t) + 1 for t in texts), dtype=np.int64, count=len(texts))
        return folded, np.repeat(np.arange(len(texts), dtype=np.int64), lengths)

    def fold(self, gram: str) -> str:
        """Fold one gram as texts are folded.

        Args:
            gram: Any string.

        Returns:
            A string of the same length; NUL where a character can be part of no gram.
        """
        return "".join(chr(c) for c in self.codes([gram])[0][:-1])


def gram_keys(codes: Codes, length: int) -> Codes:
    """Give the keys of all grams of one length.

    Args:
        codes: Folded code points.
        length: In code points, at least 1.

    Returns:
        One key for each position from which a gram of that length fits.
    """
    keys = codes.copy()
    for step in range(1, length):
        keys = keys[:-1] * _BASE + codes[step:]
    return keys


class _Buckets:
    """Keys in buckets by their mixed top bits: a lookup is one read for most unknown keys, two for known ones."""

    def __init__(self, keys: Codes, rows: Ids) -> None:
        self._shift = np.uint64(64 - max(8, min(20, int(len(keys) * 4).bit_length())))
        buckets = self._bucket(keys)
        order = np.argsort(buckets, kind="stable")
        self._keys, self._rows = keys[order], rows[order]
        size = 1 << (64 - int(self._shift))
        counts = np.bincount(buckets, minlength=size)
        starts = np.concatenate(([0], np.cumsum(counts)[:-1]))
        self._first = np.where(counts > 0, starts, -1).astype(np.int32)
        self._deepest = int(counts.max(initial=0))

    def _bucket(self, keys: Codes) -> Ids:
        mixed = (keys ^ (keys >> np.uint64(29))) * _BASE
        return (mixed >> self._shift).astype(np.int64)

    def find(self, wanted: Codes) -> tuple[Ids, Ids]:
        """Give the positions of the known keys among those wanted, and their rows."""
        first = self._first.take(self._bucket(wanted))
        open_at = np.flatnonzero(first >= 0)
        place, keys = first.take(open_at).astype(np.int64), wanted.take(open_at)
        at: list[Ids] = []
        rows: list[Ids] = []
        for _ in range(self._deepest):
            hit = self._keys.take(place) == keys
            at.append(open_at[hit])
            rows.append(self._rows.take(place[hit]))
            # A key further down stands in the next place; one step past the bucket can only meet another bucket's keys.
            rest = ~hit
            open_at, keys, place = open_at[rest], keys[rest], place[rest] + 1
            inside = place < len(self._keys)
            open_at, keys, place = open_at[inside], keys[inside], place[inside]
        return np.concatenate(at) if at else np.zeros(0, np.int64), np.concatenate(rows) if rows else np.zeros(
            0, np.int64
        )


class Vocabulary:
    """The grams that a model knows.

    Args:
        grams: Folded, unique, in the order of the model's rows, each of 1 to ``MOST_CHARACTERS`` code points.
        alphabet: What folds texts.
    """

    def __init__(self, grams: Sequence[str], alphabet: Alphabet) -> None:
        self.grams = list(grams)
        self._alphabet = alphabet
        self._tables: list[tuple[int, _Buckets]] = []
        lengths = np.fromiter(map(len, self.grams), dtype=np.int64, count=len(self.grams))
        starts = np.cumsum(lengths) - lengths
        codes = code_points("".join(self.grams)).astype(np.uint64)
        for length in np.unique(lengths).tolist():
            rows = np.flatnonzero(lengths == length)
            first = starts[rows]
            keys = codes[first]
            for step in range(1, length):
                keys = keys * _BASE + codes[first + step]
            self._tables.append((length, _Buckets(keys, rows)))

    def __len__(self) -> int:
        return len(self.grams)

    def find(self, texts: Sequence[str]) -> Grams:
        """Find the known grams of each text, overlapping ones too.

        Args:
            texts: Any strings; time grows linearly with their length.

        Returns:
            The grams with their counts.
        """
        codes, owners = self._alphabet.codes(texts)
        found: list[Ids] = []
        for length, table in self._tables:
            if len(codes) >= length:
                at, rows = table.find(gram_keys(codes, length))
                found.append(owners.take(at) * len(self.grams) + rows)
        together = np.concatenate(found) if found else np.zeros(0, dtype=np.int64)
        cells, counts = np.unique(together, return_counts=True)
        size = max(1, len(self.grams))
        return Grams(cells // size, cells % size, counts)
