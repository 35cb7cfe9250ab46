"""Boosted trees as plain arrays."""

from pathlib import Path

import numpy as np
import pytest

from pipeline.errors import ConfigError
from pipeline.train.trees import Trees, grow, maker, matrix_of

NAMES = ["rarity", "size:4", "title"]


def _examples(seed: int = 3) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.RandomState(seed)
    values = random.rand(400, 3).round(2)
    return values, (values[:, 0] > 0.5) & (values[:, 2] < 0.7)


def test_trees_tell_what_no_single_feature_does_and_score_as_their_maker() -> None:
    values, chosen = _examples()
    trees = grow(values, chosen, NAMES, rounds=20)
    scores = trees.predict(values)
    assert ((scores > 0) == chosen).mean() > 0.97
    assert scores == pytest.approx(maker(20).fit(values, chosen).decision_function(values), abs=1e-4)


def test_saved_trees_score_alike(tmp_path: Path) -> None:
    values, chosen = _examples()
    trees = grow(values, chosen, NAMES, rounds=5)
    trees.save(tmp_path / "trees.npz")
    again = Trees.load(tmp_path / "trees.npz")
    assert again.names == NAMES
    assert (again.predict(values) == trees.predict(values)).all()


def test_a_feature_that_a_row_lacks_is_nought() -> None:
    assert matrix_of([{"title": 2.0, "unknown": 9.0}, {}], NAMES).tolist() == [[0.0, 0.0, 2.0], [0.0, 0.0, 0.0]]


def test_what_holds_no_trees_is_named(tmp_path: Path) -> None:
    (tmp_path / "trees.npz").write_bytes(b"no archive")
    with pytest.raises(ConfigError, match=r"trees\.npz.*make lexicons"):
        Trees.load(tmp_path / "trees.npz")
    with pytest.raises(ConfigError, match="ZC101"):
        Trees.load(tmp_path / "none.npz")
