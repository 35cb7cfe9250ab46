"""Where the terms of texts stand: what the ranking weighs, and what it is trained on."""

import re
from collections.abc import Container, Iterable, Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from pipeline.lexicon.loading import Later
from pipeline.lexicon.words.hashing import Places
from pipeline.lexicon.words.known_terms import KnownTerms
from pipeline.lexicon.words.outline import letters_of
from pipeline.lexicon.words.passage import Passage
from pipeline.lexicon.words.phrases import codes_of
from pipeline.lexicon.words.sheet import Sheet

LEAD = 60
"""Code points under the headline whose phrases are candidates even if they stand once and no corpus has them."""
_SHORTEST = 4
"""Fewest code points of a phrase that no corpus has."""
_COMPOUND = re.compile("([NA][NVA]{0,2}N)")
"""Over one letter a word; the whole is a group, so that splitting gives what is between and what matches in turn."""
_APART = np.uint64(0x9FB21C651E98DF25)
"""Keeps the phrases of one text apart from those of another."""


def _classes() -> NDArray[np.uint8]:
    """The kind of each letter of an outline, as far as compounds care."""
    table = np.full(256, ord("X"), np.uint8)
    for kind in "NVA":
        table[list(letters_of(kind).encode())] = ord(kind)
    return table


_CLASSES = _classes()


Spot: TypeAlias = tuple[int, int]
"""Where a term stands first (code points), and how often."""


class Spots(NamedTuple):
    """Terms and where texts have them, as parallel arrays, each term once for each text.

    Attributes:
        text: Which text it is, from 0.
        term: The term's index among :attr:`Spotter.terms`; from their number on, its index in ``new``.
        start: Where it stands first, in code points of the text.
        end: Where that ends, exclusive.
        times: How often the text has it.
        new: The phrases that no corpus has.
    """

    text: Places
    term: Places
    start: Places
    end: Places
    times: Places
    new: list[str]


class Spotter:
    """Finds the terms of texts that may be key terms.

    Args:
        terms: The known terms that are worth a look.
        known: All known terms: none of them is new.

    Attributes:
        terms: The known terms that are worth a look, in order.
    """

    def __init__(self, terms: Iterable[str], known: Container[str]) -> None:
        self.terms = list(terms)
        self._known = known
        self._finder = Later(lambda: KnownTerms(self.terms))

    def find(self, passages: Sequence[Passage], sheet: Sheet) -> Spots:
        """Find the terms of texts.

        Args:
            passages: Headlines and their texts.
            sheet: The same, laid out.

        Returns:
            The known terms; and the phrases that no corpus has, which stand in a lead, or twice as whole compounds.
        """
        start, end, term = self._finder.get().find(sheet)
        text = sheet.text_of(start)
        first, times = _once(text * len(self.terms) + term, start)
        text, term, start, end = text[first], term[first], start[first], end[first]
        new = self._find_new(passages, sheet)
        rows = zip((text, term, start, end, times), new[:5], strict=True)
        text, term, start, end, times = (np.concatenate(both) for both in rows)
        begins = sheet.begins[text]
        return Spots(text, term, start - begins, end - begins, times, new.new)

    def terms_of(self, spots: Spots, rows: Places) -> list[str]:
        """Give the terms of some rows of spots, in order."""
        known = len(self.terms)
        return [self.terms[i] if i < known else spots.new[i - known] for i in spots.term[rows].tolist()]

    def each(self, passages: Sequence[Passage]) -> list[dict[str, Spot]]:
        """Find the terms of texts, as plain data.

        Args:
            passages: Headlines and their texts.

        Returns:
            Of each its terms, in one order for equal texts: where each stands first (code points), and how often.
        """
        spots = self.find(passages, sheet_of(passages))
        found: list[dict[str, Spot]] = [{} for _ in passages]
        terms = self.terms_of(spots, np.arange(len(spots.term)))
        rows = (spots.text.tolist(), terms, spots.start.tolist(), spots.times.tolist())
        for text, term, start, times in zip(*rows, strict=True):
            found[text][term] = (start, times)
        return found

    def _find_new(self, passages: Sequence[Passage], sheet: Sheet) -> Spots:
        start, end = _compounds(sheet)
        text = sheet.text_of(start)
        first, times = _once(sheet.rolled.of(start, end) + text.astype(np.uint64) * _APART, start)
        text, start, end = text[first], start[first], end[first]
        lead = sheet.begins + [one.head + LEAD for one in passages]
        some = np.flatnonzero((times > 1) | (start < lead[text]))
        terms = [sheet.text[a:b] for a, b in zip(start[some].tolist(), end[some].tolist(), strict=True)]
        kept = [i for i, term in enumerate(terms) if term not in self._known]
        some = some[kept]
        index = len(self.terms) + np.arange(len(some))
        return Spots(text[some], index, start[some], end[some], times[some], [terms[i] for i in kept])


def sheet_of(passages: Sequence[Passage]) -> Sheet:
    """Lay out headlines and their texts."""
    return Sheet([one.text for one in passages], [one.outline for one in passages])


def is_compound(term: str, tags: list[str]) -> bool:
    """Tell whether a text could give a phrase as one that no corpus has.

    Args:
        term: The phrase.
        tags: The parts of speech of its words.

    Returns:
        Whether it has the form and the length.
    """
    return len(term) >= _SHORTEST and _COMPOUND.fullmatch(codes_of(tags)) is not None


def _compounds(sheet: Sheet) -> tuple[Places, Places]:
    """Give start and end of each compound of some length, in order."""
    kinds = _CLASSES.take(sheet.outline.take(sheet.edges)).tobytes().decode("ascii")
    sizes = np.fromiter(map(len, _COMPOUND.split(kinds)), np.intp)
    stops = np.cumsum(sizes)[:-1]
    start, end = sheet.edges.take(stops[::2]), sheet.edges.take(stops[1::2])
    long = np.flatnonzero(end - start >= _SHORTEST)
    return start.take(long), end.take(long)


def _once(keys: NDArray[np.generic], start: Places) -> tuple[Places, Places]:
    """Give the place of the first of each key, by start, and how many there are."""
    order = np.lexsort((start, keys))
    keys = keys[order]
    new = np.ones(len(keys), np.bool_)
    new[1:] = keys[1:] != keys[:-1]
    first = np.flatnonzero(new)
    return order[first], np.diff(first, append=len(keys))
