"""What stands on a page and is no text of any article: date line, page number, editors, addresses."""

import re
from datetime import date

import msgspec

_DIGITS = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | {"○": "0", "零": "0", "Ｏ": "0", "O": "0"}
_DATE = re.compile(r"(?<!\d)((?:19|20)\d{2})\s?[年./-]\s?(\d{1,2})\s?[月./-]\s?(\d{1,2})\s?日?(?!\d)")
_HAN_DATE = re.compile(
    r"([一二][〇○零O一二三四五六七八九]{3})年([一二三四五六七八九十元]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_NAME_DAY = re.compile(r"(?<!\d)((?:19|20)\d{2})[-_.]?(\d{2})[-_.]?(\d{2})(?!\d)")
_NAME_MONTH = re.compile(r"(?<!\d)((?:19|20)\d{2})[-_.](\d{2})(?!\d)")
_DUMP = re.compile(r"(?:19|20)\d{6}[-_][0-9A-Za-z]{1,3}[-_]\d{1,3}")

_WEEKDAY = r"(?:星期|周|礼拜)[一二三四五六日天]"
_HAN_DAY = r"[一二][〇○零O一二三四五六七八九]{3}年[一二三四五六七八九十元]{1,2}月[一二三四五六七八九十]{1,3}日"
_DAY = rf"(?:(?:19|20)\d{{2}}\s?[年./-]\s?\d{{1,2}}\s?[月./-]\s?\d{{1,2}}\s?日?|{_HAN_DAY})"
_PAGE_NO = (
    r"(?:第?\s?(?:[A-Z]\s?)?\d{1,3}\s?版|第?[一二三四五六七八九十]{1,3}版|[A-Z]\d{1,3}"
    r"|(?<![\d.:：-])0\d(?![\d.-]))"
)
_PAPER_NAME = (
    r"[\u4e00-\u9fff]{2,10}(?:日报|晚报|早报|晨报|时报|商报|快报|周报|导报|都市报|经济报|参考报"
    r"|青年报|工人报|农民报|法制报|法治报|教育报)"
)
_SECTION = r"[\u4e00-\u9fff·]{2,8}"
_LUNAR = (
    r"农历[\u4e00-\u9fff]{2,14}|(?:[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年)?"
    r"[\u4e00-\u9fff]{1,2}月[初十廿二三][一二三四五六七八九十]"
)
_EDITOR = (
    r"(?:责编|责任编辑|美术编辑|图片编辑|值班编委|值班主任|责任校对|主编|统筹|制图|编辑|本版编辑|版式|美编|校对|版面|组版|视觉)"
    r"\s?[：:/／]?\s?(?:[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]\s{1,2}[\u4e00-\u9fff])(?![\u4e00-\u9fff])"
)
_PHONE = r"(?:电话|热线|传真|邮箱|电子信箱|信箱|E-?mail)\s?[：:/／]?\s?[（(]?[\w.@+\-]{3,40}(?:[)）]?[\d\-]{0,16})"
# A date line is made of these words alone, in any order; a weekday, a page number or a paper's name stands by the date.
_DATE_LINE_WORD = re.compile(
    rf"(?P<day>{_DAY})|{_WEEKDAY}|(?P<page>{_PAGE_NO})|(?P<paper>{_PAPER_NAME})|{_LUNAR}"
    rf"|(?:第|总第)\s?\d{{1,6}}\s?期|今日\s?\d{{1,3}}\s?版|{_EDITOR}|{_PHONE}|[|｜·•/\-—_,，：:;；\s《》（）()]"
)
_SECTION_LINE = re.compile(
    rf"(?:{_PAGE_NO})[\s·:：|｜/]{{0,3}}{_SECTION}|{_SECTION}\s{{0,3}}{_PAGE_NO}|{_SECTION}\s{{1,4}}\d{{1,2}}|\d{{1,2}}\s{{1,4}}{_SECTION}"
)
_EDGE_LINE = re.compile(
    rf"{_PAPER_NAME}|{_DAY}|{_WEEKDAY}|{_LUNAR}|(?:19|20)\d{{2}}\s?年\s?\d{{1,2}}\s?月|\d{{1,2}}\s?[日月]?"
    r"|[\u4e00-\u9fff]{2,8}(?<![汇通预申举简战喜捷海情警快速])报|[A-Z]{3,16}(?: [A-Z]{3,16}){0,3}"
)
_STAFF_WORD = (
    r"(?:本版责任编辑|本版责编|本版编辑|本版主编|本版|责任编辑|责编|值班编委|值班主任|值班编辑|编辑|版式设计|版式|版面设计|版面"
    r"|美术编辑|美编|校对|组版|组稿|视觉设计|视觉|制图|审校|审读|检校|责校|统筹|主编|编审|一读|二读|三读|图编)"
)
_STAFF = re.compile(
    rf"[（(【\[■□◆●]?\s?{_STAFF_WORD}(?:\s?[：:/／]|(?:\s[\u4e00-\u9fff]{{1,4}}){{1,4}}(?:\s|[）)\]】]|$))"
)
_IMPRINT = re.compile(
    r"国内统一(?:连续出版物号|刊号)|邮发代号|广告(?:经营)?许可证|CN\s?\d{2}[-—]\d{4}|本报(?:社)?(?:地址|社址)"
    r"|(?:每份|零售价|全年定价|全年订价|每月定价|月定价)\s?[：:]?\s?[\d.]|(?:新闻|广告|发行|投稿|爆料|读者|征订)(?:热线|邮箱|信箱|电话)\s?(?:[：:]|\d{5})"
)
# A notice gives addresses too: only at the page's edge are they the paper's own.
_ADDRESS = re.compile(
    r"[■□◆●]?\s?(?:电子邮箱|投稿邮箱|邮箱|热线|电话|传真|微信|微博|QQ群?|E-?mail|网址|印刷|邮编|邮政编码)\s?[：:]|扫一扫|扫码(?:关注|阅读)|版权所有",
    re.I,
)
_LABEL = re.compile(
    r"[（(【·\s]*(?:广\s?告|公益广告)[）)】·\s]*|(?:相关)?(?:报道|评论|内容|图片)(?:详见|见|刊)(?:今日|本报)?第?\s?[A-Z]?[\d一二三四五六七八九十]{1,3}\s?版|本版(?:邮箱|信箱|热线|电话|投稿)\s?[：:][^。]{2,80}|本版(?:图片|照片|稿件|文图|文字|撰文|摄影|供稿)[^。]{2,60}"
)
_PLAIN_PAGE = re.compile(rf"[-—–·\s]{{0,4}}(?:\d{{1,3}}|{_PAGE_NO})[-—–·\s]{{0,4}}")
_MARKS = re.compile(r"[①-⑳↑↓←→⬆⬇⬅➡▲▼◀▶△▽\s]{1,12}")  # what stood on or beside a picture
_CONTENTS = re.compile(r"(?:今日|本期|本版|内容|要闻|新闻|版面|主要)?(?:导读|导览|看点)")
_POINTER = re.compile(
    r"[^。]{2,40}?(?:\s?(?:[>＞》]{1,3}|→|[▶►]|[·.]{2,12}|…{1,6}|/{2}|详见|见|刊)\s?|\s{1,20}|[（(]\s?)"
    rf"(?:今日|本报)?{_PAGE_NO}\s?[）)]?"
)
_WIDELY_SET = re.compile(r"[\u4e00-\u9fff](?:\s{1,6}[\u4e00-\u9fff]){1,3}")
_RULE = re.compile(r"[-—–_=*~·.＊─━═\s]{3,}")
_IMAGE = re.compile(r"!\[[^\[\]]{0,300}\]\([^()]{0,600}\)|</?[a-zA-Z][^<>]{0,300}>")
_TABLE_RULE = re.compile(r"\|?\s?:?-{2,}:?\s?(?:\|\s?:?-{2,}:?\s?)*\|?")
_END = re.compile(r"[（(【]?\s?(?:完|全文完|全文结束|本文完)\s?[）)】]")


class PageFacts(msgspec.Struct):
    """What the furniture says of the page: ISO date, page number, paper; None where it does not say."""

    date: str | None = None
    page: str | None = None
    paper: str | None = None


def iso_date(text: str) -> str | None:
    """Give the first date in a string.

    Args:
        text: A short string (2021年12月17日, 2021-12-17, 二〇二一年十二月十七日).

    Returns:
        ``YYYY-MM-DD``; None if there is no date that the calendar knows.
    """
    found = _DATE.search(text)
    if found:
        return _iso(*map(int, found.groups()))
    han = _HAN_DATE.search(text)
    if not han:
        return None
    year = int("".join(_DIGITS.get(c, c) for c in han.group(1)))
    return _iso(year, _han_number(han.group(2)), _han_number(han.group(3)))


def _han_number(text: str) -> int:
    if text == "元":
        return 1
    tens, ten, ones = text.partition("十")
    if not ten:
        return int("".join(_DIGITS[c] for c in text)) if len(text) == 1 else 0
    if len(tens) > 1 or len(ones) > 1:
        return 0
    return (int(_DIGITS[tens]) if tens else 1) * 10 + (int(_DIGITS[ones]) if ones else 0)


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def name_date(name: str) -> str | None:
    """Give the date that a file's name holds (20211217-01-02, news-2021-12-17, page-2021-12).

    Args:
        name: The name.

    Returns:
        ``YYYY-MM-DD`` or ``YYYY-MM``; None if it holds none.
    """
    found = _NAME_DAY.search(name)
    if found and (day := _iso(*map(int, found.groups()))):
        return day
    month = _NAME_MONTH.search(name)
    return f"{month.group(1)}-{month.group(2)}" if month and 1 <= int(month.group(2)) <= 12 else None


def is_dump_name(name: str) -> bool:
    """Tell whether a file is one article of a newspaper dump by its name (date, page, position: 20211217-03-05)."""
    return _DUMP.fullmatch(name) is not None


def is_rule(line: str) -> bool:
    """Tell whether a line is a drawn one (-----, ＊＊＊)."""
    return _RULE.fullmatch(line) is not None


def is_end_mark(line: str) -> bool:
    """Tell whether a line only says that the item ends (（完）)."""
    return _END.fullmatch(line) is not None


def is_contents(line: str) -> bool:
    """Tell whether a line is the head of the box that lists what other pages hold (导读)."""
    return _CONTENTS.fullmatch(line) is not None


def is_pointer(line: str) -> bool:
    """Tell whether a line has the form of those in such a box: a headline, and the page that it stands on."""
    return len(line) <= 60 and _POINTER.fullmatch(line) is not None


def is_furniture(line: str, *, edge: bool = False) -> bool:
    """Tell whether a line is page furniture.

    Args:
        line: The line, stripped, up to any length.
        edge: It is among the first or last lines of the page, where a paper's name alone is its masthead.

    Returns:
        True for date lines, page numbers, editors, imprint, addresses of the paper, pictures and table rules.
    """
    if len(line) > 160:
        return False
    picture = _IMAGE.fullmatch(line) or (line[:1] in "|:-" and _TABLE_RULE.fullmatch(line))
    number = _MARKS.fullmatch(line) or (_PLAIN_PAGE.fullmatch(line) and (edge or not line.isdigit()))
    staff = _LABEL.fullmatch(line) or (_STAFF.match(line) and "。" not in line)
    imprint = _IMPRINT.search(line) and len(line) <= 100 and line[-1] != "。"
    at_edge = edge and (_at_edge(line) or (_ADDRESS.match(line) is not None and line[-1] != "。"))
    return bool(picture or number or staff or imprint or at_edge) or _is_date_line(line)


def _at_edge(line: str) -> bool:
    """A paper's name, a section with its page, a date or a piece of one: furniture only at the page's head or foot."""
    if len(line) > 40:
        return False
    return _EDGE_LINE.fullmatch(line) is not None or _SECTION_LINE.fullmatch(line) is not None


def _is_date_line(line: str) -> bool:
    if len(line) > 90:
        return False
    rest = _DATE_LINE_WORD.sub(" ", line).strip()
    groups = [m.lastgroup for m in _DATE_LINE_WORD.finditer(line) if m.lastgroup]
    if "day" in groups and _WIDELY_SET.fullmatch(rest):
        rest = "".join(rest.split())
    numbered = rf"(?:\d{{1,2}}\s{{1,8}})?{_SECTION}(?:\s{_SECTION})?(?:\s{{1,12}}\d{{1,2}})?"
    told = len(groups) + ("day" in groups and re.search(_WEEKDAY, line) is not None)
    titled = re.fullmatch(rf"{numbered}|[A-Za-z ]{{3,40}}", rest) and told >= 2
    if not groups and not rest and re.search(r"农历|期|今日\s?\d", line):
        return True
    if not groups or set(groups) == {"paper"} or (rest and not titled):
        return False
    return len(groups) >= 2 or re.search(rf"{_WEEKDAY}|版|农历|期", line) is not None


def read_facts(line: str, facts: PageFacts) -> None:
    """Take over what a line of furniture says of the page, where it is not known yet.

    Args:
        line: The line.
        facts: Filled in place.
    """
    if facts.date is None:
        facts.date = iso_date(line)
    number = _SECTION_LINE.fullmatch(line) and re.search(r"[A-Z]?\d{1,3}", line)
    if number and facts.page is None:
        facts.page = number.group()
    for found in _DATE_LINE_WORD.finditer(line[:160]):
        if found.lastgroup == "page" and facts.page is None:
            facts.page = found.group().replace(" ", "").strip("第版")
        if found.lastgroup == "paper" and facts.paper is None:
            facts.paper = found.group()
