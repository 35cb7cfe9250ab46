"""Bylines, datelines and credits: who reports, and for whom."""

import re

import msgspec

from pipeline.layout.names import SEPARATORS, is_name, join_spaced

_PAPER = (
    r"日报|晚报|早报|晨报|时报|商报|快报|周报|导报|都市报|经济报|参考报|青年报|少年报|工人报|农民报|法制报|法治报|教育报|新报|电力报|消费报"
    r"|旅游报|环境报|交通报|建设报|税务报|卫生报|健康报|文化报|科技报|军报|团报|画报|报"
    r"|新华社|中新社|财联社|新华财经|第一财经|通讯社|新华网|人民网|中新网|央视网|央广网|新闻网|云网|在线|网|电视台|广播电台|广播|电台|总台|客户端|周刊|视觉|融媒体中心|融媒|新闻"
)
_KNOWN = re.compile(
    r"[\u4e00-\u9fff]{1,8}(?:日报|晚报|早报|晨报|时报|商报|快报|导报|都市报|经济报|参考报|青年报|工人报|农民报|法制报|法治报|教育报|周报)"
    r"|新华社|中新社|中国新闻社|新华网|人民网|中新网|中国新闻网|央视网|央广网|光明网|中国网|中经视觉|央视新闻|新华视点"
)
_PUBLISHER = rf"(?:《?[\u4e00-\u9fff]{{0,10}}?(?:{_PAPER})》?)(?![\u4e00-\u9fff]{{0,2}}台)"
_OWN = r"本报|本刊|本网|本台|本社|我报"
_RANK = r"首席|特约|特派|见习|实习|高级|资深|主任|全媒体|融媒体|融媒|摄影|文字|驻站"
_ROLE = rf"(?:(?:{_RANK}){{0,2}}(?:记者|通讯员|评论员|撰稿人|撰稿|实习生|特稿|作者|编辑))"
_FILLER = re.compile(
    r"(?:摄影报道|综合报道|综合消息|采访报道|联合报道|报道|报导|综合整理|综合|整理|采写|撰文|撰稿|供稿|供图|制图|制表|绘图|摄影|摄|文图|图文|文|图|发自?"
    r"|记者|通讯员|作者|编辑|实习生|评论员|电|讯|专电|特约|等|通讯|消息|编译|编撰|漫画|插图|图片|执笔|本报|见习|对话人|采访人)"
)
_WORD = re.compile(
    rf"(?:据|[文图](?=本报|本刊))?(?:(?P<own>{_OWN})|(?P<source>{_PUBLISHER}))?(?:驻[\u4e00-\u9fff]{{1,8}}?)?(?P<role>{_ROLE}{{0,2}})(?P<rest>.{{0,20}})"
)
_STAMP = r"[\u4e00-\u9fff、·\s]{0,16}?(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日(?:上午|下午|晚|凌晨|夜)?"
_WIRE = re.compile(
    rf"据?(?:(?:{_OWN})|(?P<source>{_PUBLISHER}))(?:{_STAMP}|[\u4e00-\u9fff]{{2,6}}?)?(?:专电|电讯|电|综合电|综合讯|讯|消息)"
)
_SHELL = re.compile(r"[□■◇◆▲△●○◎★☆※•·\-—–―*\s]*[（(\[【]?\s*(?P<in>.+?)\s*[）)\]】]?\s*")
_HINT = re.compile(
    r"[□■◇◆（(【]|记者|通讯员|评论员|作者|实习生|编辑|撰稿|本[报刊网台社]|我报|[报社网台电讯刊摄文图]|消息|来源|据|综合|供稿|新闻|视觉|客户端"
)
_PLACE = re.compile(r"(?:发自)?[\u4e00-\u9fff]{2,6}?(?:摄影|采访)?(?:报道|报导|专电|电)|发自[\u4e00-\u9fff]{2,8}")
_SPLIT_NAME = re.compile(r"((?:记者|通讯员)[\u4e00-\u9fff])\s([\u4e00-\u9fff])(?![\u4e00-\u9fff])")
_JOB = r"(?:漫画|绘画|绘图|摄影|整理|制图|绘|文|图|摄|画)"
_PEN = r"((?![文图摄绘画])[\u4e00-\u9fff](?:[\u4e00-\u9fff]{1,2}|(?:\s[\u4e00-\u9fff]){1,2}))"
_SLASHED_NAME = re.compile(
    rf"{_PEN}\s?/\s?{_JOB}(?![\u4e00-\u9fff/])|(?<![\u4e00-\u9fff/]){_JOB}\s?/\s?{_PEN}(?![\u4e00-\u9fff/])"
)
_SLASHED = re.compile(rf"(?:{_SLASHED_NAME.pattern})(?:\s{{1,4}}(?:{_SLASHED_NAME.pattern})){{0,2}}")
_GLUED = re.compile(r"(\s[\u4e00-\u9fff]{1,3}?)((?:本报)?(?:记者|通讯员|实习生))")  # the break took the space away
_EXPERT = re.compile(
    r"[（(][\u4e00-\u9fff]{2,16}\s{1,4}(?P<who>[\u4e00-\u9fff]{2,3})\s{0,4}(?:解答|答疑|供稿|整理|提供|推荐|点评)[）)]"
)
_GROUP = re.compile(r"(?P<who>[\u4e00-\u9fff“”]{2,24}(?:课题组|调研组|写作组|编写组|联合调研组|中心组|研究室|编辑部))")
_LEAD = re.compile(
    r"(?:执笔人|文/图|图/文|文图|图文|文|图|撰文|采写|整理|撰稿|作者|记者|来源|摄影|供图|执笔|转自|摘自|原载)\s*[/／：:]\s*"
)
_UNIT = re.compile(
    r"[（(](?:作者|本文|系|单位|执笔|[\u4e00-\u9fff]{2,20}(?:大学|学院|研究院|研究所|党校|中心|委员会|局|厅|部))[^（()）]{0,60}[）)]"
)
_SPOKEN = re.compile(rf"{_ROLE}|{_OWN}|报道|摄|新华社|文/|供图|据|电")
_SOURCE_LINE = re.compile(
    r"[（(]?\s*(?:来源|稿件来源|本文来源|文章来源|据|摘自|转自|原载(?:于)?|综合)\s*[：:]?\s*(?:《(?P<title>[\u4e00-\u9fff]{2,14})》|(?P<source>[\u4e00-\u9fff]{2,14}?))"
    r"\s*(?:(?:\d{4}年)?第?\s?\d{1,4}\s?期|(?:\d{4}年)?\d{1,2}月\d{1,2}日)?\s*[）)]?"
)
_IS_PUBLISHER = re.compile(rf"(?:{_PUBLISHER})")
_STAFF = re.compile(
    rf"(?:(?:{_OWN})|(?P<source>{_PUBLISHER}))(?:特约)?(?:评论员|编辑部|评论部|社论|专电|综合报道|综合消息|综合)"
)

_NAMES_IN = r"[（(](?P<who>[^（()）]{1,60})[）)]"
_DATELINE = re.compile(
    rf"[【\[]?据?(?:(?P<own>{_OWN})|(?P<source>{_PUBLISHER}))"
    rf"(?:(?:\s?{_STAMP}\s?|综合|专稿)?\s?(?:专电|电讯|电|讯|消息)|[\u4e00-\u9fff]{{2,6}}?电(?=[\s（(])"
    r"|(?:报道|报导)?(?=\s?[（(](?!以下|下称|简称|微信))|(?<!社)(?=\s))[】\]]?"
    rf"\s{{0,4}}(?:{_NAMES_IN})?"
)
_REPORTED = re.compile(
    rf"\s?(?:(?:{_OWN})|(?P<source>{_PUBLISHER}))?(?P<roles>{_ROLE}\s?[\u4e00-\u9fff·、\s]{{2,30}}?)(?:摄影)?(?:报道|报导)(?=[：:，,。\s]|$)"
)
_CITED = re.compile(rf"据《?(?P<source>{_PUBLISHER})》?\s?(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?(?:报道|消息)")
_LEADING = re.compile(rf"[（(](?P<who>\s?(?:(?:{_OWN})\s?)?{_ROLE}[^（()）]{{1,50}})[）)]")
_TRAILING = re.compile(r"[（(](?P<who>[^（()）]{2,40})[）)]\s*$")
_QUOTED = re.compile(
    r"(?:^|(?<=[。！？…”]))\s{0,4}[（(]\s?(?:摘自|摘编自|节选自|选自|原载|转自|据)\s?(?:\d{4}年)?(?:\d{1,2}月\d{1,2}日)?"
    r"《(?P<source>[^《》]{2,14})》[^（()），]{0,20}(?:，\s?(?:作者|文|记者)[：:/]?\s?(?P<who>[\u4e00-\u9fff]{2,3}|[\u4e00-\u9fff]\s[\u4e00-\u9fff]))?"
    r"\s?[）)]\s*$"
)
_NO_NAMES = frozenset(["全文", "待续", "图片", "略图", "上图", "下图", "附表", "附图"])
_PEN_NAME = re.compile(r"[（(]\s{0,2}([\u4e00-\u9fff])\s{1,4}([\u4e00-\u9fff])\s{0,2}[）)]\s*$")
_TRAILING_SOURCE = re.compile(
    rf"(?<=[。！？”])\s?(?:据|来源：|摘自)《?(?P<source>{_PUBLISHER})》?(?:电|报道|消息)?\s*$"
)

_TRAILING_REPORTER = re.compile(
    rf"(?<=[。！？”])\s{{0,20}}(?P<who>(?:{_OWN})?{_ROLE}\s?[\u4e00-\u9fff·、\s]{{2,24}}?(?:报道)?)\s*$"
)


class Byline(msgspec.Struct, frozen=True):
    """What a byline says: the publisher (None for the paper itself) and the authors in order."""

    source: str | None = None
    authors: tuple[str, ...] = ()


def read_words(text: str, *, sure: bool = False) -> Byline | None:
    """Read roles, publishers and names that fill a string.

    Args:
        text: What stands in a byline or in the brackets of a dateline (记者 张三 通讯员 李四).
        sure: Names without a role are believed whatever their surname.

    Returns:
        The byline; None if a word of it is none of these or nothing is said.
    """
    found = _read_words(text, sure)
    if found is None and (parted := _GLUED.sub(r"\1 \2", text)) != text:
        return _read_words(parted, sure)
    return found


def _read_words(text: str, sure: bool) -> Byline | None:
    source: str | None = None
    authors: list[str] = []
    said = False
    told = "记者" in text or "通讯员" in text
    text = _SPLIT_NAME.sub(r"\1\2", text.strip())
    words = join_spaced([word for word in SEPARATORS.split(text) if word])
    if len(words) > 24:
        return None
    for word in words:
        if authors and _PLACE.fullmatch(word):
            continue
        if is_name(word, sure=sure) and not _FILLER.fullmatch(word):
            authors.append(word)
            continue
        if _FILLER.fullmatch(word):
            sure = True
            said = True
            continue
        wire = _WIRE.fullmatch(word)
        if wire:
            source = source or _clean(wire.group("source"))
            sure = said = True
            continue
        found = _WORD.fullmatch(word)
        if not found or not (found.group("own") or found.group("source") or found.group("role")):
            return None
        bare = found.group("source") if not found.group("role") and not found.group("rest") else None
        if bare and not (told or word.startswith("据") or _KNOWN.fullmatch(bare.strip("《》"))):
            return None
        rest = (
            re.sub(r"(?:摄影报道|综合报道|报道|报导|摄影|摄|文|图)$", "", found.group("rest"))
            if found.group("rest")
            else ""
        )
        if rest and not is_name(rest, sure=bool(found.group("role"))):
            return None
        source = source or _clean(found.group("source"))
        sure = said = True
        if rest:
            authors.append(rest)
    return Byline(source, tuple(authors)) if said or authors else None


def _clean(source: str | None) -> str | None:
    return source.strip("《》") if source else None


def read_byline(line: str, *, after_headline: bool = False) -> Byline | None:
    """Read a line that holds nothing but a byline or a source.

    Args:
        line: The line, stripped.
        after_headline: It stands right below a headline: names alone will do.

    Returns:
        The byline; None if the line is anything else.
    """
    if not 2 <= len(line) <= 90 or line[-1] in "。！？；：，、" or not (after_headline or _HINT.search(line)):
        return None
    if "/" in line and _SLASHED.fullmatch(line):
        return Byline(
            None, tuple(re.sub(r"\s", "", name) for pair in _SLASHED_NAME.findall(line) for name in pair if name)
        )
    who = _EXPERT.fullmatch(line) or (_GROUP.fullmatch(line) if after_headline else None)
    if who:
        return Byline(None, (who.group("who"),))
    source = _SOURCE_LINE.fullmatch(line)
    if source and (source.group("title") or _IS_PUBLISHER.fullmatch(source.group("source"))):
        return Byline(source.group("title") or source.group("source"))
    shell = _SHELL.fullmatch(_UNIT.sub("", line).strip() or line)
    if not shell:
        return None
    inner = shell.group("in")
    lead = _LEAD.match(inner)
    marked = lead is not None or line[0] in "□■◇◆" or (line[0] in "（(" and line[-1] in "）)")
    inner = re.sub(r"[：:]", " ", inner[lead.end() :] if lead else inner)
    staff = _STAFF.fullmatch(inner)
    found = Byline(_clean(staff.group("source"))) if staff else read_words(inner, sure=lead is not None)
    return found if found and (staff or _believed(found, inner, marked, after_headline)) else None


def says_who(text: str) -> bool:
    """Tell whether a byline says by a word (记者, 摄, 报道) that it is one, and is not names alone."""
    return _SPOKEN.search(text) is not None


def _believed(found: Byline, inner: str, marked: bool, after_headline: bool) -> bool:
    """Words that can be a byline are one where a role, a mark or the place says so."""
    if _SPOKEN.search(inner):
        return True
    if not found.authors:
        return found.source is not None and (marked or after_headline)
    return marked or (after_headline and len(found.authors) <= 4 and len(inner) <= 20)


def read_dateline(paragraph: str) -> tuple[Byline, bool] | None:
    """Read the dateline that opens a news item (本报讯（记者…）, 新华社北京1月1日电, 据吉林日报（…）).

    Args:
        paragraph: A paragraph or its first line.

    Returns:
        The byline and whether it is sure that an item starts here (a mere 据…报道 is not); None without a dateline.
    """
    head = paragraph[:140]
    if head[:1] not in "据本新中人央记（(【[我特《" and not _IS_PUBLISHER.match(head):
        return None
    leading = _LEADING.match(head)
    if leading:
        who = read_words(leading.group("who"))
        return (who, True) if who else None
    found = _DATELINE.match(head)
    if found:
        source = _clean(found.group("source"))
        names = found.group("who") or ""
        who = read_words(names, sure="记者" in names or "通讯员" in names) if names else None
        wire = found.group()
        # 据清江日报 and a space says as much as 电.
        spaced = wire.startswith("据") and " " in found.group()[-1] + head[found.end() : found.end() + 1]
        named = spaced or "电" in wire or "讯" in wire or "消息" in wire
        if who:
            return Byline(source or who.source, who.authors), True
        if named:
            reported = _REPORTED.match(head, found.end())
            names = read_words(reported.group("roles")) if reported else None
            return Byline(source, names.authors if names else ()), True
    reported = _REPORTED.match(head)
    if reported:
        names = read_words(reported.group("roles"))
        if names:
            return Byline(_clean(reported.group("source")), names.authors), True
    cited = _CITED.match(head)
    return (Byline(_clean(cited.group("source"))), False) if cited else None


def read_trailer(paragraph: str) -> Byline | None:
    """Read the brackets that close an item (…。（记者 张三）, …。（据新华社）).

    Args:
        paragraph: A paragraph.

    Returns:
        The byline; None if the last brackets hold anything else.
    """
    source = _TRAILING_SOURCE.search(paragraph[-24:])
    if source:
        return Byline(_clean(source.group("source")))
    reporter = _TRAILING_REPORTER.search(paragraph[-40:])
    if reporter:
        return read_words(reporter.group("who"))
    quoted = _QUOTED.search(paragraph[-70:])
    if quoted:
        who = quoted.group("who")
        return Byline(_clean(quoted.group("source")), ("".join(who.split()),) if who else ())
    found = _TRAILING.search(paragraph[-44:])
    return _read_closing(paragraph, found) if found else None


def _read_closing(paragraph: str, found: re.Match[str]) -> Byline | None:
    who = found.group("who")
    before = paragraph[: len(paragraph) - len(found.group())].rstrip()
    if before and before[-1] not in "。！？…”；":
        return None
    pen = _PEN_NAME.fullmatch(found.group())
    if pen and pen.group(1) + pen.group(2) not in _NO_NAMES:
        return Byline(None, (pen.group(1) + pen.group(2),))
    return read_byline(f"（{who}）")
