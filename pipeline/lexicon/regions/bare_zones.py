"""Zones that no table has and that stand without their city, known by the organs that run them: 玉东新区|管委会."""

import re

from pipeline.lexicon.regions.gazetteer import Surface
from pipeline.lexicon.regions.mention import Mention, mention_of
from pipeline.lexicon.regions.resolving import Anchors
from pipeline.lexicon.regions.townships import ABSORBED, SHORT

_ORGAN = re.compile("管委会|管理委员会|党工委")
_ZONE = re.compile(
    "[\u4e00-\u9fff]{2,6}?(?:新区|科学城|科技城|生态城|高新区|高新技术产业开发区|经开区|经济技术开发区|经济开发区|开发区|"
    "工业园区|产业园区|港区|保税区|综合保税区|保税港区|合作区|示范区|度假区)$"
)
_LONGEST = 16
_STARTS = frozenset("在到于的和与是由向从为至及对把被让等该以往驻给、市县区州盟旗按如省")
# What a zone is called that has no name of its own.
_COMMON = re.compile(
    "国家|省级|市级|县级|区级|[市省县]属|城市|产业|工业|经济|技术|高新|综合|保税|旅游|生态|现代|农业|科技|特色|自主|创新|边境|跨境|"
    "各类|各地|相关|有关|所在|本地|自贸|试验|先行|示范|合作|开放|协同|全市|全省|全国|我[市省县区]|加强|推进|设立|成立|完善|负责|"
    "更好|发挥|充分|重点|部分|其他|上述|两个|多个|一批|化工|以下|下简称|简称|城乡|一体化|[在到于的和与是由向从为至及对把被让等]|省|市|县|个|家|各|原|新|老|本|该|全"
)


def bare_zones(text: str, mentions: list[Mention], anchors: Anchors) -> list[Mention]:
    """Find zones by their names alone.

    Args:
        text: The text.
        mentions: The mentions so far, by start.
        anchors: The places that are sure: a zone lies in the only prefecture that the text names, if it names one only.

    Returns:
        The mentions of zones, by start, none overlapping the others.
    """
    out: list[Mention] = []
    if "管委会" not in text and "管理委员会" not in text and "党工委" not in text:
        return out
    at = 0
    for organ in _ORGAN.finditer(text):
        end = organ.start()
        while at < len(mentions) and mentions[at].end <= end:
            at += 1
        low = mentions[at - 1].end if at else 0
        if at < len(mentions) and mentions[at].start < end:
            continue
        start = _start(text, low, end)
        if start is None or not _ZONE.fullmatch(text, start, end) or _COMMON.match(text, start, end):
            continue
        mention = mention_of(start, end, Surface(text[start:end]))
        norm = holder(anchors, text[start:end]) if not out else out[0].norm
        if at and mentions[at - 1].end == start and mentions[at - 1].kind in {"prefecture", "county"}:
            mention.start, norm, mentions[at - 1].use = mentions[at - 1].start, mentions[at - 1].norm, ABSORBED
        mention.kind, mention.by, mention.norm = "zone", "bare-zone", norm
        mention.use, mention.stem = 0, start
        out.append(mention)
    return out


def _start(text: str, floor: int, end: int) -> int | None:
    """Give where the name starts: after a boundary, a place or a word that places follow; None where out of reach."""
    for start in range(end - 4, max(floor, end - _LONGEST) - 1, -1):
        before = text[start - 1 : start]
        if start == floor or not "\u4e00" <= before <= "\u9fff" or before in _STARTS:
            return start
    return None


def place_zones(mentions: list[Mention], anchors: Anchors) -> None:
    """Say where zones lie that are called after a water: 太白|湖新区 lies in the only prefecture that the text names.

    Args:
        mentions: The mentions of a text; the norm of such zones is set where it is known.
        anchors: The places that are sure.
    """
    for mention in mentions:
        if mention.kind == "zone" and mention.norm is None and mention.surface.kind is None and not mention.rows:
            mention.norm = holder(anchors, mention.surface.text)


def holder(anchors: Anchors, zone: str) -> str | None:
    """Give the division that holds a zone that the text does not place.

    Args:
        anchors: The places that are sure.
        zone: The zone's name.

    Returns:
        The code of a county of the text that the zone is called after, else of the only prefecture that the text names;
        None where it names none or more.
    """
    codes = {code for _, _, code, _ in anchors.anchors}
    counties = {code for code in codes if not code.endswith("00") and anchors.called(code, zone[:SHORT])}
    cities = {code for code in codes if code.endswith("00") and not code.endswith("0000")}
    held = counties or cities
    return held.pop() if len(held) == 1 else None
