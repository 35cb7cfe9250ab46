"""Linear-chain decoding and marginals over many pieces of text at once, in numpy.

Pieces lie one behind another in the rows of ``emit``; the work at step ``t`` is done for all pieces that reach it.
"""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float32]
Ints: TypeAlias = NDArray[np.int64]

LEAST = 1e-20
"""Odds below this count as this: a path through what the model thinks impossible must stay possible."""


class Pieces:
    """Where pieces begin and how long they are, ordered for the steps of a chain.

    Args:
        lengths: Code points of each piece, in the order of the rows; none is 0.
    """

    def __init__(self, lengths: Ints) -> None:
        starts = np.concatenate(([0], np.cumsum(lengths)[:-1])) if len(lengths) else np.zeros(0, dtype=np.int64)
        order = np.argsort(-lengths, kind="stable")
        self.total = int(lengths.sum())
        self.first = starts
        self.starts = starts[order]
        self.steps = int(lengths.max()) if len(lengths) else 0
        self.active = np.searchsorted(-lengths[order], -np.arange(self.steps), side="left")

    def rows(self, step: int) -> Ints:
        """Give the rows of all pieces that have this step, longest piece first."""
        return self.starts[: self.active[step]] + step


def viterbi(emit: Floats, pieces: Pieces, begin: Floats, move: Floats) -> NDArray[np.int8]:
    """Find the best path through each piece.

    Args:
        emit: Scores, one row a code point, one column a tag.
        pieces: Their layout.
        begin: Score of each tag at the beginning of a piece.
        move: Score of each tag (column) after each tag (row).

    Returns:
        One tag a code point.
    """
    path = np.zeros(len(emit), dtype=np.int8)
    if not pieces.steps:
        return path
    back = np.zeros(emit.shape, dtype=np.int8)
    best = emit[pieces.starts] + begin
    for step in range(1, pieces.steps):
        rows = pieces.rows(step)
        count = len(rows)
        ways = best[:count, :, None] + move
        back[rows] = ways.argmax(axis=1)
        best[:count] = ways.max(axis=1) + emit[rows]
    here = best.argmax(axis=1)
    for step in range(pieces.steps - 1, -1, -1):
        rows = pieces.rows(step)
        count = len(rows)
        path[rows] = here[:count]
        here[:count] = back[rows, here[:count]]
    return path


def marginals(emit: Floats, pieces: Pieces, begin: Floats, move: Floats) -> tuple[Floats, Floats]:
    """Give the probability of each tag at each code point, and the expected number of each move.

    Args:
        emit: Scores, one row a code point, one column a tag.
        pieces: Their layout.
        begin: Score of each tag at the beginning of a piece.
        move: Score of each tag (column) after each tag (row).

    Returns:
        Probabilities, one row a code point; expected moves, summed over all pieces.
    """
    odds = np.maximum(np.exp(emit - emit.max(axis=1, keepdims=True)), np.float32(LEAST))
    go = np.exp(move)
    forth = np.empty_like(odds)
    forth[pieces.starts] = _normal(odds[pieces.starts] * np.exp(begin))
    for step in range(1, pieces.steps):
        rows = pieces.rows(step)
        forth[rows] = _normal((forth[rows - 1] @ go) * odds[rows])
    back = np.ones_like(odds)
    for step in range(pieces.steps - 2, -1, -1):
        after = pieces.rows(step + 1)
        back[after - 1] = _normal((odds[after] * back[after]) @ go.T)
    later = np.ones(len(emit), dtype=bool)
    later[pieces.first] = False
    to = np.flatnonzero(later)
    ahead = odds[to] * back[to]
    before = forth[to - 1]
    before = before / ((before @ go) * ahead).sum(axis=1, keepdims=True)
    return _normal(forth * back), go * (before.T @ ahead)


def _normal(rows: Floats) -> Floats:
    made: Floats = rows / rows.sum(axis=1, keepdims=True)
    return made
