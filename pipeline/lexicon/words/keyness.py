"""What makes a word or a phrase a key term of a text."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from pipeline.document import Entity, Keyword
from pipeline.lexicon.context import Context
from pipeline.lexicon.words.phrases import runs

Method = Literal["position", "tfidf", "textrank"]


class Ranker:
    """Ranks the words and phrases of a text.

    Args:
        folder: ``models/words``.
        method: How to rank.
    """

    def __init__(self, folder: Path, method: Method) -> None:
        self._method = method

    def rank(
        self, context: Context, words: list[str], tags: list[str], policies: Sequence[Entity], limit: int
    ) -> list[Keyword]:
        """Name the key terms of a text.

        Args:
            context: The text and its headline.
            words: The text's words.
            tags: Their parts of speech.
            policies: The policies that the text names.
            limit: How many terms at most.

        Returns:
            The terms, best first; equal scores in the order of the text.
        """
        counts = Counter(
            word for word, tag in zip(words, tags, strict=True) if tag[0] in "njl" and tag[:2] != "nr" and len(word) > 1
        )
        for start, codes in runs(words, tags):
            if len(codes) <= 4:
                counts["".join(words[start : start + len(codes)])] += 1
        title = context.title or context.text[:40]
        scored = [(len(term) ** 0.5 * n * (3 if term in title else 1), term, n) for term, n in counts.items()]
        scored.sort(key=lambda one: -one[0])
        return [Keyword(term, round(score, 4), n) for score, term, n in scored[:limit]]
