"""The memory of parts of speech."""

import numpy as np
import pytest

from pipeline.lexicon.codes import code_points
from pipeline.lexicon.words import tag_memo
from pipeline.lexicon.words.hashing import Rolled
from pipeline.lexicon.words.outline import outline_of
from pipeline.lexicon.words.tag_memo import TagMemo

WORDS = [*map(chr, range(0x4E00, 0x4E80)), "政策", "规划", "2021", "政策"]


def _tags(memo: TagMemo, words: list[str]) -> list[str]:
    ends = np.cumsum(list(map(len, words)))
    text, starts = "".join(words), ends - list(map(len, words))
    return memo.tags(memo.find(Rolled(code_points(text)).of(starts, ends), text, starts, ends))


def test_words_are_asked_for_once_and_remembered() -> None:
    asked: list[str] = []

    def look_up(word: str) -> str:
        asked.append(word)
        return "nz" if len(word) > 1 else "g"

    memo = TagMemo(look_up)
    expected = ["nz" if len(word) > 1 else "g" for word in WORDS]
    assert _tags(memo, WORDS) == expected
    assert sorted(set(asked)) == sorted(set(WORDS))
    asked.clear()
    assert _tags(memo, WORDS[::-1]) == expected[::-1]
    assert asked == []
    memo.clear()
    _tags(memo, ["政策"])
    assert asked == ["政策"]


def test_words_that_share_a_place_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tag_memo, "_BITS", 4)
    memo = TagMemo(lambda word: f"t{ord(word[0]) % 7}")
    for _ in range(3):
        assert _tags(memo, WORDS) == [f"t{ord(word[0]) % 7}" for word in WORDS]


def test_a_part_of_speech_shows_the_letter_that_an_outline_has_for_it() -> None:
    memo = TagMemo(str)
    ids = np.array([memo.number(tag) for tag in ("n", "vn", "my-own")], np.uint16)
    assert memo.letters(ids).tobytes().decode() == outline_of(["a", "b", "c"], ["n", "vn", "my-own"])
