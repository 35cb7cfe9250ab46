"""Widths are unified with care, and nothing that can be seen is lost."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.layout.widths import unify

_ODD = st.text("中文，。,;:!?()\"'“”.-—…%％１Ａa1０． \u3000\u200b\t\r\n\0@/《》", max_size=60)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("2930家,是前两批的1.5倍;1至9月,利润率14.2%,高于", "2930家，是前两批的1.5倍；1至9月，利润率14.2%，高于"),
        ("据清江日报(高远 记者 林溪)今年", "据清江日报（高远 记者 林溪）今年"),
        ("国内生产总值(GDP)1,286.4亿元,12:30公布", "国内生产总值（GDP）1,286.4亿元，12:30公布"),
        ('他说:"我们要"加快"发展。"', "他说：“我们要”加快“发展。”"),
        ('"专精特新"企业', "“专精特新”企业"),
        ("会议于１２：３０召开，增长３．５％", "会议于12:30召开，增长3.5%"),
        (
            "详见http://www.gov.cn/a,b.html,欢迎来信a.b@c.com好!",
            "详见http://www.gov.cn/a,b.html，欢迎来信a.b@c.com好！",
        ),
        ('The Council (国务院) said, "ok".', 'The Council (国务院) said, "ok".'),
        ("真的吗?!好", "真的吗？！好"),
        ("《通知》(清政发[2021]5号),要求", "《通知》（清政发[2021]5号），要求"),
        ("1.推动发展", "1.推动发展"),
        ("清江5月10日电--今年", "清江5月10日电——今年"),
        ("&ldquo;双随机&rdquo;监管", "&ldquo;双随机&rdquo;监管"),
        ("中\u200b文\0字\ufeff", "中文字"),
        ("王小明.李华", "王小明.李华"),
        ("今天开会.明天放假.", "今天开会。明天放假。"),
        ("等等...", "等等…"),
        ("　　正文", "  正文"),
        ("", ""),
    ],
)
def test_width_of_marks_follows_their_neighbours(before: str, after: str) -> None:
    assert unify(before) == after


def test_quotation_mark_stays_open_over_a_column_break() -> None:
    assert unify('他说:\n"我们要加快\n发展",并指出') == "他说：\n“我们要加快\n发展”，并指出"


def test_line_breaks_count_as_they_did() -> None:
    assert unify("甲\r\n乙\r丙\n丁\u2028戊\x0c己") == "甲\n乙\n丙\n丁 戊 己"


def test_joined_emoji_stay_joined() -> None:
    family = "👨\u200d👩\u200d👧"
    assert unify(f"一家{family},好") == f"一家{family}，好"


@given(_ODD | st.text(max_size=80))
def test_unifying_twice_changes_nothing(text: str) -> None:
    once = unify(text)
    assert unify(once) == once


@given(_ODD | st.text(max_size=80))
def test_no_visible_character_is_lost(text: str) -> None:
    def seen(value: str) -> list[str]:
        flat = unicodedata.normalize("NFKC", value).translate({ord(c): '"' for c in "“”"})
        flat = flat.translate({ord(c): "'" for c in "‘’"} | {ord("。"): ".", ord("｡"): ".", ord("—"): "-"})
        return [c for c in flat if unicodedata.category(c)[0] not in "CZ"]

    assert seen(unify(text)) == seen(text)


@given(st.lists(_ODD, max_size=8))
def test_number_of_lines_is_kept(lines: list[str]) -> None:
    text = "\n".join(line.replace("\r", "").replace("\n", "") for line in lines)
    assert unify(text).count("\n") == text.count("\n")
