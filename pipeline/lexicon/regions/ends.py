"""Where a mention ends: zones, townships and the longer names that begin with a place's name."""

import re
from typing import TypeAlias

from pipeline.lexicon.regions.chains import extend, zone_end
from pipeline.lexicon.regions.gazetteer import Gazetteer
from pipeline.lexicon.regions.hits import Hits
from pipeline.lexicon.regions.mention import Mention
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

Zone: TypeAlias = tuple[int, int]

# What mostly follows a place and cannot go on with its name.
_QUIET = frozenset("，。、；：！？“”‘’《》（）的在和与等是为将对及也已还就都了 \n\t")
END = _QUIET - {"\n"}
"""What ends a name for sure."""
# What a street, a village, a natural feature and the like go on with right after the name.
_GOES_ON = frozenset("东西南北中大街路站港山江河湖岛湾峰峡海溪泉村区会红精地州省市邦社舰里")
MAY_GO_ON = _GOES_ON | {"\n", "道"}
"""What the name, or a longer one, may go on with."""
REACHES, FLOWING = frozenset("上下水左右流两干支"), frozenset("江湖河")
"""What a river or a lake goes on with: 嫩|江|上游, 巢|湖|水位."""
OPENING = frozenset("（(驻")
"""What stands before a place inside brackets."""
# What right after a full name is a common noun and no name of a body: 福建省|高速铁路安全管理规定.
_COMMON = re.compile("(?:农村|普通|国省)?(?:高速公路|高速铁路|城际铁路|铁路|公路|轨道交通|地铁|电网|水库|码头)")
_FRONT = 12  # code points: how far in a dateline or the place of a headline may stand
_LEADS = re.compile("[:：]|[0-9]{1,2}月[0-9]{1,2}日(?:电|讯)|[0-9]{1,2}日(?:电|讯)")
_DISTRICT = re.compile("区(?![县级域划位属别间分])")
_ROAD = re.compile("[省县]道[0-9０-９A-Z]")
_FREE_TRADE = re.compile("自(?:由)?贸(?:易)?(?:试验)?区$")
_PART = re.compile("片区(?!域)")
_WATERS = frozenset("湖山岛湾港")
_ZONE_ENDS = frozenset("区城港园地")


class Ends:
    """Settles where the mentions of one text end.

    Args:
        text: The text.
        gazetteer: The tables.
        hits: The names found in it.
        tail_finder: The class nouns that longer names end in.

    ``mentions`` and ``zones`` (stretches that begin with a place's name but are something else) grow as names are
    finished.
    """

    __slots__ = ("found", "gazetteer", "hits", "mentions", "tails", "text", "zones")

    def __init__(self, text: str, gazetteer: Gazetteer, hits: Hits, tail_finder: TailFinder) -> None:
        self.text = text
        self.gazetteer = gazetteer
        self.found = gazetteer.found
        self.hits = hits
        self.tails = tail_finder.find(text) if hits.items else NO_TAILS
        self.mentions: list[Mention] = []
        self.zones: list[Zone] = []

    def finish(self, mention: Mention, limit: int) -> int:
        """Keep a name or a chain, or note the longer name that it belongs to.

        Args:
            mention: The name.
            limit: How far a longer name may reach, in code points.

        Returns:
            Where reading goes on.
        """
        return self._finish_zone(mention, limit) if mention.kind == "zone" else self._finish(mention, limit)

    def _finish(self, mention: Mention, limit: int) -> int:
        text, end = self.text, mention.end
        if (text[mention.start - 1 : mention.start] in OPENING and part_of_other(text, mention.start, end)) or (
            mention.rows and not mention.full and (no_place(text, end) or (mention.use and given_name(text, end)))
        ):
            self.zones.append((mention.start, end))
            return end
        after = text[end : end + 1]
        if (
            (mention.full and self._other_edge(mention, limit))
            or after in END
            or (
                after not in _GOES_ON
                and not (after in REACHES and text[end - 1] in FLOWING)
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
