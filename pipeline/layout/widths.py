"""Widths: one form for each character, whatever the layout program or the extraction made of it.

Chinese text takes full-width punctuation, figures and Latin letters take ASCII; extractions mix both. What the
characters say never changes: every replacement is equal to what it replaces under NFKC, but for quotation marks,
the full stop and the dash, which have no ASCII twin.
"""

import re

_HAN = "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# What makes the neighbourhood of a mark Chinese: Han, kana, Chinese punctuation, curly quotes, dash, ellipsis.
_WIDE = _HAN + "\u3001-\u3004\u3008-\u3020\u3041-\u312f\uff01-\uff60\uffe0-\uffe6“”‘’…—·×"

_ALNUM = {
    code: code - 0xFEE0
    for low, high in (("０", "９"), ("Ａ", "Ｚ"), ("ａ", "ｚ"))
    for code in range(ord(low), ord(high) + 1)
}
_TABLE: dict[int, int | None] = {
    **_ALNUM,
    **dict.fromkeys((*range(0x09), *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0))),
    **dict.fromkeys((0x00AD, 0x200B, 0x200C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF)),
    **dict.fromkeys((0x00A0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), 0x20),
    # A break that is no line break keeps the number of lines as editors count them.
    **dict.fromkeys((0x0B, 0x0C, 0x85, 0x2028, 0x2029), 0x20),
    ord("％"): ord("%"),
    ord("＂"): ord('"'),
    ord("｡"): ord("。"),
    ord("､"): ord("、"),
    ord("｢"): ord("「"),
    ord("｣"): ord("」"),
}
_JOINER = re.compile("\u200d(?![\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])")
_POINT = re.compile(r"(?<=\d)．(?=\d)")
_CLOCK = re.compile(r"(?<!\d)(\d{1,2})：([0-5]\d)(?!\d)")

_MARK = re.compile(r"""[,;:!?()."'-]""")
_LATIN = re.compile(r"[A-Za-z]+")
_GUARDED = re.compile(
    r"(?:https?|ftp)://[!-~]{1,2000}(?<![,.;:!?)'\"])"
    r"|www\.[!-~]{1,2000}(?<![,.;:!?)'\"])"
    r"|(?<![A-Za-z0-9._+-])[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}"
    r"|&(?:[a-zA-Z]{2,8}|\#\d{1,6});"
    r"|!?\[[^\[\]\n]{0,200}\]\([^()\n]{0,500}\)"
    r"|<[A-Za-z/!][^<>\n]{0,300}>"
)
_GUARD_HINT = re.compile(r"://|www\.|@|&|\]\(|<")

_W = f"[{_WIDE}]"
# (mark to look for, pattern, replacement): a plain scan for the mark pays for the pattern.
_SIMPLE = tuple(
    (mark, re.compile(pattern), wide)
    for mark, pattern, wide in (
        (",", rf",(?:(?<={_W},)(?! ?[A-Za-z])|(?={_W})|(?<=[%‰℃],)(?! ))", "，"),
        (";", rf";(?:(?<={_W};)(?! ?[A-Za-z])|(?={_W})|(?<=[%‰℃];)(?! ))", "；"),
        ("!", rf"!(?!\[)(?:(?<={_W}!)|(?={_W}))", "！"),
        ("?", rf"\?(?:(?<={_W}\?)|(?={_W}))", "？"),
        (":", rf":(?!//)(?:(?<={_W}:)|(?={_W}))", "："),
        ("--", rf"(?<!-)--(?!-)(?:(?<={_W}--)|(?={_W}))", "——"),
    )
)
_DOTS = re.compile(rf"(?<={_W})\.{{3}}(?:\.{{3}})?(?!\.)")
_STOP_END = re.compile(rf"(?<=[{_HAN}%”’）》])\.(?=[”’）\"')]|\s*$)", re.M)
_STOP_MID = re.compile(rf"(?<=[{_HAN}”’）》])(?<!^[一二三四五六七八九十])\.(?=[{_HAN}“‘（《])", re.M)
_BRACKET = re.compile(r"[()]")
_IS_WIDE = re.compile(_W)
_ANY_HAN = re.compile(f"[{_HAN}]")
_APOSTROPHE = re.compile(rf"(?<![A-Za-z0-9])'([^'\n]{{0,80}}{_W}[^'\n]{{0,80}})'")
_ENDS = "。！？…；.!?;"
_AFTER_CLOSE = "，。！？；：、）》】,.!?;:)"
_BEFORE_OPEN = "，。：、（《【,:( —"


def unify(text: str, *, punctuation: bool = True) -> str:
    """Bring a text to one width, line by line.

    Args:
        text: Any string.
        punctuation: Widen ASCII punctuation and pair quotation marks too.

    Returns:
        The text with as many ``\\n`` as there were line breaks (``\\r\\n`` and ``\\r`` count as one); full-width
        figures, letters and spaces are ASCII, ASCII punctuation beside Chinese characters is full-width, straight
        quotation marks in Chinese lines are paired, control and zero-width characters are gone. Decimals, times,
        thousands, addresses, markup and lines that are mostly Latin keep their ASCII. Unifying twice changes nothing.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii():
        return text.translate(_TABLE) if not text.isprintable() else text
    text = text.translate(_TABLE)
    if "\u200d" in text:
        text = _JOINER.sub("", text)
    if "．" in text:
        text = _POINT.sub(".", text)
    if "：" in text:
        text = _CLOCK.sub(r"\1:\2", text)
    if not punctuation or not _MARK.search(text):
        return text
    # Only where the text ends its sentences with a point is a point between two characters a full stop (史蒂夫.乔布斯).
    stops = "。" not in text and bool(_STOP_END.search(text))
    lines = text.split("\n")
    inside = False
    for i, line in enumerate(lines):
        if not _MARK.search(line) or line.isascii():
            if line.rstrip()[-1:] and line.rstrip()[-1] in _ENDS:
                inside = False
            continue
        lines[i], inside = _unify_line(line, stops, inside)
    return "\n".join(lines)


def _unify_line(line: str, stops: bool, inside: bool) -> tuple[str, bool]:
    guarded = _GUARD_HINT.search(line) is not None
    prose = _GUARDED.sub("", line) if guarded else line
    latin = sum(map(len, _LATIN.findall(prose)))
    if latin > 2 * len(_IS_WIDE.findall(prose)):
        return line, False
    if not guarded:
        return _unify_piece(line, stops, inside)
    made: list[str] = []
    at = 0
    for found in _GUARDED.finditer(line):
        piece, inside = _unify_piece(line[at : found.start()], stops, inside)
        made += (piece, found.group())
        at = found.end()
    piece, inside = _unify_piece(line[at:], stops, inside)
    return "".join((*made, piece)), inside


def _unify_piece(line: str, stops: bool, inside: bool) -> tuple[str, bool]:
    if "(" in line or ")" in line:
        line = _brackets(line)
    if '"' in line:
        line, inside = _quotes(line, inside)
    elif line.rstrip()[-1:] and line.rstrip()[-1] in _ENDS:
        inside = False
    if "'" in line:
        line = _APOSTROPHE.sub(r"‘\1’", line)
    for mark, pattern, wide in _SIMPLE:
        # Twice, for a mark is Chinese by a neighbour that only the first pass makes Chinese (?! and ),).
        if mark in line:
            line = pattern.sub(wide, line)
            if mark in line:
                line = pattern.sub(wide, line)
    if "." in line:
        line = _DOTS.sub(lambda m: "…" * (len(m.group()) // 3), line)
        if "." in line:
            line = _STOP_END.sub("。", line)
            if stops:
                line = _STOP_MID.sub("。", line)
    return line, inside


def _brackets(line: str) -> str:
    """Widen brackets with Chinese inside or beside them, each pair as one."""
    chars = list(line)
    open_at: list[int] = []
    for found in _BRACKET.finditer(line):
        at = found.start()
        if found.group() == "(":
            open_at.append(at)
            continue
        start = open_at.pop() if open_at else -1
        if _bracket_is_wide(line, start, at):
            chars[at] = "）"
            if start >= 0:
                chars[start] = "（"
    for at in open_at:
        if _bracket_is_wide(line, at, -1):
            chars[at] = "（"
    return "".join(chars)


def _bracket_is_wide(line: str, start: int, end: int) -> bool:
    around = [line[i] for i in (start - 1, start + 1) if start >= 0 and 0 <= i < len(line)]
    around += [line[i] for i in (end - 1, end + 1) if end >= 0 and 0 <= i < len(line)]
    if _IS_WIDE.search("".join(around)):
        return True
    return 0 <= start < end and bool(_ANY_HAN.search(line, start, min(end, start + 200)))


def _quotes(line: str, inside: bool) -> tuple[str, bool]:
    """Pair straight quotation marks; a column break may leave one open for the next line."""
    if '="' in line:
        return line, inside
    parts = line.split('"')
    made = [parts[0]]
    for i, after in enumerate(parts[1:]):
        before = made[-1]
        if not inside:
            # At a line's end a mark closes what a lost column opened, but behind a whole pair in mid sentence it opens.
            last = not after and i == len(parts) - 2 and before.strip() != ""
            closes = (last and (not i or before[-1] in _ENDS)) or after[:1] in (*_AFTER_CLOSE,)
            opens = not closes or before[-1:] == "" or before[-1] in _BEFORE_OPEN
            if opens and i == len(parts) - 2 and before[-1:].isdigit():
                made.append('"')  # inches
            else:
                made.append("“" if opens else "”")
                inside = opens
        else:
            made.append("”")
            inside = False
        made.append(after)
    joined = "".join(made)
    return joined, inside and joined.rstrip()[-1:] not in (*_ENDS,)
