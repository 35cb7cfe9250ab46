"""What a topic model reads of a document."""

import msgspec

TITLE_CHARACTERS = 60
"""How much of the first line stands in for a missing title, in code points."""


class Input(msgspec.Struct, frozen=True):
    """What a model reads of a document: its title (None where it has none) and its text."""

    title: str | None
    text: str


def fields_of(document: Input) -> dict[str, str]:
    """Give the text of each field.

    Args:
        document: Title and text.

    Returns:
        ``title`` (the first line, cut to ``TITLE_CHARACTERS``, where there is none), ``lead`` and ``body`` (the text: a
        model reads a short and a longer beginning of it). Where there is only a title, it stands for the text too:
        what texts taught about a word then counts for a bare title as well.
    """
    title = (document.title or "").strip()
    text = document.text
    if not title:
        title = text.lstrip()[:TITLE_CHARACTERS].partition("\n")[0]
    elif not text:
        text = title
    return {"title": title, "lead": text, "body": text}
