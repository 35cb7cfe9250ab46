"""Chains that walk down to one place (湖北省武汉市洪山区), and what a place's name goes on with: townships, zones."""

import re

from pipeline.lexicon.regions.gazetteer import Gazetteer
from pipeline.lexicon.regions.mention import Mention
from pipeline.lexicon.regions.rows import DivisionRow
from pipeline.lexicon.regions.tails import ZONE, Tails

_ZONE_STOP = re.compile(
    "[的在和与及或对为了是将被把从向到由等让使给就都也又还已而且但若如其这那该某各每本此时月年要有无不没两几多余约近所些个家位"
    "一二三四五六七八九十0-9A-Za-z，。、；：！？“”‘’《》（）()【】—…\\s,.;:!?\"'-]"
    "|(?<!智)能(?!源)|[省市县国]级|国家|全国|启动|启用|成立|召开|举行|获批|升级|引进|入驻|进驻|位于|建设|建立|设立|支持|推动|推进|加快|发展|打造|共建|规划|开发(?!区)|创建|批准|申报|各类|重点|产业(?!开发|园)|城市|老城|主城|坚持|调研|援建|建成|银行|以(?!色列)"
)
_ZONE_REACH = 20
_NO_ZONE = frozenset("域划位")
# A township's name after its county; the words below end in the same characters and are none.
_TOWNSHIP = re.compile(
    "街道(?!路|两)|民族乡|镇乡(?![村镇亲土情音愁级])|乡(?![村镇亲土情音愁级])|镇(?![江海静区级域村])|苏木(?!达)"
)
_NO_TOWNSHIP = re.compile(
    "[的在和与及或对为了是将被把从向到由等其这那该各每本此全一二三四五六七八九十两几个多0-9A-Za-z，。、；：！？“”‘’《》（）()【】—…\\s,.;:!?\"'-]"
    "|(?:城|小|重|古|集|村|乡|市|老|家|故|水|侨|返|回|下|还|入|之|建制|中心|特色)$|县城|城区|乡村|农村|市民|农民|部分|多个|所辖|下辖|境内"
)
_TOWNSHIP_REACH = 9
_OFFICES = ("党", "政")
_DIVISION = re.compile("[市县区州盟旗]")


def descends(upper: DivisionRow, lower: DivisionRow) -> bool:
    """Tell whether a division lies in another.

    Args:
        upper: The one that would hold it.
        lower: The one inside.

    Returns:
        True by its parent or by its code.
    """
    if upper.level == "province":
        return lower.level != "province" and lower.code[:2] == upper.code[:2]
    if upper.level == "prefecture":
        return lower.level == "county" and (lower.parent == upper.code or lower.code[:4] == upper.code[:4])
    return False


def narrow(upper: Mention, lower: Mention) -> bool:
    """Join a place to the one that it follows, where it can lie in it; both lose the readings that do not fit.

    Args:
        upper: The place before; it must end where the other starts.
        lower: The place after; where they join it takes the start of the other.

    Returns:
        True where they are one chain now.
    """
    if upper.kind in {"country", "foreign"}:
        # A country holds the places of its code, a foreign place the others of its country.
        country = upper.norm if upper.kind == "country" else upper.name
        joined = lower.kind == "foreign" and bool(country) and lower.name == country
        if joined:
            lower.start, lower.use, lower.by = upper.start, 0, "chain"
        return joined
    if upper.kind == "zone" and lower.kind == "zone" and upper.norm is not None and upper.norm == lower.norm:
        lower.start = upper.start  # 浦东新区|张江科学城
        return True
    if not upper.rows or upper.kind is not None:
        return False
    if lower.kind in {"zone", "prefecture", "county"} and lower.norm:
        norm = lower.norm
        joined = any(row.code[:2] == norm[:2] and row.code != norm for row in upper.rows)
        if joined:
            lower.start = upper.start
        return joined
    inside = {id(row): row for row in lower.rows if any(descends(above, row) for above in upper.rows)}
    if inside:
        lower.rows = tuple(inside.values())
        lower.kind, lower.norm, lower.name = None, None, None
        lower.start, lower.use, lower.by = upper.start, 0, "chain"
    return bool(inside)


def extend(text: str, mention: Mention, gazetteer: Gazetteer) -> None:
    """Let a place's span run over a township that follows it.

    Args:
        text: The text.
        mention: The place; its end, kind and rule change where something follows.
        gazetteer: The tables, for the names of townships.
    """
    if not any(row.level != "province" for row in mention.rows):
        return
    if township := _township(text, mention, gazetteer):
        mention.end, mention.kind, mention.by, mention.use = township, "township", "township", 0


def zone_end(text: str, end: int, limit: int, tails: Tails) -> int | None:
    """Find where a zone ends that a division's name begins: 石河子|高新技术产业开发区.

    Args:
        text: The text.
        end: Where the division's name ends, in code points.
        limit: Where the next place starts that must not be run over.
        tails: The class nouns of the text.

    Returns:
        The end of the zone's name; None where there is none.
    """
    start = end + 1 if text[end : end + 1] == "\n" else end
    at = tails.first(start, start + _ZONE_REACH, ZONE)
    if at is None:
        return None
    noun, stop = tails.starts[at], tails.ends[at]
    if noun - start > _ZONE_REACH // 2 or start < limit < noun or (start > end and noun != start):
        return None
    if _ZONE_STOP.search(text, start, noun) or text[stop : stop + 1] in _NO_ZONE:
        return None
    return stop


def _township(text: str, mention: Mention, gazetteer: Gazetteer) -> int | None:
    end = mention.end
    found = _TOWNSHIP.search(text, end + 1, end + _TOWNSHIP_REACH)
    if found is None:
        return None
    stop = found.end()
    name = text[end:stop]
    known = gazetteer.counties_of.get(name) if not _DIVISION.search(name) else None
    if (
        known is None
        and (
            (mention.full and text[mention.start : stop] in gazetteer.counties_of)  # 古县|渡镇 is 古县渡镇
            or _NO_TOWNSHIP.search(text, end, found.start())
            or text[stop : stop + 1] in _OFFICES
        )
    ):
        return None
    codes = {row.code for row in mention.rows}
    if known is not None and (held := [code for code in known if code in codes]):
        if len(codes) > 1:
            named = {row.name for row in mention.rows if row.code in held}
            mention.rows = tuple(row for row in mention.rows if row.name in named)  # 恩施|龙凤镇: 恩施市, no 恩施州
        return stop
    county = all(row.level == "county" for row in mention.rows)
    if county and mention.full and found.start() - end <= 4:
        return stop
    if known is not None:
        inside = {code for code in known if code[:4] in {c[:4] for c in codes}}
        if len(inside) == 1:
            mention.head = inside.pop()
            return stop
    return None
