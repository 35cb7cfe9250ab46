"""The second level of a scheme: which subject under its main topic a document belongs to."""

from collections.abc import Sequence

import numpy as np

from pipeline.errors import ConfigError
from pipeline.lexicon.topics.inputs import Input
from pipeline.lexicon.topics.model import TopicModel
from pipeline.lexicon.topics.score import Decision, Scored, features, parts_of, probabilities

LEAST = 0.5
"""A finer subject is given where it is at least as likely as all its sisters together."""

_CHUNK = 64


class Finer:
    """Tells the subjects below those main topics that a model of codes ``PARENT/CHILD`` knows.

    Args:
        model: A model whose codes all have two levels.

    Raises:
        ConfigError: ZC143 if a code has no parent.
    """

    def __init__(self, model: TopicModel) -> None:
        flat = [code for code in model.codes if not parent_of(code)]
        if flat:
            raise ConfigError("ZC143", f"topic model {model.spec.name!r} is no second level: {flat[0]!r} has no parent")
        self._model = model
        self._children: dict[str, list[int]] = {}
        for column, code in enumerate(model.codes):
            self._children.setdefault(parent_of(code), []).append(column)

    def below(self, batch: Sequence[Input], decisions: Sequence[Decision], least: float = LEAST) -> list[Scored | None]:
        """Tell the subject below each document's main topic.

        Args:
            batch: Documents.
            decisions: The first level's decision on each, in order.
            least: The probability among the sisters from which a subject is told.

        Returns:
            One subject a document, its score the main topic's score times the probability among the sisters; None
            where the main topic has no second level or no sister reaches ``least``. Of a newsreel the first story
            is judged.
        """
        wanted = [place for place, d in enumerate(decisions) if d.topics and d.topics[0].code in self._children]
        made: list[Scored | None] = [None] * len(batch)
        for start in range(0, len(wanted), _CHUNK):
            chunk = wanted[start : start + _CHUNK]
            parts = [parts_of(self._model.spec, batch[place])[0] for place in chunk]
            main, _ = probabilities(self._model, features(self._model, parts), len(parts))
            for row, place in enumerate(chunk):
                top = decisions[place].topics[0]
                columns = self._children[top.code]
                own = main[row, columns]
                best = int(np.argmax(own))
                share = float(own[best] / own.sum())
                if share >= least:
                    made[place] = Scored(self._model.codes[columns[best]], round(top.score * share, 4))
        return made


def parent_of(code: str) -> str:
    """Give the upper level of a code.

    Args:
        code: Such as ``fin/02``.

    Returns:
        What stands before the last slash, such as ``fin``; empty where there is none.
    """
    return code.rpartition("/")[0]
