"""What makes a word or a phrase a key term of a text."""

import math
from bisect import bisect_left
from itertools import islice
from pathlib import Path
from typing import Literal

from pipeline.document import Keyword
from pipeline.lexicon.words.passage import Passage
from pipeline.lexicon.words.spots import LEAD, Spots, Spotter
from pipeline.lexicon.words.terms import TERMS, Genre, Terms
from pipeline.lexicon.words.textrank import word_ranks
from pipeline.lexicon.words.worth import PLACES, read_weights, shape

Method = Literal["position", "tfidf", "textrank"]
_MEMO = 50_000
_WORTHY = -100
"""The least worth (log-odds in hundredths) of a known term that is weighed at all."""
_HOPELESS = -1.0
"""A term that starts with less and stands once, in no place of note, is not among the first ten of a text."""
_NESTED = 0.6
"""What a term loses that stands only inside a longer one of the best."""
_PIECE = 1.5
"""What a term loses that stands only inside an agency's name."""
_ORGANS = 8
"""How many of the names that hold a term are looked for: a bound on what a long list of agencies costs."""
_BEST = 24
"""How many of the best are looked at for that, and for names."""


class _Priors(dict[str, tuple[float, float]]):
    """What each known term scores once in any text, and what its rarity weighs; worked out on first sight."""

    def __init__(self, terms: Terms, weight: float) -> None:
        super().__init__()
        self._terms, self._weight = terms, weight
        self._every = math.log(terms.texts + 1)
        self.rarest = weight * self._every

    def __missing__(self, term: str) -> tuple[float, float]:
        row = self._terms[term]
        rarity = self._weight * (self._every - math.log(row.news + row.documents + 1))
        found = self[term] = (row.worth / 100 + rarity * math.log(2), rarity)
        return found


class _Parts(dict[str, int]):
    """What each word brings to a phrase that no corpus has, in hundredths of log-odds; looked up on first sight."""

    def __init__(self, terms: Terms) -> None:
        super().__init__()
        self._terms = terms

    def __missing__(self, word: str) -> int:
        if len(self) >= _MEMO:
            self.clear()
        found = self[word] = self._terms[word].part if word in self._terms else 0
        return found


class Ranker:
    """Ranks the words and phrases of a text.

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
        weights = read_weights(folder)
        self._weights = weights
        self._place = {name: weights.get(f"here:{name}", 0.0) for name in PLACES}
        self._new = weights.get("bias", 0.0) + weights.get("new", 0.0)
        self._shapes: dict[tuple[str, str, str, int, int, int], float] = {}
        self._priors = _Priors(self._terms, self._place["tfidf"])
        self._parts = _Parts(self._terms)
        self._spotter = Spotter(self._terms.worthy(_WORTHY), self._terms.places)

    def find(self, passage: Passage) -> Spots:
        """Find the terms of a text.

        Args:
            passage: The headline and the text.

        Returns:
            The terms.
        """
        return self._spotter.find(passage)

    def choose(self, passage: Passage, spots: Spots, limit: int, genre: Genre = "news") -> list[Keyword]:
        """Choose the key terms of a text among those found.

        Args:
            passage: The headline and the text.
            spots: What :meth:`find` gave.
            limit: How many terms at most.
            genre: The kind of text, for ``tfidf``.

        Returns:
            The terms, best first, each once.
        """
        if self._method == "position":
            scores = self._weigh(passage, spots)
        elif self._method == "tfidf":
            scores = self._count(passage, spots, genre)
        else:
            scores = self._walk(passage, spots)
        # Sorting is stable, and terms are found in one order, so that equal scores keep it.
        best = sorted(scores, key=scores.__getitem__, reverse=True)[: max(_BEST, limit)]
        times = {term: (spots.known.get(term) or spots.new[term])[1] for term in best}
        if self._method == "position":
            self._weigh_names(best, passage, scores)
            self._lower_nested(best, times, scores)
            best.sort(key=scores.__getitem__, reverse=True)
            return [Keyword(term, round(_chance(scores[term]), 4), times[term]) for term in best[:limit]]
        return [Keyword(term, round(scores[term], 4), times[term]) for term in best[:limit]]

    def _weigh_names(self, best: list[str], passage: Passage, scores: dict[str, float]) -> None:
        """Weigh names as such, and put pieces of agencies' names back: 福建省|发展和改革委员会."""
        text, names = passage.text, passage.names
        organs = [name for name, what in names.items() if what == "organ"]
        joined = "\n".join(organs)
        for term in best:
            if term in names:
                scores[term] += self._place[names[term]]
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
                if any(times[other] >= count for other in best if term in other and term != other):
                    scores[term] -= _NESTED

    def _weigh(self, passage: Passage, spots: Spots) -> dict[str, float]:
        """The log-odds that a reader would choose each term."""
        text, words, tags, head, _ = passage
        log, under = math.log, head + LEAD
        at, lead, titled, once = (self._place[name] for name in ("start", "lead", "title", "once"))
        titled += lead
        many = self._place["count"] + self._place["size"] * log(len(text) or 1)
        priors = self._priors
        scores: dict[str, float] = {}
        for term, (start, count) in spots.known.items():
            score, rarity = priors[term]
            if count > 1:
                score += rarity * log((1 + count) / 2) + many * log(count)
            elif start < under or text[start - 1] in "“《":
                score += once
            else:  # most terms
                if score >= _HOPELESS:
                    scores[term] = score + once + at * log(1 + start - head)
                continue
            if start < head:
                score += titled
            else:
                score += at * log(1 + start - head)
                if start < under:
                    score += lead
            if start and text[start - 1] in "“《":
                score += self._marked(text, start, start + len(term))
            scores[term] = score
        for term, (start, count) in spots.new.items():
            first, end = spots.inside[term]
            score = self._new_worth(words[first:end], tags[first:end], spots.codes[first:end], len(term))
            score += self._priors.rarest * log(1 + count) + (many * log(count) if count > 1 else once)
            if start < head:
                score += titled
            else:
                score += at * log(1 + start - head) + (lead if start < under else 0.0)
            scores[term] = score + (self._marked(text, start, start + len(term)) if start else 0.0)
        return scores

    def _marked(self, text: str, start: int, end: int) -> float:
        if text[start - 1] == "《":
            return self._place["booked"]
        return self._place["quoted"] if text[start - 1] == "“" and text[end : end + 1] == "”" else 0.0

    def _new_worth(self, words: list[str], tags: list[str], codes: str, size: int) -> float:
        """The worth of a phrase that the corpus lacks, by its shape and its words."""
        key = (codes, tags[0], tags[-1], size, len(words[0]), len(words[-1]))
        form = self._shapes.get(key)
        if form is None:
            if len(self._shapes) >= _MEMO:
                self._shapes.clear()
            form = self._shapes[key] = sum(self._weights.get(name, 0.0) for name in shape(words, tags))
        return self._new + form + sum(map(self._parts.__getitem__, words)) / (100 * len(words))

    def _count(self, passage: Passage, spots: Spots, genre: Genre) -> dict[str, float]:
        """TF-IDF by genre: count times rarity, over the number of words."""
        every, rarity = len(passage.words) or 1, self._terms.rarity
        return {
            term: count * rarity(term, genre) / every
            for found in (spots.known, spots.new)
            for term, (_, count) in found.items()
        }

    def _walk(self, passage: Passage, spots: Spots) -> dict[str, float]:
        """TextRank: a term has the rank of its words, and counts by how often it stands."""
        words = passage.words
        ranks = word_ranks(words, passage.tags)
        scores: dict[str, float] = {}
        for found in (spots.known, spots.new):
            for term, (start, count) in found.items():
                first = bisect_left(spots.edges, start)
                end = bisect_left(spots.edges, start + len(term))
                scores[term] = math.log(1 + count) * sum(ranks.get(word, 0.0) for word in words[first:end])
        return scores


def _chance(score: float) -> float:
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, score))))
