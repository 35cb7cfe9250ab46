"""Grouped cross-validation: every judged example is scored by a model that saw neither it nor its near-duplicates."""

from collections.abc import Callable, Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from pipeline.lexicon.topics.model import LabelSpec, ModelSpec, TopicModel
from pipeline.lexicon.topics.score import Decision, decide, features, parts_of, raw_scores, together
from pipeline.train.topics.calibrate import Scores, calibrate, probabilities, thresholds, with_calibration
from pipeline.train.topics.data import Example

Fitter = Callable[[Sequence[int]], TopicModel]
"""Fits a model to the examples at these positions; the near-duplicates of the others must not come in by the back."""


class HeldOut(msgspec.Struct, frozen=True):
    """Raw scores of held-out documents: one row for each part (a story of a newsreel, else the whole document).

    ``owner`` is the position of the part's document among ``judged``, the positions of the judged examples; ``fold``
    is the fold of each of these.
    """

    judged: list[int]
    fold: npt.NDArray[np.int64]
    owner: npt.NDArray[np.int64]
    main: Scores
    any: Scores


def hold_out(examples: Sequence[Example], fold: npt.NDArray[np.int64], judged: Sequence[int], fit: Fitter) -> HeldOut:
    """Score each judged example by a model of the other folds.

    Args:
        examples: All examples.
        fold: The fold of each.
        judged: Positions of those to score, ascending.
        fit: Fits a model.

    Returns:
        Their raw scores.
    """
    owners: list[int] = []
    kept: dict[int, tuple[Scores, Scores]] = {}
    for k in sorted({int(fold[i]) for i in judged}):
        model = fit(np.flatnonzero(fold != k).tolist())
        for place, i in enumerate(judged):
            if fold[i] == k:
                parts = parts_of(model.spec, examples[i].document)
                found = features(model, parts)
                kept[place] = raw_scores(model, found, len(parts))
    for place in range(len(judged)):
        owners += [place] * len(kept[place][0])
    return HeldOut(
        list(judged),
        fold[np.asarray(judged, dtype=np.int64)],
        np.array(owners, dtype=np.int64),
        np.concatenate([kept[place][0] for place in range(len(judged))]),
        np.concatenate([kept[place][1] for place in range(len(judged))]),
    )


def truth_of(examples: Sequence[Example], labels: Sequence[LabelSpec]) -> tuple[npt.NDArray[np.int64], Scores]:
    """Give labels as arrays.

    Args:
        examples: Labelled documents.
        labels: The labels, in the order of the columns.

    Returns:
        The column of each main topic, and 1 where a document has a label.
    """
    columns = {label.code: i for i, label in enumerate(labels)}
    first = np.array([columns[example.topics[0]] for example in examples], dtype=np.int64)
    truth = np.zeros((len(examples), len(labels)))
    for row, example in enumerate(examples):
        truth[row, [columns[code] for code in example.topics]] = 1.0
    return first, truth


def settle(spec: ModelSpec, held: HeldOut, examples: Sequence[Example], use: npt.NDArray[np.bool_]) -> ModelSpec:
    """Calibrate on some of the held-out documents and choose the thresholds.

    Args:
        spec: The description to complete.
        held: Raw scores of held-out documents.
        examples: All examples.
        use: Which of the judged ones to learn from; newsreels are left out, their stories have no labels.

    Returns:
        The description with its calibration and thresholds.
    """
    sizes = np.bincount(held.owner, minlength=len(held.judged))
    whole = use & (sizes == 1)
    rows = whole[held.owner]
    first, truth = truth_of([examples[held.judged[i]] for i in np.flatnonzero(whole).tolist()], spec.labels)
    how = calibrate(held.main[rows], held.any[rows], first, truth)
    main, other = probabilities(held.main[rows], held.any[rows], how)
    return with_calibration(spec, how, thresholds(main, other, truth, spec.labels, cautious=5.0))


def decisions_of(spec: ModelSpec, held: HeldOut) -> list[Decision]:
    """Decide on held-out documents.

    Args:
        spec: Calibration and thresholds.
        held: Their raw scores.

    Returns:
        One decision for each judged document, in order.
    """
    main, other = probabilities(held.main, held.any, spec.calibration)
    made: list[list[Decision]] = [[] for _ in held.judged]
    for row, owner in enumerate(held.owner.tolist()):
        made[owner].append(decide(spec, main[row], other[row]))
    return [parts[0] if len(parts) == 1 else together(spec, parts) for parts in made]


def crossed_decisions(spec: ModelSpec, held: HeldOut, examples: Sequence[Example]) -> list[Decision]:
    """Decide on each fold with the calibration and thresholds that the other folds give.

    Args:
        spec: The description to complete.
        held: Raw scores of held-out documents.
        examples: All examples.

    Returns:
        One decision for each judged document, in order: no label of a document had a part in the decision on it.
    """
    made: list[Decision] = [Decision([])] * len(held.judged)
    for k in sorted(set(held.fold.tolist())):
        own = settle(spec, held, examples, held.fold != k)
        for place, decision in enumerate(decisions_of(own, held)):
            if held.fold[place] == k:
                made[place] = decision
    return made
