"""What kind of document a title names: told from its last words, as Chinese official titles are built.

Sources: 《党政机关公文处理工作条例》 (the fifteen kinds of official document), 《行政法规制定程序条例》 (条例, 规定,
办法) and reading of public documents.
"""

import re

# Longest first: 实施意见 before 意见. The value is the type that the register and the output use.
TYPES: tuple[str, ...] = (
    "规划纲要", "行动计划", "行动纲要", "行动方案", "工作方案", "实施方案", "总体方案", "实施意见", "指导意见",
    "若干意见", "实施办法", "管理办法", "暂行办法", "实施细则", "暂行规定", "若干规定", "管理规定", "暂行条例",
    "实施条例", "管理条例", "若干措施", "政策措施", "工作规则", "议事规则", "工作条例", "发展规划", "工作计划",
    "工作要点", "负面清单", "指导目录", "应急预案", "实施规划", "专项规划", "三年行动", "若干政策", "政府工作报告",
    "司法解释", "管理规范", "技术规范", "建设规划", "条例", "规定", "办法", "细则", "规则", "通知", "意见", "决定",
    "决议", "命令", "公告", "通告", "通报", "批复", "复函", "请示", "答复", "规划", "计划", "方案", "措施", "要点",
    "纲要", "清单", "目录", "标准", "规范", "准则", "指南", "指引", "章程", "解释", "预案", "建议", "规程", "守则",
    "法案", "修正案", "法典", "宪法", "政策", "举措", "布局", "的函", "之函", "大纲", "工作安排", "法", "议案",
    "路线图", "基本法", "行动", "制度", "条令", "名录", "通则", "税则", "规范条件", "准入条件", "基本条件", "认定条件",
    "的安排", "补充安排",
)  # fmt: skip
# A title may close with 法 and be no law: 书法, 方法, 看法, 说法.
_NOT_LAW = re.compile(
    "(?:书|方|看|说|做|想|用|办|手|技|战|疗|语|乘|兵|佛|魔|合|非|执|司|普|立|守|犯|枪|算|剑|唱|打|活|讲|违|玩|解|设|教|得|依|礼)法$"
)
_KIND = re.compile("(?:" + "|".join(TYPES) + "|[一二三四五六七八九十百\\d]{1,4}条)$")
_LAST = frozenset(kind[-1] for kind in TYPES) | {"条"}
_CLOSES = _LAST | frozenset("）)】]〕")
_TAIL = re.compile(r"[（(\[【〔][^（()）\[\]【】〔〕]{1,40}[）)\]】〕]$")
# A trailing note that is no part of the title: drafts, and a document number set inside the marks.
_DRAFT = re.compile(
    r"\s*[（(](?:[^（()）]{0,8}草案[^（()）]{0,10}|[^（()）]{0,6}(?:审议稿|送审稿|征求意见稿|讨论稿|修订稿)"
    r"|[^（()）]{2,30}[〔\[（(﹝【]?\d{4}[〕\]）)﹞】]?[^（()）]{0,6}号)[）)]$"
)
_REPORT = re.compile(
    "(?:报告|白皮书|蓝皮书|绿皮书|公报|年鉴|简报|协议|协议书|协定|条约|公约|议定书|备忘录|宣言|声明|合同|论|研究|概论)$"
    "|(?:公约|协定|条约|议定书)[》〉]?(?:[^》〉]{0,6}修正案|附件.{0,4}修正案)$"
)
_SHORT = re.compile(
    "(?:(?:实施|指导|若干|管理|暂行|工作|行动|总体|发展|规划|政策|专项|改革|试点|建设|应急|议事|处理|负面|三年|具体|修正|"
    "试行|处罚|监督|行政|技术|操作|指导性|中长期|五年|“?[一二三四五六七八九十]{1,3}五”?){0,2}"
    "(?:条例|规定|办法|细则|规则|通知|意见|决定|决议|公告|通告|通报|批复|规划|纲要|计划|方案|措施|要点|清单|目录|标准|规范|准则"
    "|指南|指引|章程|解释|预案|建议|规程|守则|政策|报告|公报|草案|法|函|制度))$"
)


def trim(title: str) -> str:
    """Cut off what stands behind a title and is no part of it.

    Args:
        title: The words inside the marks.

    Returns:
        The title without a draft note (草案, 征求意见稿) or document number in brackets at its end.
    """
    return _DRAFT.sub("", title) if title[-1:] in "）)" else title


def type_of(title: str) -> str | None:
    """Tell the type of document that a title names.

    Args:
        title: A title without marks, its lines joined.

    Returns:
        The type (条例, 意见, 实施方案 …; 法律 for 法 and 法典), or None where the words name no policy document.
    """
    stem = title
    for _ in range(2):  # （试行）, （2021—2023年）, both
        cut = _TAIL.sub("", stem)
        if cut == stem:
            break
        stem = cut.rstrip()
    if stem.endswith(("》", "〉", "”", ">")):
        return None
    if stem[-1:] not in _LAST:
        return None
    found = _KIND.search(stem[-12:])
    if found is None:
        return None
    kind = found.group()
    if kind in ("法", "法典", "基本法", "宪法"):
        return None if _NOT_LAW.search(stem) or len(stem) < 2 else "法律"
    if kind.endswith("条"):
        return None if "第" in stem[-6:] else "政策措施"
    return {"的函": "函", "之函": "函"}.get(kind, kind)


def may_close(line: str) -> bool:
    """Tell quickly whether a title can end at the end of a line.

    Args:
        line: A line without white space at its end.

    Returns:
        False if :func:`type_of` gives None for whatever ends as the line does, with or without a note in brackets.
    """
    return line[-1:] in _CLOSES


def is_report(title: str) -> bool:
    """Tell titled reports, treaties and contracts, which are no policies.

    Args:
        title: A title without marks.

    Returns:
        True for 报告, 白皮书, 协议, 公约 and the like; 政府工作报告 is a policy document.
    """
    return not title.endswith("政府工作报告") and _REPORT.search(title[-14:]) is not None


def is_short(title: str) -> bool:
    """Tell a short reference: a bare class noun that stands for a title given elsewhere.

    Args:
        title: The words inside the marks.

    Returns:
        True for 意见, 实施方案, 规划纲要 and the like.
    """
    return len(title) <= 12 and _SHORT.match(title) is not None


def class_noun(title: str) -> str:
    """Give the last class noun of a title: what a short reference must agree with.

    Args:
        title: A title or a short reference, without marks.

    Returns:
        The two characters at its end without notes in brackets (意见, 办法), or 法.
    """
    stem = _TAIL.sub("", title)
    return "法" if stem.endswith("法") and not stem.endswith("办法") else stem[-2:]
