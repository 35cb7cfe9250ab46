"""The model's proposals beside what lists and grammar found: what agrees, what is new, what is struck out.

Lists and grammar win wherever they and the model overlap, but for a region inside a person's name. Where they know a
name and yet did not take it (北京冬奥会, 全国政协的会议), they had their reasons: it is not proposed again. A new place
lets the grammar of agencies find the organs that are named after it; an organ that no grammar can parse stays
unresolved, its score in ``by``.
"""

import re
from collections.abc import Callable, Iterable, Sequence

import msgspec

from pipeline.document import Entity, Label
from pipeline.lexicon.agencies.guards import goes_on, is_meeting
from pipeline.lexicon.agencies.local import FOREIGN_KINDS
from pipeline.lexicon.names.model import Found

RULE = "names:model"
RESOLVED = "names:grammar"

_KINDS = {
    "province": "省 自治区 特别行政区",
    "prefecture": "自治州 地区 盟 市",
    "zone": "开发区 新区 示范区 高新区 园区 保税区 试验区 合作区",
    "township": "镇 乡 街道",
    "county": "县 区 旗",
}
"""Kinds by how names end; the first that fits."""

_ORGAN = re.compile(
    "(?:(?<!铁路)局|厅|(?<![总支干]|乐|辑|业|目)部|署|法院|检察院|国务院|委员会|常委会|委|办|政府|办公室|办事处|海关|人大|政协|党组|小组|指挥部"
    "|[总支大]队|派出所|监管中心|[党共]中央|兵团)$"
)
_DIVISION = re.compile("[\u4e00-\u9fff](?:[省市县区旗盟镇乡]|自治州|街道|地区)$")
# Words that end like divisions (示范区, 各乡镇), and stretches named otherwise than divisions (甘露园小区, 龙水湖景区).
_GENERIC = re.compile(
    "[各本该全两多某每几这那外]..?.?|[一二三四五六七八九十百数余]+[个大座省市县区镇乡].*|(?:先进|先行|重点|试点|文明|贫困)[市县区镇乡]|[乡村]镇|小城镇|[市城集古]镇|城市|[都县]市|.里"
    "|.*(?:特别行政区|(?:小|市|城|景|街|山|园|社|商务|保护|居住|功能|湖|葬|宅|高新|示范|防范|封控|管控|防控|隔离|林|矿|灾|疫|厂|营|战|库|辖)区)"
    "|(?:郊|牧|教学|生活|工业|商业|居民|核心|试验|开发|经开|经济开发|经济技术开发|保税|合作|度假|片|地|边境|边|军|[东南西北中]部?.?.?)(?:区|地区)"
)
# Organs that say no name of their own: 省政府, 开发区管委会, 领导小组.
_UNNAMED = re.compile(
    "[该本各我某两此]|[省县旗盟镇州]|市(?!场)|区(?!块|域)|乡(?!村)|自治区|街道|城市|(?:经济)?(?:技术)?开发区|高新区|新区|景区|(?:领导|工作|农村工作|防控工作)(?:小组|委)"
)
# What a place without an ending may not go on into ([永进]乡), or end in: stretches that are no divisions.
_GOES_ON = re.compile("[村镇乡区县市省州盟旗港湾河江湖山岛站路桥队号寨屯组社园居州府]|铁路|机场|大学|青年")
_NATURAL = re.compile(".*[池庙寺岭峰沟洋桥路街村寨屯庄站港]")
_STATE = re.compile("国家|中央|中共|国务院|全国|最高|中国人民")
_HANZI = re.compile("[\u4e00-\u9fff]{2,}")


class Limits(msgspec.Struct, frozen=True):
    """Scores, 0 to 1, from which the model is believed; 1 for never.

    ``region`` for a new region that ends like one (云屏市), ``agency`` for a new agency that a place or
    the State or Party leads, ``bare`` for any other region or agency (云屏, 低空办),
    ``veto`` for a person's name that strikes out the region inside it.
    """

    region: float
    bare: float
    agency: float
    veto: float


class Lists(msgspec.Struct, frozen=True):
    """What lists and grammar can be asked.

    ``known`` says whether they know a name, wherever it stands; ``agencies`` finds agencies, given the regions.
    """

    known: Callable[[str], bool]
    agencies: Callable[[Sequence[Entity]], list[Entity]]


class Merged(msgspec.Struct, frozen=True):
    """Regions and agencies after merging, each sorted by start; what the model struck out is not among them."""

    regions: list[Entity]
    agencies: list[Entity]


def merge(
    text: str,
    regions: Sequence[Entity],
    agencies: Sequence[Entity],
    found: dict[str, list[Found]],
    limits: Limits,
    lists: Lists,
) -> Merged:
    """Merge a text's proposals with what lists and grammar found in it.

    Args:
        text: The text.
        regions: What the lists found.
        agencies: What lists and grammar found.
        found: The model's proposals, by layer.
        limits: From which scores it is believed.
        lists: What lists and grammar know.

    Returns:
        What to record.
    """
    persons = [f for f in found["bodies"] if f.label == "PERSON" and believed(f, limits.veto) and f.end - f.start > 2]
    kept = [e for e in regions if not any(f.start <= e.start and e.end <= f.end for f in persons)]
    new = [
        _region(text, f)
        for f in found["places"]
        if f.label == "REGION"
        and believed(f, limits.region if _DIVISION.search(text, f.start, f.end) else limits.bare)
        and _may_be_region(text, f, regions, agencies, found["bodies"])
        and not lists.known(text[f.start : f.end])
    ]
    places = sorted([*kept, *new], key=_order)
    organs = list(agencies)
    proposed = [f for f in found["bodies"] if f.label == "AGENCY" and believed(f, limits.agency)]
    if new:
        organs += [
            msgspec.structs.replace(e, by=RESOLVED)
            for e in lists.agencies(places)
            if not _touches(e, agencies) and _touches(e, proposed)
        ]
    for one in proposed:
        known = lists.known(text[one.start : one.end])
        if not known and not _touches(one, organs) and _may_be_agency(text, one, places, limits):
            organs.append(_agency(text, one, places))
    return Merged(places, sorted(organs, key=_order))


def believed(one: Found, limit: float) -> bool:
    """Tell whether a proposal reaches a limit; a limit of 1 is never reached."""
    return one.score >= limit and limit < 1


def _order(one: Entity) -> tuple[int, int]:
    return one.start, -one.end


def _touches(one: Entity | Found, others: Iterable[Entity | Found]) -> bool:
    return any(other.start < one.end and one.start < other.end for other in others)


def _may_be_region(
    text: str, one: Found, regions: Sequence[Entity], agencies: Sequence[Entity], bodies: Iterable[Found]
) -> bool:
    name = text[one.start : one.end]
    if not _HANZI.fullmatch(name) or _GENERIC.fullmatch(name) or _touches(one, regions):
        return False
    if not _DIVISION.search(name) and (_GOES_ON.match(text, one.end) or _NATURAL.fullmatch(name) or _quoted(text, one)):
        return False
    if any(_touches(one, [a]) and not (a.start <= one.start and one.end < a.end) for a in agencies):
        return False
    return not any(b.label != "AGENCY" and _touches(one, [b]) for b in bodies)


def _quoted(text: str, one: Found) -> bool:
    """Tell whether a mark of quotation opens right before the proposal: the name of something else begins so."""
    return one.start > 0 and text[one.start - 1] in "“《「〈"


def _may_be_agency(text: str, one: Found, places: Iterable[Entity], limits: Limits) -> bool:
    """Tell whether a proposal has the form of an organ, and is sure enough for what leads it."""
    name = text[one.start : one.end]
    if not (_HANZI.fullmatch(name) and len(name) > 2 and _ORGAN.search(name)) or _UNNAMED.match(name):
        return False
    if goes_on(text, one.end) or is_meeting(text, one.end) or text[max(0, one.start - 1) : one.start] == "届":
        return False
    led = [p for p in places if p.start == one.start and p.end < one.end]
    if any(p.kind in FOREIGN_KINDS for p in led):
        return False
    return bool(led) or _STATE.match(name) is not None or believed(one, limits.bare)


def _region(text: str, one: Found) -> Entity:
    name = text[one.start : one.end]
    kind = next((kind for kind, ends in _KINDS.items() if name.endswith(tuple(ends.split()))), "foreign")
    return _entity(text, one, "REGION", kind)


def _agency(text: str, one: Found, places: Iterable[Entity]) -> Entity:
    local = any(p.start == one.start and p.end < one.end for p in places)
    return _entity(text, one, "AGENCY", "local" if local else "central")


def _entity(text: str, one: Found, label: Label, kind: str) -> Entity:
    return Entity(
        one.start, one.end, text[one.start : one.end], label, kind, status="unresolved", by=f"{RULE}:{one.score:.2f}"
    )


def helper(text: str, one: Found) -> Entity:
    """Give a person or another organisation as an entity.

    Args:
        text: The text.
        one: The proposal.

    Returns:
        An entity without a norm, its score in ``by``.
    """
    label: Label = "PERSON" if one.label == "PERSON" else "ORGANIZATION"
    return _entity(text, one, label, "person" if label == "PERSON" else "organization")
