"""The stage that makes articles out of newspaper pages."""

from pathlib import PurePath
from typing import ClassVar

import msgspec

from pipeline.document import Document, Meta, Origin
from pipeline.layout.articles import Piece
from pipeline.layout.document import read_document
from pipeline.layout.furniture import PageFacts
from pipeline.layout.page import read_page


class SplitSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Options of the stage.

    Args:
        page_facts: Record the page number and the paper's name, where the page says them, under ``meta.extra`` as
            ``page`` and ``paper``.
    """

    page_facts: bool = True


class Split:
    """Splits documents of kind page into articles, briefs, captions and notices; all others pass unchanged.

    Args:
        settings: The options.
        knowledge: Not used; every stage is made alike.
    """

    name: ClassVar[str] = "split"
    version: ClassVar[int] = 1
    requires: ClassVar[tuple[str, ...]] = ("text",)
    assigns: ClassVar[tuple[str, ...]] = ("text", "title", "date", "meta")
    splits: ClassVar[bool] = True
    Settings: ClassVar[type[SplitSettings]] = SplitSettings

    def __init__(self, settings: SplitSettings, knowledge: object) -> None:  # noqa: ARG002
        self.settings = settings

    def __call__(self, batch: list[Document]) -> list[Document]:
        """Split a batch.

        Args:
            batch: Documents, pages among them, cleaned.

        Returns:
            The documents in order, each page's articles in its place with the ids ``<page id>/1`` and so on. A page
            without a recognisable headline, and a page that is one official document, stays one document under its
            own id.
        """
        made: list[Document] = []
        for document in batch:
            made += self._split(document) if document.kind == "page" else [document]
        return made

    def _split(self, page: Document) -> list[Document]:
        name = PurePath(page.origin.path).stem if page.origin.path else page.id.rsplit("/", 1)[-1]
        official = read_document(page.text)
        read = read_page(page.text, name)
        if official is not None:
            return [self._document(page, official, read.facts, None)]
        pieces = read.pieces
        if len(pieces) == 1 and pieces[0].heading.title is None and pieces[0].kind != "caption":
            pieces[0].kind = "document"
            return [self._document(page, pieces[0], read.facts, None)]
        if not pieces:
            page.kind = "document"
            page.date = page.date or read.facts.date
            return [page]
        return [self._document(page, piece, read.facts, n) for n, piece in enumerate(pieces, 1)]

    def _document(self, page: Document, piece: Piece, facts: PageFacts, position: int | None) -> Document:
        base = page.origin.lines[0] if page.origin.lines else 1
        heading = piece.heading
        extra = dict(page.meta.extra)
        if self.settings.page_facts:
            extra |= {key: value for key, value in (("page", facts.page), ("paper", facts.paper)) if value}
        if piece.note:
            extra["author_note"] = piece.note
        return Document(
            id=page.id if position is None else f"{page.id}/{position}",
            kind=piece.kind,
            title=heading.title or (page.title if position is None else None),
            date=page.date or facts.date,
            text=piece.text,
            meta=Meta(
                column=heading.column,
                kicker=heading.kicker,
                subtitle=heading.subtitle,
                subheads=piece.subheads,
                source=piece.source or page.meta.source,
                authors=piece.authors,
                continued_from=piece.continued_from,
                continues=piece.continues,
                agency=piece.agency or page.meta.agency,
                doc_number=piece.doc_number or page.meta.doc_number,
                url=page.meta.url,
                extra=extra,
            ),
            origin=Origin(
                path=page.origin.path,
                index=page.origin.index,
                lines=(base + piece.first, base + piece.last),
                encoding=page.origin.encoding,
            ),
        )
