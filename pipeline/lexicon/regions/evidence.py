"""Whether a short name that is also a word, or that many places share, is a place here."""

from pipeline.lexicon.regions.mention import Mention
from pipeline.lexicon.regions.resolving import Anchors
from pipeline.lexicon.regions.rows import DivisionRow

SEPARATORS = frozenset(("、", "，", ",", "和", "与", "及", "以及", "、\n", "或", "到", "至", "—", "-", "——", "－", "/"))
SOFT, HARD, WORD = 1, 2, 3


def runs(text: str, mentions: list[Mention]) -> list[int]:
    """Number the lists that mentions stand in.

    Args:
        text: The text.
        mentions: The mentions, by start.

    Returns:
        For each mention the number of its list; neighbours in one list share it.
    """
    out: list[int] = []
    number = -1
    last = -9
    for mention in mentions:
        gap = mention.start - last
        if not (1 <= gap <= 2 and text[last : mention.start] in SEPARATORS):
            number += 1
        out.append(number)
        last = mention.end
    return out


def supported(mention: Mention, anchors: Anchors, neighbours: list[Mention]) -> tuple[DivisionRow, ...]:
    """Give the readings of an unsure name that something speaks for.

    Args:
        mention: The name, with its readings in force at the date.
        anchors: The places that are sure, in the document and about it.
        neighbours: The settled members of the list that it stands in.

    Returns:
        The readings that are backed, in their order; none where it is only a word here.
    """
    if not neighbours and (mention.use == WORD or not anchors.codes):
        return ()
    listed = [n.norm for n in neighbours if n.norm and n.norm[:1].isdigit()]
    kept = []
    for row in mention.rows:
        code = row.code
        if mention.use == WORD:
            good = any(n[:4] == code[:4] or (n[:2] == code[:2] and row.level != "county") for n in listed)
        elif mention.use == HARD:
            good = (
                code in anchors.codes
                or code[:4] in anchors.prefectures
                or any(n[:2] == code[:2] for n in listed)
                or (
                    code[2:4] in {"01", "90", "02"}
                    and code[:2] in anchors.provinces
                    and code.startswith(("11", "12", "31", "50"))
                )
            )
        else:
            good = code in anchors.codes or code[:2] in anchors.provinces or bool(listed)
        if good:
            kept.append(row)
    return tuple(kept)
