"""Logistic regression on sparse rows, by L-BFGS: the same data give the same weights."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

Floats = NDArray[np.float32]
Progress = Callable[[str], None]


def fit_boundaries(rows: csr_matrix, ends: NDArray[np.bool_], spread: float, rounds: int, progress: Progress) -> Floats:
    """Fit the weights of a yes-or-no decision.

    Args:
        rows: A row of features for each case.
        ends: The right answers.
        spread: Variance of the weights' Gaussian prior: smaller keeps them nearer to nothing.
        rounds: Iterations, at most.
        progress: Told of every tenth iteration.

    Returns:
        A weight for each feature.
    """
    columns = rows.T.tocsr()
    sign = np.where(ends, 1, -1).astype(np.float32)

    def loss(point: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights = point.astype(np.float32)
        margin = sign * (rows @ weights)
        slope = -sign / (1 + np.exp(np.minimum(margin, 50)))
        total = np.logaddexp(0, -margin).sum(dtype=np.float64) + float(weights @ weights) / (2 * spread)
        return total, (columns @ slope + weights / spread).astype(np.float64)

    return _descend(loss, rows.shape[1], rounds, progress)


def fit_choices(
    rows: csr_matrix,
    begins: NDArray[np.int64],
    right: NDArray[np.int64],
    spread: float,
    rounds: int,
    progress: Progress,
) -> Floats:
    """Fit the weights of a choice among candidates.

    Args:
        rows: A row of features for each candidate; the candidates of a case are together.
        begins: The first candidate of each case.
        right: The right candidate of each case.
        spread: As for :func:`fit_boundaries`.
        rounds: Iterations, at most.
        progress: Told of every tenth iteration.

    Returns:
        A weight for each feature.
    """
    columns = rows.T.tocsr()
    counts = np.diff(begins, append=rows.shape[0])

    def loss(point: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights = point.astype(np.float32)
        scores = rows @ weights
        scores -= np.repeat(np.maximum.reduceat(scores, begins), counts)
        odds = np.exp(scores)
        sums = np.add.reduceat(odds, begins)
        total = (np.log(sums) - scores[right]).sum(dtype=np.float64) + float(weights @ weights) / (2 * spread)
        slope = odds / np.repeat(sums, counts)
        slope[right] -= 1
        return total, (columns @ slope + weights / spread).astype(np.float64)

    return _descend(loss, rows.shape[1], rounds, progress)


def _descend(
    loss: Callable[[NDArray[np.float64]], tuple[float, NDArray[np.float64]]], size: int, rounds: int, progress: Progress
) -> Floats:
    done = [0]

    def told(_: NDArray[np.float64]) -> None:
        done[0] += 1
        if done[0] % 10 == 0:
            progress(f"  iteration {done[0]} of {rounds}")

    found = minimize(
        loss, np.zeros(size), jac=True, method="L-BFGS-B", callback=told, options={"maxiter": rounds, "maxcor": 6}
    )
    weights: Floats = found.x.astype(np.float32)
    return weights
