"""Every reading of a name that the lexicons know, and the check of a user's own rows."""

from pathlib import Path

import pytest

from pipeline.lexicon.knowledge import Knowledge
from pipeline.lexicon.lookup import look_up
from pipeline.lexicon.selftest import check_table


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge()


@pytest.mark.parametrize(
    ("name", "date", "expected"),
    [
        ("朝阳区", None, {("county", "110105"), ("county", "220104")}),
        ("110105", None, {("county", "110105")}),
        ("莱芜市", "2018-06-01", {("prefecture", "371200")}),
        ("昌吉", "2024-01-01", {("prefecture", "652300"), ("county", "652301")}),
        ("雄安新区", None, {("zone", "130000")}),
        ("浦东新区", None, {("zone", "310115"), ("county", "310115")}),
        ("长三角", None, {("macro", "macro:长三角")}),
        ("macro:长三角", None, {("macro", "macro:长三角")}),
        ("越南", None, {("country", "VN")}),
        ("VN", None, {("country", "VN")}),
        ("莫斯科", None, {("foreign", "")}),
        ("八里庄街道", None, {("township", "110105"), ("township", "110108")}),
        ("石河子高新技术产业开发区", None, {("zone", "659001")}),
        ("吉林省发改委", None, {("local", "吉林省发展和改革委员会")}),
        ("ndrc", None, {("central", "国家发展和改革委员会")}),
        ("放管服", None, {("initiative", "放管服")}),
        ("没有这个名字", None, set()),
    ],
)
def test_lookup_gives_every_reading(
    knowledge: Knowledge, name: str, date: str | None, expected: set[tuple[str, str]]
) -> None:
    assert {(one.kind, one.norm) for one in look_up(knowledge, name, date)} == expected


def test_lookup_without_a_date_gives_retired_divisions_with_their_years_and_heirs(knowledge: Knowledge) -> None:
    found = {one.name: one.more for one in look_up(knowledge, "襄樊市")}
    assert found["湖北省襄樊市"] == "1981–2010, then 420600"


def test_a_users_regions_are_checked_by_line_and_column(tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    path.write_text(
        "name\tkind\tnorm\n幸福新城\tzone\t320500\n某地\tcounty\t320000\n长三角\tmacro\t长三角\n", encoding="utf-8"
    )
    remarks = [(one.line, one.text, one.fatal) for one in check_table(path)]
    assert remarks == [
        (3, "column norm: '320000' is a province, no county", True),
        (4, "column norm: '长三角' must be macro: and a name", True),
        (4, "'长三角' is REGION macro:长三角 长三角 too; yours wins", False),
    ]
