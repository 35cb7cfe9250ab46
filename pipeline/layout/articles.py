"""An article while it is being gathered from the lines of a page."""

import re
from typing import Literal

import msgspec

from pipeline.layout.bylines import Byline, read_dateline, read_trailer
from pipeline.layout.captions import is_caption, read_credit, strip_pointer
from pipeline.layout.headlines import Heading, is_notice, is_picture_column
from pipeline.layout.jumps import take_jumps
from pipeline.layout.lines import Line
from pipeline.layout.paragraphs import begins_sentence, continues, is_open, join
from pipeline.layout.shape import Shape

_AUTHOR_NOTE = re.compile(
    r"[（(](?:本文)?(?:作者|执笔人?)(?:单位|系|为|分别|简介|[：:])[^（）()]{2,300}(?:[（(][^（）()]{0,60}[）)][^（）()]{0,200})?[）)]"
)
_LOST = re.compile(r"(?:遗失|丢失|声明)[^。]{0,60}作废")
PieceKind = Literal["article", "brief", "caption", "notice", "document"]


class Piece(msgspec.Struct):
    """One item of a page: its parts, its paragraphs, and its first and last line (from 0)."""

    kind: PieceKind = "article"
    heading: Heading = msgspec.field(default_factory=Heading)
    subheads: list[str] = []
    source: str | None = None
    authors: list[str] = []
    agency: list[str] = []
    doc_number: str | None = None
    continued_from: str | None = None
    continues: bool = False
    note: str | None = None
    paragraphs: list[str] = []
    first: int = 0
    last: int = 0

    @property
    def text(self) -> str:
        """The paragraphs, each on a line of its own."""
        return "\n".join(self.paragraphs)


class Gathering:
    """Gathers the lines of one piece; paragraphs that a break cut are joined as they come.

    Args:
        line: The line that the piece begins with.
        shape: How the page is set.
        kind: What the piece is so far.
    """

    def __init__(self, line: Line, shape: Shape, kind: PieceKind = "article") -> None:
        self.piece = Piece(kind=kind, first=line.number, last=line.number)
        self.shape = shape
        self.ended = False
        self.signed = False
        self._parts: list[str] = []
        self._tail = ""
        self._last: Line | None = None
        self._first_text = True

    @property
    def empty(self) -> bool:
        """No text has come yet."""
        return not self.piece.paragraphs and not self._parts

    @property
    def open(self) -> bool:
        """The last paragraph breaks off inside a sentence."""
        return bool(self._parts) and is_open(self._tail) and not self._is_signed()

    @property
    def tail(self) -> str:
        """The end of the paragraph that is being gathered."""
        return self._tail

    def _is_signed(self) -> bool:
        """The paragraph ends in a byline or source, as no broken one does."""
        marked = self._tail[-1:] in "》）)报社网" or "记者" in self._tail[-16:]
        return marked and read_trailer(self._tail) is not None

    @property
    def over(self) -> bool:
        """The item has come to its end: a mark says so, or its last paragraph closes with a byline."""
        return self.ended or (bool(self._parts) and self._is_signed())

    def cut_off_by(self, line: str) -> bool:
        """Behind the number that ends a notice stands the head of the next, though no stop is there."""
        return self._tail[-1:].isdigit() and is_notice(line)

    def sign(self, byline: Byline) -> None:
        """Add a byline: the first source stays, authors are kept once each, in order."""
        self.piece.source = self.piece.source or byline.source
        self.piece.authors += [name for name in byline.authors if name not in self.piece.authors]
        self.signed = True

    def goes_on(self, line: Line) -> bool:
        """Tell whether a line of text continues the paragraph that is being gathered."""
        before = self._last
        if not self._parts or before is None or self._is_signed():
            return False
        if self.shape.indented and line.indent >= 2 and self._tail[-1:] in "；：":
            return False
        if continues(self._tail, line.text):
            return True
        if line.starts_item or line.mark or self._tail.endswith("："):
            return False
        if before.wrap:
            # Where nothing is indented, a sentence that ends short of the column's end by a character ends a paragraph.
            slack = 5
            if not self.shape.indented and self._tail[-1:] in "。！？":
                # What does not fit moves down: an opening bracket, a Latin word, a character with its mark.
                moved = line.text[0] in "“‘《（" or line.text[0].isascii() or not begins_sentence(line.text[1:2])
                slack = 5 if line.text[0] in "“‘《（" else 2 if moved else before.wrap - before.full + 1
            return not line.gap and line.indent < 2 and before.width >= before.wrap - slack
        return self.shape.indented and line.indent < 2 and line.gap <= self.shape.gap and self._first_indent >= 2

    def add(self, line: Line) -> None:
        """Add a line of text, to the paragraph before it or as a new one."""
        self.piece.last = max(self.piece.last, line.number)
        if self.goes_on(line):
            spaced = bool(self._last and self._last.trail) or line.indent == 1
            glue = join(self._tail[-1:], line.text, spaced=spaced and _latin_joint(self._tail, line.text))
            self._parts.append(glue[1:])
        else:
            self.close()
            self._parts = [_bulleted(line)]
            self._first_indent = line.indent
        self._tail = (self._tail[-60:] + self._parts[-1])[-400:] if len(self._parts) > 1 else self._parts[0][-400:]
        self._last = line

    def note(self, text: str) -> None:
        """Take what stands in brackets at the end about the author: the item is over."""
        self.piece.note = f"{self.piece.note} {text}" if self.piece.note else text
        self.ended = True

    def add_row(self, line: Line) -> None:
        """Add a line of a table or a list: it stays a line of its own."""
        self.close()
        self.piece.paragraphs.append(_bulleted(line))
        self.piece.last = max(self.piece.last, line.number)
        self._last = line

    def add_subhead(self, line: Line) -> None:
        """Add a subhead: a line of its own in the text, and listed."""
        self.add_row(line)
        self.piece.paragraphs[-1] = line.text
        self.piece.subheads.append(line.text)

    def close(self) -> None:
        """End the paragraph: its jump marks, dateline and closing byline are read."""
        if not self._parts:
            return
        text = "".join(self._parts)
        self._parts, self._tail = [], ""
        piece = self.piece
        rest, came, goes = take_jumps(text)
        if not (came and piece.continued_from):
            text = rest
            piece.continued_from = piece.continued_from or came
        if goes:
            piece.continues = self.ended = True
        if not text:
            return
        if piece.paragraphs and _AUTHOR_NOTE.fullmatch(text):
            self.note(text.strip("（()）"))
            return
        if piece.kind != "caption":
            dateline = read_dateline(text) if not piece.paragraphs or self._first_text else None
            if dateline:
                self.sign(dateline[0])
            trailer = read_trailer(text)
            if trailer:
                self.sign(trailer)
                self.ended = self.ended or bool(trailer.authors or trailer.source)
        self._first_text = False
        piece.paragraphs.append(text)

    def finish(self) -> Piece:
        """End the piece.

        Returns:
            It, with the kind that its parts tell.
        """
        self.close()
        piece = self.piece
        if piece.kind == "caption":
            piece.paragraphs = [strip_pointer(piece.paragraphs[0]), *piece.paragraphs[1:]] if piece.paragraphs else []
            self._credit()
        elif piece.heading.title is None and piece.kind == "article":
            piece.kind = "brief"
            if _LOST.search(piece.text[:200]):
                piece.kind = "notice"
            elif is_picture_column(piece.heading.column) and len(piece.paragraphs) == 1 and piece.authors:
                piece.kind = "caption"
            elif len(piece.paragraphs) == 1 and _is_shown(piece.paragraphs[0]):
                piece.kind = "caption"
                self._credit()
        elif piece.heading.title and is_notice(piece.heading.title) and not piece.source and not piece.authors:
            piece.kind = "notice"
        elif piece.kind == "article" and len(piece.paragraphs) == 1 and piece.heading.title:
            shown = is_caption(piece.paragraphs[0]) or "图为" in piece.paragraphs[0]
            if (shown or is_picture_column(piece.heading.column)) and read_credit(piece.paragraphs[0]):
                piece.kind = "caption"
                self._credit()
        return piece

    def _credit(self) -> None:
        credit = read_credit(self.piece.text)
        if credit:
            self.sign(credit)


def _is_shown(text: str) -> bool:
    """A paragraph without a headline that ends in a photographer's name stood below a picture."""
    credit = read_credit(text)
    return credit is not None and bool(credit.authors) and "摄" in text[-40:]


def _latin_joint(before: str, after: str) -> bool:
    """A space at a break counts beside Latin letters and figures; between Han characters it is the line's own end."""
    return before[-1:].isascii() or after[:1].isascii()


def _bulleted(line: Line) -> str:
    return f"{line.mark}{line.text}" if line.mark and line.mark[0] not in "#*【_" else line.text
