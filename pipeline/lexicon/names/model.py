"""The model of names, loaded from plain arrays; it needs numpy and nothing else."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple
from zipfile import BadZipFile

import msgspec
import numpy as np
from numpy.typing import NDArray

from pipeline.errors import ConfigError
from pipeline.lexicon.names.features import BITS, buckets_of
from pipeline.lexicon.names.lattice import Floats, Pieces, marginals, viterbi

CHUNK = 4096
"""Rows whose weights are summed at once: what fits the processor's cache."""

LONGEST = 256
"""Code points of a piece at most."""

_SENTENCE = "[^。！？；\n]"
_CLAUSE = "[^。！？；，、,\n]"
_PIECE = re.compile(
    f"{_SENTENCE}{{0,40}}[。！？；\n]"
    f"|{_SENTENCE}{{40}}{_CLAUSE}{{0,{LONGEST - 42}}}(?:[。！？；，、,\n]|)"
    f"|{_SENTENCE}{{1,40}}"
)
"""A sentence; a longer one ends at its first comma after 40 code points."""


class Found(NamedTuple):
    """A name that the model proposes.

    Args:
        start: First code point.
        end: Code point after the last.
        label: ``REGION``, ``PLACE``, ``AGENCY``, ``ORG`` or ``PERSON``.
        score: Probability of its least certain character, 0 to 1.
    """

    start: int
    end: int
    label: str
    score: float


class _Meta(msgspec.Struct, frozen=True):
    bits: int
    scale: float
    tags: dict[str, list[str]]


class _Layer(NamedTuple):
    tags: list[str]
    columns: slice
    begin: Floats
    move: Floats


class NameModel:
    """Proposes names by their context.

    Args:
        folder: Holds ``model.json`` and ``model.npz``.

    Raises:
        ConfigError: ZC140 if the model cannot be read or was made with other features.
    """

    def __init__(self, folder: Path) -> None:
        try:
            meta = msgspec.json.decode((folder / "model.json").read_bytes(), type=_Meta)
            with np.load(folder / "model.npz", allow_pickle=False) as saved:
                arrays = dict(saved)
        except (OSError, ValueError, KeyError, EOFError, BadZipFile, msgspec.MsgspecError) as error:
            raise ConfigError("ZC140", f"{folder}: no model of names: {error}") from None
        if meta.bits != BITS:
            raise ConfigError("ZC140", f"{folder}: made with {meta.bits} bits of features, not {BITS}: train it again")
        self._scale = np.float32(meta.scale)
        weights = arrays["weights"]
        self._weights = np.concatenate((np.zeros((1, weights.shape[1]), dtype=np.int16), weights.astype(np.int16)))
        self._row = np.zeros(1 << BITS, dtype=np.int32)
        self._row[np.cumsum(arrays["steps"].astype(np.int64))] = np.arange(1, len(weights) + 1)
        self._layers: dict[str, _Layer] = {}
        at = 0
        for name, tags in meta.tags.items():
            columns = slice(at, at + len(tags))
            self._layers[name] = _Layer(tags, columns, arrays[f"{name}_begin"], arrays[f"{name}_move"])
            at += len(tags)

    def find(self, texts: Sequence[str]) -> list[dict[str, list[Found]]]:
        """Propose names in texts.

        Args:
            texts: Any texts; many at once are read faster than one by one.

        Returns:
            For each text and layer (``places``, ``bodies``) names in order, which do not overlap within a layer.
        """
        spans = [pieces_of(text) for text in texts]
        parts = [text[s:e] for text, cuts in zip(texts, spans, strict=True) for s, e in cuts]
        made: list[dict[str, list[Found]]] = [{name: [] for name in self._layers} for _ in texts]
        if not parts:
            return made
        pieces = Pieces(np.array([len(p) for p in parts], dtype=np.int64))
        emit = self._emit(parts)
        bounds = np.cumsum([0, *(len(text) for text in texts)])
        for name, layer in self._layers.items():
            mine = emit[:, layer.columns]
            path = viterbi(mine, pieces, layer.begin, layer.move)
            sure = _certainty(mine, path, pieces, layer)
            for start, end, label in _names(path, layer.tags):
                which = int(np.searchsorted(bounds, start, side="right")) - 1
                first = int(bounds[which])
                made[which][name].append(Found(start - first, end - first, label, float(sure[start:end].min())))
        return made

    def _emit(self, parts: list[str]) -> Floats:
        buckets = buckets_of(parts)
        emit = np.empty((len(buckets), self._weights.shape[1]), dtype=np.float32)
        for at in range(0, len(buckets), CHUNK):
            rows = self._row[buckets[at : at + CHUNK]]
            total = self._weights[rows[:, 0]].copy()
            for column in range(1, rows.shape[1]):
                total += self._weights[rows[:, column]]
            emit[at : at + CHUNK] = total
        emit *= self._scale
        return emit


def pieces_of(text: str) -> list[tuple[int, int]]:
    """Cut a text into the pieces that the model reads.

    Args:
        text: Any text.

    Returns:
        Start and end of each, in code points; together they are the text.
    """
    return [m.span() for m in _PIECE.finditer(text)]


def _certainty(emit: Floats, path: NDArray[np.int8], pieces: Pieces, layer: _Layer) -> Floats:
    """Give the probability of each tag of the path, in the pieces that hold a name; elsewhere 1."""
    sure = np.ones(len(path), dtype=np.float32)
    counts = np.add.reduceat(path != 0, pieces.first) if len(path) else np.zeros(0, dtype=np.int64)
    chosen = np.flatnonzero(counts)
    if not len(chosen):
        return sure
    lengths = np.diff(pieces.first, append=len(path))[chosen]
    some = Pieces(lengths)
    rows = np.repeat(pieces.first[chosen] - some.first, lengths) + np.arange(some.total)
    odds, _ = marginals(emit[rows], some, layer.begin, layer.move)
    sure[rows] = odds[np.arange(some.total), path[rows]]
    return sure


def _names(path: NDArray[np.int8], tags: list[str]) -> list[tuple[int, int, str]]:
    inside = np.array([t[0] == "I" for t in tags])[path]
    begins = np.flatnonzero(np.array([t[0] == "B" for t in tags])[path])
    stops = np.flatnonzero(~inside)
    ends = np.searchsorted(stops, begins, side="right")
    limits = np.concatenate((stops, [len(path)]))[ends]
    return [
        (b, e, tags[t][2:]) for b, e, t in zip(begins.tolist(), limits.tolist(), path[begins].tolist(), strict=True)
    ]
