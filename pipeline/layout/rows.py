"""Lines that stay lines of their own: tables, lists, signatures."""

import itertools
import re

from pipeline.layout.bylines import says_who
from pipeline.layout.furniture import iso_date
from pipeline.layout.lines import Line
from pipeline.layout.names import is_name

_CELLS = re.compile(r"\t+|\s{2,}|\s?[|｜]\s?")
_NUMERIC = re.compile(
    r"[-+]?[\d,.]+(?:%|‰|万|亿|元|人|个|倍|吨|户|家)?|\d{1,2}[:：]\d{2}(?:[-—~～至]\d{1,2}[:：]\d{2})?"
)
_CLOSING = re.compile(r"特此(?:公告|通告|通知|公示|声明|启事|更正|说明|致歉|证明|函告|函复|批复)[！!]?")
_SIGNER = re.compile(r"(?:法院|检察院|[局厅部委院会社处室所站署府队]|公司|中心|集团|银行|大学|学校|事务所)$")
DATE_ONLY = re.compile(
    r"(?:19|20)\d{2}年\d{1,2}月\d{1,2}日"
    r"|[一二][〇○零O一二三四五六七八九]{3}年[一二三四五六七八九十元]{1,2}月[一二三四五六七八九十]{1,3}日"
)
"""A line that is a date and nothing else: the day on which a notice was signed."""
_PAIR = re.compile(r"[\u4e00-\u9fffA-Za-z]{2,8}[：:]\s?\S.{0,60}")


_SPEAKER = re.compile(r"(?:记者|问|答|主持人|[QA])[：:]")
_CONTACT = re.compile(
    r"(?:联系|咨询|报名|投诉|举报|监督|服务|办公|通信|通讯)(?:人|电话|地址|方式|热线|邮箱|时间|地点)[：:]|(?:电话|地址|邮编|邮箱|网址)[：:]"
)


def is_row(text: str) -> bool:
    """Tell whether a line is one of a table: cells set apart by tabs, bars or wide spaces."""
    if "\t" in text or text.count("|") >= 2:
        return True
    if len(text) > 120 or " " not in text or "。" in text:
        return False
    wide = [cell for cell in _CELLS.split(text) if cell]
    if len(wide) >= 3 and all(len(cell) <= 24 for cell in wide):
        return True
    cells = text.split()
    if len(cells) >= 3 and all(_SIGNER.search(cell) and len(cell) <= 20 for cell in cells):
        return True  # names of organs side by side
    return len(cells) >= 3 and sum(1 for cell in cells if _NUMERIC.fullmatch(cell)) >= max(1, len(cells) // 3)


def find_rows(lines: list[Line]) -> None:
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
        listed = a.role == "row" and b.role == "byline" and not b.gap and not b.mark
        if listed and b.byline is not None and not b.byline.source and not says_who(b.text):
            b.role = "row"  # names alone below names
        if _SPEAKER.match(b.text) and b.role == "short":
            b.role = "body"
        if b.role in ("short", "body") and len(b.text) <= 80 and _CONTACT.match(b.text) and "。" not in b.text:
            b.role = "row"
        if (
            a.role in ("short", "row")
            and b.role in ("short", "row", "body")
            and _PAIR.fullmatch(a.text)
            and _PAIR.fullmatch(b.text)
        ) and (b.role != "body" or len(b.text) < 40):
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
            if tabular and tabular != len(block):
                # The headline of the next item may follow a table without a blank line.
                while block[len(block) - 1 - heads].role == "short" and heads < 3:
                    heads += 1
            first = block[0]
            # Above a table that blank lines set apart stands its headline.
            headed = first.role == "short" and first.gap > low and tabular == len(block) - 1
            for line in block[headed : len(block) - heads]:
                line.role = "row"


def _signs_quote(lines: list[Line], at: int) -> bool:
    """Behind a dash, below a text that has come to its end, stands who said it."""
    line, before = lines[at], lines[at - 1] if at else lines[at]
    said = line.role == "short" and not line.mark and line.text.startswith("——")
    return said and before.role == "body" and before.text[-1] in "。！？…”"


def _signs_notice(lines: list[Line], at: int) -> bool:
    """An organ's name right below a text, and set apart from the headline of what follows, signs it without a date."""
    if not 0 < at < len(lines) - 1:
        return False
    before, line, after = lines[at - 1 : at + 2]
    if line.role != "short" or line.mark or line.gap or not after.gap or not _SIGNER.search(line.text):
        return False
    return before.role in ("body", "row") and before.text[-1] in "。！" and after.role in ("head", "short")


def _signs_letter(lines: list[Line], at: int) -> bool:
    """A place and a name between two texts: who wrote the letter above."""
    line = lines[at]
    where, _, name = line.text.rpartition(" ")
    if line.role != "short" or line.mark or not 2 <= len(where) <= 12 or not is_name(name):
        return False
    closed = at > 0 and lines[at - 1].role == "body" and lines[at - 1].text[-1] in "。！？…”"
    return closed and (at + 1 == len(lines) or lines[at + 1].role != "short")


def find_signatures(lines: list[Line]) -> None:
    """An organ's name above a date signs what stands before it."""
    for i, line in enumerate(lines):
        if line.role == "short" and not line.mark and _CLOSING.fullmatch(line.text):
            line.role = "row" if line.text[-1] not in "！!" else "body"
        if (
            line.role == "short"
            and line.indent >= 8
            and i
            and lines[i - 1].role == "body"
            and _SIGNER.search(line.text)
        ):
            line.role = "row"  # set to the right below the text
        if _signs_quote(lines, i) or _signs_notice(lines, i) or _signs_letter(lines, i):
            line.role = "row"
        if line.role not in ("short", "row", "body") or not DATE_ONLY.fullmatch(line.text) or not iso_date(line.text):
            continue
        line.role = "row"
        if i and lines[i - 1].role in ("byline", "credit"):
            above = lines[i - 1]
            if i > 1 and lines[i - 2].role == "body" and not (above.byline and above.byline.authors):
                above.role = "row"  # a paper signs a notice of its own
            else:
                line.role = "furniture"  # the day of the item, below who wrote it
            continue
        for back in range(i - 1, max(-1, i - 6), -1):
            above = lines[back]
            if above.role == "short" and not above.mark and len(above.text) <= 30 and above.gap <= max(line.gap, 1):
                above.role = "row"
            else:
                break
