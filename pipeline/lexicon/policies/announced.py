"""Initiatives without quotation marks that a text says are carried out: 实施…工程, 开展…专项行动, lists of them."""

import re

from pipeline.document import Entity
from pipeline.lexicon.policies.text import Taken, add, entity

_DO = "实施|组织实施|启动实施|启动|开展|推进|实行|推行|部署|发起"
_VERB = f"(?:{_DO})(?:了|好|完成)?(?:开展|实施|启动|做好)?"
_NAME = (
    "((?:20\\d\\d年)?[\u3400-\u9fff]{3,20}?"
    "(?:工程|专项行动|提升行动|攻坚行动|行动计划|三年行动|行动|战略|[\u3400-\u9fff]计划|[\u3400-\u9fff]改革试点|[\u3400-\u9fff]试点))"
    "(?=[，。、；：“”（）！\n 和及与等以为]|项目|建设|方案|$|的|中|后|以来|取得|成效)"
)
_NAMED = re.compile(_VERB + "(?:一批|国家|全国|国家级|新一轮|全省|全市|农村|以来)?" + _NAME)
# 实施甲工程、乙工程: the verb governs what is coordinated, as far as no other verb opens it.
_NEXT = re.compile(
    f"(?:、|和|及|以及|与)(?!深入|加快|持续|大力|加强|做好|强化|抓好|打好|完善|出台|制定|参与|支持|组织|建立|{_DO})"
    + _NAME
)
# 推进打击甲和乙专项行动: what a campaign fights may be two things; without the last words it would be an operation.
_AGAINST = re.compile(
    f"(?:{_DO}|组织|深化|参与)(?:了|好|全国|全省|全市)?"
    "((?:打击|整治|治理|清理|查处|根治|严打)[\u3400-\u9fff、]{4,26}?专项(?:行动|斗争|整治行动|整治))$"
)
_CAMPAIGN = re.compile("专项(?:行动|斗争|整治行动|整治)(?!小组|办公室|工作组)")
_AGAINST_NOT = re.compile("[的了在等]|系列|以及")
# 渡口提升行动|深入开展: the name opens the sentence.
_GOES_ON = (
    "(?:正在|已经?|也|将|今[天日]|[昨明]天|近日|日前|正式|全面|深入|持续|扎实|有序|加快|加力|稳步|顺利|陆续){0,2}"
    "(?:开展|启动|推进|实施|展开)"
)
_OPENING = re.compile(
    f"(?:^|[。；！？\\n])\\s?(?:全国|今年)?((?:20\\d\\d年)?[\u3400-\u9fff]{{4,20}}?行动)(?={_GOES_ON})"
)
_MAY_OPEN = re.compile("行动" + _GOES_ON)
_LISTED = re.compile("、(?<=(?:工程|行动|计划)、)")  # looked for by its rarest character
_LEAD = "提出了?|包括|安排了?|设立了?|确定了?|推出了?"
_FIRST = re.compile(f"(?:[：，。；、]|{_LEAD})(?:{_LEAD})?((?:20\\d\\d年)?[\u3400-\u9fff]{{3,20}}?(?:工程|行动|计划))$")
_COUNT_BEHIND = re.compile("等[0-9一二三四五六七八九十]{1,3}(?:项|个|大)")
NO_NAMED = re.compile(
    "^(?:多次|今年|首轮|一项|两项|一场|重大|重点(?!产业|行业)|一批|相关|各项|这|该|民生|惠民|国家|发展|对外|军事|救援|搜救|联合|有关|上述|其|此|本|大型|特别|紧急|进一步|协调|统一|具体|"
    "一系列|系列|专项|集中|多项|若干|此次|主体|二期|三期|一期|四期|首批|第|配套|应急|工作|年度|既定|和|与|全面|各类|部分|基础设施|水利|公路|"
    "铁路|供水|扩建|新建|改扩建|桥梁|隧道|抢险|施工|采购|并|将|了|的|在|对|以|由|为|已|更|大规模|整治|治理|改造|打击|反恐|撤|报复|空袭|地面|"
    "实际|清剿|抓捕|维和|护航|搜索|营救|登陆|投资|生产|学习|检修|复产|收购|试验|发射|火星|月球|探测|在轨|空间|载人|核|原|本次|五年|互利|对话|开放|竞争)"
    "|[的了在从向把被将是]|(?<!应)对|这[一个项]|方案和|等(?:重点|重大|一批|系列)|与(?![^与]{1,4}强[省市国县区]战略)|(?:(?<!优先)(?<!创新)发展|伙伴|对接|(?<!变化)(?<!老龄化)国家|重大|全球|军事|企业|公司|集团|市场|经营|竞争|营销|外交|防务|国防|安全|地区|整体|总体|长远|长期)战略$"
    "|(?:重大|重点|水利|主体|建筑|配套|附属|二期|一期|三期|续建|管网|隧道|大桥|铁路|公路|机场|电站|水库|泵站|引水|供水|调水|抢险|加固|扩建|防洪|修复|"
    "灌溉|输水|安装|装修|土建|航道|水土保持|绿化|排水|排污|拆除|更新改造|市政|道路|船闸|疏浚|大坝|河道|堤防|航天|探月|航空)工程$|(?:采取|切实|军事|地面|救援|搜救|武装|反恐|打击|销毁|联合|统一|共同|集体|维权|恐怖|罢工|抗议|救助|清除|"
    "作战|实际|具体|特别|一致|紧急|制裁|执法|抓捕|收网|营救|排查|搜索|巡逻|巡航|护航|维和|清理|自由|人道主义|扫毒)行动$"
    "|(?:工作|科学|投资|年度|年度改造|生产|采购|发射|飞行|核|训练|培训|撤离|撤军|发展|招生|学习|和平|建设|援助|行动|访问|旅行|出行|复产|产能|扩产|复工|购买|增产|减产|教学|收购|三年|五年)计划$"
    "|(?:改革|有关|相关|先行|各类|扩大|国家|工作|全国)试点$"
)


def announced(text: str, taken: Taken) -> list[Entity]:
    """Find names without quotation marks that a text says are carried out: 实施…工程, 开展…专项行动.

    Args:
        text: The text.
        taken: Spans of other mentions; what is found is added.

    Returns:
        Mentions: those behind a verb, those that open a sentence, those of counted lists; each in their order.
    """
    found: list[Entity] = []
    for first in _NAMED.finditer(text):
        named: re.Match[str] | None = first
        while named is not None and NO_NAMED.search(named[1]) is None:
            _add(text, *named.span(1), found, taken)
            named = _NEXT.match(text, named.end(1))
    for last in _CAMPAIGN.finditer(text):
        match = _AGAINST.search(text, max(0, last.start() - 44), last.end())
        if match is not None and _AGAINST_NOT.search(match[1]) is None:
            _add(text, *match.span(1), found, taken)
    for match in _OPENING.finditer(text) if _MAY_OPEN.search(text) else ():
        if NO_NAMED.search(match[1]) is None and "以实际" not in match[1]:
            _add(text, *match.span(1), found, taken)
    end = 0
    for mark in _LISTED.finditer(text):
        if mark.end() <= end:
            continue
        spans, end = _listed(text, mark.start())
        for span in spans:
            _add(text, *span, found, taken)
    return found


def _listed(text: str, at: int) -> tuple[list[tuple[int, int]], int]:
    """甲培养工程、乙提升工程等10个项目: the names of a list, and where it ends; none where one of them is no name."""
    first = _FIRST.search(text, max(0, at - 26), at)
    spans = [first.span(1)] if first is not None else []
    match = _NEXT.match(text, at)
    while match is not None:
        spans.append(match.span(1))
        at = match.end(1)
        match = _NEXT.match(text, at)
    counted = len(spans) > 1 and _COUNT_BEHIND.match(text, at) is not None
    good = counted and not any(NO_NAMED.search(text[start:end]) for start, end in spans)
    return (spans if good else []), at


def _add(text: str, start: int, end: int, found: list[Entity], taken: Taken) -> None:
    add(entity(text, start, end, "initiative", without_noun(text[start:end]), "pattern"), found, taken)


def without_noun(name: str) -> str:
    """Take the class noun off a name where the rest still names something.

    Args:
        name: A name that may end in 工程, 行动, 计划, 战略 or 倡议.

    Returns:
        The norm; 渡口改造三年行动 and 渡口三大行动 stay whole.
    """
    return re.sub(
        "(?<=..)(?<!年)(?<![一二三四五六七八九十百两][大项个])(?:倡议|战略|工程|计划|(?<!专项)行动)$", "", name
    )
