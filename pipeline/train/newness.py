"""The second pass of a discovery: what speaks for a term: its neighbours, its quotation marks, when it came up."""

import math
from collections import Counter
from collections.abc import Iterable

import msgspec
from daachorse import CharwiseDoubleArrayAhoCorasick

from pipeline.lexicon.surnames import SURNAMES

AROUND = 10
"""Code points shown before and after an example."""

BROKEN = 1.6
"""What a term counts more that the engine cuts into single characters: a new word rather than a new phrase."""
QUOTED = 3.0
"""What quotation marks add at most: writers put new terms between them (“双碳”目标)."""
NAMED = 0.2
"""What is left of a term that stands where names of persons stand: such names are no terms."""
# The last character of what stands before a name (部长, 总理, 主席, 教授), and the first of what follows (表示, 指出).
_OFFICES = frozenset("长理席委统相员士授家记者事官")
_SAYING = frozenset("表指强说主会出致")


class Dated(msgspec.Struct):
    """A text of the corpus and its date, None where unknown."""

    text: str
    date: str | None = None


class Seen:
    """What a pass over the corpus gathers of one term.

    ``count`` is how often it stands there, ``texts`` in how many texts, ``early`` and ``late`` in how many of the
    earlier and later half of the dated ones.
    """

    def __init__(self) -> None:
        self.count = 0
        self.texts = 0
        self.early = 0
        self.late = 0
        self.first: str | None = None
        self.before: Counter[str] = Counter()
        self.after: Counter[str] = Counter()
        self.examples: list[str] = []

    def freedom(self) -> float:
        """Give the entropy of the neighbours on the poorer side, in nats."""
        return min(_entropy(self.before), _entropy(self.after))

    def worth(self, cohesion: float, broken: bool, ratio: float | None) -> float:
        """Say how likely it is a term worth a row.

        Args:
            cohesion: Normalised pointwise mutual information of its words.
            broken: Whether one of its words is a single character.
            ratio: How much more frequent it is than in the reference; None where there is none.

        Returns:
            A number to sort by; 0 or more.
        """
        worth = cohesion**2 * self.freedom() * math.log(self.count)
        worth *= 1 + QUOTED * min(self.before["“"], self.after["”"]) / self.count
        if ratio is not None:
            worth *= math.log1p(ratio)
        if broken:
            worth *= BROKEN
        return worth

    def named(self, term: str) -> bool:
        """Tell whether it stands where names of persons stand: behind offices, before verbs of saying."""
        offices = sum(self.before[c] for c in _OFFICES) / self.count
        saying = sum(self.after[c] for c in _SAYING) / self.count
        if 2 <= len(term) <= 3 and term[0] in SURNAMES:
            return offices + saying >= 0.15
        return offices >= 0.4 or (offices >= 0.1 and offices + saying >= 0.4)


def _entropy(counts: Counter[str]) -> float:
    """The entropy of neighbours, in nats; punctuation and line breaks are free surroundings, each time another."""
    every = sum(counts.values())
    total = 0.0
    for neighbour, count in counts.items():
        if neighbour.isalnum():
            total -= count / every * math.log(count / every)
        else:
            total += count / every * math.log(every)
    return total


class Looked:
    """What the second pass gathers: the number of texts, of those of the earlier and the later half, and each term."""

    def __init__(self, terms: Iterable[str]) -> None:
        self.texts = 0
        self.early = 0
        self.late = 0
        self.terms = {term: Seen() for term in terms}


def look_at(texts: Iterable[Dated], terms: list[str], middle: str | None) -> Looked:
    """Count terms and their neighbours, note the first date, keep three examples from different texts.

    Args:
        texts: The corpus; it is read once.
        terms: What to look at.
        middle: The date from which the later half begins; None for no halves.

    Returns:
        What was seen of each term.
    """
    looked = Looked(terms)
    matcher = CharwiseDoubleArrayAhoCorasick(terms) if terms else None
    for one in texts:
        late = bool(middle and one.date and one.date >= middle)
        early = bool(middle and one.date and not late)
        looked.texts += 1
        looked.early += early
        looked.late += late
        text = one.text
        here = set()
        for start, end, i in matcher.find_overlapping(text) if matcher else ():
            term = terms[i]
            seen = looked.terms[term]
            seen.count += 1
            seen.before[text[start - 1] if start else "\n"] += 1
            seen.after[text[end] if end < len(text) else "\n"] += 1
            if i not in here:
                here.add(i)
                seen.texts += 1
                seen.early += early
                seen.late += late
                if one.date and (seen.first is None or one.date < seen.first):
                    seen.first = one.date
                if len(seen.examples) < 3:
                    shown = f"{text[max(0, start - AROUND) : start]}【{term}】{text[end : end + AROUND]}"
                    seen.examples.append(" ".join(shown.replace("|", " ").split()))
    return looked
