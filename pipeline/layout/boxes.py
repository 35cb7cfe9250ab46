"""Boxes on a page: what other pages hold, briefs behind bullets."""

import itertools

from pipeline.layout.furniture import is_contents, is_pointer
from pipeline.layout.lines import Line


def find_contents(lines: list[Line]) -> None:
    """Find the boxes that say what other pages hold: no text, their heads and each headline with its page.

    Args:
        lines: The lines of the page, with their roles; set in place.
    """
    for i, line in enumerate(lines):
        if not is_contents(line.text):
            continue
        at = i + 1
        while at < len(lines):
            length = next((n for n in (1, 2) if at + n <= len(lines) and is_pointer(lines[at + n - 1].text)), 0)
            if not length or any(len(box.text) > 40 or "。" in box.text for box in lines[at : at + length]):
                break
            at += length
        if at > i + 1:
            for box in lines[i:at]:
                box.role = "pointer"


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
