"""Paragraphs that a column break cut: told by how a piece ends and how the next begins, and joined without a trace."""

import re

_CLOSERS = "”’」』）》〉】〕)]"
_OPENERS = "“‘「『（《〈【〔(["
_TERMINAL = "。！？…!?；："
# No paragraph begins with these (避头): the piece goes on from the one before.
_NEVER_FIRST = frozenset("，。、；：？！”’」』）》〉】〕%‰℃,.;:?!)")
_TAIL = re.compile(rf"[{re.escape(_CLOSERS)}\s]+$")
_SAYS = re.compile(r"(?:说|表示|指出|强调|介绍|告诉[^，。]{1,12}|认为|坦言|直言|称|道|写道|问|答|感慨|回忆)：$")
_LIST_START = re.compile(
    r"[（(]?[一二三四五六七八九十百]{1,4}[）)、.．]|[（(]?\d{1,3}(?:[）)、．]|\.(?!\d))|[①-⑳]|第[一二三四五六七八九十百零\d]{1,5}[章节条款]|[-*+•●◆■▲○◎]\s?|——"
)
_LATIN_EDGE = re.compile(r"[A-Za-z]")


def starts_list(line: str) -> bool:
    """Tell whether a line begins with the number or bullet of a list or clause."""
    return _LIST_START.match(line) is not None


def begins_sentence(line: str) -> bool:
    """Tell whether a line can begin a paragraph: no closing bracket or mark stands first."""
    return line[:1] not in _NEVER_FIRST


def is_balanced(line: str) -> bool:
    """Tell whether every bracket and quotation mark that a line opens is closed in it."""
    return all(line.count(a) == line.count(b) for a, b in ("《》", "“”", "（）"))


def is_open(piece: str) -> bool:
    """Tell whether a piece of a paragraph breaks off inside a sentence.

    Args:
        piece: The piece, stripped.

    Returns:
        True where no sentence can end: after a comma, a word, a figure, an opening bracket, a 《》 title in mid
        sentence. A colon and a semicolon end a piece (lists follow them) unless the next line says otherwise.
    """
    if not piece:
        return False
    last = piece[-1]
    if last in _TERMINAL:
        return False
    if last not in _CLOSERS:
        return True
    core = _TAIL.sub("", piece)
    if core and core[-1] in "。！？…!?；":
        return False
    if last in "）)" and not _ends_with_sentence_before_bracket(piece):
        return True
    return last not in "）)"


def _ends_with_sentence_before_bracket(piece: str) -> bool:
    start = max(piece.rfind("（", -300), piece.rfind("(", -300))
    if start < 0:
        return False
    before = piece[:start].rstrip()
    return before == "" or before[-1] in "。！？…；：”"


def continues(before: str, after: str) -> bool:
    """Tell whether a line goes on with the paragraph before it, by the words alone.

    Args:
        before: The paragraph so far.
        after: The next line, stripped.

    Returns:
        True where the paragraph breaks off inside a sentence, or the line cannot begin one.
    """
    if not before or not after:
        return False
    if before[-1] in _OPENERS or (after[0] in _NEVER_FIRST and not after.startswith("...")):
        return True
    if starts_list(after) and not before.endswith(("，", "、", ",")) and not _number_goes_on(before):
        return False
    if before.endswith(("；", ";")):
        return not starts_list(after) and not starts_list(before) and not after.endswith(("；", ";"))
    if before.endswith("："):
        return _SAYS.search(before[-20:]) is not None and after[0] in "“‘"
    return is_open(before)


def _number_goes_on(before: str) -> bool:
    """A figure or a bracket that the break cut (第十|一、十二条; 增长3|.5%) is no list."""
    return is_open(before) and (before[-1].isdigit() or before[-1] in "第（(—-~～至和或及与")


def join(before: str, after: str, *, spaced: bool = False) -> str:
    """Join two pieces of a paragraph.

    Args:
        before: The first piece.
        after: The second.
        spaced: A space stood at the break.

    Returns:
        The pieces joined: with one space where two Latin words or a spaced break meet, otherwise without a trace.
    """
    if spaced or (_LATIN_EDGE.match(after[:1]) and _LATIN_EDGE.match(before[-1:])):
        return f"{before} {after}"
    return before + after
