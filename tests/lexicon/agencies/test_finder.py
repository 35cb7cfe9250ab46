"""The finder on any text: spans, order, overlaps, users' rows, undecided names."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.lexicon.agencies import AgencyFinder, AgencyRow
from pipeline.lexicon.context import Context
from pipeline.lexicon.locate import models_folder

from .conftest import Reader

PIECES = [
    "国务院",
    "财政部",
    "门",
    "吉林省",
    "发改委",
    "人民政府",
    "第五次",
    "会议",
    "、",
    "省",
    "中共",
    "委",
    "工作领导小组",
    "\n",
    "🙂",
    "\0",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_entities_are_sorted_and_apart_and_carry_their_surface(reader: Reader, text: str) -> None:
    last = 0
    for one in reader.read(text, date="2021-06-01"):
        assert last <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.text
        assert one.label == "AGENCY"
        assert one.kind in {"central", "local"}
        assert (one.norm is None) == (one.status != "resolved")
        assert one.by.startswith("agencies:")
        last = one.end


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read(reader: Reader, text: str) -> None:
    reader.agencies.find(Context(text=text), [])
    reader.agencies.issuers(text)


@pytest.mark.parametrize(
    "piece",
    [
        "关于",
        "国务院",
        "工作领导小组",
        "省市县",
        "第一届",
        "吉林省",
        "发展改革",
        "镇人民政府",
        "常务委员会",
        "《",
        "一",
    ],
)
def test_long_repetitions_are_read_in_one_go(reader: Reader, piece: str) -> None:
    text = piece * (300_000 // len(piece))
    reader.agencies.find(Context(text=text, date="2021-06-01"), [])


@pytest.mark.parametrize(
    "piece", ["美国，外交部", "吉林省发展", "吉林省、", "美国财政部、", "发改委、省", "中共吉林省"]
)
def test_long_repetitions_with_regions_are_read_in_one_go(reader: Reader, piece: str) -> None:
    reader.read(piece * (60_000 // len(piece)), date="2021-06-01")


def test_a_bare_name_in_a_text_that_tells_nothing_is_ambiguous(reader: Reader) -> None:
    (one,) = reader.read("发改委批复了项目。")
    assert (one.norm, one.status) == (None, "ambiguous")
    assert [candidate.norm for candidate in one.candidates] == ["国家发展和改革委员会"]


def test_a_bare_name_in_local_text_is_the_local_bureau(reader: Reader) -> None:
    found = reader.read("吉林省人民政府印发方案，我省、全省都要落实，由发改委批复。", title="吉林省人民政府印发方案")
    assert [(one.text, one.norm, one.kind) for one in found][1:] == [("发改委", "吉林省发展和改革委员会", "local")]


def test_a_document_of_the_council_makes_bare_names_national(reader: Reader) -> None:
    found = reader.agencies.find(Context(text="由发改委负责。", doc_number="国办发〔2021〕3号"), [])
    assert [one.norm for one in found] == ["国家发展和改革委员会"]


def test_a_users_row_wins_and_says_so(reader: Reader) -> None:
    own = AgencyRow(name="国家未来署", aliases=["未来署", "财政部"])
    finder = AgencyFinder(models_folder(), reader.regions, [own])
    found = finder.find(Context(text="未来署和财政部、教育部"), [])
    assert [(one.norm, one.by) for one in found] == [
        ("国家未来署", "agencies:user"),
        ("国家未来署", "agencies:user"),
        ("教育部", "agencies:alias"),
    ]


def test_the_regions_of_the_caller_are_used(reader: Reader) -> None:
    assert reader.agencies.find(Context(text="吉林省财政厅"), []) == []


@pytest.mark.parametrize(
    ("name", "date", "official"),
    [
        ("科技部", "2020-01-01", "科学技术部"),
        ("发改委", None, "国家发展和改革委员会"),
        ("国家计委", "1997-01-01", "国家计划委员会"),
        ("国家计委", "2000", "国家发展计划委员会"),
        ("国家计委", None, "国家发展计划委员会"),
        ("国家知识产权局", "1990-01-01", "国家知识产权局"),
        ("没有这个局", None, None),
    ],
)
def test_official_names_follow_the_date(reader: Reader, name: str, date: str | None, official: str | None) -> None:
    assert reader.agencies.official(name, date) == official


def test_a_missing_table_is_a_configuration_error(reader: Reader, tmp_path: Path) -> None:
    from pipeline.errors import ConfigError

    with pytest.raises(ConfigError, match="ZC110"):
        AgencyFinder(tmp_path, reader.regions)
