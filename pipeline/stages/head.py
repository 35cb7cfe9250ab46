"""The stage that reads the head of official documents into their records."""

from typing import ClassVar

import msgspec

from pipeline.document import Document
from pipeline.layout.heads import read_head
from pipeline.layout.official import normal_number
from pipeline.lexicon.knowledge import Knowledge
from pipeline.stages.context import context_of


class HeadSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Options of the stage.

    Args:
        date: Take the date of signature where the record has no date.
    """

    date: bool = True


class Head:
    """Fills issuers, document number, title and date of official documents; the text stays as it is.

    Args:
        settings: The options.
        knowledge: The agencies: joint issuers are listed by their official names, in order.
    """

    name: ClassVar[str] = "head"
    version: ClassVar[int] = 1
    requires: ClassVar[tuple[str, ...]] = ("text",)
    assigns: ClassVar[tuple[str, ...]] = ("title", "date", "meta")
    Settings: ClassVar[type[HeadSettings]] = HeadSettings

    def __init__(self, settings: HeadSettings, knowledge: Knowledge) -> None:
        self.settings = settings
        self._knowledge = knowledge

    def __call__(self, batch: list[Document]) -> list[Document]:
        """Read the heads of a batch.

        Args:
            batch: Documents of any kind; news passes unchanged.

        Returns:
            The same documents, in order; what a record has already is kept.
        """
        for document in batch:
            if document.kind in ("brief", "caption", "page"):
                continue
            meta = document.meta
            if meta.doc_number:
                meta.doc_number = normal_number(meta.doc_number)
            found = read_head(document.text, document.title)
            if found is None:
                continue
            meta.doc_number = meta.doc_number or found.doc_number
            document.title = document.title or found.title
            if self.settings.date:
                document.date = document.date or found.date
            if not meta.agency:
                named = self._knowledge.agencies.document_issuers(context_of(document))
                meta.agency = named or found.agency
        return batch
