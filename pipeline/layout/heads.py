"""Reading the head and the foot of an official document as a whole, with or without its line breaks."""

import re

import msgspec

from pipeline.layout.furniture import iso_date
from pipeline.layout.official import (
    flat_number,
    is_addressee,
    is_letterhead,
    is_organs,
    is_title,
    numbered_title,
    order_of,
    own_number,
    prefer_issuers,
    read_letterhead,
    split_agencies,
    surely_ends_title,
    title_agencies,
)

_HAN_DAY = r"[一二][〇○零O一二三四五六七八九]{3}\s?年\s?[一二三四五六七八九十元]{1,2}月[一二三四五六七八九十]{1,3}日"
_DAY = re.compile(rf"(?:(?:19|20)\d{{2}}\s?年\s?\d{{1,2}}\s?月\s?\d{{1,2}}\s?日|{_HAN_DAY})(?=\s|$|[（(])")
_DAY_LINE = re.compile(rf"^[ \t\u3000]*(?:(?:19|20)\d{{2}}年\d{{1,2}}月\d{{1,2}}日|{_HAN_DAY})[ \t\u3000]*$", re.M)
_WIDE_DIGIT = re.compile("[０-９]")
_NARROW = {ord(wide): str(i) for i, wide in enumerate("０１２３４５６７８９")}
_SEAL = re.compile(r"[（(](?:印|章|公章|盖章)[）)]$")
_OFFICER = re.compile(
    r"(?:[省市县区州部厅局处院镇乡]\s*长|总\s*理|主\s*席|主\s*任|董事长|行\s*长|署\s*长|司\s*令\s*员?)"
    r"[\s：:]*[\u4e00-\u9fff]{1,4}(?:\s+[\u4e00-\u9fff]{1,3})?"
)
# The card that a government site sets before a document: label and value, one or more on a line.
_CARD = re.compile(
    r"(?P<label>索\s*引\s*号|主\s*题\s*分\s*类|主\s*题\s*词|发\s*文\s*机\s*关|发\s*文\s*单\s*位|制\s*发\s*机\s*关|发\s*布\s*机\s*构|成\s*文\s*日\s*期"
    r"|发\s*文\s*日\s*期|发\s*布\s*日\s*期|标\s*题|文\s*件\s*名\s*称|名\s*称|发\s*文\s*字\s*号|文\s*号|有\s*效\s*性|公\s*开\s*方\s*式|信\s*息\s*分\s*类)\s*[：:]"
)
URGENT = re.compile(r"(?:特急|加急|急件|特提|平急|绝密|机密|秘密|明电|内部资料|内部|[\s★\d年]){1,20}")
"""A line that only says how urgent or how secret a document is."""
_HEAD_LINES = 18
_HEAD_CHARS = 900
_TITLE_LINES = 6


class Head(msgspec.Struct):
    """What an official document says of itself; empty or None where it does not."""

    title: str | None = None
    agency: list[str] = []
    doc_number: str | None = None
    date: str | None = None


def read_head(text: str, title: str | None = None) -> Head | None:
    """Read the head and the foot of an official document.

    Args:
        text: The document; it may have lost its line breaks.
        title: Its title where the record has one.

    Returns:
        What the document says of itself; None if it is no official document: neither a number of its own, nor an
        addressee with a title of the kind, nor a signature with such a title.
    """
    lines = [line.strip("#* \t\u3000") for line in text[:_HEAD_CHARS].split("\n")]
    lines = [line for line in lines if line][:_HEAD_LINES]
    head = Head()
    lines = _read_card(lines, head)
    walk = _Walk(head)
    for line in lines:
        if not walk.take(line):
            break
    walk.end()
    flat = re.sub(r"\s+", "", title) if title else head.title and re.sub(r"\s+", "", head.title)
    if flat:
        flat, number = numbered_title(flat)
        head.doc_number = head.doc_number or number
    if not head.doc_number and lines:
        head.doc_number = flat_number(lines[0], flat)
    official = bool(flat and is_title(flat))
    if not head.doc_number and not official:
        return None
    signed = _signature(text)
    if not head.doc_number and signed is None and not _addressed(lines):
        return None
    names, day = signed or ([], None)
    head.agency = prefer_issuers(title_agencies(flat, title or head.title) if flat else [], names, head.agency)
    head.date = head.date or day
    return head


def _read_card(lines: list[str], head: Head) -> list[str]:
    """Read the card before the document, and give the lines that are not of it."""
    rest: list[str] = []
    for line in lines:
        if not _CARD.match(line):
            rest.append(line)
            continue
        labels = list(_CARD.finditer(line))
        for i, found in enumerate(labels):
            end = labels[i + 1].start() if i + 1 < len(labels) else len(line)
            label, value = re.sub(r"\s+", "", found.group("label")), line[found.end() : end].strip()
            if label in ("标题", "名称", "文件名称"):
                head.title = head.title or value or None
            elif label in ("发文机关", "发文单位", "制发机关", "发布机构"):
                head.agency = head.agency or split_agencies(value)
            elif label in ("发文字号", "文号"):
                head.doc_number = head.doc_number or own_number(value)
            elif label == "成文日期":
                head.date = iso_date(value)
    return rest


class _Walk:
    """Walks down the head: letterhead, number and title in any order, until the addressee or the first sentence."""

    def __init__(self, head: Head) -> None:
        self.head = head
        self.lines: list[str] = []
        self.order: str | None = None
        self.closed = False

    def take(self, line: str) -> bool:
        """Take a line; False ends the walk."""
        number = own_number(line)
        if is_letterhead(line):
            self.head.agency = self.head.agency or read_letterhead(line)
        elif re.fullmatch(r"文\s*件", line):
            self._letterhead()
        elif number:
            self._number(number)
        elif self.closed or is_addressee(line) or "。" in line or len(line) > 90 or len(self.lines) >= _TITLE_LINES:
            return False
        elif not URGENT.fullmatch(line):
            self.lines.append(line)
        return True

    def _letterhead(self) -> None:
        if self.lines and all(map(is_organs, self.lines)):
            names = [name for line in self.lines for name in split_agencies(line)]
            self.head.agency = self.head.agency or list(dict.fromkeys(names))
            self.lines = []

    def _number(self, number: str) -> None:
        """A number ends a title above it; an order's title belongs to its number; organs above it issue."""
        head = self.head
        issuers = order_of(self.lines[-1]) if self.lines else None
        if self._title() is not None:
            self.closed = True
        elif issuers is not None:
            self.order = re.sub(r"\s+", "", self.lines.pop())
            if not re.search(r"[〔]", number):
                number = self.order + number
            head.agency = head.agency or issuers
            self._letterhead()
            self.closed = True
        else:
            self._letterhead()
        head.doc_number = head.doc_number or number

    def _title(self) -> str | None:
        """Give the title among the lines so far: the first run that surely ends one, else the first that can."""
        spans = [(start, end) for end in range(1, len(self.lines) + 1) for start in range(end)]
        found = [self.lines[start:end] for start, end in spans if is_title("".join(self.lines[start:end]))]
        if not found:
            return None
        return "".join(next((part for part in found if surely_ends_title(part[-1])), found[0]))

    def end(self) -> None:
        """Settle the title; an order has none but its own name."""
        self.head.title = self.head.title or self._title() or self.order


def _addressed(lines: list[str]) -> bool:
    if any(map(is_addressee, lines)):
        return True
    found = re.match(r"[^。；]{2,200}?：", lines[0]) if lines else None
    return found is not None and is_addressee(found.group())


def _signature(text: str) -> tuple[list[str], str] | None:
    """Find the issuers and the date that sign a document: the first such pair, before an annex or at the end.

    The letterhead may have named the issuers already: then a date stands on its line alone.
    """
    if _WIDE_DIGIT.search(text):
        text = text.translate(_NARROW)
    for found in _DAY.finditer(text):
        names, signed = _signers(text[max(0, found.start() - 160) : found.start()])
        if signed and (day := iso_date(re.sub(r"\s", "", found.group()))):
            return names, day
    alone = _DAY_LINE.search(text)
    day = iso_date(re.sub(r"\s", "", alone.group())) if alone else None
    return ([], day) if day else None


def _signers(before: str) -> tuple[list[str], bool]:
    """Read the organs that stand right before a date, on its line or above it; an officer may sign in their place."""
    names: list[str] = []
    officer = False
    for raw in reversed(before.rstrip().split("\n")[-6:]):
        line = _SEAL.sub("", raw.strip()).strip()
        part = re.split(r"[。；：）！？]", line)[-1].strip()
        if not part and not names and not officer:
            break
        if not part:
            continue
        if _OFFICER.fullmatch(part):
            officer = True
        elif is_organs(part):
            names = split_agencies(part) + names
        else:
            break
        if part != line:
            break
    return names, bool(names) or officer
