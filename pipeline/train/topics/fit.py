"""From examples to weights: the vocabulary, the features, two linear heads, rows of whole numbers."""

from collections.abc import Callable, Sequence

import msgspec
import numpy as np
import numpy.typing as npt
from scipy import sparse

from pipeline.lexicon.topics.grams import Alphabet, Floats, Vocabulary, gram_keys
from pipeline.lexicon.topics.inputs import Input, fields_of
from pipeline.lexicon.topics.model import FORMAT, Calibration, FieldSpec, LabelSpec, ModelSpec, TopicModel
from pipeline.lexicon.topics.score import features
from pipeline.train.topics.descend import minimise

Weights = npt.NDArray[np.float32]


class Recipe(msgspec.Struct, frozen=True, kw_only=True):
    """How a model is fitted.

    ``fields`` says how much of title and text is read, ``lengths`` which n-grams are counted in each, ``least`` in how
    many documents of the examples a gram must occur; ``penalty`` is the weight of the squared weights against the
    summed loss, ``rounds`` the most steps of the optimiser. ``mixed`` is how much of the head for any topic is added
    to that for the main one: what belongs to a document at all is learned from more labels than what comes first.
    ``own`` is how much a labelled document counts beside a further one (see :mod:`pipeline.train.topics.more`).
    """

    fields: tuple[FieldSpec, ...] = (
        FieldSpec(name="title", characters=100),
        FieldSpec(name="lead", characters=90),
        FieldSpec(name="body", characters=500),
    )
    lengths: tuple[tuple[int, ...], ...] = ((1, 2, 3), (2,), (2,))
    least: tuple[int, ...] = (2, 3, 4)
    penalty: float = 0.015
    any_penalty: float = 0.015
    rounds: int = 60
    mixed: float = 0.5
    own: float = 1.0


class Targets(msgspec.Struct, frozen=True):
    """What the examples should become: one row an example, one column a label.

    Rows of ``main`` sum to 1; ``any`` holds the probability of each label; ``weight`` says how much an example counts.
    """

    main: Weights
    any: Weights
    weight: Weights


def gram_counts(texts: Sequence[str], length: int, alphabet: Alphabet, least: int) -> list[str]:
    """List the grams of one length that occur in enough texts.

    Args:
        texts: Any strings.
        length: In code points.
        alphabet: What folds texts.
        least: The smallest number of texts.

    Returns:
        Folded grams without NUL or digits, sorted.
    """
    codes, owners = alphabet.codes(texts)
    if len(codes) < length:
        return []
    keys = gram_keys(codes, length)
    usable = np.ones(len(keys), dtype=bool)
    for step in range(length):
        part = codes[step : step + len(keys)]
        usable &= (part != 0) & (part != ord("0"))
    at = np.flatnonzero(usable)
    values, first, inverse = np.unique(keys[at], return_index=True, return_inverse=True)
    pairs = np.unique(inverse.astype(np.int64) * (len(texts) + 1) + owners[at])
    counts = np.bincount(pairs // (len(texts) + 1), minlength=len(values))
    starts = at[first[counts >= least]].tolist()
    return sorted("".join(map(chr, codes[i : i + length].tolist())) for i in starts)


def bare_model(examples: Sequence[Input], labels: Sequence[LabelSpec], recipe: Recipe, name: str) -> TopicModel:
    """Make a model that knows its grams and their rarity, with weights of zero.

    Args:
        examples: Whose grams are counted.
        labels: The labels, in the order of the columns.
        recipe: Fields, lengths and counts.
        name: The model's name.

    Returns:
        The model, good for features.
    """
    alphabet = Alphabet()
    parts = [fields_of(example) for example in examples]
    vocabularies: list[Vocabulary] = []
    rarity: list[Floats] = []
    for field, lengths, least in zip(recipe.fields, recipe.lengths, recipe.least, strict=True):
        texts = [part[field.name][: field.characters] for part in parts]
        grams = [g for n in lengths for g in gram_counts(texts, n, alphabet, least)]
        vocabulary = Vocabulary(grams, alphabet)
        found = vocabulary.find(texts)
        documents = np.bincount(found.gram, minlength=len(grams))
        vocabularies.append(vocabulary)
        rarity.append((1.0 + np.log((1.0 + len(texts)) / (1.0 + documents))).astype(np.float32))
    rows, columns = sum(map(len, vocabularies)), len(labels)
    spec = ModelSpec(
        format=FORMAT,
        name=name,
        fields=list(recipe.fields),
        labels=list(labels),
        calibration=Calibration(),
        most=3,
        least_characters=4,
        weights_sha256="",
    )
    none = np.zeros((rows, 2 * columns), dtype=np.int16)
    flat = np.zeros(columns, dtype=np.float32)
    return TopicModel(spec, alphabet, vocabularies, np.concatenate(rarity), none, flat, flat, flat, flat)


def matrix(model: TopicModel, examples: Sequence[Input]) -> sparse.csr_matrix:
    """Give the features of examples as a sparse matrix.

    Args:
        model: Whose grams count.
        examples: The rows.

    Returns:
        One row an example, one column a gram; float32.
    """
    found = features(model, examples)
    starts = np.searchsorted(found.document, np.arange(len(examples) + 1))
    shape = (len(examples), len(model.rarity))
    return sparse.csr_matrix((found.value, found.row, starts), shape=shape, dtype=np.float32)


def fit_main(rows: sparse.csr_matrix, targets: Targets, penalty: float, rounds: int) -> tuple[Weights, Weights]:
    """Fit the head that tells the main topic: multinomial logistic regression with soft targets.

    Args:
        rows: Features.
        targets: What they should become.
        penalty: Weight of the squared weights against the summed loss.
        rounds: The most steps.

    Returns:
        Weights (a row a gram, a column a label) and the bias.
    """
    wanted, weight = targets.main, targets.weight

    def loss(scores: Weights) -> tuple[float, Weights]:
        scores = scores - scores.max(axis=1, keepdims=True)
        logs = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        value = -float((weight * (wanted * logs).sum(axis=1, dtype=np.float64)).sum())
        return value, (np.exp(logs) - wanted) * weight[:, None]

    return _minimise(rows, wanted.shape[1], loss, penalty, rounds)


def fit_any(rows: sparse.csr_matrix, targets: Targets, penalty: float, rounds: int) -> tuple[Weights, Weights]:
    """Fit the head that tells whether a topic is one at all: a logistic regression for each label, soft targets.

    Args:
        rows: Features.
        targets: What they should become.
        penalty: Weight of the squared weights against the summed loss.
        rounds: The most steps.

    Returns:
        Weights (a row a gram, a column a label) and the bias.
    """
    wanted, weight = targets.any, targets.weight[:, None]

    def loss(scores: Weights) -> tuple[float, Weights]:
        parts = weight * (np.logaddexp(np.float32(0.0), scores) - wanted * scores)
        value = float(parts.sum(dtype=np.float64))
        return value, (np.float32(1.0) / (np.float32(1.0) + np.exp(-scores)) - wanted) * weight

    return _minimise(rows, wanted.shape[1], loss, penalty, rounds)


def _minimise(
    rows: sparse.csr_matrix,
    columns: int,
    loss: Callable[[Weights], tuple[float, Weights]],
    penalty: float,
    rounds: int,
) -> tuple[Weights, Weights]:
    grams = rows.shape[1]
    turned = rows.T.tocsr()

    def value(point: Weights) -> tuple[float, Weights]:
        lost, slope = loss(rows @ point[:-1] + point[-1])
        gradient = np.empty_like(point)
        gradient[:-1] = turned @ slope
        gradient[:-1] += np.float32(penalty) * point[:-1]
        gradient[-1] = slope.sum(axis=0)
        return lost + 0.5 * penalty * float(np.vdot(point[:-1], point[:-1])), gradient

    solved = minimise(value, np.zeros((grams + 1, columns), dtype=np.float32), rounds)
    return solved[:-1], solved[-1]


def fit(model: TopicModel, examples: Sequence[Input], targets: Targets, recipe: Recipe) -> TopicModel:
    """Fit both heads of a bare model.

    Args:
        model: What :func:`bare_model` made.
        examples: The documents.
        targets: What they should become, in the same order.
        recipe: Penalties and rounds.

    Returns:
        The model with its weights as whole numbers of 16 bits, not yet calibrated.
    """
    rows = matrix(model, examples)
    main, main_bias = fit_main(rows, targets, recipe.penalty, recipe.rounds)
    other, any_bias = fit_any(rows, targets, recipe.any_penalty, recipe.rounds)
    main, main_bias = main + np.float32(recipe.mixed) * other, main_bias + np.float32(recipe.mixed) * any_bias
    main_rows, main_scale = _whole_numbers(main)
    any_rows, any_scale = _whole_numbers(other)
    return TopicModel(
        model.spec,
        model.alphabet,
        model.vocabularies,
        model.rarity,
        np.concatenate([main_rows, any_rows], axis=1),
        main_scale,
        any_scale,
        main_bias.astype(np.float32),
        any_bias.astype(np.float32),
    )


def _whole_numbers(weights: Weights) -> tuple[npt.NDArray[np.int16], Floats]:
    # 12 bits keep the scores to four decimals, and numbers that small compress to two thirds.
    scale = np.abs(weights).max(axis=0) / 2047.0
    scale[scale == 0] = 1.0
    return np.rint(weights / scale).astype(np.int16), scale.astype(np.float32)
