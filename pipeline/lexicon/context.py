"""What a finder may look at: the text and what is known about it."""

import msgspec


class Context(msgspec.Struct, frozen=True):
    """A text and what its record says about it; finders read this and nothing else.

    Args:
        text: The final text; offsets are code points into it.
        title: Its headline, None where unknown.
        date: ISO date (``2021-12-17``; ``2021-12`` and ``2021`` are allowed), None where unknown.
        source: The publisher (吉林日报).
        column: The head of the column (东北再振兴).
        kicker: The line above the headline.
        agency: The issuers, in order.
        doc_number: The document's own number.
    """

    text: str
    title: str | None = None
    date: str | None = None
    source: str | None = None
    column: str | None = None
    kicker: str | None = None
    agency: tuple[str, ...] = ()
    doc_number: str | None = None
