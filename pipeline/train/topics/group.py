"""Near-duplicates, so that none of them stands on both sides of a split."""

import re
import zlib
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from pipeline.lexicon.topics.inputs import Input

Groups = npt.NDArray[np.int64]

_HASHES, _BANDS = 64, 32
_BODY_CHARACTERS = 600
_SHORT = 80
_NOT_TEXT = re.compile(r"[\W\d_]+")


def shingles(document: Input) -> frozenset[int]:
    """Give the hashed character n-grams that documents are compared by.

    Args:
        document: Title and text; letters only, digits and punctuation say nothing about what is the same news.

    Returns:
        Checksums of 5-grams, of 3-grams where there are less than 80 letters.
    """
    text = _NOT_TEXT.sub("", f"{document.title or ''}{document.text[:_BODY_CHARACTERS]}")
    length = 5 if len(text) > _SHORT else 3
    return frozenset(
        zlib.crc32(text[i : i + length].encode("utf-8", "replace")) for i in range(max(1, len(text) - length + 1))
    )


def groups(documents: Sequence[Input], alike: float = 0.5) -> Groups:
    """Group near-duplicates.

    Args:
        documents: Any documents.
        alike: The share of common n-grams (Jaccard) from which two are of one group; candidates come from min-hashing
            with 32 bands of 2, which finds a pair of 0.5 with a chance of 0.9999.

    Returns:
        For each document the position of the first of its group.
    """
    sets = [shingles(d) for d in documents]
    random = np.random.RandomState(0)
    factor = random.randint(1, 2**31 - 1, _HASHES).astype(np.uint64) | np.uint64(1)
    shift = random.randint(0, 2**31 - 1, _HASHES).astype(np.uint64)
    signatures = np.zeros((len(sets), _HASHES), dtype=np.uint64)
    for i, found in enumerate(sets):
        values = np.fromiter(found, dtype=np.uint64, count=len(found))
        signatures[i] = ((values[:, None] * factor + shift) >> np.uint64(17)).min(axis=0)
    parents = list(range(len(sets)))
    wide = _HASHES // _BANDS
    for band in range(_BANDS):
        buckets: dict[bytes, list[int]] = defaultdict(list)
        for i in range(len(sets)):
            buckets[signatures[i, band * wide : (band + 1) * wide].tobytes()].append(i)
        for members in buckets.values():
            for other in members[1:]:
                _join(parents, sets, members[0], other, alike)
    return np.array([_root(parents, i) for i in range(len(sets))], dtype=np.int64)


def _root(parents: list[int], i: int) -> int:
    while parents[i] != i:
        parents[i] = parents[parents[i]]
        i = parents[i]
    return i


def _join(parents: list[int], sets: list[frozenset[int]], a: int, b: int, alike: float) -> None:
    first, second = sorted((_root(parents, a), _root(parents, b)))
    if first != second and len(sets[a] & sets[b]) >= alike * len(sets[a] | sets[b]):
        parents[second] = first


def folds(grouped: Groups, count: int, seed: int) -> Groups:
    """Deal groups out to folds.

    Args:
        grouped: What :func:`groups` gave.
        count: The number of folds.
        seed: Of the order in which groups are dealt.

    Returns:
        For each document its fold, from 0; documents of one group share it.
    """
    unique, inverse = np.unique(grouped, return_inverse=True)
    order = np.random.RandomState(seed).permutation(len(unique))
    return (order % count)[inverse].astype(np.int64)


def folds_of_own(grouped: Groups, own: int, count: int, seed: int) -> Groups:
    """Deal documents out to folds where further documents are trained on in every fold.

    Args:
        grouped: What :func:`groups` gave for all documents, a user's own ones first.
        own: How many of them are own.
        count: The number of folds.
        seed: Of the order in which groups are dealt.

    Returns:
        The fold of each; a further document has that of the own ones it is a near-duplicate of, else -1: it never
        helps to judge them.
    """
    dealt = folds(grouped[:own], count, seed)
    fold_of = dict(zip(grouped[:own].tolist(), dealt.tolist(), strict=True))
    return np.array([fold_of.get(group, -1) for group in grouped.tolist()], dtype=np.int64)
