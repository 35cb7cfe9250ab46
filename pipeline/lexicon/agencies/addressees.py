"""Whom a document is addressed to or charges with work, named or not (各乡镇人民政府：, 责任单位：市财政局)."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from pipeline.document import Entity

READ = 3000
COLON = re.compile("[：:]")
# A salutation begins after a break, or after the class word of the headline (…的通知各镇人民政府：).
BREAK = re.compile("[。；！？：:\\n\\s》号]")
HEADLINE = re.compile("(?:通知|意见|办法|公告|通告|决定|函|批复|规定|细则|方案)(?=[各全市县区省州镇乡有相直驻])")
LONGEST = 400
SPLIT = re.compile(
    "[、，,；和\\s]|(?<=[局厅委办部府处])(?=[市县区省])|(?<=[局厅处])(?=各)|(?<=政府)(?=各[乡镇市县区街州])"
)
# The members of a series that share the class noun of its last one: 各省、自治区、直辖市|人民政府.
PART = re.compile(
    "各?(?:省|自治区|直辖市|计划单列市|设区市|地级以上市|省直管县|直管市|自治州|市|地|州|盟|自治县|县|区|旗|镇|乡)(?:[（(][^（()）]{1,12}[）)])?"
)
ORGAN = re.compile(
    "(?:政府|[党工]委|[省市县区州]委|府|局|厅|委|委员会|办|办公[厅室]|部|部门|单位|机构|机关|组织|街道|办事处|镇|乡|乡镇|镇街|处|会|院|行"
    "|公司|企业|学校|管委会|所|站|社|中心|团体|大队|支队|区|集团)$"
)
ADDRESSED = re.compile("^(?:各|全|[市县区省镇乡]|自治|直属|有关|相关|驻|国务院|[\u4e00-\u9fff]{2,6}[省市县区镇乡])")
# Lists of those charged: the items up to the end of the bracket or the line.
CHARGED = re.compile("(?:责任|牵头|配合|参加|参与|协办|主办|负责)(?:单位|部门)[：:]|此件发至|抄送[：:]")
CHARGED_BY = re.compile(
    "[（(〔]由?([^（()）〔〕\\n。；]{2,200}?)(?:按照?各?自?职责(?:分工)?|分别|共同|等)?(?:牵头|负责|配合)[^（()）〔〕\\n]{0,8}[）)〕]"
)
LIST_END = re.compile("[。；;）)〕\\n]")
BRACKET = {"（": "）", "(": ")"}
NO_SALUTATION = re.compile(
    "应当|下列|凡在|设定|从事|列入|具备|不得|可以|如下|通知如|附件|联系|电话|时间|地址|责任|牵头|\\d|[一二三四五六七八九十]、|记者|表示|强调|指出"
)


def addressees(text: str, organs: Sequence[Entity]) -> list[Entity]:
    """List whom a document is addressed to, and whom it charges with work.

    Args:
        text: The document.
        organs: The organs found in it.

    Returns:
        The items of the first salutation, then those of lists such as 责任单位：…, in order: organs as they were
        found, others with the status ``unresolved`` and no norm. The two do not overlap.
    """
    found = _salutation(text, organs)
    last = found[-1].end if found else 0
    for start, end in sorted(_charged(text)):
        if start < last:
            continue
        last = end
        spans = _items(text, start, end, organs)
        found += [_entity(text, *span, organs, "charged") for span in spans if ORGAN.search(_bare(text, span))]
    return found


def _charged(text: str) -> Iterator[tuple[int, int]]:
    """The lists of those charged: after 责任单位：, or in brackets before 负责."""
    for head in CHARGED.finditer(text):
        stop = LIST_END.search(text, head.end(), head.end() + LONGEST)
        if stop:
            yield head.end(), stop.start()
    for match in CHARGED_BY.finditer(text):
        if not CHARGED.search(match[0]):
            yield match.span(1)


def _salutation(text: str, organs: Sequence[Entity]) -> list[Entity]:
    last = 0
    for colon in COLON.finditer(text, 0, READ):
        start, last = max(last, colon.start() - LONGEST), colon.end()
        for cut in (*BREAK.finditer(text, start, colon.start()), *HEADLINE.finditer(text, start, colon.start())):
            start = max(start, cut.end())
        first = text[start : colon.start()]
        if not ADDRESSED.match(first) or NO_SALUTATION.search(first):
            continue
        items = _series(text, _items(text, start, colon.start(), organs))
        fit = [one for one in items if ORGAN.search(_bare(text, one))]
        if fit and len(fit) * 2 >= len(items):
            return [_entity(text, begin, end, organs, "addressee") for begin, end in fit]
    return []


def _series(text: str, items: Iterator[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join the members of a series that share one class noun: 各省、自治区、直辖市人民政府 is one item."""
    out: list[tuple[int, int]] = []
    for start, end in items:
        before = out[-1] if out else None
        if before and before[1] + 1 == start and text[before[1]] == "、" and _of_series(text, *before):
            out[-1] = before[0], end
        else:
            out.append((start, end))
    return out


def _of_series(text: str, start: int, end: int) -> bool:
    """Tell whether an item is a class of divisions, or several of them joined, without an organ."""
    return all(PART.fullmatch(one) for one in re.split("、(?![^（()）]{0,12}[）)])", text[start:end]))


def _items(text: str, start: int, end: int, organs: Sequence[Entity]) -> Iterator[tuple[int, int]]:
    """Split outside brackets and organs: 各镇（街道、开发区）党委 is one item, and so is 工业和信息化部."""
    depth, begin = 0, start
    inside = {at for one in organs if one.end > start and one.start < end for at in range(one.start + 1, one.end)}
    for at in range(start, end):
        depth += (text[at] in BRACKET) - (text[at] in BRACKET.values())
        split = SPLIT.match(text, at) if depth <= 0 and at not in inside else None
        if split and not (text[at] == "和" and not ORGAN.search(text, begin, at)):
            if at > begin:
                yield begin, at
            begin = split.end()
    if end > begin:
        yield begin, end


def _bare(text: str, span: tuple[int, int]) -> str:
    return re.sub("[（(][^（()）]{0,40}[）)]$", "", text[span[0] : span[1]])


def _entity(text: str, start: int, end: int, organs: Sequence[Entity], rule: str) -> Entity:
    for one in organs:
        if start <= one.start and one.end <= end:
            return one
    kind: Literal["central", "local"] = "central" if text.startswith("国务院", start) else "local"
    return Entity(
        start=start,
        end=end,
        text=text[start:end],
        label="AGENCY",
        kind=kind,
        status="unresolved",
        by=f"agencies:{rule}",
    )
