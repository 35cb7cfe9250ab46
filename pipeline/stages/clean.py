"""The stage that brings texts to one width."""

from typing import ClassVar

import msgspec

from pipeline.document import Document
from pipeline.layout.widths import unify


class CleanSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Options of the stage.

    Args:
        widths: Unify widths and punctuation; without it only line breaks and invisible characters are cleaned.
    """

    widths: bool = True


class Clean:
    """Unifies widths and line breaks; a page keeps its lines, so that articles can point back to them.

    Args:
        settings: The options.
        knowledge: Not used; every stage is made alike.
    """

    name: ClassVar[str] = "clean"
    version: ClassVar[int] = 1
    requires: ClassVar[tuple[str, ...]] = ("text",)
    assigns: ClassVar[tuple[str, ...]] = ("text", "title")
    Settings: ClassVar[type[CleanSettings]] = CleanSettings

    def __init__(self, settings: CleanSettings, knowledge: object) -> None:  # noqa: ARG002
        self.settings = settings

    def __call__(self, batch: list[Document]) -> list[Document]:
        """Clean a batch.

        Args:
            batch: Documents without layers on their text.

        Returns:
            The same documents, in order; text and title are unified. A page keeps its line breaks; any other
            document's paragraphs are stripped and its blank lines dropped.
        """
        for document in batch:
            text = unify(document.text, punctuation=self.settings.widths)
            if document.kind != "page":
                text = "\n".join(line for raw in text.split("\n") if (line := raw.strip()))
            document.text = text
            if document.title:
                document.title = unify(document.title, punctuation=self.settings.widths).strip() or None
        return batch
