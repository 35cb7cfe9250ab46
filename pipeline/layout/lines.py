"""The lines of a page: what stands on each and what it can be, before its neighbours are asked."""

import itertools
import re
from collections import Counter
from typing import Literal

import msgspec

from pipeline.layout.bylines import Byline, read_byline, read_dateline
from pipeline.layout.captions import is_caption, is_credit
from pipeline.layout.furniture import is_end_mark, is_furniture, is_rule, iso_date, read_jump, take_jumps
from pipeline.layout.official import is_letterhead, own_number
from pipeline.layout.paragraphs import begins_sentence, is_balanced, is_open, starts_list

Role = Literal[
    "rule",
    "furniture",
    "end",
    "jump",
    "byline",
    "caption",
    "credit",
    "row",
    "number",
    "letterhead",
    "head",
    "short",
    "body",
]

_HEADING = re.compile(r"(#{1,6})(?:\s+(.*?)|([^\s#].{0,80}?))\s*#*")
_BOLD = re.compile(r"(\*\*|__)((?:(?!\1).){1,80})\1")
_BOXED = re.compile(r"[【〖\[［]\s?([^【】〖〗\[\]［］]{1,24})\s?[】〗\]］]")
_BULLET = re.compile(r"([■□●◆◇▲★☆◎○※❖♦►▶])\s?(\S.*)")
_QUOTE = re.compile(r">\s?")
_INLINE_BOLD = re.compile(r"\*\*([^*\n]{1,400})\*\*")
_CELLS = re.compile(r"\t+|\s{2,}|\s?[|｜]\s?")
_NUMERIC = re.compile(r"[-+]?[\d,.]+(?:%|‰|万|亿|元|人|个|倍|吨|户|家)?")
_DATE_ONLY = re.compile(
    r"(?:(?:19|20)\d{2}年\d{1,2}月\d{1,2}日|[一二][〇○零O一二三四五六七八九]{3}年[一二三四五六七八九十元]{1,2}月[一二三四五六七八九十]{1,3}日)"
)
_PAIR = re.compile(r"[\u4e00-\u9fffA-Za-z]{2,8}[：:]\s?\S.{0,60}")
_ASCII = re.compile(r"[\x20-\x7e]")
_EDGE = 4
_LONG = 200  # code points: no heading, byline or furniture is so long


class Line(msgspec.Struct):
    """One line that is not blank.

    ``number`` counts from 0 in the page; ``mark`` is what made it stand out (``##``, ``**``, ``【``, ``■`` or nothing);
    ``indent`` its leading spaces; ``gap`` the blank lines before it; ``width`` its columns (a Han character takes two).
    """

    number: int
    text: str
    mark: str = ""
    indent: int = 0
    gap: int = 0
    width: int = 0
    trail: bool = False
    role: Role = "body"
    byline: Byline | None = None
    starts_item: bool = False


class Shape(msgspec.Struct, frozen=True):
    """How the page is set: the column's width in half-width columns (0: paragraphs are not wrapped), whether paragraphs
    are indented, the usual number of blank lines between lines of text."""

    wrap: int = 0
    indented: bool = False
    gap: int = 0
    marked: bool = False


def read_lines(text: str) -> list[Line]:
    """Read the lines of a page that are not blank, with their marks taken off.

    Args:
        text: The page, unified (:func:`pipeline.layout.widths.unify`).

    Returns:
        The lines in order, roles not yet given.
    """
    lines: list[Line] = []
    gap = 0
    for number, raw in enumerate(text.split("\n")):
        stripped = raw.strip()
        if not stripped:
            gap += 1
            continue
        content, mark = _unmark(stripped)
        if (
            content
            and set(stripped) == {"="}
            and lines
            and not gap
            and not lines[-1].mark
            and len(lines[-1].text) <= 60
        ):
            lines[-1].mark = "#"  # the Setext form of a heading
        line = Line(number, content, mark, len(raw) - len(raw.lstrip()), gap, trail=raw != raw.rstrip())
        line.width = 2 * (len(content) + min(line.indent, 2))
        if len(content) <= 200:
            line.width -= len(_ASCII.findall(content))
        lines.append(line)
        gap = 0
    return lines


def _unmark(line: str) -> tuple[str, str]:
    if line[0] == ">":
        line = _QUOTE.sub("", line, count=1).strip() or line
    if line[0] == "#" and len(line) <= 200:
        heading = _HEADING.fullmatch(line)
        if heading and (content := (heading.group(2) or heading.group(3) or "").strip()):
            if not line.endswith("#") or heading.group(2):
                return _INLINE_BOLD.sub(r"\1", content).strip("*_ ") or content, heading.group(1)
            return line, ""
    if line[0] in "*_" and len(line) <= 90:
        bold = _BOLD.fullmatch(line)
        if bold and bold.group(2).strip():
            return bold.group(2).strip(), "**"
    if "**" in line:
        line = _INLINE_BOLD.sub(r"\1", line)
    if line[0] in "【〖[［":
        boxed = _BOXED.fullmatch(line)
        if boxed and boxed.group(1).strip():
            return boxed.group(1).strip(), "【"
    bullet = _BULLET.fullmatch(line) if line[0] in "■□●◆◇▲★☆◎○※❖♦►▶" else None
    return (bullet.group(2), bullet.group(1)) if bullet else (line, "")


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
        if not b.gap and not a.mark and not b.mark and a.text[-1] not in "。！？；：…”" and not _is_row(a.text)
    ]
    wrap, share = _usual_width([line.width for line in running], 3)
    by_count, share_by_count = _usual_width([2 * (len(line.text) + min(line.indent, 2)) for line in running], 2)
    if share_by_count > share:
        # Wrapped by a program that counts characters, whatever their width.
        wrap = by_count
        for line in lines:
            line.width = 2 * (len(line.text) + min(line.indent, 2))
    prose = [
        line
        for line in lines
        if not line.mark and (line.width >= 40 or line.text[-1] in "。！？，" or (wrap and line.width >= wrap - 5))
    ]
    indented = sum(1 for line in prose if 2 <= line.indent <= 5)
    gaps = Counter(line.gap for line in prose[1:])
    return Shape(
        wrap,
        indented >= 2 and indented >= (0.05 if wrap else 0.12) * len(prose),
        gaps.most_common(1)[0][0] if gaps else 0,
        any(line.mark[:1] == "#" for line in lines),
    )


def _usual_width(widths: list[int], slack: int) -> tuple[int, float]:
    """Give the width that most lines have, up to a slack below it, and their share; 0 where no width is usual."""
    if len(widths) < 4:
        return 0, 0.0
    counts = Counter(widths)

    def near(width: int) -> int:
        return sum(counts.get(width - below, 0) for below in range(slack + 1))

    best = max(sorted(counts), key=near)
    share = near(best) / len(widths)
    return (best, share) if best >= 16 and share >= 0.6 else (0, 0.0)


def give_roles(lines: list[Line], shape: Shape) -> None:
    """Say what each line is, as far as it says so itself.

    Args:
        lines: The lines; their roles are set in place. ``head`` is marked as a heading, ``short`` has the shape of one.
        shape: How the page is set.
    """
    before: Line | None = None
    for i, line in enumerate(lines):
        if line.mark in ("▲", "△"):
            _find_caption(lines[i : i + 4])
        edge = i < _EDGE or i >= len(lines) - _EDGE
        line.role = _role(line, edge, shape)
        if edge and i >= _EDGE and line.role == "furniture" and _DATE_ONLY.fullmatch(line.text):
            line.role = "short"
        if before is not None:
            _ask_neighbours(line, before, lines[i + 1] if i + 1 < len(lines) else None, shape)
        before = line
    for line in lines:
        line.starts_item = starts_list(line.text) or (line.mark != "" and line.mark[0] in "●◆■▲○◎□◇★")
    _find_rows(lines)
    _find_signatures(lines)


def _role(line: Line, edge: bool, shape: Shape) -> Role:
    text = line.text
    if len(text) > _LONG and not line.mark and "\t" not in text and "|" not in text:
        return "caption" if is_caption(text) else "body"
    if is_rule(text):
        return "rule"
    if line.mark[:1] not in ("#",):
        if is_end_mark(text):
            return "end"
        if read_jump(line.mark * (line.mark in "▲△■●◆") + text) or (line.mark == "【" and read_jump(f"【{text}】")):
            return "jump"
        if is_caption(line.mark + text if line.mark in ("▲", "►", "▶") else text):
            if line.mark:
                line.text, line.mark = line.mark + text, ""
            return "caption"
        if is_furniture(text, edge=edge):
            return "furniture"
        if is_credit(text):
            return "credit"
        if line.mark != "【":
            line.byline = read_byline((line.mark if line.mark in "□■◇◆" else "") + text)
            if line.byline:
                return "byline"
        if own_number(text):
            return "number"
        if is_letterhead(text):
            return "letterhead"
    elif is_furniture(text, edge=edge):
        return "furniture"
    if line.mark[:1] in ("#", "*", "【"):
        return "head"
    if _is_row(text):
        return "row"
    if not is_short(text) or not begins_sentence(text) or (line.mark and (len(text) > 24 or "，" in text)):
        return "body"
    if shape.indented and 2 <= line.indent <= 5 and not line.mark and _is_wide(line, shape):
        return "body"
    return "short"


def _is_whole(before: Line) -> bool:
    """A headline, not the first piece of a sentence that a column's end cut."""
    if before.role == "head":
        return True
    text = before.text
    return before.role == "short" and "，" not in text and is_balanced(text)


def _is_long_headline(line: Line, before: Line, after: Line) -> bool:
    """A headline with commas shows by the byline or dateline below it."""
    text = line.text
    if len(text) > 44 or line.indent >= 2 or "。" in text or text.count("，") > 2 or text[-1] in "，、；：":
        return False
    return not is_open(before.text) and opens_item(after)


def _is_wide(line: Line, shape: Shape) -> bool:
    return line.width > 24 if not shape.wrap else line.width >= shape.wrap - 5


def _find_caption(lines: list[Line]) -> None:
    """A triangle's text is a caption where it ends in a credit, be it lines below."""
    joined = lines[0].mark + lines[0].text
    for line in lines[1:]:
        if is_caption(joined) or line.gap or line.mark:
            break
        joined += line.text
    if is_caption(joined):
        lines[0].text, lines[0].mark = "↑" + lines[0].text, ""


def _ask_neighbours(line: Line, before: Line, after: Line | None, shape: Shape) -> None:
    """Let the line before it correct a line's role: names below a headline, the rest of a line that was wrapped."""
    if line.role == "short" and _is_whole(before) and after is not None and not line.mark:
        if len(after.text) > 30 or after.indent >= 2:
            line.byline = read_byline(line.text, after_headline=True)
            if line.byline:
                line.role = "byline"
    if line.role == "body" and not line.mark and after is not None and _is_long_headline(line, before, after):
        line.role = "short"
    if not shape.wrap or line.gap or line.mark or before.role != "body" or line.indent >= 2:
        return
    wrapped = before.width >= shape.wrap - 4 and (shape.indented or before.text[-1] not in "。！？")
    if wrapped and line.role in ("short", "byline", "furniture", "row", "credit"):
        line.role = "body"


def is_short(text: str) -> bool:
    """Tell whether a line has the shape of a heading: a short phrase that no sentence mark ends."""
    if len(text) > 48 or "。" in text or "；" in text or text[-1] in "，、；：,:—":
        return False
    commas = text.count("，")
    return len(text) >= 2 and commas <= (1 if len(text) <= 24 else 0)


def _is_row(text: str) -> bool:
    if "\t" in text or text.count("|") >= 2:
        return True
    if len(text) > 120 or " " not in text or "。" in text:
        return False
    wide = [cell for cell in _CELLS.split(text) if cell]
    if len(wide) >= 3 and all(len(cell) <= 24 for cell in wide):
        return True
    cells = text.split()
    return len(cells) >= 3 and sum(1 for cell in cells if _NUMERIC.fullmatch(cell)) >= max(1, len(cells) // 3)


def _find_rows(lines: list[Line]) -> None:
    """Short lines that stand in a long run are a list or a table, not headings."""
    at = 0
    while at < len(lines):
        if lines[at].role not in ("short", "row"):
            at += 1
            continue
        end = at + 1
        while end < len(lines) and lines[end].role in ("short", "row"):
            end += 1
        _rows_in_run(lines[at:end])
        at = end
    for a, b in itertools.pairwise(lines):
        if (
            a.role in ("short", "row")
            and b.role in ("short", "row", "body")
            and _PAIR.fullmatch(a.text)
            and _PAIR.fullmatch(b.text)
        ):
            if b.role != "body" or len(b.text) < 40:
                a.role = b.role = "row"


def _rows_in_run(run: list[Line]) -> None:
    low = min((line.gap for line in run[1:]), default=0)
    blocks: list[list[Line]] = [[run[0]]]
    for line in run[1:]:
        if line.gap > low:
            blocks.append([])
        blocks[-1].append(line)
    for block in blocks:
        tabular = sum(1 for line in block if line.role == "row")
        widths = [line.width for line in block]
        even = len(block) == 4 and max(widths) - min(widths) <= 6
        if len(block) >= 5 or even or (tabular >= 2 and tabular * 2 >= len(block)):
            heads = 0
            if tabular and not tabular == len(block):
                # The headline of the next item may follow a table without a blank line.
                while block[len(block) - 1 - heads].role == "short" and heads < 3:
                    heads += 1
            for line in block[: len(block) - heads]:
                line.role = "row"


def _find_signatures(lines: list[Line]) -> None:
    """An organ's name above a date signs what stands before it."""
    for i, line in enumerate(lines):
        if line.role not in ("short", "row", "body") or not _DATE_ONLY.fullmatch(line.text) or not iso_date(line.text):
            continue
        line.role = "row"
        for back in range(i - 1, max(-1, i - 6), -1):
            above = lines[back]
            if above.role == "short" and not above.mark and len(above.text) <= 30 and above.gap <= max(line.gap, 1):
                above.role = "row"
            else:
                break


def next_text(lines: list[Line], at: int) -> Line | None:
    """Give the first line from a place on that is no furniture, rule, caption or credit."""
    for line in lines[at : at + 12]:
        if line.role not in ("furniture", "rule", "caption", "credit"):
            return line
    return None


def opens_item(line: Line | None) -> bool:
    """Tell whether a line can only stand at the head of an item: byline, dateline, 上接, document number."""
    if line is None:
        return False
    if line.role in ("byline", "number", "letterhead"):
        return True
    if line.role == "jump":
        return (read_jump(line.text) or (None, False))[0] is not None
    if line.role in ("body", "short"):
        if take_jumps(line.text)[1]:
            return True
        found = read_dateline(line.text)
        return found is not None and found[1]
    return False
