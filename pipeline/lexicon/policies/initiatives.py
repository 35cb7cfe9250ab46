"""Initiatives: programmes, strategies, reforms, campaigns and slogans by name, with and without quotation marks."""

import re

import msgspec

from pipeline.document import Entity
from pipeline.lexicon.policies.announced import NO_NAMED, without_noun
from pipeline.lexicon.policies.text import Taken, add, entity, squeeze
from pipeline.lexicon.provinces import MUNICIPALITIES, PROVINCES


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
OPEN = '“‘"「『＂'
CLOSE = '”’"」』＂'
# A class noun that is attached belongs to the name; the first group leaves the norm, the second stays in it.
_NOUN = re.compile(
    "(?:(国家战略|发展战略|倡议|战略|工程|行动计划|三年行动计划|三年行动|提升行动|行动|计划|攻坚战)"
    "|(总体布局|战略布局|规划纲要|规划|专项[\u3400-\u9fff]{2}行动|专项行动|专项治理|专项斗争|专项整治|综合改革|改革|改革试点|试点|专题教育|学习教育|主题教育|教育活动"
    "|主题实践活动|实践活动|教育实践活动|责任制|市长负责制|省长负责制|普法规划|普法))"
    "(?![\u3400-\u9fff]?[师院部局])(?!开放|性)"
)
_QUOTED = re.compile('[“‘「『"]([^“”‘’「」『』"\n，。！？；：《》]{2,24})[”’」』"]')
_INSIDE = re.compile("(?:工程|行动|计划|战略|倡议|改革|革命|攻坚战|保卫战|战役|试点|[河湖林田链路湾]长制|责任制|普法)$")
_NO_INSIDE = re.compile(
    "的|停止|精神[+＋]|世贸组织|^(?:工程|行动|计划|战略|倡议|改革|革命|战役|试点)$|^(?:卡脖子|一把手|头号|放心|满意|形象|政绩|面子|豆腐渣|民心|民生|重点|重大|系统|首要|一号|半拉子|烂尾|胡子|献礼|惠民|德政|样板|献身|[一二三四五六七八九十两]号)"
    "工程$|^(?:颜色|文化大|产业|工业|技术|自我|科技|能源|绿色|信息|社会)革命$|^(?:统一|实际|自由|军事|特别军事|自由航行|无畏|斩首|秘密|封锁)行动$"
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
    "(?:了|好|的|以|地方|全国|农村|省级|国家级|一批|全面|着)?[\u3400-\u9fff]{0,6}(?<!称)$"
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
# What people call a document by the count of its articles: “科技十条”, “民营经济20条”.
_ARTICLES = re.compile(
    "(?!第|狱中|[一二三四五六七八九十百])[\u3400-\u9fff]{1,6}?(?:\\d{1,3}|[一二三四五六七八九十百]{1,4})条$"
)
_COUNTED = re.compile("[岁年月日号个人名块点分米%万亿条届次]")


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
                if "、" in name:  # 大众创业，万众创新
                    self.by_name.setdefault(name.replace("、", "，"), row)
        for name in (share + province for share in _SHARES for province in (*MUNICIPALITIES, *PROVINCES)):
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
        if before == "第" or (name.startswith("互联网") and text.startswith("工业", max(0, start - 2))):
            return None  # 第八项规定, 工业|互联网+
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
            norm = without_noun(name)
        elif _ARTICLES.match(name) or _numeral_policy(text, match, name):
            norm = name
        else:
            continue
        add(entity(text, start, end, "initiative", squeeze(norm), "pattern"), found, taken)
    return found


def _no_inside(name: str) -> bool:
    # The longer a name, the likelier it is that of a building site: “某市某路第2标段装饰工程”.
    if len(name) > 16 and (re.search("[0-9]|标段", name) or NO_NAMED.search(name)):
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
    if name[-1] in "节赛展杯奖" or _NOT_POLICY.match(text, match.end()) or _COUNTED_NOUN.match(name):
        return False
    after = _POLICY_AFTER.match(text, match.end())
    if after is not None:
        return True
    return _POLICY_BEFORE.search(text, max(0, match.start() - 14), match.start()) is not None and len(name) >= 3
