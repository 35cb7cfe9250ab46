"""Dates, numbers and Latin runs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.lexicon.words.literals import find_literals


@pytest.mark.parametrize(
    ("text", "piece", "tag"),
    [
        ("于2021年12月17日起", "2021年12月17日", "t"),
        ("二〇二四年一月三日起", "二〇二四年一月三日", "t"),
        ("2019—2021年建成", "2019—2021年", "t"),
        ("上午10:30开始", "10:30", "t"),
        ("1月份进出口", "1月份", "t"),
        ("增长3.5%，", "3.5%", "m"),
        ("共1,234.5亿元，", "1,234.5亿元", "mq"),
        ("提高1.5个百分点", "1.5个百分点", "mq"),
        ("装机3000万千瓦，", "3000万千瓦", "mq"),
        ("百分之五点三的", "百分之五点三", "m"),
        ("依照第十三条办理", "第十三条", "m"),
        ("见www.example.gov.cn网", "www.example.gov.cn", "eng"),
        ("新冠COVID-19疫情", "COVID-19", "eng"),
        ("建设5G网络", "5G", "eng"),
    ],
)
def test_a_literal_is_found_whole(text: str, piece: str, tag: str) -> None:
    assert (text.index(piece), text.index(piece) + len(piece), tag) in list(find_literals(text))


@given(st.text(alphabet="0123456789年月日%.,:-—第条百分之一二aA 元", max_size=80))
def test_literals_lie_inside_the_text_and_each_kind_is_in_order(text: str) -> None:
    found = list(find_literals(text))
    assert all(0 <= start < end <= len(text) for start, end, _ in found)
    assert len({(start, end) for start, end, _ in found}) == len(found)
