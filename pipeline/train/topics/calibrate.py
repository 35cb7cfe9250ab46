"""Scores that mean what they say, and the thresholds of the topics beside the main one."""

from collections.abc import Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from pipeline.lexicon.topics.model import Calibration, LabelSpec, ModelSpec

Scores = npt.NDArray[np.float64]
Truth = npt.NDArray[np.float64]

_SLOPES = np.geomspace(0.25, 4.0, 41)
_SHIFTS = np.linspace(-3.0, 3.0, 61)
_THRESHOLDS = np.arange(0.2, 0.71, 0.025)


def _softmax(scores: Scores) -> Scores:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    made: Scores = raised / raised.sum(axis=1, keepdims=True)
    return made


def logistic(scores: Scores) -> Scores:
    """Give the logistic function of scores.

    Args:
        scores: Any numbers.

    Returns:
        Numbers between 0 and 1.
    """
    made: Scores = 1.0 / (1.0 + np.exp(-np.clip(scores, -60.0, 60.0)))
    return made


def calibrate(main: Scores, other: Scores, first: npt.NDArray[np.int64], truth: Truth) -> Calibration:
    """Choose the slopes and the shift under which held-out documents are most likely.

    Args:
        main: Raw scores of the head for the main topic, of documents that were not trained on.
        other: Raw scores of the head for any topic.
        first: The column of each document's main topic.
        truth: 1 where a document has the label.

    Returns:
        The calibration.
    """
    rows = np.arange(len(first))
    losses = [-np.log(np.maximum(1e-9, _softmax(main * slope)[rows, first])).mean() for slope in _SLOPES]
    best = (np.inf, 1.0, 0.0)
    for slope in _SLOPES:
        for shift in _SHIFTS:
            scores = other * slope + shift
            loss = float((np.logaddexp(0.0, scores) - truth * scores).mean())
            best = min(best, (loss, float(slope), float(shift)))
    return Calibration(
        main_slope=round(float(_SLOPES[int(np.argmin(losses))]), 4),
        any_slope=round(best[1], 4),
        any_shift=round(best[2], 4),
    )


def probabilities(main: Scores, other: Scores, how: Calibration) -> tuple[Scores, Scores]:
    """Turn raw scores into probabilities, as the model does when it annotates.

    Args:
        main: Raw scores of the head for the main topic.
        other: Raw scores of the head for any topic.
        how: The calibration.

    Returns:
        The probability of each label to be the main one, and to be one at all.
    """
    return _softmax(main * how.main_slope), logistic(other * how.any_slope + how.any_shift)


def thresholds(main: Scores, other: Scores, truth: Truth, labels: Sequence[LabelSpec], cautious: float) -> list[float]:
    """Choose for each topic the probability from which it stands beside the main one.

    Args:
        main: Probabilities to be the main topic, of documents that were not trained on.
        other: Probabilities to be a topic at all.
        truth: 1 where a document has the label.
        labels: The labels, in the order of the columns.
        cautious: How many documents a topic's own threshold must set right, beyond those of the common one, to be
            taken.

    Returns:
        One threshold a label.
    """
    best = main.argmax(axis=1)
    alone = np.array([label.alone for label in labels])
    forced = np.zeros(main.shape, dtype=bool)
    forced[np.arange(len(best)), best] = True
    open_rows = ~alone[best]

    def given(threshold: float) -> npt.NDArray[np.bool_]:
        made: npt.NDArray[np.bool_] = forced | ((other >= threshold) & open_rows[:, None] & ~alone[None, :])
        return made

    def quality(threshold: float) -> Scores:
        both = (given(threshold) & (truth > 0)).sum(axis=0)
        made: Scores = 2 * both / np.maximum(1, given(threshold).sum(axis=0) + (truth > 0).sum(axis=0))
        return made

    def whole(threshold: float) -> float:
        return 2 * float((given(threshold) & (truth > 0)).sum()) / float(given(threshold).sum() + truth.sum())

    common = max(_THRESHOLDS.tolist(), key=whole)
    tried = {threshold: quality(threshold) for threshold in _THRESHOLDS.tolist()}
    counts = truth.sum(axis=0)
    chosen: list[float] = []
    for i in range(len(labels)):
        own = max(tried, key=lambda threshold: (tried[threshold][i], -abs(threshold - common)))
        gain = (tried[own][i] - tried[common][i]) * counts[i]
        chosen.append(own if gain > cautious else common)
    return [round(t, 3) for t in chosen]


def with_calibration(spec: ModelSpec, how: Calibration, chosen: Sequence[float]) -> ModelSpec:
    """Put a calibration and thresholds into a model's description.

    Args:
        spec: The description.
        how: The calibration.
        chosen: One threshold a label.

    Returns:
        The new description.
    """
    labels = [msgspec.structs.replace(lab, threshold=t) for lab, t in zip(spec.labels, chosen, strict=True)]
    return msgspec.structs.replace(spec, calibration=how, labels=labels)
