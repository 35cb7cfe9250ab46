"""The learned engine: any text, no influence of the company, taught words, quality."""

import os
import random
from itertools import accumulate
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import ConfigError
from pipeline.lexicon.locate import models_folder
from pipeline.lexicon.words import learned
from pipeline.lexicon.words.engines import Cut, Given, Word
from pipeline.lexicon.words.learned import LearnedEngine
from pipeline.lexicon.words.segmenter import Segmenter
from pipeline.lexicon.words.userwords import UserWords, read_domain, still_cut
from support import agencies_at, any_text, needs_shared

FOLDER = models_folder() / "segmenter"


@pytest.fixture(scope="module")
def engine() -> LearnedEngine:
    return LearnedEngine(FOLDER)


def _both(engine: LearnedEngine, *texts: str) -> list[Cut]:
    return engine.cut_around([Given(text, [], {}) for text in texts])


def test_plain_sentences_are_cut_and_tagged_in_context(engine: LearnedEngine) -> None:
    words, tags, _ = _both(engine, "他们计划明年扩大生产。这份计划很详细。")[0]
    assert words == ["他们", "计划", "明年", "扩大", "生产", "。", "这", "份", "计划", "很", "详细", "。"]
    assert (tags[1], tags[8]) == ("v", "n")
    assert (tags[0], tags[2], tags[5]) == ("r", "t", "w")


@settings(max_examples=200)
@given(any_text())
def test_the_words_joined_give_any_text(engine: LearnedEngine, text: str) -> None:
    words, tags, _ = _both(engine, text)[0]
    assert "".join(words) == text
    assert engine.cut(text) == words
    assert len(tags) == len(words)
    assert all(words)
    assert all(tags)


@pytest.mark.parametrize("text", ["", "\x00", "中\ud800国", "😀𠮷", "\r\n\r", " ", "\n\x00\x00\n", "a" * 50, "\uffff"])
def test_odd_texts_are_words_too(engine: LearnedEngine, text: str) -> None:
    words, tags, _ = _both(engine, text)[0]
    assert "".join(words) == text
    assert len(engine.tag(words)) == len(tags) == len(words)


def test_white_space_is_never_part_of_a_word(engine: LearnedEngine) -> None:
    words, tags, _ = _both(engine, "北京 上海\u3000工作\r\n会议\n")[0]
    assert words == ["北京", " ", "上海", "\u3000", "工作", "\r\n", "会议", "\n"]
    assert [tag for word, tag in zip(words, tags, strict=True) if word.isspace()] == ["x"] * 4


def test_signs_that_the_corpus_lacks_are_punctuation(engine: LearnedEngine) -> None:
    words, tags, _ = _both(engine, "★第一章 # 总则 ◆说明")[0]
    signs = {word: tag for word, tag in zip(words, tags, strict=True) if not word.isalnum() and not word.isspace()}
    assert signs == {"★": "w", "#": "w", "◆": "w"}


@given(st.lists(any_text(), min_size=1, max_size=5))
def test_no_text_has_a_say_in_how_another_is_cut(engine: LearnedEngine, texts: list[str]) -> None:
    assert _both(engine, *texts) == [_both(engine, text)[0] for text in texts]


def test_a_long_text_is_read_in_chunks_without_a_seam(monkeypatch: pytest.MonkeyPatch, engine: LearnedEngine) -> None:
    draw = random.Random(3)
    text = "".join(draw.choice(["优化营商环境", "，", "2023年", "减税降费", "的通知", "。", "\n"]) for _ in range(400))
    whole = _both(engine, text)
    monkeypatch.setattr(learned, "CHUNK", 37)
    assert _both(engine, text) == whole


@pytest.mark.parametrize("piece", ["一", "国务院", "\x00", "a", " ", "\r\n", "😀", "一一一一一国"])
def test_a_million_hostile_characters_are_cut(engine: LearnedEngine, piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    assert sum(map(len, engine.cut(text))) == len(text)


def test_widths_and_digits_make_no_difference(engine: LearnedEngine) -> None:
    lengths = [list(map(len, engine.cut(text))) for text in ("增长3.5%，共120家", "增长８．１％，共３４９家")]
    assert lengths[0] == lengths[1]


def test_edges_and_wholes_that_are_given_hold(engine: LearnedEngine) -> None:
    text = "工业和信息化部发布办法"
    words, tags, _ = engine.cut_around([Given(text, [0, 7], {0: (7, "nt")})])[0]
    assert (words[0], tags[0]) == ("工业和信息化部", "nt")
    cut = engine.cut_around([Given(text, [4, 8], {})])[0][0]
    assert "".join(cut) == text
    assert cut[:3] == ["工业", "和", "信"]


def test_taught_words_hold_together_and_bring_their_tag() -> None:
    own = LearnedEngine(FOLDER)
    before = own.cut("推进万企兴万村行动")
    own.add([Word("万企兴万村", "nz")])
    words, tags, _ = own.cut_around([Given("推进万企兴万村行动", [], {})])[0]
    assert "万企兴万村" not in before
    assert words == ["推进", "万企兴万村", "行动"]
    assert tags[1] == "nz"


def test_every_domain_word_is_one_word_by_itself() -> None:
    own = LearnedEngine(FOLDER)
    own.add(read_domain(models_folder() / "words"))
    segmenter = Segmenter(own)
    assert still_cut(read_domain(models_folder() / "words"), lambda word: segmenter.cut(word)[0]) == []


def test_a_users_word_without_frequency_is_whole_wherever_it_stands() -> None:
    own = LearnedEngine(FOLDER)
    user = UserWords([Word("和服", "n"), Word("〔甲〕字", "nz")], own)
    words, tags, _ = Segmenter(own, user).cut("产品和服务见〔甲〕字")
    assert words[1:3] == ["和服", "务"]
    assert words[-1] == "〔甲〕字"
    assert tags[1] == "n"


@given(any_text(), st.lists(st.tuples(st.integers(0, 60), st.integers(1, 12)), max_size=8))
def test_no_name_is_cut_through(engine: LearnedEngine, text: str, spans: list[tuple[int, int]]) -> None:
    names = agencies_at(text, spans)
    words, tags, _ = Segmenter(engine).cut(text, names)
    assert "".join(words) == text
    assert len(words) == len(tags)
    edges = {0, *accumulate(map(len, words))}
    assert all(name.start in edges and name.end in edges for name in names)


def test_no_model_is_told_with_its_path(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"ZC101 .*model\.npz"):
        LearnedEngine(tmp_path)


@needs_shared
@pytest.mark.parametrize(
    ("name", "floor"), [("pku.test.txt", 0.958), ("msr.test.txt", 0.871), ("pd199801.test.txt", 0.964)]
)
def test_words_are_as_good_as_measured(engine: LearnedEngine, name: str, floor: float) -> None:
    gold = [line.split() for line in _gold(name).read_text("utf-8").splitlines()]
    hits = want = have = 0
    for words, found in zip(gold, _both(engine, *("".join(line) for line in gold)), strict=True):
        wanted, got = _spans(words), _spans(found[0])
        hits, want, have = hits + len(wanted & got), want + len(wanted), have + len(got)
    assert 2 * hits / (want + have) >= floor


@needs_shared
def test_parts_of_speech_are_as_good_as_measured() -> None:
    train = pytest.importorskip("pipeline.train.segmenter.train")
    assert train.measure(FOLDER, _gold("pd199801.test.pos.txt.gz")).tags >= 0.9635


def _gold(name: str) -> Path:
    return Path(os.environ["ZHENGCE_SHARED"]) / "gold" / "seg" / name


def _spans(words: list[str]) -> set[tuple[int, int]]:
    spans, at = set(), 0
    for word in words:
        spans.add((at, at + len(word)))
        at += len(word)
    return spans
