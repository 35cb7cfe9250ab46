"""A page that is one official document: its head block goes to the record, its text keeps its paragraphs."""

import re

import msgspec

from pipeline.layout.articles import Gathering, Piece
from pipeline.layout.headlines import Heading, is_ordinal
from pipeline.layout.heads import URGENT
from pipeline.layout.lines import Line, read_lines
from pipeline.layout.official import is_addressee, is_organs, is_title, own_number, read_letterhead, split_agencies
from pipeline.layout.roles import give_roles
from pipeline.layout.shape import measure

_HEAD = 16
_FURNITURE = ("furniture", "pointer", "rule")
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
    block = _head_block(lines)
    if block is None:
        return None
    made = Gathering(lines[0], shape, "document")
    piece = made.piece
    piece.heading, piece.doc_number, piece.agency = block.heading, block.number, block.agency
    for i, line in enumerate(lines[block.end :], block.end):
        following = lines[i + 1].role if i + 1 < len(lines) else ""
        if line.role in _FURNITURE:
            continue
        if line.role == "body" or (line.role == "short" and made.open):
            made.add(line)
        elif line.role in ("head", "short") and following == "body" and is_ordinal(line.text):
            made.add_subhead(line)
        else:
            made.add_row(line)
    return made.finish()


class _Block(msgspec.Struct):
    heading: Heading
    number: str | None
    agency: list[str]
    end: int


def _head_block(lines: list[Line]) -> _Block | None:
    """Read the head block: letterhead, number and title in any order, up to the addressee or the first sentence."""
    title = range(0)
    number: str | None = None
    agency: list[str] = []
    end, addressed = 0, False
    organs: list[int] = []
    urgent: str | None = None
    for i, line in enumerate(lines[:_HEAD]):
        if line.role == "letterhead":
            agency, end = agency + read_letterhead(line.text), i + 1
        elif line.role == "number":
            number, end = number or own_number(line.text), i + 1
        elif is_addressee(line.text):
            addressed = True
            break
        elif not title and URGENT.fullmatch(line.text):
            urgent, end = line.text, i + 1
            organs.append(i)
        elif not title and organs and line.text == "文件":
            end = i + 1
            organs.append(i)
        elif not title and is_organs(line.text) and not _title_from(lines, i):
            agency, end = agency + split_agencies(line.text), i + 1
            organs.append(i)
        elif line.role not in _FURNITURE and not title:
            title = _title_from(lines, i)
            end = max(end, title.stop)
        elif line.role not in _FURNITURE and i >= end:
            break
    known = ("number", "letterhead", *_FURNITURE)
    if not title or not (number or addressed):
        return None
    if any(lines[i].role not in known and i not in organs for i in range(title.start)):
        return None
    heading = Heading(title="".join(lines[i].text for i in title), kicker=urgent, rank=1)
    return _Block(heading, number, agency, end)


def _title_from(lines: list[Line], start: int) -> range:
    """Give the lines that make a title, the longest run from a place; empty where none do."""
    for stop in range(min(start + 5, len(lines)), start, -1):
        part = lines[start:stop]
        if all(line.role in ("head", "short", "row", "body") for line in part) and is_title(
            "".join(x.text for x in part)
        ):
            return range(start, stop)
    return range(0)


def _may_be_official(text: str) -> bool:
    """A look at the first lines, so that news is not read twice."""
    first = [line.strip("#* \t") for line in text[:3000].split("\n")]
    first = [line for line in first if line][:_HEAD]
    return (
        any(own_number(line) or is_addressee(line) for line in first) and _TITLE_HINT.search("".join(first)) is not None
    )
