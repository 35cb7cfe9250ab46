"""Boxes on a page: what other pages hold, briefs behind bullets."""

import itertools

from pipeline.layout.furniture import is_contents, is_pointer
from pipeline.layout.lines import Line


def find_contents(lines: list[Line]) -> None:
    """Find the boxes that say what other pages hold: no text, their heads and each headline with its page.

    Args:
        lines: The lines of the page, with their roles; set in place.
    """
    at = 0
    while at < len(lines):
        head, at = at, at + 1
        if not is_contents(lines[head].text):
            continue
        while length := _pointer(lines[at : at + 2]):
            at += length
        if at > head + 1:
            for line in lines[head:at]:
                line.role = "pointer"


def _pointer(lines: list[Line]) -> int:
    """Give the number of lines, one or two, that a headline takes with its page; 0 if they are anything else."""
    for length in range(1, len(lines) + 1):
        if len(lines[length - 1].text) > 40 or "。" in lines[length - 1].text or is_contents(lines[length - 1].text):
            return 0
        if is_pointer(lines[length - 1].text):
            return length
    return 0


def find_banner(lines: list[Line]) -> None:
    """Find a page's own title, over the head of its first column: no item is called so.

    Args:
        lines: The lines of the page, with their roles; set in place.
    """
    top = next((i for i, line in enumerate(lines) if line.role != "furniture"), len(lines))
    if top + 2 < len(lines):
        banner, column, headline = lines[top : top + 3]
        named = banner.mark[:1] == "#" and column.mark in ("**", "【") and headline.mark[:1] == "#"
        if named and len(banner.text) <= 10 and len(column.text) <= 10:
            banner.role = "pointer"


def find_bulleted(lines: list[Line]) -> None:
    """Among bulleted lines of text, a short one that the next line goes on with is text too.

    Args:
        lines: The lines of the page, with their roles; set in place.
    """
    sort = ""  # the bullet of the texts before, while nothing sets them apart
    for line, following in itertools.pairwise(lines):
        if line.mark and line.mark in "●◆■▲△○◎□◇★☆※":
            if line.role == "body":
                sort = line.mark
            elif line.role == "short" and line.mark == sort and not following.gap and not following.mark:
                line.role = "body"
        elif line.role != "body":
            sort = ""
