"""Which division a name stands for: at the document's date, by what the rest of the document says."""

from bisect import bisect_left, insort
from collections.abc import Container

from pipeline.document import Candidate
from pipeline.lexicon.regions.chains import descends
from pipeline.lexicon.regions.gazetteer import Gazetteer, valid
from pipeline.lexicon.regions.rows import DivisionRow

Anchor = tuple[int, float, str, str]  # position in the text, weight, code, level

REACH = 200.0  # code points over which the weight of an anchor halves
MOST_ANCHORS = 60
CLEAR = 1.6  # how many times as much must speak for the best reading as for the next
LEAST = 0.3
HABIT = 1.5  # what speaks for a province by itself against smaller places that share its short name
# How prominent a reading is where nothing else decides; a lead of two or more settles it.
PROMINENCE = {"province": 6, "prefecture": 3, "county": 1}
METROPOLIS = ("11", "12", "31", "50", "4401", "4403")


def in_force(rows: tuple[DivisionRow, ...], date: str | None, gazetteer: Gazetteer) -> tuple[DivisionRow, ...]:
    """Give the divisions that a name stands for at a date.

    Args:
        rows: All its readings of all times.
        date: ISO date; None for today.
        gazetteer: The tables, for what became of retired divisions.

    Returns:
        The readings in force then, one a code; where there is none, what took the place of the retired ones, or, for a
        name that came up later, the earliest of these.
    """
    live = [row for row in rows if valid(row, date)]
    if live:
        return _settle_year(live, date)
    year = date[:4] if date else "9999"
    retired = [row for row in rows if row.end is not None and str(row.end) <= year]
    if not retired:
        first = min(row.start for row in rows)
        return _by_code([row for row in rows if row.start == first])
    last = max(row.end or 0 for row in retired)
    found: list[DivisionRow] = []
    for row in retired:
        if row.end == last:
            found += _heirs(row, date, gazetteer, 0) or [row]
    return _by_code(found)


def _heirs(row: DivisionRow, date: str | None, gazetteer: Gazetteer, depth: int) -> list[DivisionRow]:
    found: list[DivisionRow] = []
    for code in row.successors:
        rows = gazetteer.by_code.get(code, [])
        live = [one for one in rows if valid(one, date)]
        if live:
            found.append(live[-1])
        elif depth < 4:
            for one in rows[-1:]:
                found += _heirs(one, date, gazetteer, depth + 1)
    return found


def _settle_year(rows: list[DivisionRow], date: str | None) -> tuple[DivisionRow, ...]:
    """Keep one of two readings in the year in which one replaced the other: until July the old one, then the new."""
    if date is None or len(rows) == 1:
        return _by_code(rows)
    late = date[5:7] >= "07"
    gone: set[int] = set()
    for i, old in enumerate(rows):
        for j, new in enumerate(rows):
            if i != j and old.end is not None and str(old.end) == date[:4] and str(new.start) == date[:4]:
                gone.add(i if late else j)
    return _by_code([row for i, row in enumerate(rows) if i not in gone] or rows)


def _by_code(rows: list[DivisionRow]) -> tuple[DivisionRow, ...]:
    return tuple({row.code: row for row in rows}.values())


def city_of(gazetteer: Gazetteer, code: str, date: str | None) -> tuple[str, str] | None:
    """Give the names of the city that holds a district or a county, and of itself.

    Args:
        gazetteer: The tables.
        code: The adcode of a district or a county.
        date: ISO date; None for today.

    Returns:
        The two names (咸宁市, 咸安区); None for what lies in no city.
    """
    row = gazetteer.row(code, date)
    above = gazetteer.row(row.parent, date) if row is not None and row.level == "county" and row.parent else None
    return (above.name, row.name) if row is not None and above is not None and above.name.endswith("市") else None


class Anchors:
    """What is known of where the document is: places that are sure, with their weight.

    Args:
        gazetteer: The tables.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self.anchors: list[Anchor] = []
        self._placed: list[tuple[int, int]] = []  # position and number of each anchor, sorted, once there are many
        self.codes: set[str] = set()
        self.provinces: set[str] = set()
        self.prefectures: set[str] = set()

    def add(self, position: int, weight: float, code: str, level: str) -> None:
        """Note a place that is sure.

        Args:
            position: Where it stands, in code points; negative for what stands before the text.
            weight: How much it counts.
            code: Its code.
            level: Its level.
        """
        self.anchors.append((position, weight, code, level))
        self.codes.add(code)
        self.provinces.add(code[:2])
        if level != "province":
            self.prefectures.add(code[:4])

    def called(self, code: str, short: str) -> bool:
        """Tell whether a division goes by a short name."""
        return any(short in row.short for row in self._gazetteer.by_code.get(code, ()))

    def scores(self, position: int, rows: tuple[DivisionRow, ...]) -> list[float]:
        """Weigh the readings of a name by the places around it.

        Args:
            position: Where the name stands.
            rows: Its readings.

        Returns:
            A score for each reading, in their order; nearer and heavier places count more.
        """
        out = [HABIT if row.level == "province" else 0.0 for row in rows]
        near = self.anchors if len(self.anchors) <= MOST_ANCHORS else self._nearest(position)
        for where, weight, code, level in near:
            w = weight if where < 0 else weight / (1.0 + abs(position - where) / REACH)
            for i, row in enumerate(rows):
                out[i] += w * _relation(row, code, level)
        return out

    def _nearest(self, position: int) -> list[Anchor]:
        """Give the anchors nearest to a position, nearest first; what stands before the text is nearest of all."""
        placed = self._placed
        for number in range(len(placed), len(self.anchors)):
            insort(placed, (self.anchors[number][0], number))
        first = bisect_left(placed, (0, 0))
        at = bisect_left(placed, (position, 0))
        low, high = max(first, at - MOST_ANCHORS), at + MOST_ANCHORS
        while low > first and placed[low - 1][0] == placed[low][0]:
            low -= 1  # of several at one place the first come first
        around = [*placed[:first][:MOST_ANCHORS], *placed[low:high]]
        around.sort(key=lambda one: (abs(one[0] - position) if one[0] >= 0 else 0, one[1]))
        return [self.anchors[number] for _, number in around[:MOST_ANCHORS]]


def _relation(row: DivisionRow, code: str, level: str) -> float:
    if row.code == code:
        return 3.0
    if row.level == "province":
        return 0.5 if row.code[:2] == code[:2] else 0.0
    if row.code[:2] != code[:2]:
        return 0.0
    if level == "province" or row.level == "prefecture":
        return 1.0 if level == "province" or row.code[:4] == code[:4] else 0.6
    if row.code[:4] == code[:4]:
        return 2.0 if row.code[2:4] != "90" else 1.0
    return 0.5


def choose(rows: tuple[DivisionRow, ...], scores: list[float], prefectures: Container[str] = ()) -> DivisionRow | None:
    """Choose a reading where the document, or its own prominence, decides.

    Args:
        rows: The readings.
        scores: Their scores.
        prefectures: The first four figures of the codes of the prefectures that the document names.

    Returns:
        The reading, None where nothing decides.
    """
    whole = [
        max([scores[i], *(scores[j] for j in range(len(rows)) if descends(row, rows[j]))]) for i, row in enumerate(rows)
    ]
    order = sorted(range(len(rows)), key=lambda i: (-whole[i], -_prominence(rows[i])))
    best, second = order[0], order[1]
    if rows[best].level == "county" and rows[best].code[:4] not in prefectures and (capital := _capital(rows)):
        return capital  # 哈尔滨、西安: the capital of 陕西, not the district of 牡丹江
    backed = whole[best] >= LEAST
    if backed and whole[best] >= CLEAR * whole[second]:
        return rows[best]
    # Among readings that fit alike: the one that holds the others, or that everybody thinks of first.
    kept = [i for i in order if whole[i] * CLEAR >= whole[best]] if backed else order
    kept.sort(key=lambda i: -_prominence(rows[i]))
    first = rows[kept[0]]
    if len(kept) == 1 or _prominence(first) - _prominence(rows[kept[1]]) >= 2:
        return first
    if all(descends(first, rows[i]) for i in kept[1:]):
        return first
    if backed and whole[best] > 1.15 * whole[second]:
        return rows[best]
    return _seat([rows[i] for i in kept])


def _capital(rows: tuple[DivisionRow, ...]) -> DivisionRow | None:
    """The capital of a province among the readings of a name."""
    return next((row for row in rows if row.level == "prefecture" and row.code.endswith("0100")), None)


def _seat(rows: list[DivisionRow]) -> DivisionRow | None:
    """The city among a city and a county of one name side by side: 伊宁 is 伊宁市."""
    cities = [row for row in rows if row.name.endswith("市")]
    return cities[0] if len(cities) == 1 and len({row.code[:4] for row in rows}) == 1 else None


def _prominence(row: DivisionRow) -> int:
    return PROMINENCE[row.level] + (row.level == "county" and row.code.startswith(METROPOLIS))


def candidates(rows: tuple[DivisionRow, ...]) -> list[Candidate]:
    """List the readings of a name that nothing decides.

    Args:
        rows: The readings.

    Returns:
        A candidate for each, by code.
    """
    return [Candidate(norm=row.code, name=row.name) for row in sorted(rows, key=lambda row: row.code)]
