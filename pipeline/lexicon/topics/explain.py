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
    that tells the main topic; for the others of the head that tells which stand beside it. ``parts`` are those that
    weighed most for the topic and most against it, sorted by weight, largest size first.
    """

    code: str
    score: float
    bias: float
    parts: list[Part]
    rest: float


def explain(model: TopicModel, document: Input, threshold: float | None = None, most: int = 8) -> list[Explanation]:
    """Explain the topics of a document.

    Args:
        model: The model.
        document: Title and text.
        threshold: As in :func:`pipeline.lexicon.topics.score.classify`.
        most: How many grams to list for each topic at most, and how many against it.

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
    ranked = np.lexsort((found.row, -np.abs(weights))).tolist()
    chosen = {*[i for i in ranked if weights[i] > 0][:most], *[i for i in ranked if weights[i] < 0][:most]}
    order = [i for i in ranked if i in chosen]
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


def write_explanations(explanations: list[Explanation]) -> str:
    """Write explanations as JSON, as records keep them."""
    return msgspec.json.encode(explanations).decode()


def read_explanations(text: str) -> list[Explanation]:
    """Read what :func:`write_explanations` wrote."""
    return msgspec.json.decode(text, type=list[Explanation])


def explanation_text(explanations: list[Explanation], names: dict[str, str]) -> str:
    """Word the explanations of a document for a terminal.

    Args:
        explanations: What :func:`explain` gave.
        names: What to call each code, for instance its name and probability.

    Returns:
        Of each topic its score as a sum, the words for it and the words against it, each with its weight; no line
        break at the end.
    """
    lines: list[str] = []
    for one in explanations:
        listed = sum(part.weight for part in one.parts)
        lines.append(f"  {names.get(one.code, one.code)}")
        lines.append(
            f"    score {one.score:+.3f} = bias {one.bias:+.3f}, words below {listed:+.3f}, all others {one.rest:+.3f}"
        )
        for heading, sign in (("for", 1), ("against", -1)):
            told = [
                f"{part.gram} {part.weight:+.3f}{'' if part.field == 'body' else f' ({part.field})'}"
                for part in one.parts
                if part.weight * sign > 0
            ]
            lines.append(f"    {heading:7} {', '.join(told) or 'none'}")
    return "\n".join(lines)
