"""Sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.lexicon.words.sentences import find_sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("会议召开。要求落实！", ["会议召开。", "要求落实！"]),
        ("他说：“马上办。”随后离开。", ["他说：“马上办。”", "随后离开。"]),
        ("印发《怎么办？怎么干！》一书。好。", ["印发《怎么办？怎么干！》一书。", "好。"]),
        ("第一段\n  第二段 \n\n", ["第一段", "第二段"]),
        ("为什么？！因为……", ["为什么？！", "因为……"]),
        ("查询a.b?c=1网址", ["查询a.b?c=1网址"]),
        ("未闭合《书名。下一句。", ["未闭合《书名。", "下一句。"]),
        ("（以下简称办法。）施行；废止", ["（以下简称办法。）", "施行；", "废止"]),
        ("", []),
        (" \n　", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, sentences: list[str]) -> None:
    assert [text[s.start : s.end] for s in find_sentences(text)] == sentences


@given(st.text(alphabet="中。！？；…”》《\n a1?!)\u3000", max_size=60))
def test_sentences_are_in_order_trimmed_and_lose_no_letter(text: str) -> None:
    found = find_sentences(text)
    at = 0
    for sentence in found:
        assert at <= sentence.start < sentence.end <= len(text)
        piece = text[sentence.start : sentence.end]
        assert piece == piece.strip()
        assert not text[at : sentence.start].strip()
        at = sentence.end
    assert not text[at:].strip()
