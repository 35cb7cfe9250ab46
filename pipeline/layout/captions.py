"""Photo captions and their credits."""

import re

from pipeline.layout.bylines import Byline, read_byline, read_words

_ARROW = re.compile(r"[↑↓←→⬆⬇⬅➡↗↘↙↖▶◀►◄]\s?(?=\S)")
_TRIANGLE = re.compile(r"[▲△▼▽◥◤]\s?(?=\S)")
_SHOWN = re.compile(
    r"[（(【]?(?:[上下左右]?图(?:为|[①②③④⑤⑥⑦⑧⑨\d一二三四五六]{1,2}\s?[：:为]|片?说明[：:]?|[：:])|图[片①②③④⑤⑥⑦⑧⑨]\s?[：:为]|[上下左右]图[，：:]|\u56fe\d{1,2}[^，。]{0,10}为)"
)
_PERSON = r"[\u4e00-\u9fff·]{2,12}"
_SPACED = r"[\u4e00-\u9fff]\s[\u4e00-\u9fff]{1,2}"
_WHO = (
    rf"(?:[\u4e00-\u9fff《》]{{0,14}}?(?:记者|通讯员|作者|实习生|特约)\s?)(?:{_SPACED})"
    rf"|(?:[\u4e00-\u9fff《》]{{0,14}}?(?:记者|通讯员|作者|实习生|特约)\s?)?{_PERSON}(?:[\s、，]{{1,2}}{_PERSON}){{0,5}}"
)
_CREDIT = re.compile(
    rf"(?:^|(?<=[。！？”）\s]))(?P<all>[（(]?\s?(?P<who>{_WHO}|\s?[\u4e00-\u9fff]{{1,3}}\s[\u4e00-\u9fff]{{1,3}})\s?(?:摄影报道|摄影|图文|文图|文/图|摄|供图)"
    r"\s?(?:[（(](?P<agency>[\u4e00-\u9fff]{2,12})[）)]|/(?P<slash>[\u4e00-\u9fff]{2,12}))?\s?[）)]?)\s?$"
)
_LABELLED = re.compile(
    r"(?:^|(?<=[。！？”）\s]))(?P<all>[（(]?(?:摄影|摄|图片?|供图)\s?[：:/／]\s?(?P<who>[^。，（()）]{2,40})[）)]?)\s?$"
)
_ISSUED = re.compile(
    rf"(?:^|(?<=[。！？”）\s]))(?P<all>[（(]?(?P<agency>新华社|中新社|中经视觉|视觉中国|人民视觉|[\u4e00-\u9fff]{{2,8}}(?:社|视觉|图片))发?"
    rf"\s?(?:[（(]\s?(?P<who>{_PERSON}(?:[\s、]{_PERSON}){{0,4}})\s?摄\s?[）)])?[）)]?)\s?$"
)
_STOCK = re.compile(
    r"[（(]?(?:本报)?(?:资料(?:图片?|照片)|图片由[^。（()）]{2,24}提供|受访者供图|[\u4e00-\u9fff]{2,16}供图|网络图片|图片来源[：:][^。]{2,20})[）)]?\s?$"
)


def is_caption(line: str) -> bool:
    """Tell whether a line begins a photo caption.

    Args:
        line: The line, stripped.

    Returns:
        True after an arrow, after 图为 and its like, and after a triangle where the line shows a picture or ends in a
        credit.
    """
    if _ARROW.match(line) or _SHOWN.match(line):
        return True
    return bool(_TRIANGLE.match(line)) and ("图为" in line or "图片" in line[-20:] or read_credit(line) is not None)


def strip_pointer(line: str) -> str:
    """Take the arrow or triangle off a caption."""
    return re.sub(r"^(?:[↑↓←→⬆⬇⬅➡↗↘↙↖▶◀►◄▲△▼▽◥◤]\s?)+", "", line)


def read_credit(text: str) -> Byline | None:
    """Read the photographer and the agency at the end of a caption (李四航 摄（中经视觉）).

    Args:
        text: A caption, or a line with a credit alone.

    Returns:
        The byline, empty for a credit that names no one; None without a credit.
    """
    tail = text[-80:]
    for pattern in (_CREDIT, _LABELLED, _ISSUED):
        found = pattern.search(tail)
        if not found:
            continue
        groups = found.groupdict()
        who = read_words(groups.get("who") or "", sure=pattern is not _CREDIT)
        agency = groups.get("agency") or groups.get("slash")
        if who is None and pattern is _ISSUED and groups.get("who"):
            who = Byline(None, tuple(re.split(r"[\s、]", groups["who"])))  # 新华社发（a name in any script）
        if who or (agency and "资料" not in agency and pattern is _ISSUED):
            return Byline(agency or (who.source if who else None), who.authors if who else ())
    return Byline() if _STOCK.search(tail) else None


def is_credit(line: str) -> bool:
    """Tell whether a line is nothing but a photo credit."""
    if len(line) > 60 or line[-1:] in "。！？，；：":
        return False
    for pattern in (_CREDIT, _LABELLED, _ISSUED, _STOCK):
        found = pattern.match(line)
        if found and found.end() == len(line):
            return True
    found_by = read_byline(line)
    return found_by is not None and re.search(r"摄|供图|图片", line) is not None
