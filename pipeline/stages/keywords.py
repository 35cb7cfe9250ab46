"""The stage that names a document's key terms."""

from typing import ClassVar

import msgspec

from pipeline.document import Document
from pipeline.lexicon.knowledge import Knowledge
from pipeline.lexicon.words.keyness import Method, Ranker
from pipeline.stages.context import context_of


class KeywordsSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How terms are ranked and how many are kept.

    ``method``: ``position`` weighs frequency, rarity, place in the text and how firmly words stand together;
    ``tfidf`` frequency and rarity only; ``textrank`` the words' neighbourhood only.
    """

    method: Method = "position"
    limit: int = 10


class Keywords:
    """Key terms, phrases above all, best first."""

    name: ClassVar[str] = "keywords"
    version: ClassVar[int] = 1
    requires: ClassVar[tuple[str, ...]] = ("text", "tokens")
    assigns: ClassVar[tuple[str, ...]] = ("keywords",)
    Settings: ClassVar[type[msgspec.Struct]] = KeywordsSettings

    def __init__(self, settings: KeywordsSettings, knowledge: Knowledge) -> None:
        self._limit = settings.limit
        self._ranker = Ranker(knowledge.models / "words", settings.method, knowledge.user.terms)

    def __call__(self, batch: list[Document]) -> list[Document]:
        """Replace each document's keywords.

        Args:
            batch: Documents with their words.

        Returns:
            The same documents.
        """
        # One step goes through the whole batch before the next, so that its tables stay in the processor's cache.
        found = [self._ranker.find(document.text, document.tokens.text, document.tokens.pos) for document in batch]
        for document, spots in zip(batch, found, strict=True):
            words, tags = document.tokens.text, document.tokens.pos
            document.keywords = self._ranker.choose(context_of(document), words, tags, spots, self._limit)
        return batch
