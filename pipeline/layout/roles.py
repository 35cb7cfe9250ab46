"""What each line of a page can be, by itself and beside its neighbours."""

import itertools
import re

from pipeline.layout.boxes import find_banner, find_bulleted, find_contents
from pipeline.layout.bylines import Byline, read_byline, read_dateline
from pipeline.layout.captions import is_caption, is_credit, read_credit
from pipeline.layout.furniture import is_end_mark, is_furniture, is_rule
from pipeline.layout.headlines import is_linked, is_ordinal, is_speaker
from pipeline.layout.jumps import read_jump, take_jumps
from pipeline.layout.lines import Line, Role
from pipeline.layout.official import is_letterhead, own_number
from pipeline.layout.paragraphs import begins_sentence, is_balanced, is_open, starts_list
from pipeline.layout.rows import DATE_ONLY, find_rows, find_signatures, is_row
from pipeline.layout.shape import Shape

_WROTE = re.compile(r"记者.{1,40}[文字]\s?[/／、并]?\s?(?:摄|图|摄影)$")
_AGENCY = re.compile("据?(?:本报|新华社|中新社)")
_EDGE = 4
_TOP = 5  # no headline has more lines
_LONG = 200  # code points: no heading, byline or furniture is so long


def give_roles(lines: list[Line], shape: Shape) -> None:
    """Say what each line is, as far as it says so itself.

    Args:
        lines: The lines; their roles are set in place. ``head`` is marked as a heading, ``short`` has the shape of one.
        shape: How the page is set.
    """
    before: Line | None = None
    depth = 0  # lines since a blank one
    head, foot = _edges(lines)
    for i, line in enumerate(lines):
        if line.mark in ("▲", "△") or is_caption(line.text[:8]):
            _find_caption(lines[i : i + 6])
        line.opens = line.wrap > 0 and _breaks_dateline(lines[i : i + 3])
        edge = i < head or i >= foot
        line.role = _role(line, edge, shape)
        if edge and i >= _EDGE and line.role == "furniture" and DATE_ONLY.fullmatch(line.text):
            line.role = "short"
        if before is not None:
            depth = 0 if line.gap or line.mark or shape.indented else depth + 1
            _ask_neighbours(line, before, lines[i + 1] if i + 1 < len(lines) else None, shape, inside=depth > _TOP)
        before = line
    _find_set_alike(lines, shape)
    find_banner(lines)
    find_contents(lines)
    find_bulleted(lines)
    _find_running(lines, shape)
    _find_openers(lines, shape)
    for line in lines:
        line.starts_item = starts_list(line.text) or (line.mark != "" and line.mark[0] in "●◆■▲△○◎□◇★☆※")
    find_rows(lines)
    find_signatures(lines)


def _role(line: Line, edge: bool, shape: Shape) -> Role:
    text = line.text
    if len(text) > _LONG and not line.mark and "\t" not in text and "|" not in text:
        return "caption" if is_caption(text) else "body"
    told = _told(line, edge)
    if told is not None:
        return told
    if line.mark[:1] in ("#", "*", "【"):
        return "head"
    if is_row(text):
        return "row"
    if not is_short(text) or not begins_sentence(text) or (line.mark and (len(text) > 24 or "，" in text)):
        return "body"
    paragraph = shape.indented and 2 <= line.indent <= 5 and (not line.mark or line.wrap > 0) and _is_wide(line)
    return "body" if paragraph or _opens_text(line) else "short"


def _breaks_dateline(lines: list[Line]) -> bool:
    """Tell whether a dateline begins on the first of some lines and ends on another (新华社北京1月1日|电（记者…）)."""
    first = lines[0]
    if first.mark or _AGENCY.match(first.text) is None or any(line.gap or line.mark for line in lines[1:]):
        return False
    found = read_dateline("".join(line.text for line in lines))
    alone = read_dateline(first.text)
    return found is not None and found[1] and alone is None


def _opens_text(line: Line) -> bool:
    """A dateline opens a text, however short the line is that a break left of it."""
    if line.opens:
        return True
    dateline = read_dateline(line.text) if not line.mark else None
    return dateline is not None and dateline[1]


def _told(line: Line, edge: bool) -> Role | None:
    """Give the role that a line's words alone tell, None where they tell none."""
    text, mark = line.text, line.mark
    role: Role | None = None
    if is_rule(text):
        role = "rule"
    elif mark[:1] == "#":
        role = "furniture" if is_furniture(text, edge=edge) else "jump" if read_jump(text) else None
        if role is None and ("记者" in text or "通讯员" in text) and _read_byline(line):
            role = "byline"
    elif is_end_mark(text):
        role = "end"
    elif read_jump((mark if mark in "▲△■●◆" else "") + text) or (mark == "【" and read_jump(f"【{text}】")):
        role = "jump"
    elif is_caption((mark if mark in ("▲", "►", "▶") else "") + text):
        line.text, line.mark = mark + text, ""
        role = "caption"
    elif is_furniture(text, edge=edge):
        role = "furniture"
    elif is_credit(text) and not _WROTE.search(text):
        role = "credit"
    elif _read_byline(line):
        role = "byline"
    elif own_number(text):
        role = "number"
    elif is_letterhead(text):
        role = "letterhead"
    return role


def _read_byline(line: Line) -> bool:
    if line.mark != "【":
        line.byline = read_byline((line.mark if line.mark in "□■◇◆" else "") + line.text)
    return line.byline is not None


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


def _is_wide(line: Line) -> bool:
    return line.width > 24 if not line.wrap else line.width >= line.wrap - 5


def _find_caption(lines: list[Line]) -> None:
    """A triangle's text is a caption where it ends in a credit, be it lines below: it runs on up to there."""
    joined = lines[0].mark + lines[0].text
    end = 1
    for line in lines[1:]:
        if read_credit(joined) is not None or line.gap or line.mark:
            break
        joined += line.text
        end += 1
    credited = read_credit(joined) is not None
    if is_caption(joined) and lines[0].mark in ("▲", "△"):
        lines[0].text, lines[0].mark = "↑" + lines[0].text, ""
    if credited:
        for line in lines[: end - 1]:
            line.wrap = line.width


def _edges(lines: list[Line]) -> tuple[int, int]:
    """Give where the head of a page ends and its foot begins: four lines, and more where all before are furniture."""
    head, foot = 0, len(lines)
    while head < len(lines) and is_furniture(lines[head].text, edge=True):
        head += 1
    while foot > 0 and is_furniture(lines[foot - 1].text, edge=True):
        foot -= 1
    return head + _EDGE, foot - _EDGE


def _find_openers(lines: list[Line], shape: Shape) -> None:
    """A line that ends in a dash or a colon right above a headline is its kicker, where an item can begin."""
    for i, (line, following) in enumerate(itertools.pairwise(lines)):
        text = line.text
        if line.role == "body" and _is_whole_paragraph(lines, i, shape):
            line.role = "short"
        if line.role != "body" or line.mark or text[-1] not in "：—" or "。" in text or len(text) > 40:
            continue
        if following.role != "head" and (following.role != "short" or len(following.text) < 6):
            continue
        apart = i == 0 or line.gap > shape.gap or lines[i - 1].role in ("head", "furniture", "rule")
        said = text.endswith("：") and len(text) > 16
        if apart and not said and not is_ordinal(following.text):
            line.role = "short"


def _is_whole_paragraph(lines: list[Line], at: int, shape: Shape) -> bool:
    """Where paragraphs are indented, one of a few words above another is no piece but a subhead."""
    line, following = lines[at], lines[at + 1]
    if not shape.indented or line.wrap or line.mark or line.width > 44 or not 2 <= line.indent <= 5:
        return False
    alike = following.role == "body" and following.indent == line.indent
    closed = at > 0 and lines[at - 1].role == "body" and not is_open(lines[at - 1].text)
    return alike and closed and len(line.text) <= 20 and "，" not in line.text and is_short(line.text)


def _find_set_alike(lines: list[Line], shape: Shape) -> None:
    """Up to three short lines behind a blank one and right above a byline or dateline are a headline.

    They are so though they are indented as the text is (then a blank line follows them too), or broken where no phrase
    ends; where paragraphs are indented and they are not, the end of a sentence before them does for the blank line.
    """
    for i, line in enumerate(lines):
        if not i or not opens_item(line):
            continue
        set_back = shape.indented and line.indent >= 2 and line.wrap > 0
        first = i - 1
        while i - first < 3 and not _begins_block(lines, first, set_back=set_back):
            first -= 1
        block = lines[first:i]
        if not _begins_block(lines, first, set_back=set_back) or not all(map(_is_plain, block)):
            continue
        text = "".join(above.text for above in block)
        alike = line.gap and 2 <= line.indent <= 5 and all(above.indent == line.indent for above in block)
        broken = line.wrap and not line.gap and all(above.indent < 2 for above in block) and is_short(text[:48])
        if (alike and all(is_short(above.text) for above in block)) or (broken and len(text) <= 60):
            for above in block:
                above.role = "short"


def _begins_block(lines: list[Line], at: int, *, set_back: bool) -> bool:
    return at == 0 or lines[at].gap > 0 or (set_back and lines[at - 1].text[-1] in "。！？…”")


def _is_plain(line: Line) -> bool:
    return line.role in ("body", "short") and not line.mark and "。" not in line.text and "；" not in line.text


def _find_running(lines: list[Line], shape: Shape) -> None:
    """Where no paragraph is indented, a line as wide as its column that another follows is no heading."""
    if shape.indented:
        return
    for i, (line, following) in enumerate(itertools.pairwise(lines)):
        full = line.role == "short" and not line.mark and line.wrap > 0 and line.width >= line.wrap - 5
        if full and not following.gap and following.role in ("body", "short", "row") and not opens_item(following):
            line.role = "short" if _heads_block(lines, i) or _goes_on_headline(lines, i) else "body"


def _goes_on_headline(lines: list[Line], at: int) -> bool:
    """The second line of a headline whose words show that it is one phrase with the first."""
    before, line = lines[at - 1] if at else None, lines[at]
    return (
        before is not None and not line.gap and before.role in ("short", "head") and is_linked(before.text, line.text)
    )


def _heads_block(lines: list[Line], at: int) -> bool:
    """Up to three lines behind a blank line that a byline or dateline follows are a headline, however wide."""
    first = at
    while first and not lines[first].gap and at - first < 3 and lines[first - 1].role in ("short", "body"):
        first -= 1
    if not lines[first].gap or any("。" in line.text for line in lines[first : at + 1]):
        return False
    for line in lines[at + 1 : first + 5]:
        if line.gap:
            return False
        if opens_item(line):
            return True
        if line.role != "short" and not line.text.startswith("——"):
            return False
    return False


def _ask_neighbours(line: Line, before: Line, after: Line | None, shape: Shape, *, inside: bool) -> None:
    """Let the line before it correct a line's role: names below a headline, the rest of a line that was wrapped."""
    over_text = after is not None and (len(after.text) > 30 or after.indent >= 2 or 0 < after.wrap <= after.width + 5)
    # In the midst of a wrapped paragraph a line may look like names.
    runs = inside and 0 < line.wrap <= before.width + 5
    if line.role == "short" and over_text and _is_whole(before) and not line.mark and not runs:
        line.byline = read_byline(line.text, after_headline=True)
        if line.byline:
            line.role = "byline"
    below = after is not None and (over_text or not is_short(after.text) or is_ordinal(after.text))
    if line.role == "short" and not line.mark and below and _is_whole(before) and is_speaker(line.text):
        line.byline, line.role = Byline(None, (line.text.rpartition(" ")[2],)), "byline"
    pen = line.mark and line.mark in "□■◇◆" and len(line.text) <= 5 and "".join(line.text.split())
    if pen and len(pen) <= 3 and line.role == "short" and _is_whole(before) and below:
        line.byline, line.role = Byline(None, (pen,)), "byline"
    if line.role == "body" and not line.mark and after is not None and _is_long_headline(line, before, after):
        line.role = "short"
    if not before.wrap or line.gap or line.mark or before.role != "body" or line.indent >= 2:
        return
    wrapped = before.width >= before.wrap - 4 and (shape.indented or before.text[-1] not in "。！？")
    if wrapped and line.role in ("short", "byline", "furniture", "row", "credit"):
        line.role = "body"


def is_short(text: str) -> bool:
    """Tell whether a line has the shape of a heading: a short phrase that no sentence mark ends."""
    if len(text) > 48 or "。" in text or "；" in text or text[-1] in "，、；：,:—":
        return False
    commas = text.count("，")
    return len(text) >= 2 and commas <= (1 if len(text) <= 24 else 0)


def next_text(lines: list[Line], at: int) -> Line | None:
    """Give the first line from a place on that is no furniture, rule, caption or credit."""
    for line in lines[at : at + 12]:
        if line.role not in ("furniture", "pointer", "rule", "caption", "credit"):
            return line
    return None


def opens_item(line: Line | None) -> bool:
    """Tell whether a line can only stand at the head of an item: byline, dateline, 上接, document number."""
    if line is None:
        return False
    if line.opens or line.role in ("byline", "number", "letterhead"):
        return True
    if line.role == "jump":
        return (read_jump(line.text) or (None, False))[0] is not None
    if line.role in ("body", "short"):
        if take_jumps(line.text)[1]:
            return True
        found = read_dateline(line.text)
        return found is not None and found[1]
    return False
