"""Townships and streets that a text names without their county before them, and zones named a second time in short."""

import re
from bisect import bisect_right, insort
from collections import Counter
from itertools import islice

from pipeline.document import Candidate
from pipeline.lexicon.regions.gazetteer import Gazetteer, Surface
from pipeline.lexicon.regions.mention import Mention, mention_of
from pipeline.lexicon.regions.resolving import Anchors

_CLASS = re.compile("街道(?!路|两|交)|乡(?![村镇亲土情音愁级下])|镇(?![江海静级域魂定痛压])|苏木(?!达)")
_STARTS = frozenset("在到于的和与是由向从为至及赴对经把被让等该以往去驻给、市县区州盟旗访入来抵按如有省")
_NO_NAME = frozenset(
    (
        "于城镇",
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
_OFTEN = 3
_MOST_FORMS = 400  # each of them is looked for in the whole text
SHORT = 2
ABSORBED = 9  # the use of a mention that became part of a longer one
_SPACE = frozenset(" \t\r　")
_HAN = re.compile("[\u4e00-\u9fff]+")
# The name of a zone in four characters, the first two of them its own: 玉东|新区, but not 工业|新区.
_OWN_NAME = re.compile(
    "(?!工业|产业|经济|高新|城市|综合|生态|农业|科技|旅游|保税|国际|空港|临港|现代|城镇|经开|国家|自主|自由|自贸|边境|跨境|"
    "出口|文化|化工)"
)
_OWN_STEM = re.compile(_OWN_NAME.pattern + "..新[区城]")
# What follows the name of a township: a village of it, its Party committee, its government.
_GOES_ON = re.compile("[\u4e00-\u9fff]{2,3}(?:村|社区)(?![民级镇委庄])|党委|政府|人民政府|党政|人大主席|镇长|乡长|书记")
_OFFICER = re.compile("[长员任记人][：: 　]{1,2}$")
_NO_STEM = re.compile(
    "[的了在和与及是有个各该本其这那某全每多几数两一二三四五六七八九十新老小古大中名重特强县市省区村城]$|^[各该本其这那某全每多几数两一二三四五六七八九十个]|"
    "特色|中心|建制|城关|示范|美丽|贫困|试点|有关|相关|所属|所在|工业|农业|旅游|文化|乡|镇|街|路|村|县|市|区"
)
_OFFICE = re.compile("派出所|司法所|财政所|税务所|卫生院|党委|政府|社区|辖区|敬老院|中心校")


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
    known = gazetteer.counties_of
    named = frozenset(anchors.codes)  # before the townships add theirs
    counties = list(dict.fromkeys(code for _, _, code, _ in anchors.anchors if code[4:] != "00"))
    out: list[Mention] = []
    sure: set[str] = set()
    loose: list[Mention] = []
    low, at_mention, total = 0, 0, len(mentions)
    for found in classes:
        at, stop = found.span()
        while at_mention < total and mentions[at_mention].end <= at:
            low = mentions[at_mention].end
            at_mention += 1
        if at_mention < total and mentions[at_mention].start < stop:
            continue
        if street := _street_of(text, mentions[at_mention - 1] if at_mention else None, at, stop):
            out.append(street)
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
                    if before is not None or _begins(text, at - length):
                        sure.add(name)
                        out.append(mention)
                        low = stop
                    else:
                        loose.append(mention)
                break
        else:
            if len(counties) == 1 and (unlisted := _unlisted(text, low, at, stop, counties[0])):
                out.append(unlisted)
                low = stop
    # Once a name has stood by itself it is known in this text; so is one of a county that the text names.
    loose = [m for m in loose if m.surface.text in sure or (m.norm in named and len(m.surface.text) > SHORT)]
    return sorted([*out, *loose], key=lambda m: m.start)


def _street_of(text: str, before: Mention | None, at: int, stop: int) -> Mention | None:
    """Give a street that no table knows but its county stands right before: 普陀区|的|曹阳新村街道."""
    if before is None or before.kind != "county" or before.norm is None or text[at:stop] != "街道":
        return None
    start = before.end + 1
    if not 2 <= at - start <= _LONGEST - 2 or text[before.end] != "的" or not _HAN.fullmatch(text, start, at):
        return None
    mention = mention_of(start, stop, Surface(text[start:stop]))
    mention.kind, mention.name, mention.by, mention.norm = "township", text[start:stop], "township", before.norm
    return mention


def _unlisted(text: str, low: int, at: int, stop: int, county: str) -> Mention | None:
    """Give a township that no table has (a former one, a misspelt one) in the only county that the text names.

    It must begin clearly and go on as a township does: 来到|乌列镇|白石村, 乌列镇|党委.
    """
    if not _GOES_ON.match(text, stop):
        return None
    for length in (2, 3):
        start = at - length
        if start < low or not _HAN.fullmatch(text, start, at) or not _begins(text, start):
            continue
        if _OFFICER.search(text, max(0, start - 4), start):
            return None  # 组长：王福山|镇党委书记
        if text[start:stop] in _NO_NAME or _NO_STEM.search(text, start, at):
            return None
        mention = mention_of(start, stop, Surface(text[start:stop]))
        mention.kind, mention.name, mention.by = "township", text[start:stop], "township"
        mention.norm = county
        return mention
    return None


def _begins(text: str, start: int) -> bool:
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


class _Spans:
    """Where mentions are; they never overlap."""

    def __init__(self, mentions: list[Mention]) -> None:
        self._spans = sorted((m.start, m.end) for m in mentions)

    def free(self, start: int, end: int) -> bool:
        at = bisect_right(self._spans, (start, end))
        return not (at and self._spans[at - 1][1] > start) and (at == len(self._spans) or self._spans[at][0] >= end)

    def take(self, start: int, end: int) -> None:
        insort(self._spans, (start, end))


def named_again(text: str, mentions: list[Mention], bare: list[Mention], gazetteer: Gazetteer) -> list[Mention]:
    """Find zones and townships again where the text calls them by a shorter form.

    Args:
        text: The text.
        mentions: All mentions so far, by start.
        bare: Those of them that are townships found by name alone.
        gazetteer: The tables.

    Returns:
        Further mentions, in no order, none overlapping the others or each other.
    """
    taken = _Spans(mentions)
    out: list[Mention] = []
    for name, model in islice(_short_forms(text, mentions, bare).items(), _MOST_FORMS):
        at = text.find(name)
        while at >= 0:
            end = at + len(name)
            if taken.free(at, end) and _stands(text, at, end, model):
                taken.take(at, end)
                out.append(_copy(at, end, name, model))
            at = text.find(name, end)
    for township in bare[:1]:
        out += _neighbours(text, township, taken, gazetteer)
    return out


def _short_forms(text: str, mentions: list[Mention], bare: list[Mention]) -> dict[str, Mention]:
    forms: dict[str, Mention] = {}
    for mention in mentions:
        if mention.kind == "zone" and (mention.by == "bare-zone" or (mention.by == "zone" and mention.rows)):
            tail = text[mention.stem if mention.stem is not None else mention.start : mention.end]
            if (len(tail) >= 5 or (len(tail) == 4 and _OWN_STEM.match(tail))) and "\n" not in tail:
                forms.setdefault(tail, mention)
        if mention.kind == "zone" and (own := _own_name(text, mention)):
            forms.setdefault(own, mention)
    times = Counter(mention.surface.text for mention in bare)
    for mention in bare:
        name = mention.surface.text.removesuffix("街道").rstrip("镇乡")
        if len(name) >= 2 and mention.norm:
            if times[mention.surface.text] >= _OFTEN:
                mention.use = -1
            forms.setdefault(name, mention)
    return forms


def _own_name(text: str, zone: Mention) -> str | None:
    """Give what a zone is called by its offices: 玉林市玉东新区, 玉东|派出所."""
    start = zone.end - 4
    whole = start in (zone.start, zone.stem) or (start > zone.start and text[start - 1] in "省市县区州盟")
    return text[start : start + SHORT] if whole and _OWN_STEM.fullmatch(text, start, zone.end) else None


def _stands(text: str, start: int, end: int, model: Mention) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    if model.kind == "zone" and end - start > SHORT:
        return _begins(text, start) or before in "对将使" or _OWN_NAME.match(text, start) is not None
    if after in _NO_AFTER:
        return False
    # The short form of a township: by itself where the text names it often, else only before an office of its.
    return model.use < 0 or _OFFICE.match(text, end) is not None


_NO_AFTER = frozenset("镇乡街村路河山江湖县市区")


def _copy(start: int, end: int, name: str, model: Mention) -> Mention:
    mention = mention_of(start, end, Surface(name))
    mention.kind, mention.norm, mention.name = model.kind, model.norm, model.name
    mention.rows, mention.by = model.rows, f"{model.by}-again"
    return mention


def _neighbours(text: str, township: Mention, taken: "_Spans", gazetteer: Gazetteer) -> list[Mention]:
    """Find the other townships of one county before an office of theirs: 名山|派出所."""
    out = []
    for found in re.finditer("([\u4e00-\u9fff]{2})(?:派出所|司法所|财政所|税务所|卫生院)", text):
        start, end = found.span(1)
        name = found.group(1)
        if not taken.free(start, end):
            continue
        for tail in ("镇", "街道", "乡"):
            if township.norm in (gazetteer.counties_of.get(name + tail) or ()):
                taken.take(start, end)
                out.append(_copy(start, end, name, township))
                out[-1].name = name + tail
                break
    return out
