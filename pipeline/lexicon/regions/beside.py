"""What stands beside a text: its headline, publisher, column and issuers name places that decide between readings."""

from collections.abc import Callable
from itertools import zip_longest
from typing import TypeAlias

from pipeline.lexicon.regions.chains import descends
from pipeline.lexicon.regions.ends import Zone
from pipeline.lexicon.regions.evidence import SOFT
from pipeline.lexicon.regions.gazetteer import Gazetteer
from pipeline.lexicon.regions.mention import Mention
from pipeline.lexicon.regions.resolving import Anchors, choose, in_force
from pipeline.lexicon.regions.rows import DivisionRow

Collect: TypeAlias = Callable[[str], tuple[list[Mention], list[Zone]]]
_ROWS = 20_000
_TEXTS = 2_000
"""How many names and texts are remembered before the memory is emptied."""


class InForce:
    """The divisions that a name stands for at a date, remembered.

    Args:
        gazetteer: The tables.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._known: dict[tuple[str, str | None], tuple[DivisionRow, ...]] = {}

    def of(self, mention: Mention, date: str | None, half: str | None) -> tuple[DivisionRow, ...]:
        """Give the divisions that a mention may mean.

        Args:
            mention: The mention.
            date: ISO date; None for today.
            half: What :func:`half_of` gives for the date, which is the same for all mentions of a text.

        Returns:
            The divisions in force then; empty for a name of no division.
        """
        surface = mention.surface
        if mention.rows is not surface.rows:
            return in_force(mention.rows, date, self._gazetteer) if mention.rows else ()
        if not mention.rows:
            return ()
        # Only rows that know their day need it; for the others the half-year decides (see in_force).
        key = (surface.text, date if surface.dated else half)
        rows = self._known.get(key)
        if rows is None:
            if len(self._known) > _ROWS:
                self._known.clear()
            rows = self._known[key] = in_force(mention.rows, date, self._gazetteer)
        return rows


def half_of(date: str | None) -> str | None:
    """Give the half-year of a date, which is all that most divisions know of time.

    Args:
        date: ISO date; None for today.

    Returns:
        The year and a or b; None for today.
    """
    return date if date is None else date[:4] + ("b" if date[5:7] >= "07" else "a")


class Beside:
    """Reads what stands beside texts.

    Args:
        gazetteer: The tables.
        collect: What finds the mentions of a text.
        force: The divisions at a date.
    """

    def __init__(self, gazetteer: Gazetteer, collect: Collect, force: InForce) -> None:
        self._gazetteer, self._collect, self._force = gazetteer, collect, force
        self._known: dict[tuple[str, str | None], tuple[list[tuple[str, str]], bool]] = {}

    def anchor(self, value: str, weight: float, date: str | None, anchors: Anchors) -> None:
        """Add the places that a text beside the text names.

        Args:
            value: That text.
            weight: What each place counts.
            date: ISO date; None for today.
            anchors: Where they are added.
        """
        for code, level in self._read(value, date)[0]:
            anchors.add(-1, weight, code, level)

    def has_names(self, value: str, date: str | None) -> bool:
        """Tell whether a text beside the text holds any name, of a place or of something else that begins with one.

        Args:
            value: That text.
            date: ISO date; None for today.

        Returns:
            False where there is nothing to collect in it.
        """
        return self._read(value, date)[1]

    def _read(self, value: str, date: str | None) -> tuple[list[tuple[str, str]], bool]:
        # Publishers, columns and issuers come again and again; a headline is asked for twice.
        found = self._known.get((value, date))
        if found is None:
            if len(self._known) >= _TEXTS:
                self._known.clear()
            found = self._known[value, date] = self._named(value, date)
        return found

    def _named(self, value: str, date: str | None) -> tuple[list[tuple[str, str]], bool]:
        """The codes of the places that a text beside the text names, with their levels, and whether it has names."""
        named: list[tuple[str, str]] = []
        mentions, zones = self._collect(value)
        half = half_of(date)
        for mention, after in zip_longest(mentions, mentions[1:]):
            rows = self._force.of(mention, date, half)
            if rows and (mention.use == 0 or (mention.use == SOFT and mention.leads)):
                zones_after = after is not None and after.by == "zone" and value[mention.end : after.start] == "、"
                named += _place(rows, zones_after)
            elif mention.norm and mention.norm.isdigit():
                named.append((mention.norm, "county"))
        for start, end in zones:  # 吉林日报, 长春海关: what the publisher's name begins with
            for s, _, index in self._gazetteer.find(value[start:end])[:1]:
                surface = self._gazetteer.found[index]
                if s == 0 and surface.rows and surface.use == 0:
                    named += _place(in_force(surface.rows, date, self._gazetteer))
        return named, bool(mentions or zones)


def _place(rows: tuple[DivisionRow, ...], zones: bool = False) -> list[tuple[str, str]]:
    """The code and the level that a name beside the text speaks for, if it is one place's."""
    row = rows[0] if len(rows) == 1 else choose(rows, [0.0] * len(rows))
    if row is None:
        return []
    if zones and row.level == "prefecture" and any(descends(row, other) for other in rows):
        return [(row.code[:2] + "0000", "province")]  # 昌吉、石河子高新区: the city or the prefecture, but in 新疆
    return [(row.code, row.level)]
