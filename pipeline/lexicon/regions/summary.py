"""Which divisions a document is about: every place that it names, weighed and ranked."""

import re

from pipeline.document import Entity, RegionShare
from pipeline.lexicon.regions.gazetteer import Gazetteer

# Points of one mention, and what is added for where it stands.
MENTION, HEADLINE, DATELINE, HEAD, PUBLISHER = 1.0, 4.0, 2.0, 1.0, 1.0
ABOVE = 0.5  # the part of a mention's points that the divisions above it get
HEAD_LENGTH = 100  # code points
MOST = 30  # divisions that a summary lists
_DATELINE = re.compile("(?:[0-9０-９]{1,2}月)?[0-9０-９]{1,2}日(?:电|讯)|[:：]")


class _Tally:
    __slots__ = ("count", "points", "why", "within")

    def __init__(self) -> None:
        self.points = 0.0
        self.count = 0
        self.within = 0
        self.why: list[str] = []

    def note(self, reason: str) -> None:
        if reason not in self.why:
            self.why.append(reason)


class Tallies:
    """The points of divisions, as mentions are counted.

    Args:
        gazetteer: The tables.
        date: ISO date at which codes are read; None for today.
    """

    def __init__(self, gazetteer: Gazetteer, date: str | None) -> None:
        self._gazetteer = gazetteer
        self._date = date
        self._tallies: dict[str, _Tally] = {}

    def mention(self, text: str, entity: Entity) -> None:
        """Count a mention in the text.

        Args:
            text: The text.
            entity: The mention; places without a division count nothing.
        """
        if entity.norm is None or not entity.norm.isdigit():
            return
        points, reasons = MENTION, []
        if entity.start < HEAD_LENGTH:
            points, reasons = points + HEAD, ["head"]
        if entity.start < HEAD_LENGTH // 2 and _DATELINE.match(text, entity.end):
            points, reasons = points + DATELINE, ["dateline"]
        self._add(entity.norm, points, reasons)
        self._tallies[entity.norm].count += 1

    def outside(self, code: str, reason: str, points: float) -> None:
        """Count a place that stands beside the text.

        Args:
            code: Its code.
            reason: Where it stands: ``title`` or ``publisher``.
            points: What it counts.
        """
        self._add(code, points, [reason])

    def _add(self, code: str, points: float, reasons: list[str]) -> None:
        tally = self._tallies.setdefault(code, _Tally())
        tally.points += points
        for reason in reasons:
            tally.note(reason)
        above = self._gazetteer.row(code, self._date)
        while above is not None and above.parent is not None:
            points *= ABOVE
            upper = self._tallies.setdefault(above.parent, _Tally())
            upper.points += points
            upper.within += 1
            above = self._gazetteer.row(above.parent, self._date)

    def shares(self) -> list[RegionShare]:
        """Rank the divisions.

        Returns:
            The divisions, most points first; ``weight`` is the share of the points of its level (0 to 1).
        """
        rows = []
        totals: dict[str, float] = {}
        for code, tally in self._tallies.items():
            row = self._gazetteer.row(code, self._date)
            if row is not None:
                rows.append((tally, row))
                totals[row.level] = totals.get(row.level, 0.0) + tally.points
        rows.sort(key=lambda pair: (-pair[0].points, pair[1].code))
        return [
            RegionShare(
                code=row.code,
                name=row.name,
                level=row.level,
                weight=round(tally.points / totals[row.level], 4),
                why=[*tally.why, *_counts(tally)],
            )
            for tally, row in rows[:MOST]
        ]


def _counts(tally: _Tally) -> list[str]:
    counts = [f"count:{tally.count}"] if tally.count else []
    return [*counts, f"within:{tally.within}"] if tally.within else counts
