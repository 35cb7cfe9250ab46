"""All names that may be places, loaded into one automaton, with what each may stand for."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path

import msgspec
from daachorse import MATCH_KIND_LEFTMOST_LONGEST
from daachorse import CharwiseDoubleArrayAhoCorasick as Automaton

from pipeline.errors import ConfigError
from pipeline.lexicon.loading import Later
from pipeline.lexicon.regions.counties import Counties
from pipeline.lexicon.regions.rows import (
    CountryRow,
    DivisionRow,
    ForeignRow,
    MacroRow,
    Place,
    RegionRow,
    ShortRow,
    ZoneRow,
)
from pipeline.lexicon.table import read_table

# Names that are ordinary nouns even with their class noun: they need a chain or a neighbour of the same prefecture.
GENERIC = frozenset(
    ("城区", "郊区", "市郊区", "矿区", "新区", "东区", "西区", "南区", "北区", "市区", "新城区", "老城区", "开发区")
)
# Full names of two characters that other words make by chance: 县级市和|县, 兴|县富民.
BY_CHANCE = frozenset(("和县", "兴县", "成县", "应县", "通县", "理县", "文县", "道县", "会县"))
# Names as large as a province: 出台|东北, 其中|东京.
MAJOR = frozenset(("东北", "西北", "西南", "华北", "华东", "华南", "华中", "东京"))
# Zones whose names many others end in: 城乡|一体化示范区.
OF_MANY = frozenset(("一体化示范区",))
USES = {"free": 0, "soft": 1, "hard": 2, "word": 3}


class Surface(msgspec.Struct, gc=False):  # there are twenty thousand: the collector need not walk them
    """A name and everything that it may stand for.

    ``kind`` is what it stands for beside divisions, None where it is a division or nothing; ``level`` its kind, or the
    highest level among its divisions; ``trap`` whether it is a word that holds a name and is no place; ``full`` whether
    it is the full name of a division; ``doubtful`` whether it may be cut out of other words, or be a person's;
    ``dated`` whether the exact day decides between its readings; ``by`` the list that it comes from; ``label`` the full
    name that goes with it where it is no division.
    """

    text: str
    length: int = 0
    kind: Place | None = None
    norm: str | None = None
    name: str = ""
    rows: tuple[DivisionRow, ...] = ()
    use: int = 0
    user: bool = False
    trap: bool = False
    level: str = "county"
    full: bool = False
    doubtful: bool = False
    dated: bool = False
    by: str = "name"
    label: str | None = None


class Gazetteer:
    """The tables of ``models/lexicons``, ready to look names and codes up.

    Args:
        folder: ``models/lexicons``.
        user: Rows of the user's own, which win over every table.

    Raises:
        ConfigError: ZC110 where a table cannot be read or is wrong.
    """

    def __init__(self, folder: Path, user: Sequence[RegionRow] = ()) -> None:
        self.by_code: dict[str, list[DivisionRow]] = {}
        self.surfaces: dict[str, Surface] = {}
        self.abbreviations: dict[str, str] = {}
        self.members: dict[str, list[str]] = {}
        self._divisions(read_table(folder / "regions.tsv", DivisionRow))
        self.current = {row.code for rows in self.by_code.values() for row in rows if row.end is None}
        self._others(folder)
        for short in read_table(folder / "region_short_names.tsv", ShortRow):
            surface = self.surfaces.get(short.name)
            if surface is not None:
                surface.use = max(surface.use, USES[short.use])
        self._traps(folder / "region_traps.txt")
        for row in user:
            self._user(row)
        self.counties_of = Counties(folder / "townships.tsv")
        names = list(self.surfaces)
        self._automaton = Later(lambda: Automaton(names, MATCH_KIND_LEFTMOST_LONGEST))
        self.found = list(self.surfaces.values())
        # Provinces and their capitals, by their short names.
        large = (surface for surface in self.found if len(surface.text) == 2 and surface.use == 0)
        self.large = frozenset(s.text for s in large if any(row.code[2:] in ("0000", "0100") for row in s.rows)) | MAJOR
        heads = (s.text[:2] for s in self.found if s.rows and len(s.text) == 3 and s.text == s.rows[0].name)
        self.crossing = self.large | frozenset(heads)  # what may begin in the last character of another name
        for surface in self.found:
            surface.trap = surface.kind is None and not surface.rows
            surface.level = surface.kind or _highest(surface.rows)
            surface.full = bool(surface.rows) and surface.text == surface.rows[0].name
            surface.by = "user" if surface.user else surface.kind or "name"
            surface.dated = any(row.since or row.until for row in surface.rows)
            surface.doubtful = _doubtful(surface)
            surface.label = surface.name if surface.kind is not None else None

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """Find names in a text, longest first from the left.

        Args:
            text: Any text.

        Returns:
            Start and end in code points, and the index of the surface in ``found``.
        """
        hits: list[tuple[int, int, int]] = self._automaton.get().find(text)
        return hits

    def row(self, code: str, date: str | None = None) -> DivisionRow | None:
        """Give the division that has a code at a date.

        Args:
            code: Six digits.
            date: ISO date; None for today.

        Returns:
            Its row then; where the code was not in force, the row nearest in time; None for an unknown code.
        """
        rows = self.by_code.get(code)
        if not rows:
            return None
        if len(rows) == 1:
            return rows[0]
        return next((row for row in reversed(rows) if valid(row, date)), rows[-1])

    def today(self, code: str) -> str | None:
        """Give the code that a division has today.

        Args:
            code: Six digits, of any time since 1981.

        Returns:
            The code itself while it is in force, the code of its only successor, None where it was divided or unknown.
        """
        if code in self.current:
            return code
        seen: set[str] = set()
        while code not in seen:
            seen.add(code)
            rows = self.by_code.get(code)
            if not rows:
                return None
            if code in self.current:
                return code
            successors = rows[-1].successors
            if len(successors) != 1:
                return None
            code = successors[0]
        return None

    def at_date(self, codes: tuple[str, ...], date: str | None) -> tuple[str, ...]:
        """Give the codes that divisions had at a date.

        Args:
            codes: Codes of any time.
            date: ISO date; None for today.

        Returns:
            Those in force then; for one that came later the codes that it took the place of, in force then; all of them
            where none was.
        """
        held = [code for code in codes if self._held(code, date)]
        if len(held) < len(codes):
            for code in codes:
                old = [one for one in self._before.get(code, ()) if self._held(one, date)]
                if code not in held and not any(one in held for one in old):
                    held += old
        return tuple(held) or codes

    def _held(self, code: str, date: str | None) -> bool:
        return any(valid(row, date) for row in self.by_code.get(code, ()))

    @cached_property
    def _before(self) -> dict[str, list[str]]:
        before: dict[str, list[str]] = {}
        for rows in self.by_code.values():
            for row in rows:
                for code in row.successors:
                    before.setdefault(code, []).append(row.code)
        return before

    def _divisions(self, rows: list[DivisionRow]) -> None:
        named: dict[str, list[DivisionRow]] = {}
        for row in rows:
            self.by_code.setdefault(row.code, []).append(row)
            named.setdefault(row.name, []).append(row)
            for short in row.short:
                named.setdefault(short, []).append(row)
            if row.abbr:
                self.abbreviations[row.abbr] = row.code
        for name, found in named.items():
            surface = self._surface(name)
            surface.rows = tuple(found)
            surface.use = USES["word"] if name in GENERIC else USES["hard"] if name in BY_CHANCE else 0

    def _others(self, folder: Path) -> None:
        for country in read_table(folder / "countries.tsv", CountryRow):
            self._place((country.name, *country.aliases), "country", country.code, country.name)
        for macro in read_table(folder / "macro_regions.tsv", MacroRow):
            self.members[macro.name] = macro.members
            for name in (macro.name, *macro.aliases):
                self._place((name,), "macro", f"macro:{_macro_norm(macro.name, name)}", macro.name)
        for zone in read_table(folder / "zones.tsv", ZoneRow):
            self._place((zone.name, *zone.aliases), zone.kind, zone.norm, zone.name)
        for place in read_table(folder / "foreign_places.tsv", ForeignRow):
            for name in (place.name, *place.aliases):
                if name not in self.surfaces:
                    self._place((name,), "foreign", None, place.country or "")

    def _place(self, names: Iterable[str], kind: Place, norm: str | None, full: str) -> None:
        for name in names:
            surface = self._surface(name)
            if surface.kind is None:
                surface.kind, surface.norm, surface.name, surface.use = kind, norm, full, 0
                if kind in {"macro", "zone"}:
                    surface.rows = ()

    def _traps(self, path: Path) -> None:
        try:
            words = path.read_text(encoding="utf-8").split("\n")
        except OSError as error:
            raise ConfigError("ZC110", f"{path}: cannot be read ({error.strerror})") from None
        for word in words:
            if word and word not in self.surfaces:
                self._surface(word)

    def _user(self, row: RegionRow) -> None:
        for name in (row.name, *row.aliases):
            surface = self._surface(name)
            divisions = [d for d in self.by_code.get(row.norm or "", ()) if d.level == row.kind]
            surface.kind, surface.norm, surface.name, surface.use = row.kind, row.norm, row.name, 0
            surface.rows = () if not divisions else tuple(divisions)
            surface.user = True

    def _surface(self, name: str) -> Surface:
        surface = self.surfaces.get(name)
        if surface is None:
            surface = self.surfaces[name] = Surface(name, len(name), name=name)
        return surface


def _doubtful(surface: Surface) -> bool:
    if surface.text in OF_MANY:
        return not surface.user
    if surface.user or surface.length > 3 or surface.kind == "zone":
        return False
    if surface.full and surface.length == 3:
        return surface.text.endswith("城市") or surface.text[0] == "万"  # 适|应城市, 140万|山区
    return surface.length == 2 or surface.use > 0 or bool(surface.rows)


def _highest(rows: tuple[DivisionRow, ...]) -> str:
    levels = {row.level for row in rows}
    return "province" if "province" in levels else "prefecture" if "prefecture" in levels else "county"


def valid(row: DivisionRow, date: str | None) -> bool:
    """Tell whether a division stood under this name and code at a date.

    Args:
        row: The division.
        date: ISO date, or its year or month; None for today.

    Returns:
        True where it did. Years are those of year-end tables: in the year of a change both names hold, unless the
        row knows the day.
    """
    if date is None:
        return row.end is None
    if len(date) >= 10 and (row.since or row.until):
        return (row.since is None or date >= row.since) and (row.until is None or date < row.until)
    year = date[:4]
    return str(row.start) <= year and (row.end is None or year <= str(row.end))


def _macro_norm(name: str, alias: str) -> str:
    if alias == "中西部省份":
        return name
    return alias.removesuffix("地区") if alias != name and len(alias) > 3 and alias.endswith("地区") else name
