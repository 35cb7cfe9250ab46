"""Where the terms of one text stand: what the ranking weighs, and what it is trained on."""

import re
from collections import Counter
from collections.abc import Container, Iterable

from daachorse import CharwiseDoubleArrayAhoCorasick

from pipeline.lexicon.loading import Later
from pipeline.lexicon.words.outline import INSIDE, letters_of
from pipeline.lexicon.words.passage import Passage

LEAD = 60
"""Code points under the headline whose phrases are candidates even if they stand once and no corpus has them."""
_SHORTEST = 4
"""Fewest code points of a phrase that no corpus has."""
_REST = f"{INSIDE}*+"
_COMPOUND = re.compile(f"[{letters_of('NA')}]{_REST}(?:[{letters_of('NVA')}]{_REST}){{0,2}}[{letters_of('N')}]{_REST}")


class Spots:
    """The terms of one text.

    Attributes:
        known: Of each known term, by its index among :attr:`Spotter.terms`, where it stands first (code points) and
            how often.
        new: The same of each phrase that no corpus has: it stands in the lead, or twice as a whole compound.
    """

    __slots__ = ("known", "new")

    def __init__(self) -> None:
        self.known: dict[int, tuple[int, int]] = {}
        self.new: dict[str, tuple[int, int]] = {}


class Spotter:
    """Finds the terms of a text that may be key terms.

    Known ones are matched on characters in native code and kept where their edges are edges of words, so that Python
    works for the terms of a text, not for its words.

    Args:
        terms: The known terms that are worth a look.
        known: All known terms: none of them is new.

    Attributes:
        terms: The known terms that are worth a look, in order.
    """

    def __init__(self, terms: Iterable[str], known: Container[str]) -> None:
        self.terms = list(terms)
        self._known = known
        self._matcher = Later(lambda: CharwiseDoubleArrayAhoCorasick(self.terms)) if self.terms else None

    def find(self, passage: Passage) -> Spots:
        """Find the terms.

        Args:
            passage: A headline and its text.

        Returns:
            The terms, in no order that matters.
        """
        spots = Spots()
        if self._matcher:
            known = spots.known
            outline = f"{passage.outline}|"  # the end of the text is an edge too
            # The matcher reports by end, and a term always has one length: its first report is its first place.
            for start, end, i in self._matcher.get().find_overlapping(passage.text):
                if outline[start] != INSIDE and outline[end] != INSIDE:
                    if i in known:
                        first, count = known[i]
                        known[i] = (first, count + 1)
                    else:
                        known[i] = (start, 1)
        self._find_new(passage, spots.new)
        return spots

    def _find_new(self, passage: Passage, new: dict[str, tuple[int, int]]) -> None:
        text, outline, head, _ = passage
        spans = [span for span in map(re.Match.span, _COMPOUND.finditer(outline)) if span[1] - span[0] >= _SHORTEST]
        found = [text[start:end] for start, end in spans]
        often: dict[str, int] = {}
        if len(set(found)) < len(found):
            known = self._known
            often = {term: count for term, count in Counter(found).items() if count > 1 and term not in known}
            for term, (start, _) in zip(found, spans, strict=True):
                if term in often and term not in new:
                    new[term] = (start, often[term])
        lead = head + LEAD
        for term, (start, _) in zip(found, spans, strict=True):
            if start >= lead:
                break
            if term not in often and term not in self._known:
                new[term] = (start, 1)
