"""What a stage shows the finders of a document."""

from pipeline.document import Document
from pipeline.lexicon.context import Context


def context_of(document: Document) -> Context:
    """Give the finders' view of a document.

    Args:
        document: The record; its text must be final.

    Returns:
        The context: equal for equal text and metadata, so that a reading can be remembered by it.
    """
    meta = document.meta
    return Context(
        text=document.text,
        title=document.title,
        date=document.date,
        source=meta.source,
        column=meta.column,
        kicker=meta.kicker,
        agency=tuple(meta.agency),
        doc_number=meta.doc_number,
    )
