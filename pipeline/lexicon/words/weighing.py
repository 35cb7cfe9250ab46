"""What each term of a text is worth as a key term, before it is seen beside the others."""

import math
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from pipeline.lexicon.words.outline import tags_of, words_of
from pipeline.lexicon.words.passage import Passage
from pipeline.lexicon.words.sheet import Sheet
from pipeline.lexicon.words.spots import LEAD, Spots, Spotter, sheet_of
from pipeline.lexicon.words.terms import Terms
from pipeline.lexicon.words.worth import PLACES, read_weights, shape

_MEMO = 50_000
_WORTHY = -100
"""The least worth (log-odds in hundredths) of a known term that is weighed at all."""


Weighed: TypeAlias = tuple[str, float, int]
"""A term of a text, its log-odds to be chosen as a key term, and how often the text has it."""


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


class Weigher:
    """Weighs terms by frequency, rarity, place in the text and how firmly their words stand together.

    Args:
        folder: ``models/words``.
        terms: The table of terms.

    Raises:
        ConfigError: ZC110 if the table of weights is broken.

    Attributes:
        place: The weight of each of :data:`pipeline.lexicon.words.worth.PLACES`.
        spotter: What finds the terms.
    """

    def __init__(self, folder: Path, terms: Terms) -> None:
        self._weights = read_weights(folder)
        self.place = {name: self._weights.get(f"here:{name}", 0.0) for name in PLACES}
        self._new = self._weights.get("bias", 0.0) + self._weights.get("new", 0.0)
        self._shapes: dict[str, tuple[float, list[slice]]] = {}
        self._parts = _Parts(terms)
        known, worths, texts = terms.worthy(_WORTHY)
        self.spotter = Spotter(known, terms.places)
        self._rarest = self.place["tfidf"] * math.log(terms.texts + 1)
        self._rarity = self._rarest - self.place["tfidf"] * np.log(np.array(texts, float) + 1)
        self._worth = np.array(worths, float) / 100

    def best(self, passages: Sequence[Passage], limit: int) -> list[list[Weighed]]:
        """Weigh the terms of texts.

        Args:
            passages: Headlines and their texts.
            limit: How many terms of each to give at most.

        Returns:
            The best terms of each, best first; equals in the order of the table, those that it lacks last.
        """
        sheet = sheet_of(passages)
        spots = self.spotter.find(passages, sheet)
        scores = self._weigh(passages, sheet, spots)
        order = np.lexsort((-scores, spots.text))
        texts = spots.text[order]
        bounds = np.searchsorted(texts, np.arange(len(passages) + 1))
        order = order[np.arange(len(order)) - bounds[texts] < limit]
        terms = self.spotter.terms_of(spots, order)
        rows = list(zip(terms, scores[order].tolist(), spots.times[order].tolist(), strict=True))
        ends = np.cumsum(np.minimum(np.diff(bounds), limit)).tolist()
        return [rows[start:end] for start, end in zip([0, *ends], ends, strict=False)]

    def _weigh(self, passages: Sequence[Passage], sheet: Sheet, spots: Spots) -> NDArray[np.float64]:
        """The log-odds that a reader would choose each term."""
        place, text, start, times = self.place, spots.text, spots.start, spots.times
        head = np.array([one.head for one in passages], np.intp)[text]
        sizes = np.array([len(one.text) for one in passages], float)
        many = place["count"] + place["size"] * np.log(np.maximum(sizes, 1))
        scores = self._alone(sheet, spots)
        scores += np.where(times == 1, place["once"], many[text] * np.log(times))
        scores += np.where(start < head, place["title"], place["start"] * np.log1p(np.maximum(start - head, 0)))
        scores += np.where(start < head + LEAD, place["lead"], 0.0)
        begins = sheet.begins[text]
        before, after = sheet.codes[begins + start - 1], sheet.codes[begins + spots.end]
        scores += np.where(before == ord("《"), place["booked"], 0.0)
        scores += np.where((before == ord("“")) & (after == ord("”")), place["quoted"], 0.0)
        return scores

    def _alone(self, sheet: Sheet, spots: Spots) -> NDArray[np.float64]:
        """What each term is worth by itself, and its count by how rare it is."""
        known = len(spots.term) - len(spots.new)  # these come first
        at = spots.term[:known]
        starts = (sheet.begins[spots.text[known:]] + spots.start[known:]).tolist()
        new = [
            self._new_worth(term, sheet.outline_of(start, len(term)))
            for term, start in zip(spots.new, starts, strict=True)
        ]
        worth = np.concatenate((self._worth[at], np.array(new, float)))
        rarity = np.concatenate((self._rarity[at], np.full(len(new), self._rarest)))
        alone: NDArray[np.float64] = worth + rarity * np.log(1.0 + spots.times)
        return alone

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
