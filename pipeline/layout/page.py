"""A newspaper page into its items."""

import msgspec

from pipeline.layout.articles import Gathering, Piece
from pipeline.layout.bylines import read_dateline
from pipeline.layout.captions import read_credit
from pipeline.layout.furniture import PageFacts, is_dump_name, name_date, read_facts, read_jump
from pipeline.layout.headlines import (
    Heading,
    is_aside,
    is_briefs_column,
    is_column,
    is_lede,
    is_notice,
    is_ordinal,
    may_be_column,
    rank,
    read_heading,
)
from pipeline.layout.lines import Line, Shape, give_roles, is_short, measure, next_text, opens_item, read_lines
from pipeline.layout.official import is_title, own_number, read_letterhead
from pipeline.layout.paragraphs import begins_sentence, is_balanced, is_open


class Page(msgspec.Struct):
    """A page read: its items in order, and what its furniture says."""

    pieces: list[Piece]
    facts: PageFacts


def read_page(text: str, name: str = "") -> Page:
    """Split a page into its items.

    Args:
        text: The page, unified (:func:`pipeline.layout.widths.unify`).
        name: The file's name without its ending: it may hold the date, and tells the dump of one article.

    Returns:
        The items in the order of the page. Every character that is no furniture, mark or space stands in an item's
        heading, byline, jump marks or text.
    """
    lines = read_lines(text)
    shape = measure(lines)
    give_roles(lines, shape)
    dump = is_dump_name(name)
    reader = _Reader(lines, shape, dump)
    if dump:
        reader.read_dump_head()
    reader.read()
    facts = reader.facts
    facts.date = facts.date or name_date(name)
    return Page(reader.pieces, facts)


class _Reader:
    def __init__(self, lines: list[Line], shape: Shape, dump: bool) -> None:
        self.lines = lines
        self.shape = shape
        self.dump = dump
        self.at = 0
        self.pieces: list[Piece] = []
        self.facts = PageFacts()
        self.item: Gathering | None = None
        self.caption: Gathering | None = None
        self.briefs: str | None = None
        self.came: str | None = None
        self.broken = False
        # Where headings are marked, a plain short line is the first piece of a broken paragraph.
        self.peers = frozenset() if shape.marked else _peers(lines)
        self.columns = _short_tops(lines) >= 2
        # Where the page's items open with datelines or bylines, a heading without one divides an item.
        self.signs = sum(
            1
            for i, line in enumerate(lines[:-1])
            if line.role in ("head", "short")
            and lines[i + 1].role not in ("head", "short")
            and opens_item(next_text(lines, i + 1))
        )

    # -- the walk ------------------------------------------------------------------------------------------------------

    def read(self) -> None:
        while self.at < len(self.lines):
            line = self.lines[self.at]
            self.at += 1
            getattr(self, f"_on_{line.role}")(line)
        self._end_caption()
        self._end_item()
        self.pieces.sort(key=lambda piece: piece.first)

    def _on_furniture(self, line: Line) -> None:
        read_facts(line.text, self.facts)

    def _on_rule(self, line: Line) -> None:  # noqa: ARG002
        self.broken = True
        self.briefs = None

    def _on_end(self, line: Line) -> None:  # noqa: ARG002
        if self.item:
            self.item.close()
            self.item.ended = True

    def _on_jump(self, line: Line) -> None:
        came, goes = read_jump(line.mark + line.text if line.mark and line.mark != "【" else line.text) or (
            line.text,
            False,
        )
        if goes and self.item:
            self.item.close()
            self.item.piece.continues = self.item.ended = True
            self.item.piece.last = line.number
        elif came and self.item and self.item.empty:
            self.item.piece.continued_from = came
        elif came:
            self.came = came

    def _on_byline(self, line: Line) -> None:
        self._end_caption()
        byline = line.byline
        following = next_text(self.lines, self.at)
        new = self.item is None or (
            not self.item.empty
            and not self.dump
            and self.item.signed
            and following is not None
            and following.role == "body"
        )
        if self.item is not None and self.item.open and following is not None and following.role == "body":
            new = False
        if new:
            self._begin(line)
        if self.item is not None and byline is not None:
            trailing = not self.item.empty
            if not self.item.open:
                self.item.close()
            self.item.sign(byline)
            self.item.piece.last = max(self.item.piece.last, line.number)
            self.item.ended = self.item.ended or (trailing and not self.item.open)

    def _on_caption(self, line: Line) -> None:
        self._end_caption()
        self.caption = Gathering(line, self.shape, "caption")
        self.caption.add(line)
        item = self.item
        if item is not None and item.empty and item.piece.heading.title is None and not item.signed:
            heading, first = item.piece.heading, item.piece.first
            if heading.column is not None:
                self.caption.piece.heading, self.caption.piece.first = heading, first
                self.item = None

    def _goes_on_with_caption(self, line: Line) -> bool:
        if self.caption is None or line.role == "head" or not self.caption.goes_on(line):
            return False
        if read_credit(self.caption.tail) is not None:
            return False
        self.caption.add(line)
        return True

    def _on_credit(self, line: Line) -> None:
        if self._goes_on_with_caption(line):
            return
        target = self.caption or self.item
        if target is None:
            self._begin(line)
            target = self.item
        credit = read_credit(line.text)
        if target is None:
            return
        if credit is None or not (credit.authors or credit.source):
            target.add_row(line)
            return
        target.close()
        target.sign(credit)
        target.piece.last = max(target.piece.last, line.number)
        self._end_caption()

    def _on_row(self, line: Line) -> None:
        self._end_caption()
        if self.item is None:
            self._begin(line)
        if self.item is not None:
            if self.item.open and not self.item.shape.wrap and "\t" not in line.text and is_short(line.text):
                self.item.add(line)
            else:
                self.item.add_row(line)

    def _on_number(self, line: Line) -> None:
        self._end_caption()
        if self.item is None or (not self.item.empty and not self.dump):
            self._begin(line)
        if self.item is not None:
            if self.item.piece.doc_number:
                self.item.add_row(line)
            else:
                self.item.piece.doc_number = own_number(line.text)
            self.item.piece.last = line.number

    def _on_letterhead(self, line: Line) -> None:
        self._end_caption()
        if self.item is None or not self.item.empty:
            self._begin(line)
        if self.item is not None:
            self.item.piece.agency += read_letterhead(line.text)
            self.item.piece.last = line.number

    def _on_body(self, line: Line) -> None:
        if self._goes_on_with_caption(line):
            return
        self._end_caption()
        if self.item is None or self._begins_brief(line):
            self._begin(line)
        if self.item is not None:
            self.item.add(line)

    # -- headings ------------------------------------------------------------------------------------------------------

    def _on_head(self, line: Line) -> None:
        self._heading(line)

    def _on_short(self, line: Line) -> None:
        if self._goes_on_with_caption(line):
            return
        if line.text[0] in "（(" and line.text[-1] in "）)" and not line.mark and self.item and not self.item.open:
            self._end_caption()
            self._note(line)
            return
        if self.item is not None and self.item.open and not opens_item(next_text(self.lines, self.at)):
            self._end_caption()
            self.item.add(line)
            return
        self._heading(line)

    def _note(self, line: Line) -> None:
        """A line in brackets below a headline is its note, below the text its end (（作者单位：…）)."""
        item = self.item
        if item is None:
            return
        if item.empty and item.piece.heading.title is not None and not item.signed:
            heading = item.piece.heading
            heading.subtitle = f"{heading.subtitle} {line.text}" if heading.subtitle else line.text
            item.piece.last = line.number
        elif "作者" in line.text and not item.empty:
            item.close()
            note = line.text.strip("（()）")
            item.piece.note = f"{item.piece.note} {note}" if item.piece.note else note
            item.piece.last = line.number
            item.ended = True
        else:
            item.add_row(line)

    def _heading(self, line: Line) -> None:
        group = [line]
        while self.at < len(self.lines) and len(group) < 6:
            following = self.lines[self.at]
            if following.role not in ("head", "short") or (following.role == "short" and is_ordinal(following.text)):
                break
            group.append(following)
            self.at += 1
        following = next_text(self.lines, self.at)
        while len(group) > 1 and not _stays(group, following):
            group.pop()
            self.at -= 1
            following = self.lines[self.at]
        if self._only_column(group):
            self._end_caption()
            self._column(group[0])
        elif self._starts_item(group, following):
            self._end_caption()
            self._begin_headed(group)
        else:
            self._end_caption()
            self._divide(group, following)

    def _only_column(self, group: list[Line]) -> bool:
        text = group[0].text
        return (
            len(group) == 1
            and not self.dump
            and is_column(text)
            and not is_aside(text)
            and not is_notice(text)
            and len(text) <= 8
        )

    def _column(self, line: Line) -> None:
        self._begin(line)
        if self.item is not None:
            self.item.piece.heading.column = line.text
        self.briefs = line.text if is_briefs_column(line.text) else None

    def _starts_item(self, group: list[Line], following: Line | None) -> bool:
        item = self.item
        if item is None:
            return True
        if self.dump:
            return False
        first, last = group[0], group[-1]
        if (
            is_ordinal(first.text)
            and len(group) == 1
            and not (rank(first) < 7 and rank(first) < item.piece.heading.rank)
        ):
            return False
        if item.empty and item.piece.heading.title is not None:
            return opens_item(following) and not item.signed and not first.text.startswith("——")
        if is_aside(first.text) and len(group) == 1:
            return False
        if len(group) >= 2 and read_heading(group, columns=self.columns).column is not None:
            return True
        if opens_item(following) or self.came or self.broken or item.ended or is_notice(last.text):
            return True
        if is_title("".join(line.text for line in group)):
            return True
        if item.piece.heading.title is None:
            return True
        best = min(map(rank, group))
        if best < item.piece.heading.rank and best < 7:
            return True
        lede = following is not None and following.role == "body" and is_lede(following.text)
        if best > item.piece.heading.rank:
            return len(group) >= 2 and lede
        return self._plain_starts(group, lede)

    def _plain_starts(self, group: list[Line], lede: bool) -> bool:
        title = max((line.text for line in group), key=len)
        if rank(group[0]) == 8:
            return lede and len(group) >= 2
        if group[0].gap > max(self.shape.gap, 1):
            return True
        if rank(group[0]) < 8:
            return lede or len(title) >= 13 or len(group) >= 2
        if self.signs:
            return lede and len(title) >= 10
        return lede or len(title) >= 12 or len(group) >= 2

    def _divide(self, group: list[Line], following: Line | None) -> None:
        """Take the lines as what divides the item: its sub-headline, subheads, or lines of a list."""
        item = self.item
        if item is None:
            return
        pieces = any("，" in line.text or not is_balanced(line.text) for line in group) or (
            following is not None and not begins_sentence(following.text)
        )
        for i, line in enumerate(group):
            after = group[i + 1] if i + 1 < len(group) else following
            if item.open and line.role == "short" and not line.mark:
                item.add(line)
                continue
            if item.empty and item.piece.heading.title is not None and line.text.startswith(("——", "—")):
                heading = item.piece.heading
                heading.subtitle = f"{heading.subtitle} {line.text}" if heading.subtitle else line.text
                item.piece.last = line.number
            elif line.role == "short" and not self._divides(line, after):
                if after is not None and (after.role == "body" or pieces) and not is_ordinal(line.text):
                    item.add(line)  # the first piece of a paragraph that the column's end cut
                else:
                    item.add_row(line)
            else:
                item.add_subhead(line)

    def _divides(self, line: Line, after: Line | None) -> bool:
        if after is None or line.text[-1] in "？！…”":
            return False
        if is_ordinal(line.text) and after.role in ("short", "row") and is_ordinal(after.text):
            return False
        if line.mark and line.role == "short":
            return after.mark != line.mark
        if line.role == "head" or is_ordinal(line.text) or is_aside(line.text):
            return True
        return line.number in self.peers and after.role in ("body", "head")

    # -- items ---------------------------------------------------------------------------------------------------------

    def _begins_brief(self, line: Line) -> bool:
        item = self.item
        if item is None or item.empty or self.dump or item.goes_on(line):
            return False
        if self.briefs is not None:
            return True
        found = read_dateline(line.text)
        if found is not None and found[1]:
            return True
        return self.broken or (item.ended and line.mark != "") or (self.came is not None)

    def _begin(self, line: Line) -> None:
        self._end_item()
        self.item = Gathering(line, self.shape)
        self.item.piece.continued_from = self.came
        self.came, self.broken = None, False
        if self.briefs is not None:
            self.item.piece.heading.column = self.briefs

    def _begin_headed(self, group: list[Line]) -> None:
        self.briefs = None
        carried = self._carried()
        self._begin(group[0])
        if self.item is None:
            return
        piece = self.item.piece
        piece.heading = read_heading(group, columns=self.columns)
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

    # -- dumps ---------------------------------------------------------------------------------------------------------

    def read_dump_head(self) -> None:
        """Read the first three lines of an article's dump, blank or not: kicker, headline, sub-headline."""
        slots: list[Line | None] = [None, None, None]
        for line in self.lines[:3]:
            if line.number < 3:
                slots[line.number] = line
        kicker, title, subtitle = slots
        if title is None or not _heads(title) or (kicker is not None and not _heads(kicker)):
            if kicker is None or not _heads(kicker) or (title is not None and kicker.role != "body" and _heads(title)):
                return
            kicker, title, subtitle = None, kicker, None
        if subtitle is not None and not _heads(subtitle):
            subtitle = None
        elif subtitle is None and kicker is not None and slots[2] is not None:
            return  # two lines without the blank third: their shapes tell which they are
        first = kicker or title
        self._begin(first)
        if self.item is None:
            return
        self.item.piece.heading = Heading(
            title.text, None, kicker.text if kicker else None, subtitle.text if subtitle else None, 1
        )
        last = subtitle or title
        self.item.piece.last = last.number
        while self.at < len(self.lines) and self.lines[self.at].number <= last.number:
            self.at += 1


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
    for before, line, following in zip([None, *lines], lines, lines[1:], strict=False):
        if line.role in ("head", "short") and following.role in ("head", "short"):
            if (before is None or before.role not in ("head", "short")) and may_be_column(line, following):
                count += 1
    return count


def _heads(line: Line) -> bool:
    return line.role in ("head", "short", "letterhead") or (
        line.role == "body"
        and len(line.text) <= 80
        and line.indent < 2
        and "。" not in line.text
        and line.text[-1] not in "，；"
    )


def _stays(group: list[Line], following: Line | None) -> bool:
    """A plain line below a marked heading belongs to it only as a sub-headline, before a byline or after a dash."""
    last = group[-1]
    if rank(last) < 9 or min(map(rank, group)) == 9 or last.text.startswith(("——", "—")):
        return True
    return opens_item(following) or (following is not None and following.role in ("head", "short"))


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
