"""Documents before an assembly, without marks: what 草案 follows, and the rules that a meeting makes for itself."""

import re

from pipeline.document import Entity
from pipeline.lexicon.policies.kinds import type_of
from pipeline.lexicon.policies.text import Taken, entity, squeeze

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


def before_assemblies(text: str, taken: Taken) -> list[Entity]:
    """Find drafts (…法（草案）, …决定草案) and rules of procedure (…会议选举办法).

    Args:
        text: The text.
        taken: Spans of other mentions; what is found is added.

    Returns:
        Mentions, kind by kind, each in the order of the text.
    """
    found: list[Entity] = []
    for match in _PROCEDURE.finditer(text) if _MAY_BE_PROCEDURE.search(text) else ():
        _add(text, match.start(1), match.end(1), found, taken)
    if "草案" in text or "稿）" in text:
        for match in _DRAFTED.finditer(text):
            _drafted(text, match, found, taken)
    return found


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
        _add(text, start, match.end(1), found, taken)


def _add(text: str, start: int, end: int, found: list[Entity], taken: Taken) -> None:
    if taken.free(start, end):
        taken.take(start, end)
        found.append(entity(text, start, end, "document", squeeze(text[start:end]), "plain"))
