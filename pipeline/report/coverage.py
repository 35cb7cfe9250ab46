"""What time and which sources a corpus covers, and where it has gaps."""

import datetime
from collections.abc import Callable, Iterator
from itertools import pairwise

import msgspec

from pipeline.document import Document

NO_DATE, NO_SOURCE = "no date", "no source"
REGULAR = 0.6
"""A source with documents on this share of the days between its first and last appears daily: a missing day is a
gap; of one with fewer a missing month."""


class Coverage(msgspec.Struct):
    """Documents by source and date (as precise as the record has it); two can be added."""

    counts: dict[str, dict[str, int]] = {}

    def add(self, document: Document) -> None:
        """Count one document.

        Args:
            document: A record.
        """
        dates = self.counts.setdefault(document.meta.source or NO_SOURCE, {})
        date = document.date or NO_DATE
        dates[date] = dates.get(date, 0) + 1

    def merge(self, other: "Coverage") -> None:
        """Add another's counts to this one.

        Args:
            other: Counts of other documents.
        """
        for source, theirs in other.counts.items():
            mine = self.counts.setdefault(source, {})
            for date, count in theirs.items():
                mine[date] = mine.get(date, 0) + count

    def gaps(self, source: str) -> list[str]:
        """Name the times that a source has no documents of, between its first and its last.

        Args:
            source: The source.

        Returns:
            ``FIRST to LAST`` or one date each, days where the source appears daily, otherwise months, in order.
        """
        dates = self.counts.get(source, {})
        days = sorted({d for date in dates if (d := _day(date)) is not None})
        if len(days) > 2 and len(days) >= REGULAR * (days[-1] - days[0] + 1):
            return [_span(a, b, _day_text) for a, b in _missing(days)]
        months = sorted({m for date in dates if (m := _month(date)) is not None})
        return [_span(a, b, _month_text) for a, b in _missing(months)]


def _missing(present: list[int]) -> Iterator[tuple[int, int]]:
    for before, after in pairwise(present):
        if after > before + 1:
            yield before + 1, after - 1


def _day(date: str) -> int | None:
    try:
        return datetime.date.fromisoformat(date).toordinal() if len(date) == 10 else None
    except ValueError:
        return None


def _month(date: str) -> int | None:
    parts = date.split("-")
    if len(parts) < 2 or not (parts[0].isdigit() and parts[1].isdigit()):
        return None
    return int(parts[0]) * 12 + int(parts[1]) - 1


def _day_text(day: int) -> str:
    return datetime.date.fromordinal(day).isoformat()


def _month_text(month: int) -> str:
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def _span(first: int, last: int, text: Callable[[int], str]) -> str:
    return text(first) if first == last else f"{text(first)} to {text(last)}"
