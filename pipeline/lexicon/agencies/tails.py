"""What may follow a region in the name of a local organ, as anchored expressions with bounded repeats.

Every function takes the text and the position right after the region, and gives the end of the tail and the official
name as a pattern with ``{}`` for the region; None where no tail of its family is there.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any

from pipeline.lexicon.agencies.guards import AFTER_BUREAU, AFTER_COMMITTEE

H = "[\u4e00-\u9fff]"
ORD = "[一二三四五六七八九十\\d]"
FORMS = {"委": "委员会", "办": "办公室"}
MORE = "管理|监督|监察|执法|服务|发展|建设|改革|合作|促进|协调|事务|保护|综合|行政|工作"
# What may not follow the one-character forms: 教育办法, 财政委托, 公安局面.
FORM = (
    f"委员会办公室|委员会|办公室|委(?!{AFTER_COMMITTEE})|局(?!{AFTER_BUREAU})|厅(?!级)|办(?![法理公事学案好结成实完得出展税证])"
    "|总队|支队|大队|分局"
)
KEEPS = re.compile(
    "(?:海关|派出所|检查总?站|边检总?站)$|^(?:铁路运输|互联网|知识产权|金融|海事)|(?:管委会|管理委员会)(?:办公室)?$"
)
POLICE = "交警|交巡警|交通警察|刑侦|刑警|特警|巡特警|经侦|经济犯罪侦查|禁毒|治安|治安管理|网安|出入境管理"
BRANCH_AFTER = re.compile(
    f"(?:{H}{{2,6}}分局|(?:{POLICE})(?:总队|支队|大队)|出入境管理局|稽查局|(?:综合)?(?:行政)?执法(?:监察)?(?:总队|支队|大队)|办公室)(?!主任)"
)
# A short form that the text writes out (外事办|公室, 禁毒委|员会办公室), or that has an office of its own.
GOES_ON = (
    "(?<=办)公室|(?<=委)(?:员会)?(?:办公室|办(?![法理公事学案]))|(?<=委)员会|(?<=中心)(?:管委会|管理委员会|管理办公室)"
)
# A law or a rule named after what the short form deals with; not 执法.
NO_LAW = f"(?:(?!执法|立法|司法){H})?(?:法|[长员]?制)"
SAR = (
    "金融管理局|金管局|保安局|律政司|警务处|入境事务处|立法会|行政会议|廉政公署|教育局|财政司|政务司|发展局|惩教署|消防处"
    "|卫生署|医务卫生局|食物及卫生局|环境及生态局|民政及青年事务局|文化体育及旅游局|劳工及福利局|运输及物流局|运输及房屋局|房屋局"
    "|商务及经济发展局|创新科技及工业局|创新及科技局|政制及内地事务局|公务员事务局|财经事务及库务局|选举管理委员会|维护国家安全委员会"
    "|市政署|旅游局|经济财政司|行政法务司|保安司|社会文化司|运输工务司|治安警察局|司法警察局|警察总局|卫生局|劳工事务局"
)
Found = tuple[int, str] | None


def department(stems: Iterable[str], whole: Iterable[str]) -> re.Pattern[str]:
    """Compile the departments: one or more functions and a form, or a whole tail."""
    one = _either(stems)
    return re.compile(
        f"(?:(?P<whole>{_either(whole)})(?P<on>{GOES_ON})?(?!{NO_LAW})|(?P<stem>(?:{one})(?:[和与]?(?:{one}|{MORE})){{0,4}})(?P<form>{FORM}))"
    )


def widen(text: str, start: int, end: int) -> tuple[int, int]:
    """Take in what stands before the region as a part of the name: 中共, 中国共产党, 政协."""
    for before in ("中国共产党", "中共", "人行", "中国人民政治协商会议", "政协"):
        if text.startswith(before, start - len(before)) and start >= len(before):
            return start - len(before), end
    return start, end


_SAR = re.compile(SAR)
_GOVERNMENT = re.compile(
    "(?P<head>人民政府|特别行政区政府|特区政府|政府)(?!工作报告|采购|投资(?!了)|债|性|质量奖|补[贴助]|引导(?!下)|储备|奖|间"
    "|出资(?!了|建)|主导(?!引|推|建)|购买(?!了)|规章|信息公开)"
    f"(?P<rest>办公厅|办公室|办(?![法理公事学案])|新闻办公室|新闻办|参事室|研究室|发展研究中心|驻{H}{{2,6}}?办事处)?"
)


def government(text: str, at: int, dept: Callable[[str, int], Any]) -> Found:
    """Governments, their offices, and departments with 人民政府 in the name."""
    match = _GOVERNMENT.match(text, at)
    if match is None:
        return None
    head = match["head"]
    if "特" in head or text.endswith(("特别行政区", "特区"), 0, at):
        bureau = _SAR.match(text, match.end())
        end, rest = (bureau.end(), bureau[0]) if bureau else (match.end(), match["rest"] or "")
        return end, ("{}特别行政区政府" if head == "特别行政区政府" else "{}政府") + rest
    rest = {"办": "办公室", "新闻办": "新闻办公室"}.get(match["rest"] or "", match["rest"] or "")
    if not rest and (inner := dept(text, match.end())) and inner.pattern.startswith("{}"):
        return inner.end, "{}人民政府" + inner.pattern[2:].removeprefix("人民政府")
    return match.end(), "{}人民政府" + rest


_PARTY = re.compile(
    "(?P<head>党工委|党委|工委|工作委员会|委员会|地委(?!托)|委(?!" + AFTER_COMMITTEE + "))"
    f"(?P<rest>(?:常务委员会|常委会)(?!第|议|(?:(?!召开|举行|主持){H}){{0,8}}(?:会议|生活会|学习))|办公厅|办公室|办(?![法理公事学案])|组织部|宣传部|统战部|统一战线工作部|政法委员会|政法委|社会工作部|社工部"
    "|网信办|网络安全和信息化委员会办公室|编办|机构编制委员会办公室|政策研究室|政研室|改革办|全面深化改革委员会办公室|全面深化改革委员会"
    "|财经委员会办公室|财经委员会|财经办|外事工作委员会办公室|外办|台湾工作办公室|台办|农村工作领导小组办公室|农村工作领导小组|农办|农工委|农工部"
    "|直属机关工作委员会|直属机关工委|[省市区县]直机关工委|教育工作领导小组|教育工作委员会|教育工委|老干部局|巡视办|巡察办"
    "|文明办|精神文明建设指导委员会办公室|军民融合发展委员会办公室|国家安全委员会办公室|全面依法治[省市县区]委员会办公室|全面依法治[省市县区]委员会"
    "|审计委员会办公室|审计委员会|党史研究室|金融工委|金融委员会办公室|党校|讲师团)?"
)
_PARTY_FULL = {
    "办": "办公室", "政法委": "政法委员会", "网信办": "网络安全和信息化委员会办公室", "编办": "机构编制委员会办公室",
    "常委会": "常务委员会", "社工部": "社会工作部", "政研室": "政策研究室", "统一战线工作部": "统战部",
}  # fmt: skip


def party(text: str, at: int, region: str) -> Found:
    """Party committees and their departments, discipline inspection and supervision."""
    discipline = _DISCIPLINE.match(text, at)
    if discipline:
        return discipline.end(), _discipline(discipline[0])
    match = _PARTY.match(text, at)
    if match is None:
        return None
    head, rest = match["head"], match["rest"] or ""
    before = text[max(0, at - len(region) - 5) : at - len(region)]
    led = before.endswith(("中共", "共产党"))
    if head == "委员会" and before.endswith(("政协", "协商会议")):
        return match.end(), "中国人民政治协商会议{}委员会" + rest
    if not (led or _stands(head, region)):
        return None
    pattern = "中共{}" + (head if head in {"党委", "地委"} else "委") + _PARTY_FULL.get(rest, rest)
    if head.endswith(("工委", "工作委员会")):
        pattern = "中国共产党{}工作委员会" + rest
    elif head == "地委" and not rest:
        pattern = "中国共产党{}地区委员会"
    elif not rest or _PARTY_FULL.get(rest, rest) == "常务委员会":
        pattern = "中国共产党{}委员会" + _PARTY_FULL.get(rest, rest)
    return match.end(), pattern


AUTONOMOUS_SHORT = ("内蒙古", "广西", "西藏", "宁夏", "新疆")


def _stands(head: str, region: str) -> bool:
    """Tell whether a committee without 中共 before it is the Party's."""
    if head == "委":
        return region[-1] in "省市县区州盟旗"
    if head == "地委":
        return region.endswith("地区") or not region.endswith(
            ("省", "市", "县", "区", "自治州", "盟", "旗", "镇", "乡")
        )
    if head in {"工委", "工作委员会"}:
        return region.endswith(("区", "街道"))
    if head == "党委":
        return region.endswith(("区", "镇", "乡", "州", "盟", "市", "县", "旗")) or region in AUTONOMOUS_SHORT
    return head == "党工委"


_DISCIPLINE = re.compile(
    "纪委监委|纪律检查委员会监察委员会|纪委(?!书记处)|纪律检查委员会|监委(?!会)|监察委员会|监察委(?!员)"
)


def _discipline(surface: str) -> str:
    if surface in {"纪委监委", "纪律检查委员会监察委员会"}:
        return "中国共产党{}纪律检查委员会{}监察委员会"
    return "中国共产党{}纪律检查委员会" if surface.startswith("纪") else "{}监察委员会"


_CONGRESS = re.compile(
    f"(?:第?{ORD}{{1,4}}届)?(?:(?P<npc>人民代表大会|人大)(?P<sc>常务委员会|常委会)?(?P<rest>办公厅|办公室|法制工作委员会|法工委|(?:街道)?(?:工委|工作委员会)|"
    f"(?:财政经济|监察和司法|教育科学文化卫生|农业与农村|社会建设|城市建设环境资源保护|民族|外事|法制|代表资格审查)委员会)?"
    "|(?P<cppcc>政协)(?P<office>办公厅|办公室|提案委员会|经济委员会)?)"
)


def congress(text: str, at: int) -> Found:
    """People's congresses and political consultative conferences."""
    match = _CONGRESS.match(text, at)
    if match is None:
        return None
    if match["cppcc"]:
        return match.end(), "中国人民政治协商会议{}委员会" + (match["office"] or "")
    rest = {"法工委": "法制工作委员会"}.get(match["rest"] or "", match["rest"] or "")
    if not match["sc"] and rest.endswith(("工委", "工作委员会")):  # of the standing committee above, for the street
        return match.end(), "{}人大" + rest.removesuffix("工委").removesuffix("工作委员会") + "工作委员会"
    return match.end(), "{}人民代表大会" + ("常务委员会" if match["sc"] else "") + rest


_COURT = re.compile(
    f"(?P<mid>第{ORD}|{ORD})?(?P<court>(?:高级|中级|海事|知识产权|金融|互联网|铁路运输|铁路运输中级|军事)?(?:人民)?法院|高院|中院)"
    f"|(?:(?:铁路运输|军事)?(?:人民)?检察院)(?:第{ORD}分院)?|检察分院"
    "|(?:知识产权|国际商事|涉外商事|金融|破产|环境资源)法庭"
    "|(?P<sar>终审法院|高等法院(?:上诉法庭|原讼法庭)?|区域法院|初级法院|行政法院)"
)
_COURT_FULL = {"高院": "高级人民法院", "中院": "中级人民法院", "法院": "人民法院", "检察院": "人民检察院"}


def court(text: str, at: int) -> Found:
    """Courts and procuratorates."""
    match = _COURT.match(text, at)
    if match is None:
        return None
    surface = match[0]
    if match["sar"] and not text.endswith(("香港", "澳门", "特别行政区", "特区"), 0, at):
        return None
    if text.endswith(("特别行政区", "特区"), 0, at):
        return match.end(), "{}" + surface
    if match["court"] in {"高院", "中院"} or surface in _COURT_FULL:
        name = match["court"] or surface
        mid = match["mid"] or ""
        return match.end(), "{}" + (mid if not mid or mid[0] == "第" else "第" + mid) + _COURT_FULL[name]
    return match.end(), "{}" + surface


_PLACE = "(?:国际机场|机场|港|港区|保税区|综合保税区|车站|口岸)"
_ZONE = (
    "(?:开发区|新区|高新区|经开区|示范区|保税区|试验区|园区|度假区|名胜区|景区|合作区|片区|港区|新城|科技城|自由贸易港|国家公园|生态园"
    "|城|区)"
)
_UNIT = re.compile(
    f"(?:{H}{{0,5}}?{_PLACE})?海关(?!总署|学院|特殊|监管区|法|条例|博物馆|编码|税则|关长协)"
    f"|(?:{H}{{0,6}}?)(?:出入境)?(?:边防检查|边检)总?站"
    f"|{H}{{0,5}}?派出所"
    f"|(?P<zone>{H}{{0,14}}?{_ZONE}(?:开发建设)?)?(?:(?:开发建设)?(?:管理委员会|管委会)(?:办公室)?|(?(zone)(?<!保护区)管理局|(?!)))"
    "|行政公署|行署"
    "|营业管理部|营管部"
    f"|{H}{{0,4}}?街道办事处|办事处|(?<=街道)办(?![事公理法学案证实校厂好成])|党政办公室|党政办"
    "|分行|中心支行|支行"
    f"|(?P<sar>{SAR})"
)
_NOT_IN_UNIT = re.compile("[的了和与及在对向由将从把被是有等各该其这那请到为据于兼]|政府|记者|公司|当地|所有|多地")


def unit(text: str, at: int, region: str) -> Found:
    """Customs houses, border and police stations, committees that run a zone, street offices, Hong Kong's bureaux."""
    match = _UNIT.match(text, at)
    if match is None:
        return None
    surface = match[0]
    if surface.endswith("行") or surface.startswith("营"):
        bank = text.endswith("人行", 0, at - len(region))
        return (match.end(), "中国人民银行" + region + surface) if bank else None
    if surface in {"行政公署", "行署"}:
        return (match.end(), "{}行政公署") if region.endswith(("地区", "盟")) else None
    if match["sar"] and not region.startswith(("香港", "澳门")):
        return None
    if (surface == "办事处" and not region.endswith("街道")) or _NOT_IN_UNIT.search(surface):
        return None
    return match.end(), "{}" + ("办事处" if surface == "办" else surface.replace("管委会", "管理委员会"))  # 江口街道|办


def _either(names: Iterable[str]) -> str:
    """Alternatives, longest first, under their first characters: ``re`` tries one after the other."""
    under: dict[str, list[str]] = {}
    for name in sorted(names, key=len, reverse=True):
        under.setdefault(name[0], []).append(re.escape(name[1:]))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in under.items())
