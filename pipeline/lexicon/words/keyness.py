"""What makes a word or a phrase a key term of a text."""

import math
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Literal

from pipeline.document import Keyword
from pipeline.lexicon.words.outline import tags_of, words_of
from pipeline.lexicon.words.passage import Passage
from pipeline.lexicon.words.spots import Spot
from pipeline.lexicon.words.terms import TERMS, Genre, Terms
from pipeline.lexicon.words.textrank import word_ranks
from pipeline.lexicon.words.weighing import Weighed, Weigher

Method = Literal["position", "tfidf", "textrank"]
_NESTED = 0.6
"""What a term loses that stands only inside a longer one of the best."""
_PIECE = 1.5
"""What a term loses that stands only inside an agency's name."""
_ORGANS = 8
"""How many of the names that hold a term are looked for: a bound on what a long list of agencies costs."""
_BEST = 24
"""How many of the best are looked at for that, and for names."""


class Ranker:
    """Ranks the words and phrases of texts.

    Args:
        folder: ``models/words``.
        method: How to rank.
        terms: A table of terms in place of the folder's own; None for that.

    Raises:
        ConfigError: ZC110 if a table is broken.
    """

    def __init__(self, folder: Path, method: Method, terms: Path | None = None) -> None:
        self._method = method
        self._terms = Terms(terms or folder / TERMS)
        self._weigher = Weigher(folder, self._terms)

    def rank(self, passages: Sequence[Passage], genres: Sequence[Genre], limit: int) -> list[list[Keyword]]:
        """Choose the key terms of texts.

        Args:
            passages: Headlines and their texts.
            genres: The kind of each text, for ``tfidf``.
            limit: How many terms of each at most.

        Returns:
            The terms of each, best first, each once.
        """
        if self._method == "position":
            best = self._weigher.best(passages, max(_BEST, limit))
            return [self._choose(*one, limit) for one in zip(passages, best, strict=True)]
        made = []
        for passage, genre, spots in zip(passages, genres, self._weigher.spotter.each(passages), strict=True):
            score = self._count(passage, spots, genre) if self._method == "tfidf" else self._walk(passage, spots)
            # Sorting is stable, and terms are found in one order, so that equal scores keep it.
            first = sorted(score, key=score.__getitem__, reverse=True)[:limit]
            made.append([Keyword(term, round(score[term], 4), spots[term][1]) for term in first])
        return made

    def _choose(self, passage: Passage, weighed: list[Weighed], limit: int) -> list[Keyword]:
        """Weigh the best of a text beside each other and its names."""
        scores = {term: score for term, score, _ in weighed}
        times = {term: count for term, _, count in weighed}
        best = list(scores)
        self._weigh_names(best, passage, scores)
        self._lower_nested(best, times, scores)
        best.sort(key=scores.__getitem__, reverse=True)
        return [Keyword(term, round(_chance(scores[term]), 4), times[term]) for term in best[:limit]]

    def _weigh_names(self, best: list[str], passage: Passage, scores: dict[str, float]) -> None:
        """Weigh names as such, and put pieces of agencies' names back: 福建省|发展和改革委员会."""
        text, names = passage.text, passage.names
        organs = [name for name, what in names.items() if what == "organ"]
        joined = "\n".join(organs)
        for term in best:
            if term in names:
                scores[term] += self._weigher.place[names[term]]
            elif term in joined:
                longer = islice((organ for organ in organs if term in organ), _ORGANS)
                inside = max(text.count(organ) for organ in longer)
                if text.count(term) <= inside:
                    scores[term] -= _PIECE

    @staticmethod
    def _lower_nested(best: list[str], times: dict[str, int], scores: dict[str, float]) -> None:
        """Put terms back that stand only inside a longer one of the best."""
        joined = "\n".join(best)
        for term in best:
            if joined.count(term) > 1:
                count = times[term]
                for other in best:
                    if term in other and times[other] >= count and other != term:
                        scores[term] -= _NESTED
                        break

    def _count(self, passage: Passage, spots: dict[str, Spot], genre: Genre) -> dict[str, float]:
        """TF-IDF by genre: count times rarity, over the number of words."""
        every, rarity = len(tags_of(passage.outline)) or 1, self._terms.rarity
        return {term: count * rarity(term, genre) / every for term, (_, count) in spots.items()}

    @staticmethod
    def _walk(passage: Passage, spots: dict[str, Spot]) -> dict[str, float]:
        """TextRank: a term has the rank of its words, and counts by how often it stands."""
        words = words_of(passage.text, passage.outline)
        ranks = word_ranks(words, tags_of(passage.outline))
        scores: dict[str, float] = {}
        for term, (start, count) in spots.items():
            inner = words_of(term, passage.outline[start : start + len(term)])
            scores[term] = math.log(1 + count) * sum(ranks.get(word, 0.0) for word in inner)
        return scores


def _chance(score: float) -> float:
    """The probability of log-odds; what is beyond any double's reach is 0."""
    return 1 / (1 + math.exp(-score)) if score > -500 else 0.0
