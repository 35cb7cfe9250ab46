"""Groups of heading lines: do they begin an item, or divide the one that is being read?"""

import re

import msgspec

from pipeline.layout.articles import Gathering
from pipeline.layout.headlines import (
    Heading,
    is_aside,
    is_column,
    is_lede,
    is_notice,
    is_ordinal,
    may_be_column,
    rank,
    read_heading,
)
from pipeline.layout.lines import Line
from pipeline.layout.official import is_title
from pipeline.layout.paragraphs import is_open
from pipeline.layout.roles import next_text, opens_item
from pipeline.layout.shape import Shape

_PLACED = re.compile(
    r"(?:[\u4e00-\u9fff]{1,7}[省市县区州盟旗镇乡]|北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南"
    r"|广东|海南|四川|贵州|云南|陕西|甘肃|青海|内蒙古|广西|西藏|宁夏|新疆|香港|澳门) (?=[\u4e00-\u9fff“《])"
)
_HEADS = ("head", "short")


class Habits(msgspec.Struct, frozen=True):
    """What the whole page shows of its headings.

    Args:
        shape: How the page is set.
        peers: Numbers of plain lines that are subheads, for their item has several alike.
        columns: Short lines above headlines are columns, for the page has several.
        signed: Some items open with a byline or dateline, so that a heading without one rather divides an item.
    """

    shape: Shape
    peers: frozenset[int]
    columns: bool
    signed: bool


def read_habits(lines: list[Line], shape: Shape) -> Habits:
    """See what a page's headings are like.

    Args:
        lines: The page's lines, with their roles.
        shape: How it is set.

    Returns:
        The habits.
    """
    signed = any(
        line.role in _HEADS and lines[i + 1].role not in _HEADS and opens_item(next_text(lines, i + 1))
        for i, line in enumerate(lines[:-1])
    )
    # Where headings are marked, a plain short line is the first piece of a broken paragraph.
    peers = frozenset[int]() if shape.marked else _peers(lines)
    return Habits(shape, peers, _short_tops(lines) >= 2, signed)


def _peers(lines: list[Line]) -> frozenset[int]:
    """Find plain subheads: short lines over text of which an item has at least two, for one alone is a broken line."""
    found: set[int] = set()
    run: list[int] = []
    for i, line in enumerate(lines):
        following = lines[i + 1] if i + 1 < len(lines) else None
        if line.role == "head" or opens_item(line):
            found.update(run if len(run) > 1 else ())
            run = []
        elif line.role == "short" and following is not None and following.role == "body" and not opens_item(following):
            closed = i == 0 or not is_open(lines[i - 1].text)
            if closed and len(line.text) <= 20 and "，" not in line.text and line.text[-1] not in "？！…":
                run.append(line.number)
    found.update(run if len(run) > 1 else ())
    return frozenset(found)


def _short_tops(lines: list[Line]) -> int:
    """Count the lines at the head of a group of headings that are short enough for a column."""
    count = 0
    inside = False
    for i, line in enumerate(lines[:-1]):
        if line.role in _HEADS and not inside and lines[i + 1].role in _HEADS:
            count += may_be_column(line, lines[i + 1])
        inside = line.role in _HEADS
    return count


def stays(group: list[Line], following: Line | None) -> bool:
    """Tell whether the last line of a group belongs to it.

    A plain line below a marked heading does only as a sub-headline: behind a dash, or before a byline.
    """
    last = group[-1]
    if rank(last) < 9 or min(map(rank, group)) >= 8 or last.text.startswith(("——", "—")):
        return True
    return opens_item(following) or (following is not None and following.role in _HEADS)


def only_column(group: list[Line]) -> bool:
    """Tell whether a group is the head of a column and nothing else."""
    text = group[0].text
    return len(group) == 1 and len(text) <= 8 and is_column(text) and not is_aside(text) and not is_notice(text)


def heads_places(line: Line, below: list[Line], shape: Shape) -> bool:
    """Tell whether a few words stand above paragraphs that each begin with a place and a space: a column of briefs."""
    if len(line.text) > 8:
        return False
    starts = [text for text in below if text.role == "body" and (text.indent >= 2 or text.mark or not shape.indented)]
    return len(starts) >= 2 and all(_PLACED.match(text.text) for text in starts[:2])


def starts_item(group: list[Line], following: Line | None, item: Gathering, habits: Habits, *, cut: bool) -> bool:
    """Tell whether a group begins the next item.

    Args:
        group: The heading lines.
        following: The first line of text below them.
        item: The item that is being read.
        habits: What the page's headings are like.
        cut: A drawn line or a jump mark stands before them.

    Returns:
        True where something sure says so (a byline or dateline below, a column above, the end of the item before), or
        the headline stands out as the item's own does and reads like one.
    """
    heading = item.piece.heading
    if item.empty and heading.title is not None:
        return opens_item(following) and not item.signed and not group[0].text.startswith("——")
    if _belongs(group, heading):
        return False
    if cut or item.over or heading.title is None or _is_sure(group, following, habits):
        return True
    return _stands_out(group, following, item, habits)


def _belongs(group: list[Line], heading: Heading) -> bool:
    """A numbered heading, or one as 编者按, stays with the item above it."""
    if len(group) > 1:
        return False
    first = group[0]
    return is_aside(first.text) or (is_ordinal(first.text) and not rank(first) < min(7, heading.rank))


def _is_sure(group: list[Line], following: Line | None, habits: Habits) -> bool:
    if opens_item(following) or is_notice(group[-1].text) or is_title("".join(line.text for line in group)):
        return True
    return len(group) >= 2 and read_heading(group, columns=habits.columns).column is not None


def _stands_out(group: list[Line], following: Line | None, item: Gathering, habits: Habits) -> bool:
    heading = item.piece.heading
    best = min(map(rank, group))
    lede = following is not None and following.role == "body" and is_lede(following.text)
    several = len(group) >= 2
    length = max(len(line.text) for line in group)
    tabled = following is not None and following.role == "row"
    # A table under a heading of the item's own rank is the next item.
    if best < 7 and (best < heading.rank or (tabled and best == heading.rank)):
        return True
    if best == 8 and group[0].mark == heading.mark:
        return lede or length >= 9
    # Where items are signed, a few marked words over unsigned text divide the one above.
    few = habits.signed and item.signed and length <= 10 and best < 9
    if few or best > heading.rank or best == 8:
        return several and lede
    # Where paragraphs follow one another without blank lines, a blank line sets items apart.
    apart = not habits.shape.gap and following is not None and not following.gap
    if group[0].gap > max(habits.shape.gap, 1) or (
        apart and group[0].gap and (several or lede or tabled or best == 9 or length >= 9)
    ):
        return True
    # Blank lines on both sides, where there are none between paragraphs, count more than the missing byline.
    alone = not habits.shape.gap and group[0].gap and following is not None and following.gap
    if best == 9 and habits.signed and not alone:
        return lede and length >= 10
    return lede or several or length >= 13


def divides(line: Line, after: Line | None, habits: Habits) -> bool:
    """Tell whether a line inside an item is a subhead.

    Args:
        line: A heading line, marked or plain.
        after: The line after it.
        habits: What the page's headings are like.

    Returns:
        False for lines of a list and for the first piece of a broken paragraph.
    """
    if after is None or (line.text[-1] in "？！…”" and not line.mark and not is_ordinal(line.text)):
        return False
    if is_ordinal(line.text) and after.role in ("short", "row") and is_ordinal(after.text):
        return False
    if line.mark and line.role == "short":
        return after.mark != line.mark
    if line.role == "head" or is_ordinal(line.text) or is_aside(line.text):
        return True
    return line.number in habits.peers and after.role in ("body", "head")
