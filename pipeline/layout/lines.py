"""The lines of a page: what stands on each, with its marks taken off."""

import re
from typing import Literal

import msgspec

from pipeline.layout.bylines import Byline

Role = Literal[
    "rule",
    "furniture",
    "pointer",
    "end",
    "jump",
    "byline",
    "caption",
    "credit",
    "row",
    "number",
    "letterhead",
    "head",
    "short",
    "body",
]

_HEADING = re.compile(r"(#{1,6})(?:\s+(.*?)|([^\s#].{0,80}?))\s*#*")
_BOLD = re.compile(r"(\*\*|__)((?:(?!\1).){1,80})\1")
_BOXED = re.compile(r"[【〖\[［]\s?([^【】〖〗\[\]［］]{1,24})\s?[】〗\]］]|·\s?([^·，。]{2,10})\s?·")
_SPACED = re.compile(r"[\u4e00-\u9fff](?:\s{1,4}[\u4e00-\u9fff]){1,3}")
_BULLET = re.compile(r"([■□█●◆◇▲△▽★☆◎○※❖♦►▶➤➢])\s?(\S.*)")
_QUOTE = re.compile(r">\s?")
_INLINE_BOLD = re.compile(r"\*\*([^*\n]{1,400})\*\*")
_ASCII = re.compile(r"[\x20-\x7e]")


class Line(msgspec.Struct):
    """One line that is not blank.

    ``number`` counts from 0 in the page; ``mark`` is what made it stand out (``##``, ``**``, ``【``, ``■`` or nothing);
    ``indent`` its leading spaces; ``gap`` the blank lines before it; ``width`` its columns (a Han character takes two);
    ``full`` the width that most lines of such a column have;
    ``opens`` says that a dateline begins on it which the column breaks;
    ``wrap`` the width of the column that it is wrapped in, 0 where paragraphs are not wrapped.
    """

    number: int
    text: str
    mark: str = ""
    indent: int = 0
    gap: int = 0
    width: int = 0
    trail: bool = False
    role: Role = "body"
    byline: Byline | None = None
    starts_item: bool = False
    opens: bool = False
    wrap: int = 0
    full: int = 0


def read_lines(text: str) -> list[Line]:
    """Read the lines of a page that are not blank, with their marks taken off.

    Args:
        text: The page, unified (:func:`pipeline.layout.widths.unify`).

    Returns:
        The lines in order, roles not yet given.
    """
    lines: list[Line] = []
    gap = 0
    for number, raw in enumerate(text.split("\n")):
        stripped = raw.strip()
        if not stripped or not stripped.strip("#"):
            gap += 1
            continue
        content, mark = _unmark(stripped)
        if (
            content
            and set(stripped) == {"="}
            and lines
            and not gap
            and not lines[-1].mark
            and len(lines[-1].text) <= 60
        ):
            lines[-1].mark = "#"  # the Setext form of a heading
        line = Line(number, content, mark, len(raw) - len(raw.lstrip()), gap, trail=raw != raw.rstrip())
        line.width = 2 * (len(content) + min(line.indent, 2) + (len(mark) == 1 and mark not in "#【"))
        if len(content) <= 200:
            line.width -= len(_ASCII.findall(content))
        lines.append(line)
        gap = 0
    _close_up(lines)
    return lines


def _close_up(lines: list[Line]) -> None:
    """An extraction that sets every line of wrapped text apart by a blank line sets none apart."""
    spread = min((line.gap for line in lines[1:]), default=0)
    broken = sum(line.text[-1] not in "。！？；：…”" and len(line.text) <= 50 for line in lines if not line.mark)
    if spread and len(lines) >= 12 and broken >= 0.6 * len(lines):
        for line in lines[1:]:
            line.gap -= spread


def _unmark(line: str) -> tuple[str, str]:
    if line[0] == ">":
        line = _QUOTE.sub("", line, count=1).strip() or line
    if line[0] == "#" and len(line) <= 200:
        heading = _HEADING.fullmatch(line)
        if heading and (content := (heading.group(2) or heading.group(3) or "").strip()):
            if not line.endswith("#") or heading.group(2):
                content = _INLINE_BOLD.sub(r"\1", content).strip("*_ ") or content
                boxed = _BOXED.fullmatch(content) if content[0] in "【〖" else None
                return (boxed.group(1).strip(), "【") if boxed else (_closed_up(content), heading.group(1))
            return line, ""
    if line[0] in "*_" and len(line) <= 90:
        bold = _BOLD.fullmatch(line)
        if bold and bold.group(2).strip():
            return _closed_up(bold.group(2).strip()), "**"
    if "**" in line:
        line = _INLINE_BOLD.sub(r"\1", line)
    line = _closed_up(line)
    if line[0] in "【〖[［·":
        boxed = _BOXED.fullmatch(line)
        if boxed and (content := (boxed.group(1) or boxed.group(2) or "").strip()):
            return content, "【"
    bullet = _BULLET.fullmatch(line) if line[0] in "■□█●◆◇▲△▽★☆◎○※❖♦►▶➤➢" else None
    return (bullet.group(2), bullet.group(1)) if bullet else (line, "")


def _closed_up(line: str) -> str:
    """Close up two to four characters that were set over a greater width (公　告)."""
    return "".join(line.split()) if len(line) <= 9 and _SPACED.fullmatch(line) else line
