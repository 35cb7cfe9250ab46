"""Divisions by code and by name, at a date."""

from .conftest import Reader


def test_a_code_has_the_name_of_its_date(reader: Reader) -> None:
    divisions = reader.finder.divisions
    assert divisions.name("420600", "2008-01-01") == "襄樊市"
    assert divisions.name("420600", "2015-01-01") == "襄阳市"
    assert divisions.name("000000") is None


def test_a_county_lies_in_its_prefecture_and_a_province_in_nothing(reader: Reader) -> None:
    assert reader.finder.divisions.parent("330106") == "330100"
    assert reader.finder.divisions.parent("330000") is None
    assert reader.finder.divisions.parent("000000") is None


def test_a_name_stands_for_every_division_that_had_it_then(reader: Reader) -> None:
    assert {row.code for row in reader.finder.divisions.at("朝阳区", "2021-01-01")} == {"110105", "220104"}
    assert [row.code for row in reader.finder.divisions.at("330106", "2021-01-01")] == ["330106"]
    assert reader.finder.divisions.at("不是地名") == []
