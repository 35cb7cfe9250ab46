"""The strings of the model: those of the corpus, words of lexicons, and strings that a plain corpus holds often."""

from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from pipeline.lexicon.codes import code_points
from pipeline.lexicon.words.grams import LONGEST, fold

SEEN = {2: 2, 3: 2, 4: 3}
"""How often the training corpus must have a string of each length."""
_KINDS = {"o", "nr", "nrt", "ns", "nt", "nz", "i", "l", "j", "t", "m", "v", "vn", "a", "d", "b", "z", "s", "f"}
"""Kinds of words in jieba's dictionary; ``o`` for all others."""
_ALIAS = {"nrfg": "nr", "vi": "v", "vg": "v", "ad": "d", "an": "a", "ng": "o", "mq": "m", "tg": "t"}
_TABLES = {
    "region": ("regions", "townships", "zones", "macro_regions"),
    "foreign": ("countries", "foreign_places"),
    "agency": ("agencies",),
}


class Entry(msgspec.Struct, frozen=True):
    """What a lexicon says of a word: its kind, and the class whose weights it shares."""

    kind: str
    shared: tuple[str, int, int]


def read_lexicons(models: Path) -> dict[str, Entry]:
    """Read the words of jieba's dictionary and the names of our own tables.

    Args:
        models: The folder of models, with ``lexicons``.

    Returns:
        What is known of each word, folded; the first of several entries.
    """
    found: dict[str, Entry] = {}
    for source, tables in _TABLES.items():
        for table in tables:
            for name in _names(models / "lexicons" / f"{table}.tsv"):
                if 2 <= len(name) <= 6:
                    found.setdefault(fold(name), Entry(source, (source, length_class(len(name)), 0)))
    for line in (files("jieba") / "dict.txt").read_text("utf-8").splitlines():
        name, freq, tag = line.split()
        kind = _ALIAS.get(tag, tag)
        kind = kind if kind in _KINDS else "o"
        if 2 <= len(name) <= LONGEST:
            entry = Entry(kind, (kind, length_class(len(name)), frequency_class(int(freq))))
            found.setdefault(fold(name), entry)
    return found


def _names(path: Path) -> Iterator[str]:
    """The names in a table: columns name, short and aliases, where it has them."""
    header, *rows = (line.split("\t") for line in path.read_text("utf-8").splitlines())
    for row in rows:
        for column, value in zip(header, row, strict=True):
            if column in {"name", "short", "aliases"}:
                yield from filter(None, value.split("|"))


def length_class(length: int) -> int:
    """Give the class of a length: up to five each its own, then one for all."""
    return min(length, 6)


def frequency_class(count: int) -> int:
    """Give the class of a frequency in jieba's dictionary."""
    return 0 if count <= 3 else 1 if count <= 20 else 2 if count <= 200 else 3


class Plain(msgspec.Struct):
    """What a plain corpus says of strings.

    Args:
        variety: Of strings that may be words, the class of the number of their different neighbours.
        cohesion: Of pairs of characters, the class of how much oftener than by chance they stand together.
    """

    variety: dict[str, int]
    cohesion: dict[str, int]


def count_plain(texts: Iterable[str]) -> Plain:
    """Count a plain corpus: accessor variety of strings of two to four, cohesion of pairs.

    Args:
        texts: The corpus.

    Returns:
        The classes of the strings seen often enough.
    """
    text = fold("\n".join(texts))
    points = code_points(text).astype(np.uint64)
    han = (points >= 0x4E00) & (points <= 0x9FFF)
    made = Plain({}, {})
    if len(text) < 6:
        return made
    for length in (2, 3, 4):
        here, hashes = _windows(points, han, length)
        here, hashes = here[(here > 0) & (here + length < len(text))], hashes[(here > 0) & (here + length < len(text))]
        strings, first, count = np.unique(hashes, return_index=True, return_counts=True)
        variety = np.minimum(
            _neighbours(hashes, points[here - 1], strings), _neighbours(hashes, points[here + length], strings)
        )
        for i in np.flatnonzero((count >= 10) & (variety >= 5)).tolist():
            at = int(here[first[i]])
            made.variety[text[at : at + length]] = min(int(np.log2(variety[i] / 5)), 6)
    _cohere(text, points, han, made.cohesion)
    return made


def _cohere(text: str, points: NDArray[np.uint64], han: NDArray[np.bool_], cohesion: dict[str, int]) -> None:
    single = Counter(text)
    here, hashes = _windows(points, han, 2)
    _, first, count = np.unique(hashes, return_index=True, return_counts=True)
    for i in np.flatnonzero(count >= 5).tolist():
        at = int(here[first[i]])
        pair = text[at : at + 2]
        mutual = np.log(count[i] * len(text) / (single[pair[0]] * single[pair[1]]))
        cohesion[pair] = min(max(int((mutual + 3) / 0.5), 0), 19) * 3 + (count[i] >= 20) + int(count[i] >= 200)


def _windows(
    points: NDArray[np.uint64], han: NDArray[np.bool_], length: int
) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
    """Where the strings of Chinese characters of one length are, and a hash of each."""
    size = len(points) - length + 1
    hashes = np.zeros(size, np.uint64)
    good = np.ones(size, np.bool_)
    for k in range(length):
        hashes = _mixed(hashes * np.uint64(0x100000001B3) + points[k : k + size])
        good &= han[k : k + size]
    here = np.flatnonzero(good)
    return here, hashes[here]


def _neighbours(
    hashes: NDArray[np.uint64], beside: NDArray[np.uint64], strings: NDArray[np.uint64]
) -> NDArray[np.int64]:
    """Count the different characters beside each string."""
    _, first = np.unique(_mixed(hashes * np.uint64(0x9E3779B97F4A7C15) + beside), return_index=True)
    found, count = np.unique(hashes[first], return_counts=True)
    counts: NDArray[np.int64] = count[np.searchsorted(found, strings)]
    return counts


def _mixed(value: NDArray[np.uint64]) -> NDArray[np.uint64]:
    value = value * np.uint64(0x9E3779B97F4A7C15)
    return value ^ (value >> np.uint64(29))
