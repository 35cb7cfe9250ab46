"""Initiatives: programmes, strategies, reforms, campaigns and slogans by name, with and without quotation marks."""

import re

import msgspec

from pipeline.document import Entity
from pipeline.lexicon.policies.text import Taken, entity, squeeze


class Initiative(msgspec.Struct, frozen=True):
    """A row of ``models/lexicons/initiatives.tsv``.

    Args:
        name: The name, without quotation marks.
        aliases: Other names of it.
        kind: strategy, programme, reform, campaign, slogan or plan.
        year: The first year in which it is known, empty where unknown.
        norm: Its usual full name.
        bare: False where the words are ordinary ones too: it counts in quotation marks or before a class noun only.
        seen: In how many documents of the project's reading it stands.
    """

    name: str
    aliases: list[str]
    kind: str
    year: str
    norm: str
    bare: bool
    seen: int


# What provinces call their own share of national programmes (平安山西, 数字江西): it counts in marks and before 建设.
_SHARES = ("平安", "法治", "数字", "健康", "美丽")
_PROVINCES = (
    "北京", "天津", "河北", "山西", "内蒙古", "辽宁", "吉林", "黑龙江", "上海", "江苏", "浙江", "安徽", "福建",
    "江西", "山东", "河南", "湖北", "湖南", "广东", "广西", "海南", "重庆", "四川", "贵州", "云南", "西藏", "陕西",
    "甘肃", "青海", "宁夏", "新疆",
)  # fmt: skip
OPEN = '“‘"「『＂'
CLOSE = '”’"」』＂'
# A class noun that is attached belongs to the name; the first group leaves the norm, the second stays in it.
_NOUN = re.compile(
    "(?:(国家战略|发展战略|倡议|战略|工程|行动计划|三年行动计划|三年行动|提升行动|行动|计划|攻坚战)"
    "|(总体布局|战略布局|规划纲要|规划|专项行动|专项斗争|专项整治|综合改革|改革|改革试点|试点|专题教育|学习教育|主题教育|教育活动"
    "|实践活动|教育实践活动|责任制|市长负责制|省长负责制|普法规划|普法))"
    "(?![\u3400-\u9fff]?[师院部局])(?!开放)"
)
_QUOTED = re.compile('[“‘「『"]([^“”‘’「」『』"\n，。！？；：《》]{2,24})[”’」』"]')
_INSIDE = re.compile("(?:工程|行动|计划|战略|倡议|改革|革命|攻坚战|保卫战|战役|试点|[河湖林田链路湾]长制|责任制|普法)$")
_NO_INSIDE = re.compile(
    "的|停止|精神[+＋]|世贸组织|^(?:一把手|头号|放心|满意|形象|政绩|面子|豆腐渣|民心|民生|重点|重大|系统|首要|一号|半拉子|烂尾|胡子|献礼|惠民|德政|样板|献身|[一二三四五六七八九十两]号)"
    "工程$|^(?:颜色|文化大|产业|工业|技术|自我|科技|能源|绿色|信息|社会)革命$|^(?:统一|实际|自由|军事|特别军事|自由航行|无畏|斩首|秘密)行动$"
    "|^[一二三四五六七八九十两]{1,2}[项大个类条](?:工程|行动|计划|战略|倡议|改革|试点)$"
    "|(?:核|作战|军事|和平|停火|脱欧|学习|五年)计划$|^(?:印太|发展|地缘|军事|对华|国家安全|全球|北约)战略$|^[^一-龥]"
)
_TO_MARK = re.compile('[\u3400-\u9fff]{1,8}(?=[”’」』"])')
_SERIES = re.compile("[\u3400-\u9fff]{2,4}20\\d\\d")
_NUMERAL = re.compile(
    "^(?!.{0,8}[纵横])(?:[一二三四五六七八九十百千万]+|双|两)(?!流|带一路|般|直|定|样|切刀)[^0-9A-Za-z]{1,11}$"
)
_COUNTED_NOUN = re.compile(
    "[一二三四五六七八九十两]{1,2}[项大个类条](?:机制|制度|措施|任务|工程|行动|试点|改革|计划|战略|要求|原则)$"
)
_PARALLEL = re.compile("^(.)([\u3400-\u9fff])\\1([\u3400-\u9fff])$")
_POLICY_BEFORE = re.compile(
    "(?:实施|推进|推行|落实|推广|创建|深化|开展|探索|建设|构建|实行|按照|建立|完善|打造|打好|抓好|贯彻|启动|创新|出台|健全|组织)"
    "(?:了|好|的|以|地方|全国|农村|省级|国家级|一批|全面|着)?[\u3400-\u9fff]{0,6}$"
)
_POLICY_AFTER = re.compile(
    "(?:精准|管理|监管|服务|工作|治理|发展|审批|帮扶|培育|改革|登记|联动|创新|建设|协同|融合|扶贫|脱贫|养老|教育|产业|经济){0,3}"
    "(?:机制|模式|工作法|工作机制|政策|制度|改革|体系|工程|战略|要求|贷款|任务|目标|布局|方针|举措|措施|试点|方案|规划|行动|全覆盖|格局|路径|思路|部署)|的(?:思路|要求|原则|模式|机制|做法)|精准(?:扶贫|脱贫|帮扶)"
)
_NOT_POLICY = re.compile(
    "奋斗目标|隐形变异|问题|势力|军演|导弹|号|组织|武装|航母|袭击|电影|专辑|比赛|赛事|称号|奖|获得者|节目|栏目|大桥|论坛|勋章"
)
_FOREIGN = re.compile(
    "军|袭|导弹|北约|以色列|乌克兰|武装|北大西洋|美国|特朗普|拜登|五角大楼|空袭|哈马斯|真主党|恐怖|伊朗|俄罗斯"
)
_PLAN_NOUN = re.compile("规划纲要|规划|计划纲要|计划|普法规划|普法")
_COUNTED = re.compile("[岁年月日号个人名块点分米%万亿条届次]")
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
_NO_NAMED = re.compile(
    "^(?:多次|今年|首轮|一项|两项|一场|重大|重点|一批|相关|各项|这|该|民生|惠民|国家|发展|对外|军事|救援|搜救|联合|有关|上述|其|此|本|大型|特别|紧急|进一步|协调|统一|具体|"
    "一系列|系列|专项|集中|多项|若干|此次|主体|二期|三期|一期|四期|首批|第|配套|应急|工作|年度|既定|和|与|全面|各类|部分|基础设施|水利|公路|"
    "铁路|供水|扩建|新建|改扩建|桥梁|隧道|抢险|施工|采购|并|将|了|的|在|对|以|由|为|已|更|大规模|整治|治理|改造|打击|反恐|撤|报复|空袭|地面|"
    "实际|清剿|抓捕|维和|护航|搜索|营救|登陆|投资|生产|学习|检修|复产|收购|试验|发射|火星|月球|探测|在轨|空间|载人|核|原|本次|五年|互利|对话|开放|竞争)"
    "|[的了在对从向把被将是]|等(?:重点|重大|一批|系列)|与(?![^与]{1,4}强[省市国县区]战略)|(?:发展|伙伴|对接|国家|重大|全球|军事|企业|公司|集团|市场|经营|竞争|营销|外交|防务|国防|安全|地区|整体|总体|长远|长期)战略$"
    "|(?:重大|重点|水利|主体|建筑|配套|附属|二期|一期|三期|续建|管网|隧道|大桥|铁路|公路|机场|电站|水库|泵站|引水|供水|调水|抢险|加固|扩建|防洪|修复|"
    "灌溉|输水|安装|装修|土建|航道|水土保持|绿化|排水|排污|拆除|更新改造|市政|道路|船闸|疏浚|大坝|河道|堤防|航天|探月|航空)工程$|(?:采取|军事|地面|救援|搜救|武装|反恐|打击|销毁|联合|统一|共同|集体|维权|恐怖|罢工|抗议|救助|清除|"
    "作战|实际|具体|特别|一致|紧急|制裁|执法|抓捕|收网|营救|排查|搜索|巡逻|巡航|护航|维和|清理|自由|人道主义)行动$"
    "|(?:工作|科学|投资|年度|生产|采购|发射|飞行|核|训练|培训|撤离|撤军|发展|招生|学习|和平|建设|援助|行动|访问|旅行|出行|复产|产能|扩产|复工|购买|增产|减产|教学|收购|三年|五年)计划$"
    "|(?:改革|有关|相关|先行|各类|扩大|国家|工作|全国)试点$"
)
_CHAR = "[\u3400-\u9fff]"


class Formula(msgspec.Struct, frozen=True):
    """A row of ``models/lexicons/policy_formulas.tsv``: quoted words that are no initiative.

    Args:
        name: A formula, an issue label or a figure of speech.
    """

    name: str


class InitiativeRules:
    """Finds initiatives: the hits of the name automaton, and quoted or announced names by pattern.

    Args:
        rows: The table of initiatives.
        formulas: Quoted words that no pattern takes for an initiative.
    """

    def __init__(self, rows: list[Initiative], formulas: list[Formula]) -> None:
        self.formulas = frozenset(row.name for row in formulas)
        self.by_name: dict[str, Initiative] = {}
        for row in rows:
            for name in (row.name, *row.aliases):
                self.by_name.setdefault(name, row)
        for name in (share + province for share in _SHARES for province in _PROVINCES):
            self.by_name.setdefault(name, Initiative(name, [], "strategy", "", name, False, 0))

    def hit(self, text: str, start: int, end: int, name: str) -> tuple[int, int, str] | None:
        """Judge a name that the automaton found.

        Args:
            text: The text.
            start: Where the name starts.
            end: One past its end.
            name: The name as the table has it.

        Returns:
            The span with an attached class noun and the norm; None where the words are ordinary ones here.
        """
        row = self.by_name[name]
        before = text[start - 1] if start else ""
        after = text[end] if end < len(text) else ""
        if after == "局" or (after in "村户点" and after and name.endswith("扶贫")):  # 乡村振兴局, 定点扶贫村
            return None
        closed = after in CLOSE and after != ""
        quoted = closed and before in OPEN and before != ""
        whole = row.norm
        if name[-1] in "+＋×" and row.bare and before in OPEN and not closed:
            rest = _TO_MARK.match(text, end)  # “互联网+渡口”: the marks say how far it goes
            if rest is not None:
                end, whole, quoted, closed = rest.end(), whole + rest.group(), True, True
        if row.kind == "plan":
            return self._plan(text, start, end, row, quoted, closed)
        noun = _NOUN.match(text, end + 1 if closed else end)
        if noun is not None and closed and not quoted and "“" not in text[max(0, start - 8) : start]:
            noun = None
        built = text.startswith("建设", end) and row.kind != "plan"
        if not row.bare and not quoted and noun is None and not built:
            return None
        if noun is None or name.endswith(noun.group()):
            return start, end, whole
        keeps = noun[2] or ""
        norm = whole if not keeps or whole.endswith(keeps) else whole + keeps
        full = self.by_name.get(name + noun.group()) if whole == row.norm else None
        return start, noun.end(), full.norm if full is not None else norm

    def _plan(
        self, text: str, start: int, end: int, row: Initiative, quoted: bool, closed: bool
    ) -> tuple[int, int, str] | None:
        """“十四五”, “十五”计划: figures that are dates and ages elsewhere."""
        noun = _PLAN_NOUN.match(text, end + 1 if closed else end)
        if start and text[start - 1] in "二三四五六七八九百第初十零〇":
            return None
        if not quoted and not closed and noun is None and (not row.bare or _COUNTED.match(text, end)):
            return None
        if noun is not None:
            return start, noun.end(), row.norm + noun.group()
        return start, end, row.norm


def quoted(text: str, rules: InitiativeRules, taken: Taken) -> list[Entity]:
    """Find names in quotation marks that stand as policies do.

    Args:
        text: The text.
        rules: The tables; their formulas are left out.
        taken: Spans of other mentions; what is found is added.

    Returns:
        Mentions, in the order of the text.
    """
    found: list[Entity] = []
    for match in _QUOTED.finditer(text):
        name, start, end = match[1], match.start(1), match.end(1)
        if name in rules.formulas or not taken.free(start, end):
            continue
        noun = _NOUN.match(text, match.end())
        if noun is not None and "论坛" not in name and not _foreign(text, match) and _named_well(name, noun[0], rules):
            keeps = noun[2] or ""
            end = noun.end()
            norm = name + keeps if not name.endswith(keeps) else name
        elif _INSIDE.search(name) and not _no_inside(name) and not _foreign(text, match):
            norm = _without_noun(name)
        elif _numeral_policy(text, match, name):
            norm = name
        else:
            continue
        if taken.free(start, end):
            taken.take(start, end)
            found.append(entity(text, start, end, "initiative", squeeze(norm), "pattern"))
    return found


def _without_noun(name: str) -> str:
    """The name without its class noun, where the rest still names something (not 渡口改造三年, 渡口三大)."""
    return re.sub(
        "(?<=..)(?<!年)(?<![一二三四五六七八九十百两][大项个])(?:倡议|战略|工程|计划|(?<!专项)行动)$", "", name
    )


def _no_inside(name: str) -> bool:
    # The longer a name, the likelier it is that of a building site: “某市某路第2标段装饰工程”.
    if len(name) > 16 and (re.search("[0-9]|标段", name) or _NO_NAMED.search(name)):
        return True
    return _NO_INSIDE.search(name) is not None


def _named_well(name: str, noun: str, rules: InitiativeRules) -> bool:
    if _NO_INSIDE.search(name + noun):  # “烂尾”工程
        return False
    if _SERIES.fullmatch(name):  # “猎狐2014”专项行动: a campaign of every year
        return noun.endswith("行动")
    if name.partition("·")[0] in rules.by_name:  # “清朗·整治网络谣言”专项行动
        return True
    return not re.search("[0-9a-zA-Z]号?$|号$|·|公司|集团", name) or name.startswith("互联网")


def _foreign(text: str, match: re.Match[str]) -> bool:
    return _FOREIGN.search(text, max(0, match.start() - 30), min(len(text), match.end() + 20)) is not None


def _numeral_policy(text: str, match: re.Match[str], name: str) -> bool:
    if not (_NUMERAL.match(name) or _PARALLEL.match(name)):
        return False
    if _NOT_POLICY.match(text, match.end()) or _COUNTED_NOUN.match(name):
        return False
    after = _POLICY_AFTER.match(text, match.end())
    if after is not None:
        return True
    return _POLICY_BEFORE.search(text, max(0, match.start() - 14), match.start()) is not None and len(name) >= 3


def announced(text: str, taken: Taken) -> list[Entity]:
    """Find names without quotation marks that a text says are carried out: 实施…工程, 开展…专项行动.

    Args:
        text: The text.
        taken: Spans of other mentions; what is found is added.

    Returns:
        Mentions, in the order of the text.
    """
    found: list[Entity] = []
    for first in _NAMED.finditer(text):
        match: re.Match[str] | None = first
        while match is not None and _NO_NAMED.search(match[1]) is None:
            start, end = match.span(1)
            if taken.free(start, end):
                taken.take(start, end)
                norm = _without_noun(match[1])
                found.append(entity(text, start, end, "initiative", norm, "pattern"))
            match = _NEXT.match(text, end)
    return found
