"""Where sentences end."""

import re

from pipeline.document import Span

# One leading class, so that the search runs in C. A title is stepped over whole; its marks and a bound on its length
# keep a stray 《 cheap.
_CLOSERS = r"""[。！？；…!?;]*[”’」』）】〕》〉"')\]]*"""
_END = re.compile(
    r"[《。！？；…!?;\n](?:"
    r"(?<=《)(?P<title>[^《》\n]{1,150}》)"
    rf"|(?<=[。！？；…]){_CLOSERS}"
    rf"|(?<=[!?;])(?:(?<![0-9A-Za-z].)|(?![0-9A-Za-z])){_CLOSERS}"
    r"|(?<=\n)"
    r")"
)


def find_sentences(text: str) -> list[Span]:
    """Cut a text into sentences.

    A sentence ends with 。！？；… and the closing quotes and brackets that follow it, or with its line; marks inside
    《》 or between digits and letters end nothing.

    Args:
        text: Any text.

    Returns:
        The sentences in order, without white space around them; empty ones are left out.
    """
    found: list[Span] = []
    start = 0
    for match in _END.finditer(text):
        if match.lastgroup:  # a title
            continue
        end = match.end()
        if text[start].isspace() or text[end - 1].isspace():
            _add(found, text, start, end)
        else:  # most sentences
            found.append(Span(start, end))
        start = end
    _add(found, text, start, len(text))
    return found


def _add(found: list[Span], text: str, start: int, end: int) -> None:
    """Add a stretch without the white space around it."""
    piece = text[start:end]
    bare = piece.strip()
    if bare:
        start += piece.index(bare[0])
        found.append(Span(start, start + len(bare)))
