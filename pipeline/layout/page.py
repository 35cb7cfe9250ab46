"""A newspaper page into its items."""

import msgspec

from pipeline.layout.articles import Gathering, Piece
from pipeline.layout.bylines import read_dateline
from pipeline.layout.captions import read_credit
from pipeline.layout.dump import dump_heading
from pipeline.layout.furniture import PageFacts, is_dump_name, name_date, read_facts
from pipeline.layout.groups import divides, heads_places, only_column, read_habits, starts_item, stays
from pipeline.layout.headlines import is_aside, is_briefs_column, is_ordinal
from pipeline.layout.items import Items, share_credit
from pipeline.layout.jumps import read_jump
from pipeline.layout.lines import Line, read_lines
from pipeline.layout.official import own_number, read_letterhead
from pipeline.layout.paragraphs import begins_sentence, is_balanced
from pipeline.layout.roles import give_roles, is_short, next_text, opens_item
from pipeline.layout.shape import Shape, measure


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
        reader.begin_dump()
    reader.read()
    facts = reader.facts
    facts.date = facts.date or name_date(name)
    return Page(reader.pieces, facts)


class _Reader(Items):
    def __init__(self, lines: list[Line], shape: Shape, dump: bool) -> None:
        super().__init__(shape, read_habits(lines, shape))
        self.lines = lines
        self.dump = dump
        self.at = 0
        self.facts = PageFacts()

    def begin_dump(self) -> None:
        """Begin the one article of a dump with the heading that its first three lines are."""
        found = dump_heading(self.lines)
        if found is None:
            return
        heading, self.at = found
        self.item = self._begin(self.lines[0])
        self.item.piece.heading = heading
        self.item.piece.last = self.lines[self.at - 1].number

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

    def _on_pointer(self, line: Line) -> None:
        """What other pages hold says nothing of this one."""

    def _on_rule(self, line: Line) -> None:  # noqa: ARG002
        self.broken = True
        self.briefs = None

    def _on_end(self, line: Line) -> None:  # noqa: ARG002
        if self.item:
            self.item.close()
            self.item.ended = True

    def _on_jump(self, line: Line) -> None:
        came, goes = read_jump(line.text if line.mark[:1] in "#*【" else line.mark + line.text) or (line.text, False)
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
        following = next_text(self.lines, self.at)
        over_text = following is not None and following.role == "body"
        item = self.item
        # Below a signed item's text and above more text, it opens the next item, which has no headline.
        if item is None or (over_text and item.signed and not item.empty and not item.open and not self.dump):
            item = self._begin(line)
        trailing = not item.empty and not item.open
        if trailing:
            item.close()
        if line.byline is not None:
            item.sign(line.byline)
        item.piece.last = max(item.piece.last, line.number)
        item.ended = item.ended or trailing

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
        target = self.caption or self.item or self._begin(line)
        credit = read_credit(line.text)
        if credit is None or not (credit.authors or credit.source):
            target.add_row(line)
            return
        target.close()
        target.sign(credit)
        target.piece.last = max(target.piece.last, line.number)
        shown = target is self.caption
        self._end_caption()
        if shown:
            share_credit(self.pieces)

    def _on_row(self, line: Line) -> None:
        self._end_caption()
        item = self.item or self._begin(line)
        if item.open and not line.wrap and "\t" not in line.text and is_short(line.text) and line.indent < 8:
            item.add(line)
        else:
            item.add_row(line)

    def _on_number(self, line: Line) -> None:
        self._end_caption()
        item = self.item if self.item is not None and (self.item.empty or self.dump) else self._begin(line)
        if item.piece.doc_number:
            item.add_row(line)
        else:
            item.piece.doc_number = own_number(line.text)
        item.piece.last = max(item.piece.last, line.number)

    def _on_letterhead(self, line: Line) -> None:
        self._end_caption()
        item = self.item if self.item is not None and self.item.empty else self._begin(line)
        item.piece.agency += read_letterhead(line.text)
        item.piece.last = line.number

    def _on_body(self, line: Line) -> None:
        if self._goes_on_with_caption(line):
            return
        self._end_caption()
        if self.item is None or self._begins_brief(line):
            self.item = self._begin(line)
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
        following = next_text(self.lines, self.at)
        if self.item and self.item.open and not opens_item(following) and not self.item.cut_off_by(line.text):
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
            item.note(line.text.strip("（()）"))
            item.piece.last = line.number
        else:
            item.add_row(line)

    def _heading(self, line: Line) -> None:
        group = [line]
        while self.at < len(self.lines) and len(group) < 6:
            following = self.lines[self.at]
            if following.role not in ("head", "short"):
                break
            if following.role == "short" and (is_ordinal(following.text) or self._is_box(line)):
                break
            group.append(following)
            self.at += 1
        below: Line | None = next_text(self.lines, self.at)
        while len(group) > 1 and not stays(group, below):
            group.pop()
            self.at -= 1
            below = self.lines[self.at]
        if not self.dump and (only_column(group) or (len(group) == 1 and self._heads_places(group[0]))):
            self._end_caption()
            self._column(group[0])
        elif self._starts(group, below):
            self._end_caption()
            self._begin_headed(group)
        else:
            self._end_caption()
            self._divide(group, below)

    def _heads_places(self, line: Line) -> bool:
        return heads_places(line, self.lines[self.at : self.at + 8], self.shape)

    def _is_box(self, line: Line) -> bool:
        """An aside above several short lines heads a box of them."""
        return is_aside(line.text) and all(below.role == "short" for below in self.lines[self.at : self.at + 2])

    def _starts(self, group: list[Line], following: Line | None) -> bool:
        if self.item is None or self.dump:
            return self.item is None
        cut = self.broken or self.came is not None
        return starts_item(group, following, self.item, self.habits, cut=cut)

    def _column(self, line: Line) -> None:
        self._begin(line).piece.heading.column = line.text
        self.briefs = line.text if is_briefs_column(line.text) or self._heads_places(line) else None

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
            elif line.role == "short" and not divides(line, after, self.habits):
                if after is not None and (after.role == "body" or pieces) and not is_ordinal(line.text):
                    item.add(line)  # the first piece of a paragraph that the column's end cut
                else:
                    item.add_row(line)
            else:
                item.add_subhead(line)

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
        return self.broken or (item.over and line.mark != "") or (self.came is not None)
