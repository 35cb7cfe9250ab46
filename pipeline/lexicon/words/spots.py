"""Where the terms of one text stand: what the ranking weighs, and what it is trained on."""

import re
from collections import Counter
from collections.abc import Container, Iterable
from itertools import accumulate

from daachorse import CharwiseDoubleArrayAhoCorasick

from pipeline.lexicon.loading import Later
from pipeline.lexicon.words.passage import Passage
from pipeline.lexicon.words.phrases import codes_of

LEAD = 60
"""Code points under the headline whose phrases are candidates even if they stand once and no corpus has them."""
_COMPOUND = re.compile(r"[NA][NVA]{0,2}N")


class Spots:
    """The terms of one text.

    Attributes:
        known: Of each known term, where it stands first (code points) and how often.
        new: The same of each phrase that no corpus has: it stands in the lead, or twice as a whole compound.
        inside: Of each new phrase, the index of its first word and of the word after its last.
        edges: Where each word begins, and the end of the text, in code points.
        codes: One letter a word, see :func:`pipeline.lexicon.words.phrases.codes_of`.
    """

    def __init__(self, edges: list[int], codes: str) -> None:
        self.edges = edges
        self.codes = codes
        self.known: dict[str, tuple[int, int]] = {}
        self.new: dict[str, tuple[int, int]] = {}
        self.inside: dict[str, tuple[int, int]] = {}


class Spotter:
    """Finds the terms of a text that may be key terms.

    Known ones are matched on characters in native code and kept where their edges are edges of words, so that Python
    works for the terms of a text, not for its words.

    Args:
        terms: The known terms that are worth a look.
        known: All known terms: none of them is new.
    """

    def __init__(self, terms: Iterable[str], known: Container[str]) -> None:
        self._terms = list(terms)
        self._known = known
        self._matcher = Later(lambda: CharwiseDoubleArrayAhoCorasick(self._terms)) if self._terms else None

    def find(self, passage: Passage) -> Spots:
        """Find the terms.

        Args:
            passage: A headline and its text.

        Returns:
            The terms, in no order that matters.
        """
        spots = Spots(list(accumulate(map(len, passage.words), initial=0)), codes_of(passage.tags))
        if self._matcher:
            self._find_known(passage.text, spots)
        self._find_new(passage.text, spots, passage.head + LEAD)
        return spots

    def _find_known(self, text: str, spots: Spots) -> None:
        assert self._matcher is not None
        edges = set(spots.edges)
        terms, known = self._terms, spots.known
        # The matcher reports by end, and a term always has one length: its first report is its first place.
        for start, end, i in self._matcher.get().find_overlapping(text):
            if start in edges and end in edges:
                term = terms[i]
                if term in known:
                    first, count = known[term]
                    known[term] = (first, count + 1)
                else:
                    known[term] = (start, 1)

    def _find_new(self, text: str, spots: Spots, lead: int) -> None:
        edges, known = spots.edges, self._known
        found = [
            (text[start:stop], first, end)
            for first, end in map(re.Match.span, _COMPOUND.finditer(spots.codes))
            if (stop := edges[end]) - (start := edges[first]) > 3
        ]
        times = Counter([term for term, _, _ in found])
        often = (
            {term for term, count in times.items() if count > 1 and term not in known}
            if len(times) < len(found)
            else ()
        )
        if often:
            for term, first, end in found:
                if term in often:
                    _note(spots, term, (first, end))
        for term, first, end in found:
            if edges[first] >= lead:
                break
            if term not in known and term not in often:
                _note(spots, term, (first, end))


def _note(spots: Spots, term: str, span: tuple[int, int]) -> None:
    seen = spots.new.get(term)
    if seen:
        spots.new[term] = (seen[0], seen[1] + 1)
    else:
        spots.new[term] = (spots.edges[span[0]], 1)
        spots.inside[term] = span
