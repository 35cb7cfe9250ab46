"""Count the words and phrases of a corpus, in one pass."""

from collections import Counter
from collections.abc import Container, Iterable
from pathlib import Path
from typing import Literal

import msgspec

from pipeline.lexicon.words.engines import Engine, open_engine
from pipeline.lexicon.words.phrases import Candidates
from pipeline.lexicon.words.segmenter import Segmenter
from pipeline.lexicon.words.userwords import read_domain, read_tags
from pipeline.train.forgetting import rare

HELD = 5_000_000
"""Phrases counted at a time before the rarest are forgotten: what bounds the memory."""


class Text(msgspec.Struct):
    """A text of the corpus: ``documents`` are official ones."""

    genre: Literal["news", "documents"]
    title: str
    text: str


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
        for phrase in rare(self.phrases, HELD):
            del self.phrases[phrase], self.titled[phrase]
            for seen in self.seen.values():
                del seen[phrase]


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


def _pieces(text: str, segmenter: Segmenter) -> tuple[list[str], list[str]]:
    """The words of a text and its candidate phrases, their words apart by tabs."""
    words, tags, _ = segmenter.cut(text)
    found = Candidates(text, words, tags)
    return words, ["\t".join(words[start:end]) for start, end in found.spans]
