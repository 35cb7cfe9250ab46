"""Titles without marks: the document's own headline, titles on lines of their own, 关于…的通知 in running text."""

import re

from pipeline.document import Entity
from pipeline.lexicon.policies.drafts import before_assemblies
from pipeline.lexicon.policies.kinds import is_report, may_close, type_of
from pipeline.lexicon.policies.text import Squeezed, Taken, add_plain, entity, squeeze
from pipeline.lexicon.policies.titles import with_issuers

_HEAD = 900  # code points from the start in which the headline is looked for
_KIND = (
    "(?:若干|实施|指导|处理|补充|工作|试行)?(?:意见|通知|决定|决议|批复|请示|复函|函|通报|公告|通告|实施方案|方案"
    "|办法|规定|措施|规划|计划|细则|政策意见|政策措施|扶持政策|若干政策|政策)"
)
# What a page that lost its line breaks puts right behind the headline: whom it is for, its number, its first words.
GLUED = (
    "各(?:县|市|区|乡|镇|街|有关|部门|省|地|旗|盟|州|设区|直属|委)|为(?:了|深入|加快|贯彻|进一步|鼓励|打[好赢]|着力|认真|切实|推[进动]|加强|全面|规范)"
    "|第一[章条]|[\\u3400-\\u9fff]{2,9}[〔\\[（(﹝]\\s?(?:19|20)\\d\\d|[一二三四五六七八九十]、"
)
_ABOUT = re.compile(
    "关于(?!关于|提请|做好|召开(?![^，。；\n]{6,50}的决定)|开展|建议|研究处理)((?:(?![、和及与]关于)[^，。；;！？\n《》“”：:]|“[^“”\n]{1,24}”){3,110}?)(?:的|之)("
    + _KIND
    + ")"
    "(?=[，。、；：（）()“”〔【\\s]|等|精神|草案|收悉|要求|已|经|和|中|$|》|" + GLUED + ")"
)
_BEFORE_ABOUT = re.compile(
    "(?:通过了?|审议|发布了?|印发了?|出台了?|下发了?|转发了?|制定了?|公布了?|颁布了?|批转了?|批准了?|作出了?|按照|根据|依据|贯彻|落实|执行|《|你[们省市县委局部厅]|"
    "\n|^|表决通过了?|提请审议|明确了?|研究了?|草案|“|、|和|及|与|了|的|现将|原|上述|附件[:：]?|\\d[.．、]|[★—文件号])$"
)
_VAGUE_ABOUT = re.compile("(?:批准|通过|修改|废止)?(?:这|该|上述)|其|此|本|有关")
# 会议通过了政协第十四届全国委员会第一次会议关于…的决议: the meeting opens the title.
_MEETING = re.compile("(?:(?:审议|表决|原则)?通过了?|审议了?|[、《）])([\u3400-\u9fff]{2,34}(?:会议|大会|委员会))$")
_LINE_START = re.compile(r"^\s*(?:#{1,6}\s*)?(?:附件?\s*\d*\s*[:：.．、]?\s*|\d{1,2}\s*[.．、]\s*)?")
_NOT_LINE = re.compile(
    r"^[（(]?[一二三四五六七八九十百\d]+[、.．）)]|^第[一二三四五六七八九十百\d]+[章节条部]|[。；？！]|^[（(]|[:：]$"
)
_NOTE = re.compile(r"\s*(?:[【（(\[][^【】（）()\[\]\n]{1,30}[】）)\]])\s*$")
_LEAD = re.compile(r"^\s*(?:[\u3400-\u9fff]{1,12}[〔\[（(﹝【]\d{4}[〕\]）)﹞】]\d+号\s*)?[《〈]?")
_NUMBERED = re.compile("（[^（）]{2,20}号）$")
_REST = re.compile("[^。；：]{0,80}?(?:通知|意见|决定|批复|函|办法|方案|规划|公告|通报|命令)(?=\\s|$)")
# A regulation that opens with its title: 第一章 or 第一条 follows.
_OPENING = re.compile(
    "[\\s★#]{0,6}+((?!第[一二三四五六七八九十百]{1,4}[章编节])[^\\n。；：，《》#]{4,60}?"
    "(?:条例|办法|规定|细则|规则|章程|准则|方案)(?:（[^（）\\n]{1,14}）)?)"
    "\\s{0,6}(?:（[^（）]{6,200}）\\s{0,6})?(?:#{1,3}\\s?)?第一[章条]"
)
_EDGE_LEFT = "\n \u3000\t\r\u200b\ufeff《"
_EDGE_RIGHT = "\n \u3000\t\r\u200b（(》【"
_BREAK = re.compile(r"<br\s*/?>|[\s\u200b]+")


def headline(text: str, title: str | None, taken: Taken) -> list[Entity]:
    """Find the document's own title at the head of its text, across line breaks and spaces.

    Args:
        text: The text.
        title: Its headline as the record has it, perhaps cut short with an ellipsis; None where unknown.
        taken: Spans of other mentions; what is found is added.

    Returns:
        The mention, or nothing where the text does not open with its title or that is no policy's title.
    """
    opening = _OPENING.match(text)
    if opening is not None and type_of(opening[1]) is not None and "关于" not in opening[1]:
        taken.take(opening.start(1), opening.end(1))
        return [entity(text, opening.start(1), opening.end(1), "document", squeeze(opening[1]), "headline")]
    wanted = _BREAK.sub("", _LEAD.sub("", title or "")).rstrip("》〉")
    wanted = _NUMBERED.sub("", wanted)
    cut = wanted.rstrip(".…")
    if len(cut) < 6 or (cut == wanted and type_of(cut) is None):
        return []
    head = Squeezed(text[:_HEAD])
    at = head.plain.find(cut)
    if at < 0 or at > 300:
        return []
    start, end = head.back(at), head.back(at + len(cut) - 1) + 1
    more = _REST.match(text, end) if cut != wanted else None
    end = more.end() if more is not None else end
    whole = squeeze(text[start:end])
    if type_of(whole) is None or is_report(whole) or not taken.free(start, end):
        return []
    # Without a break behind it (a page that lost its lines) only a title that opens the text is sure to end here.
    if (start and text[start - 1] not in _EDGE_LEFT) or (at and end < len(text) and text[end] not in _EDGE_RIGHT):
        return []
    taken.take(start, end)
    return [entity(text, start, end, "document", whole, "headline")]


def own_lines(text: str, known: list[str], issuers: dict[int, int], taken: Taken) -> list[Entity]:
    """Find titles that stand on lines of their own: attached documents, lists of annexes.

    Args:
        text: The text.
        known: Titles that the text or its headline gives elsewhere.
        issuers: Agencies of the text: where each ends, and where it starts.
        taken: Spans of other mentions; what is found is added.

    Returns:
        Mentions, in the order of the text.
    """
    found: list[Entity] = []
    if "\n" not in text:
        return found
    lines = text.split("\n")
    closes = [may_close(line.rstrip()) for line in lines] + [False, False]
    starts_at = set(issuers.values())
    at = 0
    i = 0
    while i < len(lines):
        line = lines[i]
        size = len(line)
        near = closes[i] or closes[i + 1] or closes[i + 2]  # a title runs over three lines at most
        if near and 6 <= size <= 70 and "。" not in line and not _NOT_LINE.search(_LINE_START.sub("", line)):
            made = _joined(lines, i)
            if made is not None:
                count, surface = made
                lead = _LINE_START.match(surface)
                shift = lead.end() if lead else 0
                body = _NOTE.sub("", surface[shift:]).rstrip()
                whole = squeeze(body)
                start = at + shift
                if _is_line_title(whole, known, start in starts_at) and taken.free(start, start + len(body)):
                    taken.take(start, start + len(body))
                    found.append(entity(text, start, start + len(body), "document", whole, "line"))
                    at += sum(len(lines[k]) + 1 for k in range(i, i + count))
                    i += count
                    continue
        at += size + 1
        i += 1
    return found


def _joined(lines: list[str], i: int) -> tuple[int, str] | None:
    """The fewest lines from the i-th that together end as a title ends."""
    surface = ""
    for count in range(1, 4):
        if i + count > len(lines):
            return None
        line = lines[i + count - 1]
        if not line.strip() or len(line) > 70:
            return None
        surface += ("\n" if surface else "") + line
        body = _NOTE.sub("", surface).rstrip()
        if len(body) >= 6 and type_of(squeeze(body)) is not None:
            return count, surface
        if any(mark in line for mark in "。；：:，"):
            return None
    return None


def _is_line_title(whole: str, known: list[str], by_agency: bool) -> bool:
    if len(whole) < 8 or is_report(whole) or any(mark in whole for mark in "。；："):
        return whole in known
    if whole in known or any(whole in title for title in known):
        return True
    return whole.startswith("关于") or (by_agency and "关于" in whole)


def repeated(text: str, known: list[str], taken: Taken) -> list[Entity]:
    """Find titles given elsewhere in the text again, without marks and over spaces.

    Args:
        text: The text.
        known: Titles, at most the first 24 are looked for.
        taken: Spans of other mentions; what is found is added.

    Returns:
        Mentions, title by title.
    """
    found: list[Entity] = []
    titles = [title for title in dict.fromkeys(squeeze(title) for title in known) if len(title) >= 9][:24]
    # Most titles come once: a squeezed copy of the text is made only where the first words come more often.
    if all(text.count(title[:4]) <= sum(one[:4] == title[:4] for one in known) for title in titles):
        return found
    flat = Squeezed(text)
    for title in sorted(titles, key=len, reverse=True):
        at = flat.plain.find(title)
        count = 0
        while at >= 0 and count < 50:
            start, end = flat.back(at), flat.back(at + len(title) - 1) + 1
            if taken.free(start, end) and "\n\n" not in text[start:end]:
                taken.take(start, end)
                found.append(entity(text, start, end, "document", title, "repeated"))
            count += 1
            at = flat.plain.find(title, at + len(title))
    return found


def running(text: str, issuers: dict[int, int], taken: Taken) -> list[Entity]:
    """Find 关于…的通知 and what stands before an assembly in running text.

    Args:
        text: The text.
        issuers: Agencies of the text: where each ends, and where it starts.
        taken: Spans of other mentions; what is found is added.

    Returns:
        Mentions, in the order of the text.
    """
    found: list[Entity] = []
    for match in _ABOUT.finditer(text):
        start, end = match.start(), match.end()
        issued = with_issuers(text, start, issuers)
        if issued == start:
            meeting = _MEETING.search(text, max(0, start - 40), start)
            issued = meeting.start(1) if meeting is not None else start
        listed = text[max(0, start - 1) : start] == "，" and text.startswith(
            "草案", end
        )  # the next of a list of drafts
        if issued == start and not listed and _BEFORE_ABOUT.search(text, max(0, start - 6), start) is None:
            continue
        if _VAGUE_ABOUT.match(match[1]):
            continue
        if match[2] in ("意见", "规定", "计划", "规划", "办法", "措施") and len(match[1]) < 6:
            continue
        add_plain(text, issued, end, found, taken)
    found += before_assemblies(text, issuers, taken)
    return found
