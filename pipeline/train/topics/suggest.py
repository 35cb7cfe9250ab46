"""Active learning: which documents of a pool are most worth labelling."""

from collections.abc import Sequence

import msgspec
import numpy as np

from pipeline.lexicon.topics.inputs import Input
from pipeline.lexicon.topics.model import TopicModel
from pipeline.lexicon.topics.score import features, parts_of, probabilities, unfit
from pipeline.train.topics.group import groups

_POOL_TIMES = 4
_CHUNK = 256


class Suggestion(msgspec.Struct, frozen=True):
    """A document to label: its place in the pool, the two best topics and how far apart they are in probability."""

    place: int
    topics: list[str]
    margin: float


def suggest(model: TopicModel, pool: Sequence[Input], count: int) -> list[Suggestion]:
    """Choose the documents of a pool that a label would teach most.

    Args:
        model: What has been learned so far.
        pool: Documents without labels.
        count: How many to choose.

    Returns:
        At most ``count``, least sure first, dealt round the topics that they are taken for, so that one confusing
        topic does not fill the list; of near-duplicates only one, and none that is too short to be judged.
    """
    margins: list[tuple[float, int, list[str]]] = []
    codes = model.codes
    for start in range(0, len(pool), _CHUNK):
        chunk = [parts_of(model.spec, document)[0] for document in pool[start : start + _CHUNK]]
        found = features(model, chunk)
        main, _ = probabilities(model, found, len(chunk))
        known = np.bincount(found.document, minlength=len(chunk))
        order = np.argsort(-main, axis=1, kind="stable")[:, :2]
        for i, (best, second) in enumerate(order.tolist()):
            if known[i] and unfit(model, chunk[i]) is None:
                margin = float(main[i, best] - main[i, second])
                margins.append((margin, start + i, [codes[best], codes[second]]))
    margins.sort()
    near = margins[: count * _POOL_TIMES]
    alike = groups([pool[place] for _, place, _ in near])
    near = [item for i, item in enumerate(near) if alike[i] == i]
    turns: dict[str, int] = {}
    ranked: list[tuple[int, float, int, list[str]]] = []
    for margin, place, topics in near:
        turn = turns[topics[0]] = turns.get(topics[0], -1) + 1
        ranked.append((turn, margin, place, topics))
    chosen = sorted(ranked)[:count]
    return [Suggestion(place, topics, round(margin, 4)) for _, margin, place, topics in sorted(chosen, key=_nearest)]


def _nearest(item: tuple[int, float, int, list[str]]) -> tuple[float, int]:
    return item[1], item[2]
