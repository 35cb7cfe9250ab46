"""Count a corpus once, and make the table of terms: document frequencies of words and phrases, and their worth.

``ZHENGCE_SHARED=... python -m pipeline.train.words models/words`` makes the shipped table; :func:`train_words` makes
one from any corpus.
"""

import gzip
import math
import sys
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from pathlib import Path
from typing import Literal

import msgspec

from pipeline.lexicon.table import read_table
from pipeline.lexicon.words.engines import Engine, open_engine
from pipeline.lexicon.words.phrases import Candidates, codes_of
from pipeline.lexicon.words.segmenter import Segmenter
from pipeline.lexicon.words.terms import TERMS, Terms
from pipeline.lexicon.words.userwords import read_domain, read_tags
from pipeline.lexicon.words.worth import Part, Use, novelty, read_weights, shape, total, usage
from pipeline.train.shared import shared_folder

TOPICAL = "topical.tsv"
HELD = 5_000_000
"""Phrases counted at a time before those seen once are forgotten: what bounds the memory."""
FEWEST = 5
"""Texts that must have a term."""
LEAST = -2.0
"""The least worth (log-odds) of a phrase that stays in the table."""


class Text(msgspec.Struct):
    """A text of the corpus: ``documents`` are official ones."""

    genre: Literal["news", "documents"]
    title: str
    text: str


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


class Counted:
    """What one pass over a corpus counts."""

    def __init__(self) -> None:
        self.texts: Counter[str] = Counter()
        self.seen: dict[str, Counter[str]] = {"news": Counter(), "documents": Counter()}
        self.words: Counter[str] = Counter()
        self.phrases: Counter[str] = Counter()
        self.titled: Counter[str] = Counter()

    def add(self, text: Text, segmenter: Segmenter) -> None:
        """Count one text.

        Args:
            text: The text; a headline repeated at its head is counted once.
            segmenter: What cuts it.
        """
        words, phrases = _pieces(text.text.removeprefix(text.title), segmenter)
        self.words.update(words)
        self.phrases.update(phrases)
        here = set(words).union(phrases)
        self.seen[text.genre].update(here)
        self.texts[text.genre] += 1
        if text.title:
            words, phrases = _pieces(text.title, segmenter)
            self.titled.update(here.intersection(words + phrases))
        if len(self.phrases) > HELD:
            self._forget()

    def texts_of(self, terms: Container[str]) -> dict[str, Counter[str]]:
        """Give the number of texts that have each of some terms, by genre."""
        found: dict[str, Counter[str]] = {}
        for genre, seen in self.seen.items():
            found[genre] = Counter()
            for key, count in seen.items():
                term = key.replace("\t", "")
                if term in terms:
                    # However a term was cut, a text that has it has it once.
                    found[genre][term] = max(found[genre][term], count)
        return found

    def _forget(self) -> None:
        for once in [phrase for phrase, count in self.phrases.items() if count < 2]:
            del self.phrases[once], self.titled[once]
            for seen in self.seen.values():
                del seen[once]


def train_words(texts: Iterable[Text], models: Path, output: Path) -> int:
    """Make the table of terms of a corpus, in one pass.

    What the shipped table knows stays known: its terms keep their worth, and get the frequencies of this corpus.

    Args:
        texts: The corpus; it is read once.
        models: ``models/words``: domain words, weights, topicality.
        output: The folder that ``terms.tsv`` is written to.

    Returns:
        How many terms it holds.

    Raises:
        ConfigError: ZC110 if a table in ``models`` is broken.
    """
    counted, engine = count_corpus(texts, models)
    return write_terms(counted, models, output, engine, Terms(models))


def write_terms(counted: Counted, models: Path, output: Path, engine: Engine, base: Terms | None = None) -> int:
    """Write the table of terms of a counted corpus.

    Args:
        counted: The counts.
        models: ``models/words``: weights and topicality.
        output: The folder that ``terms.tsv`` is written to; it is made.
        engine: What cut the corpus.
        base: A table whose terms are kept, with their worth.

    Returns:
        How many terms it holds.
    """
    made = {row[0]: row for row in term_rows(counted, read_topical(models), read_weights(models), engine)}
    head = f"*\t{counted.texts['news']}\t{counted.texts['documents']}\t0\t0"
    if base:
        texts = counted.texts_of(base.rows)
        for term, (_, _, worth, part) in base.rows.items():
            made[term] = (term, texts["news"][term], texts["documents"][term], worth, part)
    rows = sorted(made.values(), key=lambda row: (row[4] == 0, row[0]))
    lines = ["term\tnews\tdocuments\tworth\tpart", head, *("\t".join(map(str, row)) for row in rows)]
    output.mkdir(parents=True, exist_ok=True)
    (output / TERMS).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    return len(rows)


def count_corpus(texts: Iterable[Text], models: Path) -> tuple[Counted, Engine]:
    """Count a corpus.

    Args:
        texts: The corpus; it is read once.
        models: ``models/words``.

    Returns:
        The counts, and the engine that cut it.
    """
    engine = open_engine("rjieba", hmm=False, tags=read_tags(models))
    engine.add(read_domain(models))
    segmenter = Segmenter(engine)
    counted = Counted()
    for text in texts:
        counted.add(text, segmenter)
    return counted, engine


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
    """

    def __init__(self, counted: Counted, topical: dict[str, Topical]) -> None:
        self._topical = topical
        self._texts = sum(counted.texts.values())
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
        return Part(
            self.rarity(self._words.get(word)),
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


def term_rows(
    counted: Counted, topical: dict[str, Topical], weights: dict[str, float], engine: Engine
) -> Iterator[tuple[str, int, int, int, int]]:
    """Make the rows of the table.

    Args:
        counted: The counts.
        topical: How topical terms are.
        weights: Weight by feature.
        engine: What knows the words' parts of speech.

    Yields:
        Term, news and documents that have it, worth and part in hundredths; words by code points, then phrases.
    """
    uses = Uses(counted, topical)
    bias = weights.get("bias", 0.0)
    order = sorted(uses.uses, key=lambda term: (len(uses.uses[term][0]) > 1, term))
    for term in order:
        words, use = uses.uses[term]
        tags = engine.tag(words)
        if codes_of(tags) == "X":
            continue
        worth = bias + total(weights, uses.features(term)) + sum(weights.get(name, 0.0) for name in shape(words, tags))
        if len(words) > 1:
            if worth >= LEAST:
                yield term, use.news, use.documents, round(100 * worth), 0
            continue
        brings = novelty([uses.part(term)])
        del brings["new"]
        yield term, use.news, use.documents, round(100 * worth), round(100 * total(weights, brings))


def _pieces(text: str, segmenter: Segmenter) -> tuple[list[str], list[str]]:
    """The words of a text and its candidate phrases, their words apart by tabs."""
    words, tags = segmenter.cut(text)
    found = Candidates(text, words, tags)
    return words, ["\t".join(words[start:end]) for start, end in found.spans]


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


def shared_corpus() -> Iterator[Text]:
    """Read the corpus that the shipped table is made of, under ``$ZHENGCE_SHARED``.

    Yields:
        News, then official documents.

    Raises:
        ConfigError: ZC130 if ``ZHENGCE_SHARED`` is not set.
    """
    folder = shared_folder()
    for genre, name in (("news", "news"), ("documents", "policy")):
        with gzip.open(folder / "corpus" / f"{name}.jsonl.gz", "rb") as lines:
            for line in lines:
                row = msgspec.json.decode(line)
                yield Text(genre, row.get("title") or "", row["text"])  # type: ignore[arg-type]


if __name__ == "__main__":
    target = Path(sys.argv[1])
    counts, cutter = count_corpus(shared_corpus(), target)
    write_terms(counts, target, target, cutter)
