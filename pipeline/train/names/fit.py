"""Fitting: conditional likelihood of a linear chain, AdaGrad in small batches, resumable after every epoch."""

import json
import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from pipeline.lexicon.names.features import BITS, buckets_of
from pipeline.lexicon.names.lattice import Floats, Pieces, marginals
from pipeline.train.names.sample import LAYERS, Mark, Sample

FORBIDDEN = -1e4
START = 0.3
"""What AdaGrad's sums begin with: it keeps what is seen once or twice from being learnt by heart."""

BATCH = 1200
"""Code points a batch."""


def tags_of(layer: str) -> list[str]:
    """Give a layer's tags: O, then B and I of each label."""
    return ["O", *(f"{p}-{label}" for label in LAYERS[layer] for p in "BI")]


def encode(marks: Sequence[Mark], size: int, tags: list[str]) -> NDArray[np.int64]:
    """Write marks as one tag a code point."""
    made = np.zeros(size, dtype=np.int64)
    for start, end, label in marks:
        made[start:end] = tags.index(f"I-{label}")
        made[start] = tags.index(f"B-{label}")
    return made


def allowed(tags: list[str]) -> tuple[Floats, Floats]:
    """Give the scores that forbid what cannot be: a name's inside without its beginning."""
    begin = np.array([FORBIDDEN if t[0] == "I" else 0.0 for t in tags], dtype=np.float32)
    move = np.array(
        [[FORBIDDEN if b[0] == "I" and a[2:] != b[2:] else 0.0 for b in tags] for a in tags], dtype=np.float32
    )
    return begin, move


class Fitter:
    """The weights under training.

    Args:
        seed: Of the order of samples and of what is dropped out.
        rate: Step size of AdaGrad.
        dropout: Share of features that each step does not see.
        rare: Features that the samples have less often than this are left out.
    """

    def __init__(self, seed: int = 1, rate: float = 0.3, dropout: float = 0.25, rare: int = 3) -> None:
        self.layers = list(LAYERS)
        self.tags = {layer: tags_of(layer) for layer in self.layers}
        self.columns: dict[str, slice] = {}
        at = 0
        for layer in self.layers:
            self.columns[layer] = slice(at, at + len(self.tags[layer]))
            at += len(self.tags[layer])
        self.width = at
        self.bucket_of = np.zeros(1, dtype=np.int64)
        self.row_of = np.zeros(1 << BITS, dtype=np.int32)
        self.state = np.zeros((1, 3 * at + 1), dtype=np.float32)
        self.clock = 0
        self.chain = {layer: list(allowed(self.tags[layer])) for layer in self.layers}
        self.chain_squares = {layer: [np.full_like(a, 1.0) for a in self.chain[layer]] for layer in self.layers}
        self.epoch = 0
        self.seed, self.rate, self.dropout, self.rare = seed, rate, dropout, rare

    def save(self, path: Path) -> None:
        """Write everything that training needs to go on."""
        parts: dict[str, Any] = {f"{layer}-{i}": a for layer in self.layers for i, a in enumerate(self.chain[layer])}
        parts |= {f"{layer}-{i}-squares": a for layer in self.layers for i, a in enumerate(self.chain_squares[layer])}
        parts |= {"buckets": self.bucket_of, "state": self.state, "clock": np.array([self.epoch, self.clock])}
        spare = path.with_suffix(".part.npz")
        with spare.open("wb") as file:
            np.savez(file, **parts)
        spare.replace(path)

    def load(self, path: Path) -> None:
        """Go on from what :meth:`save` wrote."""
        with np.load(path) as saved:
            self._number(saved["buckets"])
            self.state = saved["state"]
            self.epoch, self.clock = map(int, saved["clock"])
            for layer in self.layers:
                self.chain[layer] = [saved[f"{layer}-{i}"] for i in range(2)]
                self.chain_squares[layer] = [saved[f"{layer}-{i}-squares"] for i in range(2)]

    def count(self, samples: Sequence[Sample]) -> None:
        """Choose the features: those that the samples have often enough, the most frequent first."""
        counts = np.zeros(1 << BITS, dtype=np.int64)
        for at in range(0, len(samples), 2000):
            made = buckets_of([s.text for s in samples[at : at + 2000]])
            counts += np.bincount(made.ravel(), minlength=1 << BITS)
        order = np.argsort(-counts, kind="stable")
        self._number(order[: int((counts >= self.rare).sum())])
        self.state = np.zeros((len(self.bucket_of), 3 * self.width + 1), dtype=np.float32)
        self.state[:, self.width : 2 * self.width] = START

    def _number(self, buckets: NDArray[np.int64]) -> None:
        """Number the features from 0; -1 is none."""
        self.bucket_of = buckets
        self.row_of = np.full(1 << BITS, -1, dtype=np.int32)
        self.row_of[buckets] = np.arange(len(buckets))

    def average(self) -> Floats:
        """Give the mean of the weights over all steps of the last epoch: steadier than the last step's."""
        weights, _, totals, since = self._parts(self.state)
        made = (totals + weights * (self.clock - since)) / max(1, self.clock)
        return made.astype(np.float32)

    def _parts(self, state: Floats) -> tuple[Floats, Floats, Floats, Floats]:
        """Give weights, AdaGrad's sums, sums of the weights over steps, and the step up to which they are summed."""
        w = self.width
        return state[:, :w], state[:, w : 2 * w], state[:, 2 * w : 3 * w], state[:, 3 * w :]

    def run(self, samples: Sequence[Sample], say: Callable[[str], None] = lambda _: None) -> None:
        """Go through the samples once, in an order of their own for each epoch.

        Args:
            samples: Pieces, as :func:`pipeline.train.names.sample.cut` gives them.
            say: Called with a line of progress now and then.
        """
        chance = random.Random(f"{self.seed} {self.epoch}")
        dice = np.random.default_rng([self.seed, self.epoch])
        order = sorted(range(len(samples)), key=lambda i: (len(samples[i].text) // 8, chance.random()))
        batches: list[list[Sample]] = [[]]
        size = 0
        for i in order:
            batches[-1].append(samples[i])
            size += len(samples[i].text)
            if size > BATCH:
                batches.append([])
                size = 0
        chance.shuffle(batches)
        self.state[:, 2 * self.width :] = 0
        self.clock = 0
        started = time.monotonic()
        for done, batch in enumerate(batches, 1):
            if batch:
                self._step(batch, dice)
            if done % 400 == 0:
                left = (time.monotonic() - started) / done * (len(batches) - done)
                say(f"epoch {self.epoch + 1}: {done:,} of {len(batches):,} batches, {left:.0f} s left of it")
        self.epoch += 1

    def _step(self, batch: list[Sample], dice: np.random.Generator) -> None:
        made = self.row_of[buckets_of([s.text for s in batch])]
        pieces = Pieces(np.array([len(s.text) for s in batch], dtype=np.int64))
        keep = (made >= 0) & (dice.random(made.shape, dtype=np.float32) >= self.dropout)
        seen, inverse = np.unique(made[keep], return_inverse=True)
        rows = np.concatenate(([0], np.cumsum(keep.sum(axis=1))))
        share = np.full(len(inverse), 1 / (1 - self.dropout), dtype=np.float32)
        table = sp.csr_matrix((share, inverse, rows), shape=(len(made), len(seen)))
        state = self.state[seen]
        weights, squares, totals, since = self._parts(state)
        emit = np.asarray(table @ weights)
        error = np.empty_like(emit)
        for layer in self.layers:
            error[:, self.columns[layer]] = self._layer(layer, emit[:, self.columns[layer]], batch, pieces)
        slope = np.asarray(table.T @ error)
        totals += weights * (self.clock - since)
        self.clock += 1
        since[:] = self.clock - 1
        squares += slope * slope
        weights += self.rate * slope / np.sqrt(squares)
        self.state[seen] = state

    def _layer(self, layer: str, emit: Floats, batch: list[Sample], pieces: Pieces) -> Floats:
        tags = self.tags[layer]
        begin, move = self.chain[layer]
        sure, moves = marginals(emit, pieces, begin, move)
        gold = np.concatenate([encode(getattr(s, layer), len(s.text), tags) for s in batch])
        error = -sure
        error[np.arange(len(gold)), gold] += 1
        later = np.ones(len(gold), dtype=bool)
        later[pieces.first] = False
        at = np.flatnonzero(later)
        true = np.zeros_like(move)
        np.add.at(true, (gold[at - 1], gold[at]), 1)
        for which, slope in enumerate((error[pieces.first].sum(axis=0), true - moves)):
            values, squares = self.chain[layer][which], self.chain_squares[layer][which]
            free = values > FORBIDDEN / 2
            squares += slope * slope
            values[free] += (self.rate * slope / np.sqrt(squares))[free]
        return error


def write_model(fitter: Fitter, folder: Path, threshold: float) -> int:
    """Write the weights that matter as the model's files.

    Args:
        fitter: After training.
        folder: Where to; made if need be.
        threshold: Rows whose weights are all below it in size are left out.

    Returns:
        How many rows were kept.
    """
    weights = fitter.average()
    order = np.argsort(fitter.bucket_of)
    order = order[np.abs(weights[order]).max(axis=1) >= threshold]
    used, kept = fitter.bucket_of[order], weights[order]
    scale = float(np.percentile(np.abs(kept), 99.9)) / 127 if len(kept) else 1.0
    small = np.clip(np.round(kept / scale), -127, 127).astype(np.int8)
    folder.mkdir(parents=True, exist_ok=True)
    chain: dict[str, Any] = {
        f"{layer}_{name}": a
        for layer in fitter.layers
        for name, a in zip(("begin", "move"), fitter.chain[layer], strict=True)
    }
    steps = np.diff(used, prepend=0).astype(np.uint32)
    spare = folder / "model.part.npz"
    np.savez_compressed(spare, steps=steps, weights=small, **chain)
    spare.replace(folder / "model.npz")
    meta = {"bits": BITS, "scale": scale, "tags": fitter.tags, "rows": len(used), "epochs": fitter.epoch}
    (folder / "model.json").write_text(json.dumps(meta, indent=1) + "\n", encoding="utf-8")
    return len(used)
