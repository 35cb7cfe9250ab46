"""From names in a text to mentions: which names are places, and which follow one another in a chain."""

from bisect import bisect_left

from pipeline.lexicon.regions.chains import narrow
from pipeline.lexicon.regions.cutting import FIGURES, Cutter, dated, hides, of_county
from pipeline.lexicon.regions.ends import END, FLOWING, MAY_GO_ON, OPENING, REACHES, Ends, Zone
from pipeline.lexicon.regions.gazetteer import Gazetteer, Surface
from pipeline.lexicon.regions.hits import Hit, Hits
from pipeline.lexicon.regions.mention import Mention, mention_of
from pipeline.lexicon.regions.persons import sure_person
from pipeline.lexicon.regions.surroundings import REACH, after_name, foreign_end, no_place, village
from pipeline.lexicon.regions.tails import TailFinder

_LIST = frozenset("、，,和与及或到至—-－/")
_GAP = 2  # code points between the members of a list
WORD = 3
# What right after a place is no place: 文莱|苏丹 is a man, 乌克兰|东部地区 a side.
_NO_SECOND = frozenset(
    ("苏丹", "中东部", "中西部", *(f"{side}部{tail}" for side in "东西中南北" for tail in ("", "地区")))
)
_COUNTY = frozenset("县市区旗")
# Names of one zone in the table that other cities have too.
_SHARED_ZONES = frozenset(("滨海新区", "江北新区", "临港新区", "滨湖新区"))


def collect(
    text: str, gazetteer: Gazetteer, cutter: Cutter, tail_finder: TailFinder
) -> tuple[list[Mention], list[Zone]]:
    """Find the mentions of a text, before they are resolved.

    Args:
        text: The text.
        gazetteer: The tables.
        cutter: What tells a name from pieces of other words.
        tail_finder: The class nouns that longer names end in.

    Returns:
        The mentions by start, none overlapping, and the stretches that hold a place's name but are something else.
    """
    reader = _Reader(text, gazetteer, cutter, tail_finder)
    reader.read()
    return reader.ends.mentions, reader.ends.zones


class _Reader:
    """One pass over the names of a text."""

    __slots__ = ("cutter", "done", "ends", "found", "gazetteer", "hits", "persons", "text")

    def __init__(self, text: str, gazetteer: Gazetteer, cutter: Cutter, tail_finder: TailFinder) -> None:
        self.text = text
        self.gazetteer = gazetteer
        self.cutter = cutter
        self.found = gazetteer.found
        self.hits = Hits(text, gazetteer)
        self.ends = Ends(text, gazetteer, self.hits, tail_finder)
        self.persons: set[str] = set()  # persons of the text whose given names are places': 范大庆
        self.done = 0  # where the last mention or longer name ends

    def read(self) -> None:
        """Go through the names; what most of them need is written out here, for calls would cost more than it."""
        hits, found, text, mentions = self.hits, self.found, self.text, self.ends.mentions
        cut, large, items, starts = self.cutter.cut, self.gazetteer.large, hits.items, self.ends.tails.starts
        total, done, persons, crossing = len(items), 0, self.persons, self.gazetteer.crossing
        while (at := hits.at) < total:
            start, end, index = items[at]
            hits.at = at = at + 1
            surface = found[index]
            if start < done or surface.trap:
                continue
            before, after = text[start - 1 : start], text[end : end + 1]
            if surface.use == WORD and not (
                # An ordinary word needs a place right before or after it, or a list, before it is worth a look.
                before in _LIST or (at < total and items[at][0] <= end + (_GAP if after in _LIST else 0))
            ):
                if (before in FIGURES and dated(text, start)) or (
                    text[end - 1 : end + 1] in large and at < total and items[at][0] == end + 1
                ):
                    hits.look_again(start, end)  # 1月|湖南, 两天山|东诸城
                continue
            if start == done and surface.text in _NO_SECOND and mentions:
                continue
            if (
                surface.doubtful
                and (cut(text, start, end, surface, done) or (persons and text[start - 1 : end] in persons))
            ) or (text[end - 1 : end + 1] in crossing and self._gives_way(start, end, surface, done)):
                if sure_person(text, start, end):
                    persons.add(text[start - 1 : end])
                hits.look_again(start, end)
                continue
            mention = mention_of(start, end, surface)
            if not (surface.use or before in OPENING or (at < total and items[at][0] == end)):
                # Nothing stands before the name; where nothing can go on with it either, that is all: the usual case.
                alone = after in END
                if not alone and after not in MAY_GO_ON and not (after in REACHES and text[end - 1] in FLOWING):
                    tail = bisect_left(starts, end)
                    alone = tail == len(starts) or starts[tail] >= end + REACH
                if alone and not (text[end - 1] in "中盟" and no_place(text, end)):
                    mentions.append(mention)
                    self.done = done = end
                    continue
            self._walk(mention)
            done = self.done

    def _gives_way(self, start: int, end: int, surface: Surface, done: int) -> bool:
        """Tell whether a name gives way to one over its end: 从江|苏, 和安|吉县."""
        large = self.text[end - 1 : end + 1] in self.gazetteer.large
        return (large and hides(self.text, start, surface, done)) or (
            self.text[end + 1 : end + 2] in _COUNTY and of_county(self.text, end, surface, self.gazetteer.surfaces)
        )

    def _walk(self, mention: Mention) -> None:
        """Walk down a chain, then look at what follows it."""
        hits = self.hits
        items = hits.items
        if mention.kind == "foreign" and self.text.startswith("地区", mention.end):
            mention.end = foreign_end(self.text, mention.end)  # 顿涅茨克地区|红军城
        while hits.at < len(items) and items[hits.at][0] - mention.end <= 1:
            after = self._link(mention, items[hits.at])
            if after is None:
                break
            mention = after
            hits.at += 1
        self.done = self.ends.finish(mention, hits.limit(mention.end))

    def _link(self, mention: Mention, hit: Hit) -> Mention | None:
        """Give the next name joined to this one: it must start where this one ends, and can lie in it."""
        start, end, index = hit
        if start < mention.end or (
            start > mention.end and (self.text[mention.end] != "\n" or self._own_line(mention.start))
        ):
            return None
        lower = mention_of(start, end, self.found[index])
        if lower.surface.trap or (lower.rows and not lower.full and self._of_land(lower)):
            return None
        if lower.surface.text in _SHARED_ZONES and mention.kind is None and not narrow(mention, lower):
            mention.stem, mention.end, mention.kind, mention.by, mention.use = start, end, "zone", "zone", 0
            return mention  # 绍兴|滨海新区 is none of 天津
        return lower if narrow(mention, lower) else None

    def _of_land(self, lower: Mention) -> bool:
        """Tell whether a short name is that of a village, a lake, a street: 江西|鄱阳湖 is no chain."""
        large = any(row.level != "county" for row in lower.rows)
        return (
            village(self.text, lower.end, lower.surface.text in self.gazetteer.large)
            or after_name(self.text, lower.end, large) is not None
        )

    def _own_line(self, start: int) -> bool:
        return start == 0 or self.text[start - 1] == "\n"
