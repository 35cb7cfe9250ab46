"""What the model sees of a text: for each character, the buckets of its character n-grams.

The same code makes the features in training and in use. A bucket is a hash of a template and its characters; nothing
else about the text is looked at, so that lists and segmentation have no say.
"""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from pipeline.lexicon.codes import code_points

Codes: TypeAlias = NDArray[np.uint32]
Buckets: TypeAlias = NDArray[np.uint32]

BITS = 22
"""Buckets are numbers below ``2**BITS``."""

GRAMS: tuple[tuple[int, int], ...] = (
    (0, 1), (-1, 1), (1, 1), (-2, 1), (2, 1), (-3, 1), (3, 1),
    (-1, 2), (0, 2), (-2, 2), (1, 2), (-3, 2), (2, 2),
    (-2, 3), (-1, 3), (0, 3), (1, 3), (-3, 3),
    (-3, 4), (0, 4), (-4, 4),
)  # fmt: skip
"""N-grams that are features of a character: where each begins, seen from it, and how long it is."""

COLUMNS = len(GRAMS) + 1
"""Features of a character: the n-grams, and the pair of its two neighbours."""

REACH = 4
EDGE = "\x01"
"""What stands beyond both ends of a piece."""

_MULTIPLY = np.uint32(0x9E3779B1)
_MIX = np.uint32(0x85EBCA6B)


def codes_of(text: str) -> Codes:
    """Give a text's characters as numbers, widths folded, digits and Latin letters as one each.

    Args:
        text: Any text.

    Returns:
        One number a code point.
    """
    codes = code_points(text).astype(np.uint32)
    np.subtract(codes, np.uint32(0xFEE0), out=codes, where=(codes >= 0xFF01) & (codes <= 0xFF5E))
    codes[(codes >= ord("0")) & (codes <= ord("9"))] = ord("0")
    codes[((codes >= ord("a")) & (codes <= ord("z"))) | ((codes >= ord("A")) & (codes <= ord("Z")))] = ord("a")
    return codes


def buckets_of(parts: Sequence[str]) -> Buckets:
    """Give the features of pieces of text; no piece sees its neighbours.

    Args:
        parts: Pieces, none of them empty.

    Returns:
        One row a code point, the pieces one behind another; one column a feature.
    """
    gap = EDGE * REACH
    codes = codes_of(gap + gap.join(parts) + gap)
    sizes = np.fromiter(map(len, parts), dtype=np.int64, count=len(parts))
    at = np.arange(int(sizes.sum())) + REACH * np.repeat(np.arange(1, len(parts) + 1), sizes)
    made = np.empty((len(at), COLUMNS), dtype=np.uint32)
    grams = [codes * _MULTIPLY]
    for size in range(1, 4):
        grown = np.zeros_like(codes)
        grown[:-size] = _mixed(grams[-1][:-size]) ^ codes[size:]
        grams.append(grown * _MULTIPLY)
    for column, (begin, size) in enumerate(GRAMS):
        made[:, column] = _bucket(grams[size - 1], column)[at + begin]
    around = np.zeros_like(codes)
    around[1:-1] = _mixed(grams[0][:-2]) ^ codes[2:]
    made[:, -1] = _bucket(around * _MULTIPLY, COLUMNS - 1)[at]
    return made


def _mixed(keys: Codes) -> Codes:
    return (keys ^ (keys >> np.uint32(15))) * _MIX


def _bucket(keys: Codes, column: int) -> Codes:
    salted = keys ^ np.uint32((column + 1) * 0x27D4EB2F & 0xFFFFFFFF)
    return (_mixed(salted) * _MULTIPLY) >> np.uint32(32 - BITS)
