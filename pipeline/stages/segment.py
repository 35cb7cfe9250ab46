"""The stage that cuts text into words and sentences."""

from itertools import chain
from pathlib import Path
from typing import ClassVar

import msgspec

from pipeline.document import Document, Tokens
from pipeline.lexicon.knowledge import Knowledge
from pipeline.lexicon.words.engines import EngineName, open_engine
from pipeline.lexicon.words.segmenter import Segmenter
from pipeline.lexicon.words.sentences import find_sentences
from pipeline.lexicon.words.userwords import UserWords, read_domain, read_tags, read_user
from pipeline.stages.context import context_of


class SegmentSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which engine cuts words.

    ``hmm`` lets jieba's family guess words out of unknown single characters; ``model`` is the folder of a model of
    your own for the learned engine, null for the shipped one.
    """

    engine: EngineName = "rjieba"
    hmm: bool = False
    model: str | None = None


class Segment:
    """Words with parts of speech over the whole text, and sentences; names, dates and numbers are never cut through."""

    name: ClassVar[str] = "segment"
    version: ClassVar[int] = 1
    requires: ClassVar[tuple[str, ...]] = ("text",)
    assigns: ClassVar[tuple[str, ...]] = ("tokens", "sentences")
    cuts_at_names: ClassVar[bool] = True
    Settings: ClassVar[type[msgspec.Struct]] = SegmentSettings

    @staticmethod
    def models(settings: SegmentSettings) -> dict[str, Path | None]:
        """Name the model that the settings ask for."""
        if settings.engine != "learned":
            return {}
        return {"user/segmenter": Path(settings.model)} if settings.model else {"segmenter": None}

    def __init__(self, settings: SegmentSettings, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._segmenter = knowledge.segmenter = segmenter_of(settings, knowledge)

    def __call__(self, batch: list[Document]) -> list[Document]:
        """Replace each document's tokens and sentences.

        Args:
            batch: Documents with their final text.

        Returns:
            The same documents.
        """
        readings = self._knowledge.read_all([context_of(document) for document in batch])
        names = [chain(found.regions, found.agencies, found.policies) for found in readings]
        cut = self._segmenter.cut_all([document.text for document in batch], names)
        for document, one in zip(batch, cut, strict=True):
            document.tokens = Tokens(one.words, one.tags)
        for document in batch:
            document.sentences = find_sentences(document.text)
        return batch


def segmenter_of(settings: SegmentSettings, knowledge: Knowledge) -> Segmenter:
    """Make the segmenter that the settings and the user's tables ask for.

    Args:
        settings: The stage's settings.
        knowledge: Where the models and the user's words are.

    Returns:
        A segmenter with an engine of its own.

    Raises:
        ConfigError: ZC110 or ZC120 if the user's table is broken, ZC101 if the learned engine has no model.
    """
    folder = knowledge.models / "words"
    model = Path(settings.model) if settings.model else knowledge.models / "segmenter"
    engine = open_engine(settings.engine, hmm=settings.hmm, tags=read_tags(folder), model=model)
    engine.add(read_domain(folder))
    path = knowledge.user.words
    return Segmenter(engine, UserWords(read_user(path), engine) if path else None)
