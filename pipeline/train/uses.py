"""What a counted corpus, and what is known of topics, say of its terms."""

import math
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec

from pipeline.lexicon.table import read_table
from pipeline.lexicon.words.terms import Terms
from pipeline.lexicon.words.worth import Part, Use, usage
from pipeline.train.counting import Counted

TOPICAL = "topical.tsv"
FEWEST = 5
"""Texts that must have a term."""


class Topical(msgspec.Struct, frozen=True):
    """A row of the table of topicality.

    Args:
        term: A word or phrase.
        topical: How far its topics differ from those of all texts (Kullback-Leibler divergence, in nats).
        titles: Titles of policies that have it.
        titular: For a word, log of its share of titles over its share of texts; None for a phrase.
    """

    term: str
    topical: float
    titles: int
    titular: float | None = None


def read_topical(folder: Path) -> dict[str, Topical]:
    """Read how topical terms are.

    Args:
        folder: ``models/words``.

    Returns:
        Row by term.

    Raises:
        ConfigError: ZC110 if the table is broken.
    """
    return {row.term: row for row in read_table(folder / TOPICAL, Topical)}


class Uses:
    """The terms of a counted corpus, and what speaks for each of them.

    Args:
        counted: The counts.
        topical: How topical terms are.
        base: A larger corpus that was counted before: rarity is that in both together, so that a few texts of one's
            own do not make every word look common.
    """

    def __init__(self, counted: Counted, topical: dict[str, Topical], base: Terms | None = None) -> None:
        self._topical = topical
        self._base = base
        self._texts = sum(counted.texts.values()) + (base.texts if base else 0)
        self._words = {word: _use(counted, word, count) for word, count in counted.words.items()}
        self.uses: dict[str, tuple[list[str], Use]] = {
            word: ([word], use)
            for word, use in self._words.items()
            if len(word) > 1 and use.news + use.documents >= FEWEST and not any(map(str.isspace, word))
        }
        for words, use in _phrases(counted):
            term = "".join(words)
            known = self.uses.get(term)
            if not known or known[1].count < use.count:
                self.uses[term] = (words, use)

    def rarity(self, use: Use | None) -> float:
        """Give the inverse document frequency."""
        return math.log((self._texts + 1) / ((use.news + use.documents if use else 0) + 1))

    def part(self, word: str) -> Part:
        """Give what a word brings to a phrase."""
        row = self._topical.get(word)
        use = self._words.get(word)
        if self._base is not None and word in self._base:
            before = self._base[word]
            news, documents = (use.news, use.documents) if use else (0, 0)
            use = Use(news + before.news, documents + before.documents, 0, 0)
        return Part(
            self.rarity(use),
            row.topical if row else 0.3,
            row.titular if row and row.titular is not None else -2.0,
        )

    def features(self, term: str) -> dict[str, float]:
        """Measure a term of the table."""
        words, use = self.uses[term]
        row = self._topical.get(term)
        return usage(
            use, list(map(self.part, words)), self.rarity(use), row.topical if row else 0.35, row.titles if row else 0
        )


def _use(counted: Counted, word: str, count: int) -> Use:
    return Use(counted.seen["news"][word], counted.seen["documents"][word], count, counted.titled[word])


def _phrases(counted: Counted) -> Iterator[tuple[list[str], Use]]:
    """Each phrase of enough texts, with its words' cohesion and how free its edges are."""
    every = sum(counted.words.values())
    left, right, lefts, rights = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for phrase, count in counted.phrases.items():
        head, _, rest = phrase.partition("\t")
        if "\t" in rest:
            left[rest] = max(left[rest], count)
            lefts[rest] += count
            head = phrase.rpartition("\t")[0]
            right[head] = max(right[head], count)
            rights[head] += count
    for phrase, count in counted.phrases.items():
        news, documents = counted.seen["news"][phrase], counted.seen["documents"][phrase]
        if news + documents < FEWEST:
            continue
        words = phrase.split("\t")
        expected = sum(math.log(counted.words[word] / every) for word in words)
        seen = math.log(count / every)
        yield (
            words,
            Use(
                news,
                documents,
                count,
                counted.titled[phrase],
                (seen - expected) / (-(len(words) - 1) * seen),
                left[phrase] / count,
                right[phrase] / count,
                1 - lefts[phrase] / count,
                1 - rights[phrase] / count,
            ),
        )
