"""Page furniture is told from text, and its facts are read."""

import pytest

from pipeline.layout.furniture import (
    PageFacts,
    is_dump_name,
    is_furniture,
    iso_date,
    name_date,
    read_facts,
)
from pipeline.layout.jumps import read_jump, take_jumps


@pytest.mark.parametrize(
    "line",
    [
        "2021年12月17日 星期五",
        "03 要闻 2021年12月17日 星期五",
        "清江日报 2021年12月17日 星期五 第3版",
        "二〇二一年十二月十七日 星期五 农历辛丑年十一月十四",
        "责任编辑：周敏 版式：何俊 校对：田芳",
        "责编 周敏 美编 罗兰",
        "本版责编：周敏 陈圆圆",
        "国内统一连续出版物号 CN 42-0099",
        "— 3 —",
        "第3版",
        "第7版：地方新闻 2017年11月22日",
        "2020年5月28日 农历闰四月初六 星期四 编辑：聂小舟 电话：（0791）86840000",
        "北疆日报  BEIJIANG DAILY   2013年4月17日 星期三",
        "本版图片除署名外均由本报记者王磊摄",
        "广告",
        "①",
        "![](a.png)",
    ],
)
def test_furniture_is_known(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "编辑部召开会议",
        "电话采访了当事人",
        "2021年12月17日",
        "12",
        "视觉盛宴",
        "统筹发展和安全",
        "重庆日报 四川日报",
        "广告业务增长",
    ],
)
def test_text_is_no_furniture(line: str) -> None:
    assert not is_furniture(line)


def test_facts_of_the_page_are_read() -> None:
    facts = PageFacts()
    read_facts("清江日报 2021年12月17日 星期五 第03版", facts)
    assert facts == PageFacts("2021-12-17", "03", "清江日报")


@pytest.mark.parametrize(
    ("text", "day"),
    [("2021年2月30日", None), ("二〇二一年十二月三十一日", "2021-12-31"), ("2021-01-02", "2021-01-02"), ("无", None)],
)
def test_dates_are_those_of_the_calendar(text: str, day: str | None) -> None:
    assert iso_date(text) == day


@pytest.mark.parametrize(
    ("name", "day"),
    [("20211217-01-02", "2021-12-17"), ("page-2021-12", "2021-12"), ("plain-2023-05-12", "2023-05-12"), ("a1", None)],
)
def test_file_names_hold_dates(name: str, day: str | None) -> None:
    assert name_date(name) == day


def test_dumps_are_known_by_name() -> None:
    assert is_dump_name("20211217-01-02")
    assert not is_dump_name("20211217")


@pytest.mark.parametrize(
    ("line", "jump"),
    [
        ("（上接一版）", ("上接一版", False)),
        ("上接第1版《小田变大田》", ("上接第1版《小田变大田》", False)),
        ("(紧接第一版)", ("紧接第一版", False)),
        ("（下转A4版）", (None, True)),
        ("（未完待续）", (None, True)),
        ("接受采访", None),
    ],
)
def test_jump_lines_are_read(line: str, jump: tuple[str | None, bool] | None) -> None:
    assert read_jump(line) == jump


def test_jump_marks_come_off_a_paragraph() -> None:
    assert take_jumps("（上接一版）特别是。（下转第四版）") == ("特别是。", "上接一版", True)
    assert take_jumps("他接受了采访。") == ("他接受了采访。", None, False)
