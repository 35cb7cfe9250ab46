"""Decoding and marginals against enumeration of every path."""

from itertools import pairwise, product

import numpy as np
import pytest

from pipeline.lexicon.names.lattice import Pieces, marginals, viterbi

DICE = np.random.default_rng(5)
LENGTHS = np.array([3, 1, 4, 2])
TAGS = 3
EMIT = DICE.normal(size=(int(LENGTHS.sum()), TAGS)).astype(np.float32)
BEGIN = DICE.normal(size=TAGS).astype(np.float32)
MOVE = DICE.normal(size=(TAGS, TAGS)).astype(np.float32)


def paths(start: int, length: int) -> list[tuple[float, tuple[int, ...]]]:
    made = []
    for path in product(range(TAGS), repeat=length):
        total = BEGIN[path[0]] + sum(EMIT[start + i, t] for i, t in enumerate(path))
        total += sum(MOVE[a, b] for a, b in pairwise(path))
        made.append((float(total), path))
    return made


def test_the_best_path_is_the_best_of_all() -> None:
    got = viterbi(EMIT, Pieces(LENGTHS), BEGIN, MOVE)
    want = [t for start, n in zip(np.cumsum([0, *LENGTHS[:-1]]), LENGTHS, strict=True) for t in max(paths(start, n))[1]]
    assert got.tolist() == want


def test_marginals_are_the_sums_over_all_paths() -> None:
    odds, moves = marginals(EMIT, Pieces(LENGTHS), BEGIN, MOVE)
    want, want_moves = np.zeros_like(EMIT), np.zeros_like(MOVE)
    for start, n in zip(np.cumsum([0, *LENGTHS[:-1]]), LENGTHS, strict=True):
        whole = sum(np.exp(total) for total, _ in paths(start, n))
        for total, path in paths(start, n):
            share = np.exp(total) / whole
            for i, tag in enumerate(path):
                want[start + i, tag] += share
            for a, b in pairwise(path):
                want_moves[a, b] += share
    assert odds == pytest.approx(want, abs=1e-4)
    assert moves == pytest.approx(want_moves, abs=1e-3)


def test_no_pieces_are_no_work() -> None:
    empty = Pieces(np.zeros(0, dtype=np.int64))
    assert viterbi(np.zeros((0, TAGS), dtype=np.float32), empty, BEGIN, MOVE).tolist() == []
