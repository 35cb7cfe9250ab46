"""Zones and townships that a text names a second time in short: 石河子高新技术产业开发区, then 高新技术产业开发区."""

import re
from bisect import bisect_right, insort
from collections import Counter
from itertools import islice

from pipeline.lexicon.regions.gazetteer import Gazetteer, Surface
from pipeline.lexicon.regions.mention import Mention, mention_of
from pipeline.lexicon.regions.townships import SHORT, begins

_OFTEN = 3
_MOST_FORMS = 400  # each of them is looked for in the whole text
# The name of a zone in four characters, the first two of them its own: 玉东|新区, but not 工业|新区.
_OWN_NAME = re.compile(
    "(?!工业|产业|经济|高新|城市|综合|生态|农业|科技|旅游|保税|国际|空港|临港|现代|城镇|经开|国家|自主|自由|自贸|边境|跨境|"
    "出口|文化|化工)"
)
_OWN_STEM = re.compile(_OWN_NAME.pattern + "..新[区城]")
_OFFICE = re.compile("派出所|司法所|财政所|税务所|卫生院|党委|政府|社区|辖区|敬老院|中心校")


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
    forms = _short_forms(text, mentions, bare)
    for mention in mentions:
        model = forms.get(text[mention.start : mention.end]) if mention.by == "zone" else None
        if model is not None and model.stem is not None and model.start < model.stem:
            mention.norm, mention.rows = model.norm, model.rows  # 昭通靖安新区, then 靖安新区 is none of 靖安县
    for name, model in islice(forms.items(), _MOST_FORMS):
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
        return begins(text, start) or before in "对将使" or _OWN_NAME.match(text, start) is not None
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
