from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.lexicon.context import Context
from pipeline.lexicon.locate import models_folder
from pipeline.lexicon.policies import PolicyFinder
from pipeline.lexicon.policies.marks import pairs

FINDER = PolicyFinder(models_folder())
PIECES = [
    "《", "》", "〈", "〉", "关于", "的通知", "意见", "（", "）", "〔2021〕",
    "[2020]", "5号", "国发", "令", "第", "“", "”", "十四五", "规划", "一带一路",
    "工程", "实施", "\n", " ", "。", "、", "草案", "宪法", "𠮷", "\x00",
    "😀", "以下简称", "办法", "印发", "第一条", "各县", "公告", "2021年",
]  # fmt: skip
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=60).map("".join)


@given(texts, st.none() | texts)
def test_mentions_are_sorted_disjoint_and_give_their_surface(text: str, title: str | None) -> None:
    found = FINDER.find(Context(text, title=title, date="2022-02-02"), [], [])
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.text
        assert one.text.strip() == one.text
        assert (one.norm is None) == (one.status == "unresolved")
        assert one.kind in ("document", "number", "initiative")
    for left, right in pairwise(found):
        assert left.end <= right.start


@given(texts)
def test_the_same_text_gives_the_same_mentions(text: str) -> None:
    first = FINDER.find(Context(text), [], [])
    assert msgspec.to_builtins(first) == msgspec.to_builtins(FINDER.find(Context(text), [], []))


@given(texts)
def test_title_marks_pair_up_properly(text: str) -> None:
    for start, end, _ in pairs(text):
        assert text[start - 1] == "《"
        assert text[end] == "》"
        assert end - start <= 300


@pytest.mark.parametrize(
    "piece", ["《", "关于", "》《", "《关于", "“", "关于印发《", "〔2021〕", "国务院令第", "\n", "、审议法", "实施工"]
)
def test_a_million_hostile_characters_are_read_without_a_mention(piece: str) -> None:
    """Anything that grows with the square of the text would not come back from here."""
    text = piece * (1_000_000 // len(piece))
    assert FINDER.find(Context(text, title="关于加强管理的通知"), [], []) == []


def test_two_thousand_characters_in_marks_are_no_title() -> None:
    assert FINDER.find(Context("《" + "关于防汛抗旱" * 350 + "的通知》"), [], []) == []


def test_a_mark_left_open_leaves_later_titles_alone() -> None:
    text = "《关于" + "甲" * 400 + "。《防汛条例》"
    assert [one.text for one in FINDER.find(Context(text), [], [])] == ["防汛条例"]
