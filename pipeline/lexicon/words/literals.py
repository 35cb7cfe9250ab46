"""Dates, numbers with their units, and Latin runs: what stays one word though no dictionary can list it."""

import re
from collections.abc import Iterator

_UNITS = (
    "万元|亿元|美元|欧元|日元|港元|元|平方公里|公里|平方千米|千米|平方米|立方米|厘米|毫米|微米|纳米|海里|米|公顷|亩|"
    "万吨|吨|千克|公斤|毫克|克|千瓦时|千瓦|兆瓦|吉瓦|瓦|度电|毫升|升|摄氏度|℃|人次|个百分点|标准箱|小时|分钟|倍"
)
# One leading class, so that the search for a start runs in C; every repeat is bounded, so that no text is slow.
_LATIN = re.compile(
    r"[\dA-Za-z](?:"
    r"(?P<eng>(?:(?<=[A-Za-z])|\d{0,3}[A-Za-z])[A-Za-z0-9]{0,60}(?:[-.&_@/:+]{1,3}[A-Za-z0-9]{1,60}){0,12})"
    r"|\d{0,30}(?:,\d{3}(?!\d)){0,8}(?:\.\d{1,20})?(?:"
    r"(?P<t>年(?:\d{1,2}月(?:\d{1,2}[日号])?)?|月(?:\d{1,2}[日号]|份)?|日|[-—–~～至]{1,2}\d{4}年|"
    r"([-/.])\d{1,2}\3\d{1,2}(?!\d)|[:：]\d{2}(?:[:：]\d{2})?(?!\d))"
    rf"|(?P<mq>[十百千万亿]{{0,4}}[多余]?(?:{_UNITS}))"
    r"|(?P<m>[十百千万亿]{1,4}|[%％‰])"
    r")?)"
)
_HAN = re.compile(
    r"[〇○零一二三四五六七八九十百第](?:"
    r"(?P<t>[〇○零一二三四五六七八九]{3}年(?:[一二三四五六七八九十]{1,3}月(?:[一二三四五六七八九十]{1,3}日)?)?|"
    r"[一二三四五六七八九十]{0,2}月[一二三四五六七八九十]{1,3}日)"
    r"|(?P<m>分之[〇零一二三四五六七八九十百点\d.]{1,16}|(?<=第)[〇零一二三四五六七八九十百千\d]{1,8}[条章节款届])"
    r")"
)


def find_literals(text: str) -> Iterator[tuple[int, int, str]]:
    """Find dates, numbers and Latin runs.

    Args:
        text: Any text.

    Yields:
        Start, end (code points, exclusive) and part of speech: t for dates and times, m for numbers, mq for numbers
        with a unit, eng for Latin runs. First all that begin with a digit or a letter, in order, then the Chinese
        numerals, in order; the two kinds may overlap.
    """
    for pattern in (_LATIN, _HAN):
        for match in pattern.finditer(text):
            start, end = match.span()
            if end - start > 1:
                yield start, end, match.lastgroup or "m"
