"""From names in a text to mentions: edges, longer names, chains, and what follows a name."""

import re
from bisect import bisect_left

from pipeline.lexicon.regions.chains import extend, narrow, zone_end
from pipeline.lexicon.regions.cutting import FIGURES, Cutter, dated, hides, of_county
from pipeline.lexicon.regions.gazetteer import Gazetteer, Surface
from pipeline.lexicon.regions.hits import Hit, Hits
from pipeline.lexicon.regions.mention import Mention, mention_of
from pipeline.lexicon.regions.persons import sure_person
from pipeline.lexicon.regions.surroundings import (
    REACH,
    after_name,
    foreign_end,
    given_name,
    longer_name,
    no_place,
    part_of_other,
    route_end,
    village,
)
from pipeline.lexicon.regions.tails import NO_TAILS, ZONE, TailFinder

Zone = tuple[int, int]

# What mostly follows a place and cannot go on with its name.
_QUIET = frozenset("，。、；：！？“”‘’《》（）的在和与等是为将对及也已还就都了 \n\t")
# What a street, a village, a natural feature and the like go on with right after the name.
_GOES_ON = frozenset("东西南北中大街路站港山江河湖岛湾峰峡海溪泉村区会红精地州省市邦社舰里")
# 嫩|江|上游, 巢|湖|水位.
_REACHES, _FLOWING = frozenset("上下水左右流两干支"), frozenset("江湖河")
_MAY_GO_ON = _GOES_ON | {"\n", "道"}
_END = _QUIET - {"\n"}
_OPENING = frozenset("（(驻")
_LIST = frozenset("、，,和与及或到至—-－/")
_GAP = 2  # code points between the members of a list
WORD = 3
# What right after a place is no place: 文莱|苏丹 is a man, 乌克兰|东部地区 a side.
_NO_SECOND = frozenset(
    ("苏丹", "中东部", "中西部", *(f"{side}部{tail}" for side in "东西中南北" for tail in ("", "地区")))
)
# What right after a full name is a common noun and no name of a body: 福建省|高速铁路安全管理规定.
_COMMON = re.compile("(?:农村|普通|国省)?(?:高速公路|高速铁路|城际铁路|铁路|公路|轨道交通|地铁|电网|水库|码头)")
_FRONT = 12  # code points: how far in a dateline or the place of a headline may stand
_LEADS = re.compile("[:：]|[0-9]{1,2}月[0-9]{1,2}日(?:电|讯)|[0-9]{1,2}日(?:电|讯)")
_DISTRICT = re.compile("区(?![县级域划位属别间分])")
_ROAD = re.compile("[省县]道[0-9０-９A-Z]")
_FREE_TRADE = re.compile("自(?:由)?贸(?:易)?(?:试验)?区$")
_PART = re.compile("片区(?!域)")
_COUNTY = frozenset("县市区旗")
_WATERS = frozenset("湖山岛湾港")
_ZONE_ENDS = frozenset("区城港园地")
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
    return reader.mentions, reader.zones


class _Reader:
    """One pass over the names of a text."""

    __slots__ = ("cutter", "done", "found", "gazetteer", "hits", "mentions", "persons", "tails", "text", "zones")

    def __init__(self, text: str, gazetteer: Gazetteer, cutter: Cutter, tail_finder: TailFinder) -> None:
        self.text = text
        self.gazetteer = gazetteer
        self.cutter = cutter
        self.found = gazetteer.found
        self.hits = Hits(text, gazetteer)
        self.tails = tail_finder.find(text) if self.hits.items else NO_TAILS
        self.mentions: list[Mention] = []
        self.zones: list[Zone] = []
        self.persons: set[str] = set()  # persons of the text whose given names are places': 范大庆
        self.done = 0  # where the last mention or longer name ends

    def read(self) -> None:
        """Go through the names; what most of them need is written out here, for calls would cost more than it."""
        hits, found, text, mentions = self.hits, self.found, self.text, self.mentions
        cut, large, items, starts = self.cutter.cut, self.gazetteer.large, hits.items, self.tails.starts
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
            if not (surface.use or before in _OPENING or (at < total and items[at][0] == end)):
                # Nothing stands before the name; where nothing can go on with it either, that is all: the usual case.
                alone = after in _END
                if not alone and after not in _MAY_GO_ON and not (after in _REACHES and text[end - 1] in _FLOWING):
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
        limit = hits.limit(mention.end)
        self.done = self._finish_zone(mention, limit) if mention.kind == "zone" else self._finish(mention, limit)

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

    def _town_over(self, mention: Mention, longer: int) -> bool:
        """Let a full name run over a township that holds the class noun: 海淀区|学院路街道 is no 学院."""
        if not mention.full or mention.kind is not None:
            return False
        before = mention.end, mention.by, mention.use, mention.head
        extend(self.text, mention, self.gazetteer)
        if mention.end >= longer:
            return True
        mention.end, mention.by, mention.use, mention.head = before
        mention.kind = None
        return False

    def _of_land(self, lower: Mention) -> bool:
        """Tell whether a short name is that of a village, a lake, a street: 江西|鄱阳湖 is no chain."""
        large = any(row.level != "county" for row in lower.rows)
        return (
            village(self.text, lower.end, lower.surface.text in self.gazetteer.large)
            or after_name(self.text, lower.end, large) is not None
        )

    def _own_line(self, start: int) -> bool:
        return start == 0 or self.text[start - 1] == "\n"

    def _finish(self, mention: Mention, limit: int) -> int:
        """Keep a name or a chain, or note the longer name that it belongs to; say where reading goes on."""
        text, end = self.text, mention.end
        if (text[mention.start - 1 : mention.start] in _OPENING and part_of_other(text, mention.start, end)) or (
            mention.rows and not mention.full and (no_place(text, end) or (mention.use and given_name(text, end)))
        ):
            self.zones.append((mention.start, end))
            return end
        after = text[end : end + 1]
        if (
            (mention.full and self._other_edge(mention, limit))
            or after in _END
            or (
                after not in _GOES_ON
                and not (after in _REACHES and text[end - 1] in _FLOWING)
                and not self.tails.near(end, end + REACH)
            )
        ):
            pass
        elif after != "\n" and limit > end:
            if mention.kind == "macro" and text.startswith("地区", end) and mention.norm:
                mention.end += 2
            elif mention.rows and mention.kind is None and self._in_zone(mention, limit):
                pass
            elif (longer := self._longer(mention, limit)) and not self._town_over(mention, longer):
                # An ordinary word at the head of a longer name says nothing of where it is.
                if mention.use <= 1:
                    self.zones.append((mention.start, longer))
                return longer
            elif not mention.full and mention.rows and village(text, end, mention.surface.text in self.gazetteer.large):
                self.zones.append((mention.start, end + 1))
                return end
            elif mention.rows and mention.kind is None:
                extend(text, mention, self.gazetteer)
            elif mention.kind == "foreign":
                mention.end = foreign_end(text, end)
        elif mention.rows and mention.kind is None:
            self._in_zone(mention, limit) if after == "\n" else self._zone_over(mention)
        if mention.use and mention.start < _FRONT:
            mention.leads = _LEADS.match(text, mention.end) is not None
        self.mentions.append(mention)
        return mention.end

    def _finish_zone(self, mention: Mention, limit: int) -> int:
        if self.text[mention.end - 1] not in _ZONE_ENDS:
            longer = longer_name(self.text, mention.end, limit, self.tails)
            if longer is not None:
                self.zones.append((mention.start, longer))  # 浦东|国际机场
                return longer
        self._wider(mention, limit)
        self.mentions.append(mention)
        return mention.end

    def _wider(self, mention: Mention, limit: int) -> None:
        """Let a zone run over a part of it or a class noun that follows: 福建自贸试验区|厦门片区, 前海|合作区."""
        text, end = self.text, mention.end
        row = self.gazetteer.row(mention.norm) if mention.norm else None
        if row is not None and row.name == mention.name:  # 浦东新区 is a district that has townships
            mention.rows, mention.kind = (row,), None
            extend(text, mention, self.gazetteer)
            mention.head, mention.kind, mention.rows = mention.norm, mention.kind or "zone", ()
        elif limit == end and _FREE_TRADE.search(text, mention.start, end):
            _, stop, index = self.hits.items[self.hits.at]
            codes = {row.code for row in self.found[index].rows if row.end is None}
            if _PART.match(text, stop) and len(codes) == 1 and (code := codes.pop())[:2] == (mention.norm or "")[:2]:
                mention.end, mention.norm, mention.name = stop + 2, code, None
                self.hits.at += 1
        elif (tail := zone_end(text, end, limit, self.tails)) is not None and text[end] != "\n":
            mention.end, mention.name = tail, None

    def _other_edge(self, mention: Mention, limit: int) -> bool:
        """Move the end of a full name that runs into a road, or that a township follows which is a county too."""
        text, end = self.text, mention.end
        if text[end : end + 1] == "道" and _ROAD.match(text, end - 1):
            mention.end -= 1  # 四川|省道303线
            return True
        if limit > end and text[end - 1] == "市" and _DISTRICT.match(text, end):
            mention.end -= 1  # 三河|市区
            return True
        if limit > end or mention.kind is not None:
            return False
        if not self._zone_over(mention):
            extend(text, mention, self.gazetteer)  # 武平县|万安镇
        return True

    def _in_zone(self, mention: Mention, limit: int) -> bool:
        """Let the name run over a zone that it begins, unless that begins the name of a body in turn."""
        end = zone_end(self.text, mention.end, limit, self.tails)
        if end is None or longer_name(self.text, end, end + 12, self.tails) is not None:
            return False
        mention.stem, mention.kind, mention.by, mention.use = mention.end, "zone", "zone", 0
        if not mention.full and all(row.level == "county" for row in mention.rows):
            self._called_after(mention)
        mention.end = end
        return True

    def _called_after(self, mention: Mention) -> None:
        """See whether a zone lies elsewhere than its name says: 太白|湖新区, 云南昭通|靖安新区."""
        upper = self.mentions[-1] if self.mentions else None
        if self.text[mention.end] in _WATERS:
            mention.rows, mention.norm, mention.stem = (), None, mention.start
        elif upper is not None and upper.end == mention.start and upper.rows and upper.kind is None:
            self.mentions.pop()
            mention.rows, mention.stem, mention.start = upper.rows, mention.start, upper.start

    def _zone_over(self, mention: Mention) -> bool:
        """Let the name run over a zone that is called by an unsure name of elsewhere: 托克逊县|同心|工业园."""
        start, end, index = self.hits.items[self.hits.at] if self.hits.at < len(self.hits.items) else (-1, 0, 0)
        if start != mention.end or not self.found[index].use or self.tails.first(end, end + 1, ZONE) is None:
            return False
        return self._in_zone(mention, len(self.text))

    def _longer(self, mention: Mention, limit: int) -> int | None:
        text, end = self.text, mention.end
        if mention.kind == "zone" or mention.by == "user" or route_end(text, mention.start, end):
            return None
        if mention.kind == "macro" and text.endswith("地区", 0, end):
            return None
        if mention.full and _COMMON.match(text, end):
            return None
        longer = longer_name(text, end, limit, self.tails)
        if longer is None and not mention.full and mention.kind != "macro":
            large = mention.kind is not None or any(row.level != "county" for row in mention.rows)
            longer = after_name(text, end, large)
        return longer
