"""Which organ a name stood for at a date."""

from collections.abc import Iterable, Sequence

from pipeline.lexicon.agencies.rows import AgencyRow

LAST = "9999"


class Directory:
    """The agency table by name: official names and aliases, bare names, ids.

    Args:
        rows: The rows of the shipped table.
        user: The user's own rows; where one has a name, no shipped row has it any more.

    ``listed`` holds names that mean a central organ only in a list with others: 国家统计局 without 国家 in
    财政部、统计局; 安全部 also before its minister.
    """

    def __init__(self, rows: Sequence[AgencyRow], user: Sequence[AgencyRow] = ()) -> None:
        self.by_id = {row.id: row for row in (*rows, *user) if row.id}
        self.names = _index((row, (row.name, *row.aliases)) for row in rows)
        self.bare = _index((row, row.bare) for row in rows)
        self.listed = _index((row, _without_state(row)) for row in rows)
        for name in (*self.names, *self.bare):
            self.listed.pop(name, None)
        for name, own in _index((row, (row.name, *row.aliases, *row.bare)) for row in user).items():
            self.names[name] = own
            self.bare.pop(name, None)
            self.listed.pop(name, None)

    def at(self, name: str, date: str | None) -> AgencyRow | None:
        """Find the organ that a name stood for.

        Args:
            name: An official name or an alias; bare names are not looked up.
            date: ISO date of the text, None for today.

        Returns:
            The row in force then; where none was, the one nearest in time; None for an unknown name.
        """
        rows = self.names.get(name)
        return choose(rows, date) if rows else None

    def only_near(self, name: str) -> bool:
        """Tell whether a name of the table stands only for organisations near the state, which texts do not count."""
        return name in self.names and all(row.system == "near" for row in self.names[name])

    def official(self, name: str, date: str | None) -> str | None:
        """Give the official name for any name of an organ.

        Args:
            name: An official name, an alias or a bare name.
            date: ISO date of the text, None for today.

        Returns:
            The official name then, None for an unknown name.
        """
        rows = self.names.get(name) or self.bare.get(name)
        return choose(rows, date).name if rows else None


def choose(rows: Sequence[AgencyRow], date: str | None) -> AgencyRow:
    """Choose among organs of one name the one that a date points to.

    Args:
        rows: At least one row.
        date: ISO date, in whole or in part (``2018``), None for today.

    Returns:
        The first row in force on that day; else the one whose time is nearest.
    """
    if len(rows) == 1:
        return rows[0]
    day = date or LAST
    return min(rows, key=lambda row: _distance(row, day))


def valid(row: AgencyRow, date: str | None) -> bool:
    """Tell whether an organ was there at a date; without a date, whether it is there today."""
    return _distance(row, date or LAST) == 0


def _distance(row: AgencyRow, day: str) -> int:
    """Years between a day and the time of a row, 0 inside it; 1 for less than a year."""
    start, end = row.start or "", row.end or LAST + "~"
    if day[: len(start)] < start[: len(day)]:
        return int(start[:4]) - int(day[:4]) + 1
    if day >= end:
        return int(day[:4]) - int(end[:4]) + 1
    return 0


def _without_state(row: AgencyRow) -> list[str]:
    if row.system not in {"direct", "bureau", "joint", "institution", "office"} and row.name != "国家安全部":
        return []
    found = []
    for name in (row.name, *row.aliases):
        for state in ("国家", "国务院", "中国"):
            rest = name.removeprefix(state)
            if rest != name and len(rest) >= 3 and rest[-1] in "局委办署部":
                found.append(rest)
    return found


def _index(pairs: Iterable[tuple[AgencyRow, Iterable[str]]]) -> dict[str, list[AgencyRow]]:
    found: dict[str, list[AgencyRow]] = {}
    for row, names in pairs:
        for name in names:
            found.setdefault(name, []).append(row)
    return found
