"""Why a topic: the grams that weighed most."""

import msgspec
import numpy as np

from pipeline.lexicon.topics.inputs import Input
from pipeline.lexicon.topics.model import TopicModel
from pipeline.lexicon.topics.score import classify, features, parts_of


class Part(msgspec.Struct, frozen=True):
    """What one gram of one field added to a topic's raw score; negative where it spoke against the topic."""

    field: str
    gram: str
    weight: float


class Explanation(msgspec.Struct, frozen=True):
    """A topic's raw score as a sum: ``bias``, the ``parts`` listed and ``rest``, the grams not listed.

    ``score`` is the raw score before calibration: for the main topic, and for the stories of a newsreel, of the head
    that tells the main topic; for the others of the head that tells which stand beside it. ``parts`` are sorted by
    weight, largest size first.
    """

    code: str
    score: float
    bias: float
    parts: list[Part]
    rest: float


def explain(model: TopicModel, document: Input, threshold: float | None = None, most: int = 10) -> list[Explanation]:
    """Explain the topics of a document.

    Args:
        model: The model.
        document: Title and text.
        threshold: As in :func:`pipeline.lexicon.topics.score.classify`.
        most: How many grams to list for each topic.

    Returns:
        One explanation a topic, in the order of the decision.
    """
    decision = classify(model, [document], threshold)[0]
    parts = parts_of(model.spec, document)
    if len(parts) == 1:
        return [
            _explain_one(model, parts[0], topic.code, main=place == 0, most=most)
            for place, topic in enumerate(decision.topics)
        ]
    mains = [one.topics[0].code if one.topics else "" for one in classify(model, parts)]
    return [
        _explain_one(model, parts[mains.index(topic.code)], topic.code, main=True, most=most)
        for topic in decision.topics
    ]


def _explain_one(model: TopicModel, document: Input, code: str, main: bool, most: int) -> Explanation:
    found = features(model, [document])
    column = model.codes.index(code)
    head, scale, bias = (
        (model.main, model.main_scale, model.main_bias) if main else (model.any, model.any_scale, model.any_bias)
    )
    weights = head[found.row, column].astype(np.float64) * found.value * scale[column]
    order = np.lexsort((found.row, -np.abs(weights)))[:most].tolist()
    parts = [Part(*_gram(model, int(found.row[i])), float(weights[i])) for i in order]
    total = float(weights.sum())
    start = float(bias[column])
    return Explanation(code, total + start, start, parts, total - sum(part.weight for part in parts))


def _gram(model: TopicModel, row: int) -> tuple[str, str]:
    for field, vocabulary in zip(model.spec.fields, model.vocabularies, strict=True):
        if row < len(vocabulary):
            return field.name, vocabulary.grams[row]
        row -= len(vocabulary)
    raise IndexError(row)
