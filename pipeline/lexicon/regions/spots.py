"""From names in a text to mentions: edges, longer names, chains, and what follows a name."""

import re

from pipeline.lexicon.regions.chains import extend, narrow
from pipeline.lexicon.regions.edges import Edges
from pipeline.lexicon.regions.gazetteer import Gazetteer
from pipeline.lexicon.regions.mention import Mention
from pipeline.lexicon.regions.surroundings import after_name, longer_name, person, village

Zone = tuple[int, int]

# How often a name is taken to occur against the words around it, by what it is; the more, the surer its edges.
COUNTS = {
    "province": 20_000.0,
    "prefecture": 3_000.0,
    "county": 600.0,
    "country": 2_000.0,
    "foreign": 800.0,
    "macro": 3_000.0,
}
_DISTRICT = re.compile("区(?![县级域划位属别间分])")
_COMPANY = re.compile("[）)](?:有限|股份|科技|投资|集团|控股|实业|国际(?!化))")
_CONSULATE = re.compile("(?:总)?领事馆|代表处|办事处|商会")
_RIVER_SIDE = re.compile("[岸麓侧坡缘]|部(?!分|门|署|长|委|队|级|际)|段(?!时)")
_FEATURES = frozenset("河湖江山海洋岭")
_NOT_MACRO = re.compile("[省市县区州盟旗国洲洋城岛府邦湖山河海疆藏川]")
_DIRECTIONS = frozenset(("东部", "西部", "中部", "南部", "北部"))
_PEOPLE = re.compile("族|语|文(?!化|旅|明|物|艺|件|体|教|昌|山|水|登|成|峰|圣|安)")


def collect(text: str, gazetteer: Gazetteer, edges: Edges) -> tuple[list[Mention], list[Zone]]:
    """Find the mentions of a text, before they are resolved.

    Args:
        text: The text.
        gazetteer: The tables.
        edges: The common words.

    Returns:
        The mentions by start, none overlapping, and the stretches that hold a place's name but are something else.
    """
    mentions: list[Mention] = []
    zones: list[Zone] = []
    hits = gazetteer.find(text)
    found = gazetteer.found
    total = len(hits)
    at, done = 0, 0
    while at < total:
        start, end, index = hits[at]
        at += 1
        if start < done:
            continue
        surface = found[index]
        if surface.trap:
            zones.append((start, end))
            continue
        mention = Mention(start, end, surface)
        if surface.length < 4 and _cut(text, mention, edges):
            continue
        # Walk down the chain: the next name starts where this one ends, and can lie in it.
        while at < total:
            after = _next_link(text, mention, hits[at], gazetteer, edges)
            if after is None:
                break
            mention = after
            at += 1
        limit = hits[at][0] if at < total else len(text)
        done = _finish(text, mention, limit, gazetteer, mentions, zones)
    return mentions, zones


def _next_link(
    text: str, mention: Mention, hit: tuple[int, int, int], gazetteer: Gazetteer, edges: Edges
) -> Mention | None:
    start, end, index = hit
    gap = start - mention.end
    if gap > 1 or (gap == 1 and (text[mention.end] != "\n" or _own_line(text, mention.start))):
        return None
    lower = Mention(start, end, gazetteer.found[index])
    if lower.surface.trap or (lower.rows and not lower.full and village(text, end)):
        return None
    return lower if narrow(mention, lower) else None


def _own_line(text: str, start: int) -> bool:
    return start == 0 or text[start - 1] == "\n"


def _finish(
    text: str, mention: Mention, limit: int, gazetteer: Gazetteer, mentions: list[Mention], zones: list[Zone]
) -> int:
    """Look at what follows a name or a chain; keep it, or note the longer name that it belongs to.

    Returns:
        Where reading goes on, in code points.
    """
    end = mention.end
    if mention.full and text[end - 1] == "市" and mention.by != "user" and _DISTRICT.match(text, end):
        mention.end = end = end - 1  # 三河|市区
    elif mention.kind == "macro" and text.startswith("地区", end) and mention.norm:
        mention.end = end + 2
    elif limit > end:
        if (mention.rows or mention.kind in {"macro", "country", "foreign"}) and text[end : end + 1] not in _QUIET:
            longer = longer_name(text, end, limit)
            if longer is None and not mention.full and mention.kind != "macro":
                large = mention.kind is not None or any(row.level != "county" for row in mention.rows)
                longer = after_name(text, end, large)
            if longer is not None:
                zones.append((mention.start, longer))
                return longer
            if not mention.full and mention.rows and village(text, end):
                if mention.by == "chain":
                    return end
                zones.append((mention.start, end + 1))
                return end
        if mention.rows and mention.kind is None:
            extend(text, mention, limit, gazetteer)
    if _part_of_other(text, mention):
        zones.append((mention.start, mention.end))
        return mention.end
    mentions.append(mention)
    return mention.end


_QUIET = frozenset("，。、；：！？“”‘’《》（）的在和与等是为将对及 \n\t")


def _part_of_other(text: str, mention: Mention) -> bool:
    start, end = mention.start, mention.end
    before = text[start - 1 : start]
    if before in {"（", "("} and _COMPANY.match(text, end):
        return True
    return before == "驻" and _CONSULATE.match(text, end) is not None


def _cut(text: str, mention: Mention, edges: Edges) -> bool:
    """Tell whether a short name is cut out of other words, or is a person's, a people's or a direction's."""
    start, end, surface = mention.start, mention.end, mention.surface
    if surface.user or (mention.full and surface.length > 2):
        return False
    if surface.kind == "macro":
        return surface.length == 2 and (
            _relative(text, start, surface.text) or edges.crossed(text, start, end, COUNTS["macro"])
        )
    level = surface.kind or surface.rows[0].level
    if surface.rows:
        level = min((row.level for row in surface.rows), key=("province", "prefecture", "county").index)
    if level == "province" and start and text[start - 1 : start] not in _FEATURES:
        if text[end : end + 1] in _RIVERS and _RIVER_SIDE.match(text, end) and text[start] in _FEATURES:
            return True
    if surface.length == 2 and edges.crossed(text, start, end, COUNTS.get(level, 600.0)):
        return True
    if level in {"county", "country"} and _PEOPLE.match(text, end):
        return True
    if level in {"prefecture", "county"} and person(text, start, end):
        return True
    return False


_RIVERS = frozenset("岸麓侧坡缘部段")


def _relative(text: str, start: int, name: str) -> bool:
    """Tell whether 东部 and the like are a side of something named before: 太原城区|东部."""
    return name in _DIRECTIONS and start > 0 and _NOT_MACRO.match(text, start - 1) is not None
