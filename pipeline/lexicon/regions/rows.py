"""The rows of the region tables, one struct a file."""

from typing import Literal

import msgspec

Level = Literal["province", "prefecture", "county"]
Place = Literal["province", "prefecture", "county", "township", "zone", "macro", "country", "foreign"]


class DivisionRow(msgspec.Struct, frozen=True, gc=False):
    """One division under one name and one code, for the years in which that held (``regions.tsv``).

    ``start`` and ``end`` are years (``end`` is None while it lasts); ``since`` and ``until`` the exact days where
    they matter, because the same name stands for something else before or after. ``successors`` are the codes that
    took its place; ``abbr`` the one-character form that document numbers use.
    """

    code: str
    name: str
    level: Level
    parent: str | None = None
    short: list[str] = []
    start: int = 1981
    end: int | None = None
    since: str | None = None
    until: str | None = None
    successors: list[str] = []
    abbr: str | None = None


class MacroRow(msgspec.Struct, frozen=True, gc=False):
    """A macro-region and the divisions that it takes in (``macro_regions.tsv``)."""

    name: str
    aliases: list[str] = []
    members: list[str] = []
    note: str | None = None


class ZoneRow(msgspec.Struct, frozen=True, gc=False):
    """A named zone, or a place without a code of its own, and the division that holds it (``zones.tsv``)."""

    name: str
    kind: Place = "zone"
    aliases: list[str] = []
    norm: str | None = None
    note: str | None = None


class CountryRow(msgspec.Struct, frozen=True, gc=False):
    """A country or territory by its ISO 3166-1 code (``countries.tsv``)."""

    code: str
    name: str
    aliases: list[str] = []


class ForeignRow(msgspec.Struct, frozen=True, gc=False):
    """A foreign city, state or region and the country that it lies in (``foreign_places.tsv``)."""

    name: str
    country: str | None = None
    aliases: list[str] = []
    source: str = ""


class ShortRow(msgspec.Struct, frozen=True, gc=False):
    """How sure a name is to be a place where it stands alone (``region_short_names.tsv``).

    ``use``: ``soft`` needs its province, its full name or a neighbour in a list; ``hard`` its full name, its nearest
    parent or such a neighbour; ``word`` (an ordinary word) a chain or a neighbour. Names that are not listed stand by
    themselves.
    """

    name: str
    use: Literal["soft", "hard", "word"]


class TownshipRow(msgspec.Struct, frozen=True, gc=False):
    """A township, town or street by name, and the counties that have one of that name (``townships.tsv``)."""

    name: str
    counties: list[str] = []


class RegionRow(msgspec.Struct, frozen=True, gc=False):
    """A row of the user's own: a name, what it stands for, and its short forms.

    ``norm`` is what annotations carry (an adcode, ``macro:NAME``, a country's code, or nothing).
    """

    name: str
    kind: Place
    norm: str | None = None
    aliases: list[str] = []


class WordRow(msgspec.Struct, frozen=True, gc=False):
    """A common word and how often it was counted, for telling where a name is cut out of other words."""

    word: str
    count: int
