"""What the other mentions of a text decide: its lists, the countries it speaks of."""

from pipeline.lexicon.regions.chains import descends
from pipeline.lexicon.regions.cutting import DIRECTIONS, QUARTERS
from pipeline.lexicon.regions.mention import Mention
from pipeline.lexicon.regions.rows import DivisionRow


def drop_directions(text: str, mentions: list[Mention]) -> list[Mention]:
    """Leave 东部 and the like out where the text speaks of places abroad only: they are sides of something there.

    Args:
        text: The text.
        mentions: Its mentions.

    Returns:
        The mentions without such sides; all of them where the text speaks of China too.
    """
    sides = DIRECTIONS | QUARTERS
    abroad = any(m.kind in {"country", "foreign"} for m in mentions)
    home = any(
        m.norm is not None and (m.norm.isdigit() or m.kind == "macro") for m in mentions if m.surface.text not in sides
    )
    if not abroad or home or "我国" in text or "全国" in text:
        return mentions
    return [m for m in mentions if m.surface.text not in sides or m.end - m.start > len(m.surface.text)]


def open_foreign(mentions: list[Mention]) -> None:
    """Take unsure foreign places where the text speaks of their country too.

    Args:
        mentions: The mentions of a text; the use of those that are taken becomes 0.
    """
    countries = {m.norm for m in mentions if m.kind == "country"}
    countries |= {m.name for m in mentions if m.kind == "foreign" and m.use <= 0}
    for mention in mentions:
        if mention.kind == "foreign" and mention.use > 0 and mention.name in countries:
            mention.use = 0


def open_macros(mentions: list[Mention]) -> None:
    """Take an unsure macro-region beside another one in a list: 江南、华南.

    Args:
        mentions: The mentions of a text; the use of those that are taken becomes 0.
    """
    for i, mention in enumerate(mentions):
        if mention.kind != "macro" or mention.use <= 0:
            continue
        beside = [m for m in (*mentions[max(0, i - 1) : i], *mentions[i + 1 : i + 2]) if m.kind == "macro"]
        if any(m.use <= 0 and 1 in (mention.start - m.end, m.start - mention.end) for m in beside):
            mention.use = 0


def list_of(mentions: list[Mention], numbers: list[int], at: int) -> list[Mention]:
    """Give the neighbours of a mention in its list.

    Args:
        mentions: The mentions of a text.
        numbers: The number of each one's list.
        at: The mention.

    Returns:
        Those before it, nearest first, then those after it; six at most on each side.
    """
    out = []
    for step in (-1, 1):
        i = at + step
        while 0 <= i < len(mentions) and numbers[i] == numbers[at] and abs(i - at) <= 6:
            out.append(mentions[i])
            i += step
    return out


def by_list(rows: tuple[DivisionRow, ...], neighbours: list[Mention]) -> DivisionRow | None:
    """Choose by the neighbours in a list: 吉林、长春两市 are cities, 昌吉、石河子高新区 the seats of zones.

    Args:
        rows: The readings of a name.
        neighbours: The other members of its list, as :func:`list_of` gives them.

    Returns:
        The reading; None where the list does not decide.
    """
    if neighbours and neighbours[-1].kind == "zone" and neighbours[-1].by == "zone":
        seats = [row for row in rows if row.level == "county" and row.name.endswith("市")]
        if len(seats) == 1 and all(row is seats[0] or descends(row, seats[0]) for row in rows):
            return seats[0]
    for neighbour in neighbours[:2]:
        norm = neighbour.norm
        if norm is None or not norm.isdigit():
            continue
        level = "province" if norm.endswith("0000") else "prefecture" if norm.endswith("00") else "county"
        shared = {"province": 0, "prefecture": 2, "county": 4}[level]
        same = [row for row in rows if row.level == level and row.code[:shared] == norm[:shared]]
        if len(same) == 1:
            return same[0]
    return None
