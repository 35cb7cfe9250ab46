"""The head of a newspaper dump's file: one article, whose first three lines are kicker, headline and sub-headline."""

from pipeline.layout.headlines import Heading
from pipeline.layout.lines import Line


def dump_heading(lines: list[Line]) -> tuple[Heading, int] | None:
    """Read the first three lines, blank or not, of an article's dump.

    Args:
        lines: The file's lines that are not blank, with their roles.

    Returns:
        The heading and the number of lines that it took; None where the file does not keep to the form, or leaves out
        its blank lines so that only the shapes of two lines tell which they are.
    """
    slots: list[Line | None] = [None, None, None]
    spaced = _is_spaced(lines)
    if spaced and not (len(lines) > 3 and all(map(_heads, lines[:3])) and not _heads(lines[3])):
        return None
    for i, line in enumerate(lines[:3]):
        if spaced:
            slots[i] = line
        elif line.number < 3:
            slots[line.number] = line
    kicker, title, subtitle = slots
    if kicker is not None and not _heads(kicker):
        return None
    if title is None or not _heads(title):
        kicker, title = None, kicker
    if title is None:
        return None
    if subtitle is not None and not _heads(subtitle):
        if kicker is not None:
            return None
        subtitle = None
    heading = Heading(title.text, None, kicker.text if kicker else None, subtitle.text if subtitle else None, 1)
    last = (subtitle or title).number
    return heading, sum(1 for line in lines[:3] if line.number <= last)


def _is_spaced(lines: list[Line]) -> bool:
    """A blank line stands between all lines: none of them tells which line of the heading is left out."""
    return len(lines) > 3 and all(line.gap == lines[1].gap > 0 for line in lines[1:])


def _heads(line: Line) -> bool:
    if line.role in ("head", "short", "letterhead"):
        return True
    text = line.text
    return line.role == "body" and len(text) <= 80 and line.indent < 2 and "。" not in text and text[-1] not in "，；"
