"""From texts to topics: features, scores, probabilities, the decision."""

from collections.abc import Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from pipeline.lexicon.topics.grams import Floats, Ids
from pipeline.lexicon.topics.inputs import Input, fields_of
from pipeline.lexicon.topics.model import ModelSpec, TopicModel
from pipeline.lexicon.topics.stories import stories

Scores = npt.NDArray[np.float64]

_CHUNK = 128


class Features(msgspec.Struct, frozen=True):
    """The features of a batch: parallel arrays, sorted by document.

    ``document`` is the position in the batch, ``row`` that of the weights, ``value`` the feature's value: in each
    field the squares of a document's values sum to 1.
    """

    document: Ids
    row: Ids
    value: Floats


class Scored(msgspec.Struct, frozen=True):
    """A topic's code and its probability."""

    code: str
    score: float


class Decision(msgspec.Struct, frozen=True):
    """The topics of a document, main first; ``reason`` says why there are none: empty, short or unknown."""

    topics: list[Scored]
    reason: str | None = None


def features(model: TopicModel, batch: Sequence[Input]) -> Features:
    """Turn documents into features.

    Args:
        model: Whose grams count.
        batch: Documents.

    Returns:
        Their features; a document without any known gram has none.
    """
    parts = [fields_of(document) for document in batch]
    documents: list[Ids] = []
    rows: list[Ids] = []
    values: list[Floats] = []
    first = 0
    for field, vocabulary in zip(model.spec.fields, model.vocabularies, strict=True):
        found = vocabulary.find([part[field.name][: field.characters] for part in parts])
        row = found.gram + first
        value = (1.0 + np.log(found.count)).astype(np.float32) * model.rarity.take(row)
        norm = np.sqrt(np.bincount(found.document, weights=value * value, minlength=len(batch)))
        values.append((value / norm.take(found.document)).astype(np.float32))
        documents.append(found.document)
        rows.append(row)
        first += len(vocabulary)
    document = np.concatenate(documents)
    order = np.argsort(document, kind="stable")
    return Features(document.take(order), np.concatenate(rows).take(order), np.concatenate(values).take(order))


def raw_scores(model: TopicModel, found: Features, size: int) -> tuple[Scores, Scores]:
    """Sum the weights of each document's features.

    Args:
        model: The weights.
        found: The features of a batch.
        size: The number of documents in the batch.

    Returns:
        The scores of the head that tells the main topic and of the head that tells any topic: one row a document,
        one column a label.
    """
    columns = len(model.spec.labels)
    sums = np.zeros((size, 2 * columns), dtype=np.float32)
    edges = np.searchsorted(found.document, np.arange(size + 1)).tolist()
    gathered = model.weights.take(found.row, axis=0).astype(np.float32)
    for place in range(size):
        start, end = edges[place], edges[place + 1]
        if end > start:
            sums[place] = found.value[start:end] @ gathered[start:end]
    wide = sums.astype(np.float64)
    return (
        wide[:, :columns] * model.main_scale + model.main_bias,
        wide[:, columns:] * model.any_scale + model.any_bias,
    )


def probabilities(model: TopicModel, found: Features, size: int) -> tuple[Scores, Scores]:
    """Give the probability of each label to be the main one, and to be one at all.

    Args:
        model: The weights and their calibration.
        found: The features of a batch.
        size: The number of documents in the batch.

    Returns:
        Two arrays, one row a document and one column a label; rows of the first sum to 1.
    """
    how = model.spec.calibration
    main, other = raw_scores(model, found, size)
    main = np.exp(main * how.main_slope - (main * how.main_slope).max(axis=1, keepdims=True))
    other = other * how.any_slope + how.any_shift
    return main / main.sum(axis=1, keepdims=True), 1.0 / (1.0 + np.exp(-np.clip(other, -60.0, 60.0)))


def classify(model: TopicModel, batch: Sequence[Input], threshold: float | None = None) -> list[Decision]:
    """Decide on the topics of documents.

    Args:
        model: The model.
        batch: Documents, in any number.
        threshold: The probability from which a topic stands beside the main one; None for the model's own, one
            for each topic.

    Returns:
        One decision a document, in order. The main topic's score is the probability that it is the main one, that
        of the others the probability that the document belongs to them too. A newsreel gets the main topics of its
        first stories, in order, where the model was trained to do so.
    """
    parts = [parts_of(model.spec, document) for document in batch]
    flat = [part for document in parts for part in document]
    single: list[Decision] = []
    for start in range(0, len(flat), _CHUNK):
        single.extend(_classify_chunk(model, flat[start : start + _CHUNK], threshold))
    done: list[Decision] = []
    at = 0
    for document in parts:
        own = single[at : at + len(document)]
        at += len(document)
        done.append(own[0] if len(own) == 1 else together(model.spec, own, threshold))
    return done


def parts_of(spec: ModelSpec, document: Input) -> list[Input]:
    """Give what is judged one by one: the first stories of a newsreel, or the document as a whole.

    Args:
        spec: Says whether newsreels are taken apart.
        document: Any document.

    Returns:
        At least one.
    """
    reel = spec.reel
    found = stories(document) if reel is not None else []
    return found[: reel.stories] if reel is not None and found else [document]


def together(spec: ModelSpec, decisions: Sequence[Decision], threshold: float | None = None) -> Decision:
    """Put the main topics of a newsreel's stories behind one another.

    Args:
        spec: Says how much a later story counts.
        decisions: On each story, in order.
        threshold: As in :func:`classify`.

    Returns:
        The decision on the newsreel.
    """
    reel = spec.reel
    told = [d.topics[0] for d in decisions if d.topics]
    if reel is None or not told:
        return decisions[0]
    alone = {label.code for label in spec.labels if label.alone}
    topics = [told[0]]
    for topic in told[1:]:
        # A later story is one of several, so its topic counts for less than the same topic of a whole document.
        score = round(topic.score * reel.weight, 4)
        wanted = reel.threshold if threshold is None else threshold
        if topic.code not in alone and score >= wanted and topic.code not in [t.code for t in topics]:
            topics.append(Scored(topic.code, score))
    return Decision(topics[:1] if topics[0].code in alone else topics[: spec.most])


def _classify_chunk(model: TopicModel, chunk: Sequence[Input], threshold: float | None) -> list[Decision]:
    found = features(model, chunk)
    known = np.bincount(found.document, minlength=len(chunk))
    main, other = probabilities(model, found, len(chunk))
    done: list[Decision] = []
    for place, document in enumerate(chunk):
        reason = unfit(model, document) or (None if known[place] else "unknown")
        done.append(Decision([], reason) if reason else decide(model.spec, main[place], other[place], threshold))
    return done


def unfit(model: TopicModel, document: Input) -> str | None:
    """Say why a document cannot be judged; only as many characters are looked at as are needed.

    Args:
        model: Says how many letters are needed.
        document: Any document.

    Returns:
        ``empty`` or ``short``; None where it can be judged.
    """
    needed = model.spec.least_characters
    letters = 0
    for part in (document.title or "", document.text):
        for character in part[: 50 * needed]:
            letters += character.isalpha()
            if letters >= needed:
                return None
    return "short" if letters else "empty"


def decide(spec: ModelSpec, main: Scores, other: Scores, threshold: float | None = None) -> Decision:
    """Decide on the topics of one document or story.

    Args:
        spec: Labels and their thresholds.
        main: The probability of each label to be the main one.
        other: The probability of each label to be one at all.
        threshold: As in :func:`classify`.

    Returns:
        One topic or more.
    """
    labels = spec.labels
    best = int(main.argmax())
    topics = [Scored(labels[best].code, round(float(main[best]), 4))]
    if not labels[best].alone and spec.most > 1:
        beside = [
            (float(other[i]), i)
            for i, label in enumerate(labels)
            if i != best and not label.alone and other[i] >= (label.threshold if threshold is None else threshold)
        ]
        beside.sort(key=lambda pair: (-pair[0], pair[1]))
        topics += [Scored(labels[i].code, round(score, 4)) for score, i in beside[: spec.most - 1]]
    return Decision(topics)
