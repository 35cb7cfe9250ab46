"""Title marks: which 《 belongs to which 》, in time linear in the text whatever stands in it."""

import re

_MARK = re.compile("[《》]")
LONGEST = 300  # code points; longer is no title but a mark left open
DEEPEST = 8


def pairs(text: str) -> list[tuple[int, int, bool]]:
    """Match the title marks of a text.

    A mark that is left open does not swallow what follows: a pair longer than 300 code points is no pair, and of
    marks that stay open the inner pairs still count.

    Args:
        text: The text.

    Returns:
        For each pair the position behind 《, the position of 》, and whether another pair encloses it; sorted by
        start, the enclosing pair first.
    """
    if "》" not in text:
        return []
    open_at: list[int] = []
    found: list[tuple[int, int]] = []
    for mark in _MARK.finditer(text):
        at = mark.start()
        if mark.group() == "《":
            if len(open_at) >= DEEPEST:
                del open_at[0]
            open_at.append(at)
        elif open_at:
            start = open_at.pop()
            if at - start - 1 > LONGEST:
                open_at.clear()
            elif at > start + 1:
                found.append((start + 1, at))
    found.sort(key=lambda pair: (pair[0], -pair[1]))
    nested: list[tuple[int, int, bool]] = []
    reach = 0
    for start, end in found:
        nested.append((start, end, end < reach))
        reach = max(reach, end)
    return nested
