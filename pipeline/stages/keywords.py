"""The stage that names a document's key terms."""

from typing import ClassVar

import msgspec

from pipeline.document import Document
from pipeline.lexicon.knowledge import Knowledge
from pipeline.lexicon.words.keyness import Method, Ranker
from pipeline.lexicon.words.passage import Name, names_of, passage_of
from pipeline.lexicon.words.segmenter import Segmenter
from pipeline.lexicon.words.terms import Genre
from pipeline.stages.context import context_of
from pipeline.stages.segment import SegmentSettings, segmenter_of


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
        self._knowledge = knowledge
        self._weighs_names = settings.method == "position"

    def __call__(self, batch: list[Document]) -> list[Document]:
        """Replace each document's keywords.

        Args:
            batch: Documents with their words.

        Returns:
            The same documents.
        """
        segmenter = self._segmenter()
        titles = list(dict.fromkeys(one.title for one in batch if one.title and not one.text.startswith(one.title)))
        outlines = {title: cut.outline for title, cut in zip(titles, segmenter.cut_plain(titles), strict=True)}
        passages = [
            passage_of(
                document.title,
                document.text,
                segmenter.outline(document.tokens.text, document.tokens.pos),
                outlines.__getitem__,
                named,
            )
            for document, named in zip(batch, self._names(batch), strict=True)
        ]
        genres: list[Genre] = ["documents" if one.meta.agency or one.meta.doc_number else "news" for one in batch]
        for document, keywords in zip(batch, self._ranker.rank(passages, genres, self._limit), strict=True):
            document.keywords = keywords
        return batch

    def _names(self, batch: list[Document]) -> list[dict[str, Name]]:
        """Give the names that each text has; none where the ranking does not care."""
        if not self._weighs_names:
            return [{} for _ in batch]
        return list(map(names_of, self._knowledge.read_all(list(map(context_of, batch)))))

    def _segmenter(self) -> Segmenter:
        """Give what cuts headlines: the chain's own, or one like the default where the words are from elsewhere."""
        if self._knowledge.segmenter is None:
            self._knowledge.segmenter = segmenter_of(SegmentSettings(), self._knowledge)
        return self._knowledge.segmenter
