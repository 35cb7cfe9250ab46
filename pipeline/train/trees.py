"""Boosted trees as plain arrays: scikit-learn grows them, numpy alone applies them."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import ConfigError

Values = NDArray[np.float64]
Whole = NDArray[np.int32]
_CHUNK = 8_192
"""Rows that go through all trees at a time, so that they stay in the processor's cache."""


class Trees:
    """A sum of regression trees over named features.

    Args:
        names: The features, in the order of the columns; a row without one has 0 there.
        base: What every row starts with.
        roots: The node that each tree begins with.
        nodes: By node: ``feature`` (-1 for a leaf), ``threshold`` (at most that goes left), ``left``, ``right``,
            ``value``.
    """

    def __init__(self, names: Sequence[str], base: float, roots: Whole, nodes: Mapping[str, NDArray[Any]]) -> None:
        self.names = list(names)
        self._base = base
        self._roots = roots
        self._nodes = dict(nodes)

    def score(self, rows: Sequence[Mapping[str, float]]) -> Values:
        """Score rows of features.

        Args:
            rows: Value by name of feature; names that the trees do not know count nothing.

        Returns:
            A score for each row, in log-odds.
        """
        return self.predict(matrix_of(rows, self.names))

    def predict(self, values: Values) -> Values:
        """Score rows.

        Args:
            values: One row an example, one column a feature.

        Returns:
            A score for each row, in log-odds.
        """
        feature, threshold, left, right, value = (self._nodes[key] for key in _COLUMNS)
        out = np.full(len(values), self._base)
        for start in range(0, len(values), _CHUNK):
            part = values[start : start + _CHUNK]
            rows = np.arange(len(part))
            total = out[start : start + _CHUNK]
            for root in self._roots.tolist():
                at = np.full(len(part), root)
                while True:
                    asked = feature[at]
                    if (asked < 0).all():
                        break
                    low = part[rows, np.maximum(asked, 0)] <= threshold[at]
                    at = np.where(asked < 0, at, np.where(low, left[at], right[at]))
                total += value[at]
        return out

    def save(self, path: Path) -> None:
        """Write the trees.

        Args:
            path: A ``.npz`` file, replaced.
        """
        arrays: dict[str, Any] = {**self._nodes, "roots": self._roots, "base": np.array([self._base])}
        arrays["names"] = np.frombuffer("\n".join(self.names).encode(), dtype=np.uint8)
        np.savez_compressed(path, **arrays)

    @classmethod
    def load(cls, path: Path) -> "Trees":
        """Read trees.

        Args:
            path: What :meth:`save` wrote.

        Returns:
            The trees.

        Raises:
            ConfigError: ZC101 if there is no such file or it holds something else.
        """
        try:
            with np.load(path, allow_pickle=False) as arrays:
                names = arrays["names"].tobytes().decode().split("\n")
                nodes = {key: arrays[key] for key in _COLUMNS}
                return cls(names, float(arrays["base"][0]), arrays["roots"], nodes)
        except (OSError, ValueError, KeyError) as error:
            raise ConfigError("ZC101", f"{path}: no trees there ({error}); make lexicons makes them") from None


_COLUMNS = ("feature", "threshold", "left", "right", "value")


def matrix_of(rows: Sequence[Mapping[str, float]], names: Sequence[str]) -> Values:
    """Lay features out in columns.

    Args:
        rows: Value by name of feature.
        names: The columns; features of other names are left out.

    Returns:
        One row a row, 0 where it lacks a feature.
    """
    column = {name: i for i, name in enumerate(names)}
    values = np.zeros((len(rows), len(names)))
    for i, row in enumerate(rows):
        for name, value in row.items():
            place = column.get(name)
            if place is not None:
                values[i, place] = value
    return values


def maker(rounds: int) -> Any:
    """Give what grows trees.

    Args:
        rounds: How many.

    Returns:
        A classifier of scikit-learn, not yet fitted; it draws nothing at random.
    """
    from sklearn.ensemble import HistGradientBoostingClassifier

    return HistGradientBoostingClassifier(
        max_iter=rounds,
        learning_rate=0.04,
        max_leaf_nodes=24,
        min_samples_leaf=25,
        l2_regularization=5.0,
        early_stopping=False,
        random_state=0,
    )


def grow(values: Values, chosen: NDArray[np.bool_], names: Sequence[str], rounds: int) -> Trees:
    """Grow trees that tell the chosen rows from the others.

    Args:
        values: One row an example, one column a feature.
        chosen: Which examples were chosen.
        names: The features.
        rounds: How many trees.

    Returns:
        The trees; the same examples give the same trees.
    """
    model = maker(rounds).fit(values, chosen)
    parts = [predictors[0].nodes for predictors in model._predictors]
    sizes = [len(part) for part in parts]
    roots = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int32)
    nodes = np.concatenate(parts)
    shift = np.repeat(roots, sizes)
    leaf = nodes["is_leaf"].astype(bool)
    made = {
        "feature": np.where(leaf, -1, nodes["feature_idx"]).astype(np.int16),
        "threshold": np.where(leaf, 0.0, nodes["num_threshold"]),
        "left": (nodes["left"] + shift).astype(np.int32),
        "right": (nodes["right"] + shift).astype(np.int32),
        "value": nodes["value"].astype(np.float32),
    }
    return Trees(names, float(np.ravel(model._baseline_prediction)[0]), roots, made)
