"""The stage that records what a text states of its agencies, policies and regions."""

from typing import ClassVar

import msgspec

from pipeline.document import Document
from pipeline.lexicon.knowledge import Knowledge
from pipeline.stages.context import context_of


class RelationsSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """No settings: a relation is recorded where the text states it."""


class Relations:
    """Who issues a policy, on what it rests, what it ends, to whom it is addressed, each with its evidence."""

    name: ClassVar[str] = "relations"
    version: ClassVar[int] = 1
    requires: ClassVar[tuple[str, ...]] = ("text", "entities.REGION", "entities.AGENCY", "entities.POLICY")
    assigns: ClassVar[tuple[str, ...]] = ("relations",)
    Settings: ClassVar[type[msgspec.Struct]] = RelationsSettings

    def __init__(self, settings: RelationsSettings, knowledge: Knowledge) -> None:  # noqa: ARG002 (the stages' contract)
        self._knowledge = knowledge

    def __call__(self, batch: list[Document]) -> list[Document]:
        """Replace each document's relations.

        Args:
            batch: Documents with their entities.

        Returns:
            The same documents.
        """
        for document in batch:
            of = {label: [e for e in document.entities if e.label == label] for label in ("REGION", "AGENCY", "POLICY")}
            document.relations = []
            if of["POLICY"]:
                document.relations = self._knowledge.policies.relations(
                    context_of(document), of["REGION"], of["AGENCY"], of["POLICY"]
                )
        return batch
