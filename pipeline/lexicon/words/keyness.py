"""What makes a word or a phrase a key term of a text."""

import math
from array import array
from collections.abc import Iterator
from itertools import accumulate, islice
from pathlib import Path
from typing import Literal, TypeAlias

from pipeline.document import Keyword
from pipeline.lexicon.words.outline import tags_of, words_of
from pipeline.lexicon.words.passage import Passage
from pipeline.lexicon.words.spots import LEAD, Spots, Spotter
from pipeline.lexicon.words.terms import TERMS, Genre, Terms
from pipeline.lexicon.words.textrank import word_ranks
from pipeline.lexicon.words.worth import PLACES, read_weights, shape

Method = Literal["position", "tfidf", "textrank"]
_MEMO = 50_000
_WORTHY = -100
"""The least worth (log-odds in hundredths) of a known term that is weighed at all."""
_NESTED = 0.6
"""What a term loses that stands only inside a longer one of the best."""
_PIECE = 1.5
"""What a term loses that stands only inside an agency's name."""
_ORGANS = 8
"""How many of the names that hold a term are looked for: a bound on what a long list of agencies costs."""
_BEST = 24
"""How many of the best are looked at for that, and for names."""


_Key: TypeAlias = int | str
"""What a term goes by until the best are chosen: its index among the known ones, or a new one itself."""


class _Priors:
    """What each known term scores once in any text, and what its rarity weighs, by its index.

    Plain arrays: a term is one look into each, not a chain of objects all over the memory.
    """

    def __init__(self, worths: list[int], texts: list[int], every: int, weight: float) -> None:
        most, once = math.log(every + 1), math.log(2)
        rarities = {count: weight * (most - math.log(count + 1)) for count in set(texts)}
        self.rarity = array("d", map(rarities.__getitem__, texts))
        self.once = array("d", (worth / 100 + rarity * once for worth, rarity in zip(worths, self.rarity, strict=True)))
        self.rarest = weight * most


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
        self._shapes: dict[str, tuple[float, list[slice]]] = {}
        self._parts = _Parts(self._terms)
        known, worths, texts = self._terms.worthy(_WORTHY)
        self._priors = _Priors(worths, texts, self._terms.texts, self._place["tfidf"])
        self._spotter = Spotter(known, self._terms.places)

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
            found = self._weigh(passage, spots)
        elif self._method == "tfidf":
            found = self._count(passage, spots, genre)
        else:
            found = self._walk(passage, spots)
        # Sorting is stable, and terms are found in one order, so that equal scores keep it.
        first = sorted(found, key=found.__getitem__, reverse=True)[: max(_BEST, limit)]
        terms, known, new = self._spotter.terms, spots.known, spots.new
        scores: dict[str, float] = {}
        times: dict[str, int] = {}
        for key in first:
            term, (_, times[term]) = (key, new[key]) if isinstance(key, str) else (terms[key], known[key])
            scores[term] = found[key]
        best = list(scores)
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

    def _weigh(self, passage: Passage, spots: Spots) -> dict[_Key, float]:
        """The log-odds that a reader would choose each term."""
        text, outline, head, _ = passage
        log, under = math.log, head + LEAD
        at, lead, titled, once = (self._place[name] for name in ("start", "lead", "title", "once"))
        titled += lead
        many = self._place["count"] + self._place["size"] * log(len(text) or 1)
        first, rarity = self._priors.once, self._priors.rarity
        scores: dict[_Key, float] = {}
        for i, (start, count) in spots.known.items():
            score = first[i]
            if count > 1:
                score += rarity[i] * log((1 + count) / 2) + many * log(count)
            elif start < under or text[start - 1] in "“《":
                score += once
            else:  # most terms
                scores[i] = score + once + at * log(1 + start - head)
                continue
            if start < head:
                score += titled
            else:
                score += at * log(1 + start - head)
                if start < under:
                    score += lead
            if start and text[start - 1] in "“《":
                score += self._marked(text, start, start + len(self._spotter.terms[i]))
            scores[i] = score
        for term, (start, count) in spots.new.items():
            end = start + len(term)
            score = self._new_worth(term, outline[start:end])
            score += self._priors.rarest * log(1 + count) + (many * log(count) if count > 1 else once)
            if start < head:
                score += titled
            else:
                score += at * log(1 + start - head) + (lead if start < under else 0.0)
            scores[term] = score + (self._marked(text, start, end) if start else 0.0)
        return scores

    def _marked(self, text: str, start: int, end: int) -> float:
        if text[start - 1] == "《":
            return self._place["booked"]
        return self._place["quoted"] if text[start - 1] == "“" and text[end : end + 1] == "”" else 0.0

    def _new_worth(self, term: str, outline: str) -> float:
        """The worth of a phrase that the corpus lacks, by its shape and its words."""
        known = self._shapes.get(outline)
        if known is None:
            if len(self._shapes) >= _MEMO:
                self._shapes.clear()
            words = words_of(term, outline)
            form = sum(self._weights.get(name, 0.0) for name in shape(words, tags_of(outline)))
            edges = list(accumulate(map(len, words), initial=0))
            known = self._shapes[outline] = (form, list(map(slice, edges, edges[1:])))
        form, places = known
        parts = self._parts
        return self._new + form + sum([parts[term[place]] for place in places]) / (100 * len(places))

    def _count(self, passage: Passage, spots: Spots, genre: Genre) -> dict[_Key, float]:
        """TF-IDF by genre: count times rarity, over the number of words."""
        every, rarity = len(tags_of(passage.outline)) or 1, self._terms.rarity
        return {key: count * rarity(term, genre) / every for key, term, _, count in self._each(spots)}

    def _walk(self, passage: Passage, spots: Spots) -> dict[_Key, float]:
        """TextRank: a term has the rank of its words, and counts by how often it stands."""
        words = words_of(passage.text, passage.outline)
        ranks = word_ranks(words, tags_of(passage.outline))
        scores: dict[_Key, float] = {}
        for key, term, start, count in self._each(spots):
            inner = words_of(term, passage.outline[start : start + len(term)])
            scores[key] = math.log(1 + count) * sum(ranks.get(word, 0.0) for word in inner)
        return scores

    def _each(self, spots: Spots) -> Iterator[tuple[_Key, str, int, int]]:
        """Give each term with its key, where it stands first and how often."""
        for i, (start, count) in spots.known.items():
            yield i, self._spotter.terms[i], start, count
        for term, (start, count) in spots.new.items():
            yield term, term, start, count


def _chance(score: float) -> float:
    """The probability of log-odds; what is beyond any double's reach is 0."""
    return 1 / (1 + math.exp(-score)) if score > -500 else 0.0
