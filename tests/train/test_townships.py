"""The table of townships: whose codes it takes."""

from pipeline.lexicon.locate import models_folder
from pipeline.lexicon.regions.rows import DivisionRow, TownshipRow
from pipeline.lexicon.table import read_table
from pipeline.train.townships import build_townships

FOLDER = models_folder() / "lexicons"
DIVISIONS = [
    DivisionRow("110101", "甲区", "county", "110100"),
    DivisionRow("110102", "乙区", "county", "110100"),
    DivisionRow("110103", "丙县", "county", "110100", end=2020, successors=["110101"]),
    DivisionRow("120101", "丁区", "county", "120100"),
]


def _codes(streets: list[tuple[str, str]], official: list[tuple[str, str]]) -> dict[str, list[str]]:
    rows = build_townships(
        [{"name": name, "areaCode": code} for name, code in streets],
        [[4, "", code, name] for name, code in official],
        DIVISIONS,
    )
    return {row.name: row.counties for row in rows}


def test_the_code_of_a_development_zone_gives_way_to_the_county() -> None:
    assert _codes([("东山镇", "110171")], [("东山镇", "110101")]) == {"东山镇": ["110101"]}


def test_a_township_of_a_zone_that_nobody_places_is_left_out() -> None:
    assert _codes([("东山镇", "110171")], []) == {}


def test_the_county_of_today_wins_inside_a_prefecture_only() -> None:
    found = _codes([("东山镇", "110102"), ("东山镇", "120101")], [("东山镇", "110101")])
    assert found == {"东山镇": ["110101", "120101"]}


def test_a_retired_county_stays_for_texts_of_its_time() -> None:
    assert _codes([("东山镇", "110103")], [("东山镇", "110101")]) == {"东山镇": ["110101", "110103"]}


def test_doubled_class_nouns_and_offices_are_known_by_both_names() -> None:
    found = _codes([("乌镇镇", "110101"), ("河西街道办事处", "110102")], [])
    assert found == {"乌镇": ["110101"], "乌镇镇": ["110101"], "河西街道": ["110102"]}


def test_every_code_of_the_table_is_one_of_a_county() -> None:
    known = {row.code for row in read_table(FOLDER / "regions.tsv", DivisionRow) if row.level != "province"}
    rows = read_table(FOLDER / "townships.tsv", TownshipRow)
    assert [row.name for row in rows if not known.issuperset(row.counties)] == []
