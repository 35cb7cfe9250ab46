"""The items of a page as they are begun, given what stood above them, and ended."""

import re

from pipeline.layout.articles import Gathering, Piece
from pipeline.layout.groups import Habits
from pipeline.layout.headlines import read_heading
from pipeline.layout.lines import Line
from pipeline.layout.shape import Shape

_NUMBERED = re.compile("图[①-⑨]")


class Items:
    """The items of a page, and the one being gathered, for what walks over the lines.

    Args:
        shape: How the page is set.
        habits: How it writes its headings.
    """

    def __init__(self, shape: Shape, habits: Habits) -> None:
        self.shape = shape
        self.habits = habits
        self.pieces: list[Piece] = []
        self.item: Gathering | None = None
        self.caption: Gathering | None = None
        self.briefs: str | None = None
        self.came: str | None = None
        self.broken = False

    def _begin(self, line: Line) -> Gathering:
        self._end_item()
        self.item = item = Gathering(line, self.shape)
        item.piece.continued_from = self.came
        self.came, self.broken = None, False
        if self.briefs is not None:
            item.piece.heading.column = self.briefs
        return item

    def _begin_headed(self, group: list[Line]) -> None:
        self.briefs = None
        carried = self._carried()
        piece = self._begin(group[0]).piece
        piece.heading = read_heading(group, columns=self.habits.columns)
        piece.last = group[-1].number
        if carried is not None:
            _carry(carried, piece)

    def _carried(self) -> Piece | None:
        """An item that is only a column, or has a headline and nothing else, belongs to what follows it."""
        item = self.item
        if item is None or not item.empty or item.piece.doc_number or item.piece.agency:
            return None
        if item.piece.heading.column is None and item.piece.heading.title is None:
            return None
        self.item = None
        return item.piece

    def _end_item(self) -> None:
        item, self.item = self.item, None
        if item is None:
            return
        piece = item.finish()
        if not piece.paragraphs and self.pieces and self.pieces[-1].kind == "caption" and piece.heading.title:
            shown = self.pieces[-1]
            if shown.heading.title is None and piece.last < shown.first:
                shown.heading, shown.first = piece.heading, piece.first
                return
        self.pieces.append(piece)

    def _end_caption(self) -> None:
        caption, self.caption = self.caption, None
        if caption is not None:
            self.pieces.append(caption.finish())


def _carry(carried: Piece, piece: Piece) -> None:
    """Give an item the headings that stood above it with nothing between."""
    heading, above = piece.heading, carried.heading
    both = heading.column and above.column
    heading.column = heading.column or above.column
    piece.first = min(piece.first, carried.first)
    piece.continued_from = piece.continued_from or carried.continued_from
    for text in (above.subtitle, above.title, above.kicker, above.column if both else None):
        if text:
            heading.kicker = f"{text} {heading.kicker}" if heading.kicker else text
    piece.authors = carried.authors + piece.authors
    piece.source = piece.source or carried.source


def share_credit(pieces: list[Piece]) -> None:
    """The credit below the last of several numbered pictures is that of those before it which have none.

    Args:
        pieces: The items so far, the signed caption last; changed in place.
    """
    last = pieces[-1]
    at = len(pieces) - 1
    while at >= 0 and pieces[at].kind == "caption" and _NUMBERED.match(pieces[at].text):
        piece = pieces[at]
        if piece is not last and (piece.authors or piece.source):
            return
        piece.authors, piece.source = list(last.authors), last.source
        at -= 1
