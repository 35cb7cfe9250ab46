"""Townships and streets that a text names without their county before them."""

import re

from pipeline.document import Candidate
from pipeline.lexicon.regions.gazetteer import Gazetteer, Surface
from pipeline.lexicon.regions.mention import Mention, mention_of
from pipeline.lexicon.regions.resolving import Anchors

_CLASS = re.compile("街道(?!路|两|交)|乡(?![村镇亲土情音愁级下])|镇(?![江海静级域魂定痛压])|苏木(?!达)")
_STARTS = frozenset("在到于的和与是由向从为至及赴对经把被让等该以往去驻给、市县区州盟旗访入来抵按如有省")
_NO_NAME = frozenset(
    (
        "于城镇",
        "同老乡",
        "和村镇",
        "民族乡",
        "沿河乡",
        "沿河镇",
        "城区街道",
        "城镇街道",
        "明村镇",
        "小城镇",
        "分乡镇",
        "新城镇",
        "大城镇",
        "中心镇",
        "老城镇",
        "特色镇",
        "新镇",
        "古镇",
        "集镇",
        "口镇",
        "城镇",
    )
)
_LONGEST = 8
_MOST = 12
SHORT = 2
ABSORBED = 9  # the use of a mention that became part of a longer one
_SPACE = frozenset(" \t\r　")
_HAN = re.compile("[\u4e00-\u9fff]+")
# What follows the name of a township: a village of it, its Party committee, its government.
_GOES_ON = re.compile("[\u4e00-\u9fff]{2,3}(?:村|社区)(?![民级镇委庄])|党委|政府|人民政府|党政|人大主席|镇长|乡长|书记")
_OFFICER = re.compile("[长员任记人][：: 　]{1,2}$")
_NO_STEM = re.compile(
    "[的了在和与及是有个各该本其这那某全每多几数两一二三四五六七八九十新老小古大中名重特强县市省区村城]$|^[各该本其这那某全每多几数两一二三四五六七八九十个]|"
    "特色|中心|建制|城关|示范|美丽|贫困|试点|有关|相关|所属|所在|工业|农业|旅游|文化|乡|镇|街|路|村|县|市|区"
)


def bare_townships(
    text: str, mentions: list[Mention], gazetteer: Gazetteer, anchors: Anchors, date: str | None = None
) -> list[Mention]:
    """Find townships by their names alone.

    Args:
        text: The text.
        mentions: The mentions so far, by start; townships are looked for between them.
        gazetteer: The tables.
        anchors: The places that are sure; they decide between townships of one name.
        date: ISO date at which the counties' codes hold; None for today.

    Returns:
        The mentions of townships, by start, none overlapping the others.
    """
    classes = list(_CLASS.finditer(text))
    if not classes:
        return []
    classes = [one for one in classes if text[one.end() : one.end() + 1] != "》"]  # 《芙蓉镇》
    known = gazetteer.counties_of
    named = frozenset(anchors.codes)  # before the townships add theirs
    counties = list(dict.fromkeys(code for _, _, code, _ in anchors.anchors if code[4:] != "00"))
    out: list[Mention] = []
    sure: set[str] = set()
    loose: list[Mention] = []
    others: list[tuple[int, int]] = []
    new: dict[str, Mention] = {}  # townships that no table has, by name
    low, at_mention, total = 0, 0, len(mentions)
    for found in classes:
        at, stop = found.span()
        while at_mention < total and mentions[at_mention].end <= at:
            low = mentions[at_mention].end
            at_mention += 1
        if at_mention < total and mentions[at_mention].start < stop:
            continue
        last = mentions[max(0, at_mention - 2) : at_mention]
        if last and (
            town := _street_of(text, last[-1], at, stop) or _over(text, last, at, stop, gazetteer, anchors, date)
        ):
            out.append(town)
            low = stop
            continue
        for length in range(min(_LONGEST, at - low), 0, -1):
            name = text[at - length : stop]
            if name in known:
                before = (
                    mentions[at_mention - 1] if at_mention and mentions[at_mention - 1].end == at - length else None
                )
                codes = gazetteer.at_date(known[name], date)
                if mention := _township(name, at - length, stop, codes, gazetteer, anchors, before):
                    if before is not None or begins(text, at - length):
                        sure.add(name)
                        out.append(mention)
                        low = stop
                    else:
                        loose.append(mention)
                break
        else:
            if len(counties) == 1 and (unlisted := _unlisted(text, low, at, stop, counties[0])):
                out.append(unlisted)
                new[unlisted.surface.text] = unlisted
                low = stop
            others.append((low, stop))
    out += _once_more(text, others, new)
    # Once a name has stood by itself it is known in this text; so is one of a county that the text names.
    loose = [m for m in loose if m.surface.text in sure or (m.norm in named and len(m.surface.text) > SHORT)]
    return _in_order([*out, *loose])


def _over(
    text: str, last: list[Mention], at: int, stop: int, gazetteer: Gazetteer, anchors: Anchors, date: str | None
) -> Mention | None:
    """Give a township whose name holds the short name of a county: 甘孜州|新都桥镇, 喀什|塔什库尔干乡."""
    county, known = last[-1], gazetteer.counties_of
    if county.kind != "county" or county.by != "name" or at - county.end > SHORT:
        return None
    floor = last[0].end if len(last) > 1 else 0
    if county.full:
        floor = max(floor, county.start)  # 古县|渡镇
    for start in range(max(floor, at - _LONGEST), county.start + 1 if county.full else county.end):
        if text[start:stop] not in known or not (begins(text, start) or start == floor):
            continue
        codes = gazetteer.at_date(known[text[start:stop]], date)
        around = {code[:4] for place, _, code, _ in anchors.anchors if place != county.start}
        if any(code[:4] in around or f"{code[:2]}00" in around for code in codes):
            county.use = ABSORBED
            return _township(text[start:stop], start, stop, codes, gazetteer, anchors, None)
    return None


def _street_of(text: str, before: Mention, at: int, stop: int) -> Mention | None:
    """Give a street that no table knows but its county stands right before: 普陀区|的|曹阳新村街道."""
    if before.kind != "county" or before.norm is None or text[at:stop] != "街道":
        return None
    start = before.end + 1
    if not 2 <= at - start <= _LONGEST - 2 or text[before.end] != "的" or not _HAN.fullmatch(text, start, at):
        return None
    return _unlisted_at(text[start:stop], start, stop, before.norm)


def _unlisted(text: str, low: int, at: int, stop: int, county: str) -> Mention | None:
    """Give a township that no table has (a former one, a misspelt one) in the only county that the text names.

    It must begin clearly and go on as a township does: 来到|乌列镇|白石村, 乌列镇|党委.
    """
    if not _GOES_ON.match(text, stop):
        return None
    for length in (2, 3):
        start = at - length
        if start < low or not _HAN.fullmatch(text, start, at) or not begins(text, start):
            continue
        if _OFFICER.search(text, max(0, start - 4), start):
            return None  # 组长：王福山|镇党委书记
        if text[start:stop] in _NO_NAME or _NO_STEM.search(text, start, at):
            return None
        return _unlisted_at(text[start:stop], start, stop, county)
    return None


def _in_order(mentions: list[Mention]) -> list[Mention]:
    """Sort by start, and leave out what overlaps the one before."""
    kept: list[Mention] = []
    for one in sorted(mentions, key=lambda m: m.start):
        if not kept or kept[-1].end <= one.start:
            kept.append(one)
    return kept


def _once_more(text: str, others: list[tuple[int, int]], new: dict[str, Mention]) -> list[Mention]:
    """Give the townships that no table has where the text only names them: 来到乌列镇白石村 … |乌列镇|的茶."""
    out = []
    for low, stop in others if new else ():
        model = new.get(text[max(low, stop - 3) : stop]) or new.get(text[max(low, stop - 4) : stop])
        if model is not None:
            name = model.surface.text
            out.append(_unlisted_at(name, stop - len(name), stop, model.norm))
    return out


def _unlisted_at(name: str, start: int, stop: int, county: str | None) -> Mention:
    """Make the mention of a township that no table has."""
    mention = mention_of(start, stop, Surface(name))
    mention.kind, mention.name, mention.by, mention.norm = "township", name, "township", county
    return mention


def begins(text: str, start: int) -> bool:
    """Tell whether a name may begin at a place: after no letter, or after a word that places follow.

    Args:
        text: The text.
        start: The place, in code points.

    Returns:
        True where it may.
    """
    before = text[start - 1 : start]
    return not ("\u4e00" <= before <= "\u9fff") or before in _STARTS


def _township(
    name: str,
    start: int,
    end: int,
    codes: tuple[str, ...],
    gazetteer: Gazetteer,
    anchors: Anchors,
    before: Mention | None,
) -> Mention | None:
    if name in _NO_NAME:
        return None
    if before is not None and before.rows and before.norm and before.kind in {"province", "prefecture", "county"}:
        # 浙江|乌镇: the place before it holds it, and the two are one chain.
        held = before.norm[: {"province": 2, "prefecture": 4, "county": 6}[before.kind]]
        inside = tuple(code for code in codes if code.startswith(held))
        if inside:
            codes, start, before.use = inside, before.start, ABSORBED
    near = [c for c in codes if c in anchors.codes]
    near = (
        near or [c for c in codes if c[:4] in anchors.prefectures] or [c for c in codes if c[:2] in anchors.provinces]
    )
    # A name of two characters is too short to stand by itself.
    if not near and (len(codes) > _MOST or len(name) < 3):
        return None
    codes = tuple(near) or codes
    mention = mention_of(start, end, Surface(name))
    mention.kind, mention.name, mention.by = "township", name, "township"
    if len(codes) == 1:
        mention.norm = codes[0]
        anchors.add(start, 1.0, codes[0], "county")
    else:
        mention.candidates = [Candidate(norm=c, name=_county(c, gazetteer)) for c in codes[:_MOST]]
    return mention


def _county(code: str, gazetteer: Gazetteer) -> str:
    row = gazetteer.row(code)
    return row.name if row else code
