"""How a page is set: wrapped or not, indented or not, with or without marked headings."""

import itertools
from collections import Counter
from collections.abc import Iterable

import msgspec

from pipeline.layout.lines import Line
from pipeline.layout.rows import is_row


class Shape(msgspec.Struct, frozen=True):
    """How the page is set: the column's width in half-width columns (0: paragraphs are not wrapped), whether paragraphs
    are indented, the usual number of blank lines between lines of text."""

    wrap: int = 0
    indented: bool = False
    gap: int = 0
    marked: bool = False


def measure(lines: list[Line]) -> Shape:
    """See how a page is set.

    Args:
        lines: Its lines.

    Returns:
        The shape.
    """
    running = [
        a
        for a, b in itertools.pairwise(lines)
        if not b.gap and not a.mark and not b.mark and a.text[-1] not in "。！？；：…”" and not is_row(a.text)
    ]
    wrap, share = _usual_width([line.width for line in running], 3)
    by_count, share_by_count = _usual_width([2 * (len(line.text) + min(line.indent, 2)) for line in running], 2)
    if share_by_count > share:
        # Wrapped by a program that counts characters, whatever their width.
        wrap = by_count
        for line in lines:
            line.width = 2 * (len(line.text) + min(line.indent, 2))
    if wrap and sum(line.width > wrap + 4 for line in lines) > max(1, len(lines) // 10):
        wrap = 0  # where lines are wrapped, none runs on
    for line in lines:
        line.wrap = wrap
    if not wrap:
        _measure_blocks(lines)
    _find_full(lines)
    prose = [
        line
        for line in lines
        if not line.mark and (line.width >= 40 or line.text[-1] in "。！？，" or (wrap and line.width >= wrap - 5))
    ]
    indented = sum(1 for line in prose if 2 <= line.indent <= 5)
    following: Iterable[tuple[Line, Line]] = itertools.pairwise(prose)
    if wrap:
        # Between the lines of a paragraph there is no gap: ask where one ends.
        following = ((a, b) for a, b in following if a.text[-1] in "。！？”" and a.width < wrap - 5)
    gaps = Counter(b.gap for _, b in following)
    return Shape(
        wrap,
        indented >= 2 and indented >= (0.05 if wrap else 0.12) * len(prose),
        gaps.most_common(1)[0][0] if gaps else 0,
        any(line.mark[:1] == "#" for line in lines),
    )


def _find_full(lines: list[Line]) -> None:
    """See how wide the full lines of each column are; some may be wider by a mark that hangs."""
    widths: dict[int, Counter[int]] = {}
    for line in lines:
        if line.wrap and -3 <= line.width - line.wrap <= 2:
            widths.setdefault(line.wrap, Counter())[line.width] += 1
    for line in lines:
        if line.wrap in widths:
            line.full = widths[line.wrap].most_common(1)[0][0]


def _measure_blocks(lines: list[Line]) -> None:
    """See which items are wrapped by themselves: each column of a page may have a width of its own."""
    blocks: list[list[Line]] = []
    for line in lines:
        if not blocks or line.gap or line.mark:
            blocks.append([])
        blocks[-1].append(line)
    for block in blocks:
        _measure_block(block)
    widths = Counter(block[-1].wrap for block in blocks if block[-1].wrap).most_common(3)
    for block in blocks:
        # Too few lines to tell by themselves: they may be wrapped as others of the page are.
        if not block[-1].wrap and 2 <= len(block) <= 4 and block[-1].text[-1] in "。！？”":
            wide = [line.width for line in block[:-1]]
            usual = (width for width, _ in widths if all(width - 5 <= each <= width + 4 for each in wide))
            width = next(usual, 0)
            for line in block:
                line.wrap = width if block[-1].width <= width + 4 else 0


def _measure_block(block: list[Line]) -> None:
    sentences = sum(any(mark in line.text for mark in "，。、；“") for line in block)
    if sentences < 3 or 2 * sentences < len(block) or any(line.width > 90 or is_row(line.text) for line in block):
        return
    running = [line for line in block[:-1] if line.text[-1] not in "。！？；：…”"]
    by_count = [2 * (len(line.text) + min(line.indent, 2)) for line in running]
    width, share = _usual_width([line.width for line in running], 3, least=3, part=0.5)
    count, share_by_count = _usual_width(by_count, 2, least=3, part=0.5)
    if share_by_count > share:
        width = count
        for line in block:
            line.width = 2 * (len(line.text) + min(line.indent, 2))
    # The headline above a column may be wider than it.
    top = next((i for i, line in enumerate(block) if width - 5 <= line.width <= width + 4), 0)
    if width and all(line.width <= width + 4 for line in block[top:]):
        for line in block[top:]:
            line.wrap = width


def _usual_width(widths: list[int], slack: int, *, least: int = 4, part: float = 0.6) -> tuple[int, float]:
    """Give the width that most lines have, up to a slack below it, and their share; 0 where no width is usual."""
    if len(widths) < least:
        return 0, 0.0
    counts = Counter(widths)

    def near(width: int) -> int:
        return sum(counts.get(width - below, 0) for below in range(slack + 1))

    best = max(sorted(counts), key=near)
    share = near(best) / len(widths)
    return (best, share) if best >= 16 and share >= part else (0, 0.0)
