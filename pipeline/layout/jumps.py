"""Jump marks: where an item comes from (上接一版) and that it goes on elsewhere (下转第四版, 未完待续)."""

import re

_NUMBER = r"(?:[A-Za-z]?\s?\d{1,3}|[一二三四五六七八九十]{1,3}|头)"
_BOXED = r"[（(\[【]\s?{0}\s?[）)\]】]"
_FROM = (
    r"[▲△■●◆]?\s?(?:上接|紧接|续接|接|上承)\s?(?:\d{1,2}月\d{1,2}日)?\s?(?:本报)?\s?第?\s?"
    rf"{_NUMBER}\s?版?[^（()）\[\]【】。，]{{0,40}}"
)
_SEE = "下转|紧转|文转|转|详见|详情见|全文见|全文刊|相关报道见"
_TO = (
    rf"[▼▽■●◆→>]{{0,3}}\s?(?:{_SEE})\s?(?:今日)?(?:本报)?\s?第?\s?{_NUMBER}\s?[版、－\-—至][^（()）\[\]【】。，]{{0,20}}"
    r"|未完待续|待续|未完[，,\s]\s?下转[^（()）]{0,12}|未完"
)
_FROM_BOX = re.compile(_BOXED.format(f"({_FROM})"))
_TO_BOX = re.compile(_BOXED.format(f"({_TO})"))
_BARE_FROM = re.compile(rf"[（(\[【▲△■●◆\s]*((?:上接|紧接)\s?第?\s?{_NUMBER}\s?版?[^。，]{{0,40}}?)[）)\]】\s]*")
_BARE_TO = re.compile(
    rf"[（(\[【▼▽■●◆→>\s]*((?:下转|紧转)\s?第?\s?{_NUMBER}\s?版?[^。，]{{0,20}}?|未完待续|待续)[）)\]】→\s]*"
)
_BARE_TAIL = re.compile(
    r"(?<=[。！？…”，、\u4e00-\u9fff])\s{1,4}[▼→]?下转第?\s?[A-Za-z]?[\d一二三四五六七八九十]{1,3}\s?版\s?$"
)


def read_jump(line: str) -> tuple[str | None, bool] | None:
    """Read a line that is only a jump mark.

    Args:
        line: The line, stripped.

    Returns:
        Where it continues from (上接一版) or None, and whether it goes on elsewhere; None if the line is none.
    """
    if len(line) > 60:
        return None
    found = _FROM_BOX.fullmatch(line) or _BARE_FROM.fullmatch(line)
    if found:
        return found.group(1).strip("▲△■●◆ "), False
    if _TO_BOX.fullmatch(line) or _BARE_TO.fullmatch(line):
        return None, True
    return None


def take_jumps(paragraph: str) -> tuple[str, str | None, bool]:
    """Take the jump marks off a paragraph's ends.

    Args:
        paragraph: A paragraph.

    Returns:
        The paragraph without them, where it continues from, whether it goes on elsewhere.
    """
    came: str | None = None
    found = _FROM_BOX.match(paragraph[:80])
    if found:
        came = found.group(1).strip("▲△■●◆ ")
        paragraph = paragraph[found.end() :].lstrip()
    tail = paragraph[-60:]
    for last in _TO_BOX.finditer(tail):
        if not tail[last.end() :].strip():
            return paragraph[: len(paragraph) - len(tail) + last.start()].rstrip(), came, True
    bare = _BARE_TAIL.search(tail)
    if bare:
        return paragraph[: len(paragraph) - len(tail) + bare.start()].rstrip(), came, True
    return paragraph, came, False
