"""What the entity stages share: one label's mentions replaced, tokens cut at their edges."""

from collections.abc import Iterable
from itertools import accumulate
from typing import ClassVar

import msgspec

from pipeline.document import Document, Entity, Label, Tokens
from pipeline.lexicon.knowledge import Knowledge
from pipeline.stages.context import context_of


class NameSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """No settings: what is found follows from the lexicons, which ``[lexicon]`` extends."""


class NameStage:
    """A stage that records the names of one label; a subclass says which."""

    label: ClassVar[Label]
    requires: ClassVar[tuple[str, ...]] = ("text",)
    Settings: ClassVar[type[msgspec.Struct]] = NameSettings

    def __init__(self, settings: NameSettings, knowledge: Knowledge) -> None:  # noqa: ARG002 (the stages' contract)
        self._knowledge = knowledge

    def __call__(self, batch: list[Document]) -> list[Document]:
        """Replace each document's entities of this label.

        Args:
            batch: Documents with their final text.

        Returns:
            The same documents.
        """
        readings = self._knowledge.read_all(list(map(context_of, batch)))
        for document, reading in zip(batch, readings, strict=True):
            set_entities(document, self.label, reading.of(self.label))
        return batch


def set_entities(document: Document, label: str, mentions: Iterable[Entity]) -> None:
    """Put one label's mentions in the place of those that the document has.

    Args:
        document: The record to change.
        label: REGION, AGENCY or POLICY.
        mentions: All mentions of that label.
    """
    kept = [e for e in document.entities if e.label != label]
    kept.extend(mentions)
    kept.sort(key=lambda e: (e.start, -e.end, e.label))
    document.entities = kept


def cut_tokens(tokens: Tokens, entities: Iterable[Entity]) -> Tokens:
    """Cut each token that an entity's edge falls inside of.

    Args:
        tokens: The words of the whole text.
        entities: Mentions in that text.

    Returns:
        The same tokens where no edge is cut through, else new ones; both halves keep the part of speech.
    """
    inner = {edge for e in entities for edge in (e.start, e.end)}
    inner.difference_update(accumulate(map(len, tokens.text), initial=0))
    if not inner:
        return tokens
    edges = sorted(inner)
    text: list[str] = []
    pos: list[str] = []
    at, i = 0, 0
    for word, tag in zip(tokens.text, tokens.pos, strict=True):
        end, start = at + len(word), at
        while i < len(edges) and edges[i] < end:
            text.append(word[start - at : edges[i] - at])
            pos.append(tag)
            start = edges[i]
            i += 1
        text.append(word[start - at :])
        pos.append(tag)
        at = end
    return Tokens(text, pos)
