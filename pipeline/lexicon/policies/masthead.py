"""Issuers on lines of their own above a title: they sign the document, they are no part of its title."""

import re

from pipeline.document import Entity
from pipeline.lexicon.policies.text import key, squeeze

_GAP = re.compile(r"[ \u3000\t\n]{1,4}")


def split_mastheads(text: str, found: list[Entity], issuers: dict[int, int], title: str | None) -> None:
    """Take several issuers that stand apart before 关于 off the titles that were found with them.

    甲局 乙局 关于印发…的通知 is signed by two; 国务院 关于…的批复 stays whole, and so does what the record's
    own headline gives with its issuers.

    Args:
        text: The text.
        found: The policies; the starts of titles and their norms change.
        issuers: Agencies of the text: where each ends, and where it starts.
        title: The document's headline as the record has it.
    """
    if not issuers:
        return
    ends = {start: end for end, start in issuers.items()}
    own = key(title or "")
    for one in found:
        if one.kind != "document" or one.norm is None or one.by == "policies:headline" or one.start not in ends:
            continue
        at = _behind(text, one.start, ends)
        if at is None or at + 8 > one.end or (own and key(one.norm) in own):
            continue
        one.start, one.text = at, text[at : one.end]
        one.norm = one.name = squeeze(one.text)


def _behind(text: str, start: int, ends: dict[int, int]) -> int | None:
    """Give where 关于 starts behind two or more issuers with gaps between them; None where there is no such head."""
    count = 0
    at = start
    while at in ends and count < 20:
        gap = _GAP.match(text, ends[at])
        if gap is None:
            return None
        at = gap.end()
        count += 1
    return at if count >= 2 and text.startswith("关于", at) else None
