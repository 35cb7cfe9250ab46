"""Documents before an assembly, without marks: what 草案 follows, a meeting's own rules, the five-year plan in full."""

import re

from pipeline.document import Entity
from pipeline.lexicon.policies.kinds import type_of
from pipeline.lexicon.policies.text import Taken, add_plain
from pipeline.lexicon.policies.titles import with_issuers

# 会议通过了政协青石市委员会第二次会议选举办法: rules of procedure by the meeting that makes them.
_PROCEDURE = re.compile(
    "(?:(?:审议|表决|原则)?通过了?|、)([\u3400-\u9fff]{4,30}?会议[\u3400-\u9fff]{0,36}?(?:选举|表决|任命)的?办法)(?=[，。、；（和]|草案)"
)
_MAY_BE_PROCEDURE = re.compile("(?:选举|表决|任命)的?办法")
# Whatever is followed by （草案） is a document; it starts at the comma or verb before it.
_DRAFTED = re.compile(
    "(?:[、，。：\n）和]|通过了?|审议了?|关于)([\u3400-\u9fff]{3,60}?(?:法|条例|规则|规定|决定|决议|办法|方案|意见|细则|准则))"
    "(?=（(?:[^（）]{0,8}草案|草案[^（）]{0,8}|[^（）]{0,4}审议稿|征求意见稿)）|草案(?:二次审议稿|三次审议稿)?[，。、；的和进])"
)
_DRAFT_VERB = re.compile(
    "(?:关于提请审议|关于(?=[^的]{2,40}法$)|审议|通过|赞成|提出|起草|提交|制定|修改|修订|听取|对(?!外(?!商)))了?"
)
_DRAFT_NOT = re.compile("[了将把被这该]|主任|分别|作的|^(?:并|以及|本|一项|有关|相关|外|各)|共同|美国|安理会")

_FIVE_YEARS = re.compile(
    "国民经济和社会发展第[一二三四五六七八九十]{1,3}个五年(?:规划|计划)(?:纲要)?(?:和(?:20|二[〇○零])[\\d一二三四五六七八九〇]{2}年远景目标(?:纲要)?)?(的建议)?"
)
_STATE = "中华人民共和国"
_BEFORE_DIVISION = re.compile("[^\u3400-\u9fff]|[的了在对和与是]|编制|制定|审查|实施|批准|通过|听取|审议|[全本我]")


def before_assemblies(text: str, issuers: dict[int, int], taken: Taken) -> list[Entity]:
    """Find drafts (…法（草案）, …决定草案), rules of procedure (…会议选举办法) and five-year plans by their full name.

    Args:
        text: The text.
        issuers: Agencies of the text: where each ends, and where it starts.
        taken: Spans of other mentions; what is found is added.

    Returns:
        Mentions, kind by kind, each in the order of the text.
    """
    found: list[Entity] = []
    for match in _PROCEDURE.finditer(text) if "办法" in text and _MAY_BE_PROCEDURE.search(text) else ():
        add_plain(text, match.start(1), match.end(1), found, taken)
    if "草案" in text or "稿）" in text:
        for match in _DRAFTED.finditer(text):
            _drafted(text, match, found, taken)
    for match in _FIVE_YEARS.finditer(text) if "个五年" in text else ():
        _five_years(text, match, issuers, found, taken)
    return found


def _five_years(text: str, match: re.Match[str], issuers: dict[int, int], found: list[Entity], taken: Taken) -> None:
    """关于制定…第十五个五年规划的建议 with its issuer, or the plan with the state or division whose it is."""
    start, end = match.span()
    lead = "关于制定"
    if match[1] and text.startswith(lead, max(0, start - len(lead))):
        start = with_issuers(text, start - len(lead), issuers)
    else:
        end -= len(match[1] or "")
        window = text[max(0, start - 12) : start]
        whose = _STATE if window.endswith(_STATE) else _BEFORE_DIVISION.split(window)[-1]
        if whose == _STATE or (3 <= len(whose) <= 9 and whose[-1] in "省市县区州"):
            start -= len(whose)
    add_plain(text, start, end, found, taken)


def _drafted(text: str, match: re.Match[str], found: list[Entity], taken: Taken) -> None:
    """What stands before （草案）, from behind its last verb."""
    start, name = match.start(1), match[1]
    about = -1 if name.endswith("法") else name.rfind("关于")
    for verb in _DRAFT_VERB.finditer(name, 0, len(name) - 2):
        if about < 0 or verb.end() <= about or name[about:].startswith("关于提请"):
            start = match.start(1) + verb.end()
    name = text[start : match.end(1)]
    if name.endswith("法"):
        start = match.end(1) - len(re.split("的|关于", name)[-1])
        name = text[start : match.end(1)]
    if about < 0 and name.endswith(("决定", "决议", "办法", "方案", "意见")) and not re.search("会议|大会|选举", name):
        return
    if len(name) >= 3 and not _DRAFT_NOT.search(name) and type_of(name) is not None:
        add_plain(text, start, match.end(1), found, taken)
