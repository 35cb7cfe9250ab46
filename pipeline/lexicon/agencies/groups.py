"""Organs named after a task or a place: leading groups, joint conferences, headquarters, police stations."""

import re
from collections.abc import Mapping
from typing import Literal

from pipeline.document import Entity
from pipeline.lexicon.agencies.mention import Mention

Kind = Literal["central", "local"]
GROUP_ENDS = ("领导小组", "联席会议", "协调小组", "工作小组", "指挥部", "工作专班", "协调机制", "协调委员会")
STATION = "派出所"
TOWN_ENDS = (
    "镇人民政府", "乡人民政府", "镇政府", "乡政府", "镇党委", "乡党委", "镇党政办公室", "乡党政办公室",
    "镇党政综合办公室", "街道办事处", "街道党工委", "街道人大工委", "街道人大工作委员会", "民族乡人民政府",
)  # fmt: skip
REACH = 32
VOID = "void"  # a meeting of the group: no mention, and none inside it
HEADS = re.compile(
    "国务院|第[一二三四五六七八九十]{1,3}次全国|中央(?![和各与])|国家(?![的和级])|(?<!健)全国(?![的和各性际])"
)
# A name of a group holds none of these; what precedes the last of them is the sentence.
BREAK = re.compile(
    "[，。；：！？《》（）()\\s、．0-9０-９]|决定|会同|派出|多个|多支|举行|联系|立即|成立|设立|组建|建立|召开|担任|纳入|按照|根据|发挥|参加"
    "|[的了是由将在为被把其该各本这那我对或]"
)
AFTER = re.compile("办公室(?!主任)|综合组|秘书处")
MEETING = re.compile("第?[一二三四五六七八九十0-9]{0,4}次?(?:全体|专题|扩大|电视电话|视频)?会议|例会")
NAMED = re.compile("(?:^|[\\s、，。：；（）()“”—\\-/0-9]|所属|隶属|下辖)([\u4e00-\u9fff]{2,3})$")
TOWN_AFTER = " \u3000\n\t、，。：；（）()“”《》〈〉—-/和与由对致给县市区州旗意报经向"
HANZI = re.compile("[\u4e00-\u9fff]+")
PERSON = re.compile("[长员任记][：:\\s]\\s?$")  # 组长：王福山|镇党委书记 is a person of a town without a name
VERB = re.compile(
    "包括|接受|作为|位于|可以|应当|以及|通过|依托|按照|不服|属于|联合|加强|督促|讨论|指导|协助|支持|配合|监督|听取|委托|要求|通知|责成|督导|报送|组织|派出|设立|会同|召集"
)
NO_TOWN = re.compile("[这让各该本全我每等及和与或的其乡镇县市区省级所在有关建制原有被当地由向经对县]")
# What is only to be worked on is no organ: 完善国家…协调机制.
IN_THE_MAKING = ("完善", "健全", "构建")
FULL = re.compile("(?<!人民)政府$")
PLACE = re.compile("([\u4e00-\u9fff]{2,3})(?:镇|乡|街道)(?=[\u4e00-\u9fff])")
NO_STATION = re.compile("^[在到从去由和与向]|是|这|那|的")
COMMON = frozenset(re.split(" ", "当地 辖区 属地 公安 基层 城区 乡镇 农村 附近 户籍 边防 铁路 本地 水上 森林"))


def group(text: str, start: int, end: int, starts: Mapping[int, Entity]) -> Mention | None:
    """A leading group or the like, back to the organ, the place or the head word that its name begins with.

    Args:
        text: The text.
        start: Where the class word begins (领导小组).
        end: Where it ends.
        starts: The text's regions by their start.

    Returns:
        The mention; None where the group has no name of its own.
    """
    low = max(0, start - REACH)
    broken = [match.end() for match in BREAK.finditer(text, low, start)]
    low = broken[-1] if broken else low
    begin, kind = _beginning(text, low, start, starts)
    if begin is None or start - begin < 4 or text.startswith("署", end):
        return None
    if text[end - 1] == "制" and not text.endswith("工作", begin, start) and text.endswith(IN_THE_MAKING, 0, begin):
        return None
    if kind == "local" and text.startswith("中共", begin - 2) and begin >= 2:
        begin -= 2
    if MEETING.match(text, end):
        return Mention(begin, end, kind, None, VOID)
    after = AFTER.match(text, end)
    end = after.end() if after else end
    return Mention(begin, end, kind, text[begin:end], "group")


def _beginning(text: str, low: int, start: int, starts: Mapping[int, Entity]) -> tuple[int | None, Kind]:
    """Where the name of a group begins between ``low`` and ``start``, and whether it is central or local."""
    head = HEADS.search(text, low, start)
    if head:
        return head.start(), "central"
    begin = next((at for at in range(low, start) if at in starts), None)
    if begin is not None:
        region = starts[begin]
        if region.kind in {"foreign", "country"} or region.end >= start:
            return None, "local"
        return begin, "central" if region.kind == "macro" else "local"
    place = PLACE.match(text, low, start)
    named = place and not NO_TOWN.search(place[1])
    return (low if named else None), "local"


def town(text: str, start: int, end: int, ends: Mapping[int, Entity]) -> Mention | None:
    """An organ of a town or a street that is in no table of regions (双庙乡人民政府).

    Args:
        text: The text.
        start: Where the class of the place begins (乡).
        end: Where the organ ends.
        ends: The text's regions by their end.

    Returns:
        The mention, back to the place's name and to a region right before it; None where no name is there.
    """
    for length in (2, 3, 1):
        begin = start - length
        if begin < 0 or NO_TOWN.search(text, begin, start) or not HANZI.fullmatch(text, begin, start):
            continue
        region = ends.get(begin)
        if region is not None and region.kind not in {"country", "foreign", "macro"}:
            return Mention(region.start, end, "local", FULL.sub("人民政府", text[region.start : end]), "grammar")
        if length == 3 and PERSON.search(text, max(0, begin - 3), begin):
            return None
        if VERB.search(text, begin, start):
            return None
        if length > 1 and (begin == 0 or text[begin - 1] in TOWN_AFTER):
            return Mention(begin, end, "local", FULL.sub("人民政府", text[begin:end]), "grammar")
    return None


def station(text: str, start: int, end: int) -> Mention | None:
    """A police station that stands by itself in a list or after a break (、名山派出所)."""
    match = NAMED.search(text, max(0, start - 6), start)
    if match is None or match[1] in COMMON or match[1][-2:] in COMMON or NO_STATION.search(match[1]):
        return None
    return Mention(match.start(1), end, "local", text[match.start(1) : end], "unit")
