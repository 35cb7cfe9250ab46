"""Plans without marks: behind a verb that carries them out, before the word that they are approved, by their period."""

import re

from pipeline.document import Entity
from pipeline.lexicon.policies.kinds import type_of
from pipeline.lexicon.policies.text import Taken, add_plain

_KIND = (
    "(?:行动计划|工作方案|实施方案|行动方案|总体方案|管理办法|实施办法|暂行办法|实施细则|规划纲要|暂行规定|"
    "工作规则|工作条例|管理条例|保护条例|促进条例)"
)
_BEHIND = "(?=[，。、；（(”\\s]|等|$|和|并|的)"
_PLAN = re.compile(
    "(出台|制定|印发|发布|颁布|公布|实施|启动|编制|推出|通过|审议|根据|按照|落实|贯彻|执行)(?:了|实施|并实施|印发|出台|通过了)?"
    f"([\u3400-\u9fff“”0-9—－（）]{{5,32}}?{_KIND}|[\u3400-\u9fff]{{4}}(?:总体方案|工作规则|管理条例|保护条例|促进条例)){_BEHIND}"
)
# The same by its last character, which is rarer than the verbs; the whole is looked for before it.
_PLAN_END = re.compile(f"[划案法则要定例](?<=计划|方案|办法|细则|纲要|规定|规则|条例)(?<={_KIND}){_BEHIND}")
_PLAN_LONGEST = 44  # code points: verb, what belongs to it, name
# 岭南都市圈发展规划|近日获批: a plan opens the sentence and is approved or published.
_PLANNED = "(?:规划|纲要|行动计划|实施方案|总体方案|行动方案|管理办法|实施办法|条例)"
_APPROVAL = (
    "(?:近日|日前|今[天日]|[昨明]天|\\d{1,2}[日号]|正式|已经?|将){0,2}(?:（[^（）]{3,12}）)?(?:获批|获得?[\u3400-\u9fff]{2,14}?(?:批复|批准|审议通过)"
    "|(?:正式)?(?:印发|发布|出台|公布|施行|获批复|经[\u3400-\u9fff]{2,10}批准))"
)
_APPROVED = re.compile("(?:^|[\n。！？；])\\s?([\u3400-\u9fff“”0-9—－（）]{5,30}?" + _PLANNED + ")" + _APPROVAL)
# The same from its last word on: a quick look whether the search for the beginning is worth it.
_MAY_BE_APPROVED = re.compile("[划要案法例](?<=规划|纲要|计划|方案|办法|条例)" + _APPROVAL)
_PLAN_NOT = re.compile(
    "[的了在对将从向把被]|今年|首批|制度和|(?:规划|计划|方案)[和、及与](?:实施|工作|行动)?(?:方案|计划|规划)$|^“?[一二三四五六七八九十]{1,3}五”?规划纲要$|首[个部项份]|^(?:好|等|我|发布|并|通过|两国|双方|\\d+多?[项条个]|一系列|相关|具体|专项|详细|多项|各项|配套|这|该|本|新的|三年|有关|国家|各|以|全面|完善|年度|切实|上述|职责)|(?:本|该|各|这|何)\\S{0,3}$"
)
# What belongs to the verb and not to the name: 发布|实施…办法, 制定|和组织实施…计划, 贯彻|落实…纲要.
_VERB_GOES_ON = {
    "发布": re.compile("实施(?!意见|方案|细则)"),
    "公布": re.compile("实施(?!意见|方案|细则)"),
    "制定": re.compile("(?:[和或](?:调整|组织|修订|完善)?(?:实施|完善)|实施(?!意见|方案|细则)|印发)"),
    "编制": re.compile("[和或](?:组织)?实施|实施(?!意见|方案|细则)"),
    "贯彻": re.compile("落实|执行|实施"),
}
_TWO = re.compile("(?<=规划|计划|方案|意见|条例|党章)[和与]")
_OWN_RULES = re.compile("[及和](?:其)?(?:实施(?:细则|条例|办法|方案)|专项实施方案)$")  # 某法及其实施条例: two documents
# In a regulation, “应当制定某某办法” orders a document that does not exist yet and has no title.
_REGULATION = "第二条"
# “十四五”就业促进规划, and the division whose plan it is right before it.
_PERIOD = re.compile(
    '[“"]([一二三四五六七八九十]{1,3}五)[”"]((?!时期|期间|以来|有关|系列|各|新|规划|计划|纲要)[\u3400-\u9fff]{2,18}?'
    "(?:规划(?:纲要)?|行动计划|行动方案|实施方案))(?![\u3400-\u9fff]?[师院部局司]|纲要)"
)
_PERIOD_NOT = re.compile(
    "[的了在对将从向把被并为是]|期间|时期|组织|制定|作出|提出|明确|国家重点研发|确定"
    "|^(?:发展|建设|行动|总体|专项|实施|工作|战略|经济社会发展|国民经济和社会发展)*(?:规划纲要|规划|行动计划|行动方案|实施方案)$"
)
# 制定了渡口安全“十五五”规划: what the plan is of, from behind the verb; 国家“十五五”规划 is the five-year plan itself.
_OF_PERIOD = re.compile("“[一二三四五六七八九十]{1,3}五”(?:发展|建设)?(?:规划(?:纲要)?|行动计划)(?!建议|编制)")
_DOMAIN = re.compile(
    "(?:制定|编制|出台|印发|发布|公布|实施|完成|推进|落实|按照|根据)(?:了|的|好|(?:和|并)?实施好?)?([\u3400-\u9fff]{3,18})$"
)
_DOMAIN_NOT = re.compile(
    "[的了在对将从向把被同就是其该本]|^[我和与并]|关于|国家$|中国$|地方$|中央$|全国$|特区$|全会|精神|服务$|公司|企业|完成|实施|国民经济|经济社会"
)


def plans(text: str, taken: Taken) -> list[Entity]:
    """Find plans in running text that stand without marks.

    Args:
        text: The text.
        taken: Spans of other mentions; what is found is added.

    Returns:
        Mentions, rule by rule, each in the order of the text.
    """
    found: list[Entity] = []
    for approved in _APPROVED.finditer(text) if _MAY_BE_APPROVED.search(text) else ():
        if _is_name(approved[1]):
            add_plain(text, approved.start(1), approved.end(1), found, taken)
    rules = text.find(_REGULATION)  # where the rules of a regulation begin, behind its first article
    reach = 0
    for last in _PLAN_END.finditer(text):
        match = _PLAN.search(text, max(reach, last.end() - _PLAN_LONGEST), last.end())
        if match is None:
            continue
        reach = match.end()
        ordered = 0 <= rules < match.start() and match[1] in ("制定", "编制") and text[match.end(1)] != "了"
        if not ordered:
            _carried_out(text, match, found, taken)
    return found


def period_plans(text: str, places: dict[int, int], taken: Taken) -> list[Entity]:
    """Find plans by the five-year period for which they run: “十四五”就业促进规划, 渡口安全“十五五”规划.

    Args:
        text: The text.
        places: Divisions of the text: where each ends, and where it starts; a plan takes the one right before it.
        taken: Spans of other mentions; what is found is added.

    Returns:
        Mentions, rule by rule, each in the order of the text.
    """
    found: list[Entity] = []
    for match in _OF_PERIOD.finditer(text):
        of = _DOMAIN.search(text, max(0, match.start() - 28), match.start())
        if of is None or _DOMAIN_NOT.search(of[1]) or places.get(match.start()) == of.start(1):
            continue
        add_plain(text, of.start(1), match.end(), found, taken)
    for match in _PERIOD.finditer(text):
        if _PERIOD_NOT.search(match[2]) is None:
            add_plain(text, places.get(match.start(), match.start()), match.end(), found, taken)
    return found


def _is_name(name: str) -> bool:
    return (
        _PLAN_NOT.search(name) is None
        and name.count("（") == name.count("）")
        and name.count("“") == name.count("”")
        and _OWN_RULES.search(name) is None
    )


def _carried_out(text: str, match: re.Match[str], found: list[Entity], taken: Taken) -> None:
    """What a verb carries out, from behind all of the verb; 甲规划和乙方案 are two."""
    start, end = match.span(2)
    more = _VERB_GOES_ON.get(match[1])
    on = more.match(match[2]) if more is not None else None
    if on is not None:
        start += on.end()
    if not _is_name(text[start:end]):
        return
    for cut in _TWO.finditer(text, start, end):
        first = text[start : cut.start()]
        if len(first) >= 8 and type_of(first) is not None and _is_name(first):
            add_plain(text, start, cut.start(), found, taken)
        start = cut.end()
    if end - start >= 6 and _is_name(text[start:end]):
        add_plain(text, start, end, found, taken)
