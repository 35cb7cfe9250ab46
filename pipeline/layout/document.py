"""A page that is one official document: its head block goes to the record, its text keeps its paragraphs."""

import re

from pipeline.layout.articles import Gathering, Piece
from pipeline.layout.headlines import Heading, is_ordinal
from pipeline.layout.lines import give_roles, measure, read_lines
from pipeline.layout.official import is_addressee, is_title, own_number, read_letterhead

_HEAD = 16
_TITLE_HINT = re.compile("关于|印发|转发|发布|公布")


def read_document(text: str) -> Piece | None:
    """Read a page as one official document.

    Args:
        text: The page, unified.

    Returns:
        The document as one piece; None where the page's first lines are not the head of one: a title of the kind
        (…关于…的通知), alone or over several lines, with a number or an addressee.
    """
    if not _may_be_official(text):
        return None
    lines = read_lines(text)
    shape = measure(lines)
    give_roles(lines, shape)
    start, end, body = 0, 0, 0
    number: str | None = None
    agency: list[str] = []
    addressed = False
    for i, line in enumerate(lines[:_HEAD]):
        if line.role == "letterhead":
            agency, body = read_letterhead(line.text), i + 1
        elif line.role == "number":
            number, body = number or own_number(line.text), i + 1
        elif is_addressee(line.text):
            addressed = True
            break
        elif line.role in ("head", "short", "row", "body") and not end and "。" not in line.text:
            for last in range(i + 1, min(i + 6, len(lines))):
                if is_title("".join(part.text for part in lines[i:last])):
                    start, end = i, last
            body = max(body, end)
        elif i >= max(end, body) and line.role not in ("furniture", "rule"):
            break
    if (
        not end
        or not (number or addressed)
        or any(lines[i].role not in ("furniture", "rule", "number", "letterhead") for i in range(start))
    ):
        return None
    made = Gathering(lines[0], shape, "document")
    piece = made.piece
    piece.heading = Heading(title="".join(line.text for line in lines[start:end]), rank=1)
    piece.doc_number, piece.agency = number, agency
    for i, line in enumerate(lines[body:], body):
        if line.role in ("furniture", "rule"):
            continue
        if made.open and line.role in ("body", "short"):
            made.add(line)
        elif line.role in ("head", "short") and _divides(lines[i + 1].role if i + 1 < len(lines) else "", line.text):
            made.add_subhead(line)
        elif line.role == "body":
            made.add(line)
        else:
            made.add_row(line)
    return made.finish()


def _may_be_official(text: str) -> bool:
    """A look at the first lines, so that news is not read twice."""
    first = [line.strip("#* \t") for line in text[:3000].split("\n")]
    first = [line for line in first if line][:_HEAD]
    return any(own_number(line) or is_addressee(line) for line in first) and _TITLE_HINT.search("".join(first)) is not None


def _divides(following: str, text: str) -> bool:
    return following == "body" and is_ordinal(text)
