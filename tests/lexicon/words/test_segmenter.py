"""Segmentation around names, literals and the user's words."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.document import Entity
from pipeline.errors import ConfigError
from pipeline.lexicon.locate import models_folder
from pipeline.lexicon.words.engines import Engine, Word, open_engine
from pipeline.lexicon.words.outline import outline_of
from pipeline.lexicon.words.segmenter import Segmenter
from pipeline.lexicon.words.userwords import UserWords, read_domain, read_tags, read_user, still_cut
from support import agencies_at

FOLDER = models_folder() / "words"


@pytest.fixture(scope="module")
def engine() -> Engine:
    made = open_engine("rjieba", hmm=False, tags=read_tags(FOLDER))
    made.add(read_domain(FOLDER))
    return made


def _name(text: str, piece: str, label: str, kind: str) -> Entity:
    start = text.index(piece)
    return Entity(start, start + len(piece), piece, label, kind)  # type: ignore[arg-type]


def test_short_names_are_words_and_chains_are_cut_into_their_parts(engine: Engine) -> None:
    text = "湖北武汉落实“十四五”规划，长三角地区推进"
    names = [
        _name(text, "湖北武汉", "REGION", "prefecture"),
        _name(text, "十四五”规划", "POLICY", "initiative"),
        _name(text, "长三角地区", "REGION", "macro"),
    ]
    words, tags, _ = Segmenter(engine).cut(text, names)
    assert words == ["湖北", "武汉", "落实", "“", "十四五", "”", "规划", "，", "长三角地区", "推进"]
    assert tags[0] == "ns"
    assert tags[2] == "v"
    assert tags[3] == "w"


def test_a_date_inside_a_title_stays_whole_and_one_across_its_edge_does_not(engine: Engine) -> None:
    text = "《2021年工作要点》2022年"
    inside = [_name(text, "2021年工作要点", "POLICY", "document")]
    assert "2021年" in Segmenter(engine).cut(text, inside)[0]
    across = [Entity(1, 3, "20", "POLICY", "document")]
    assert Segmenter(engine).cut(text, across)[0][1] == "20"


def test_every_domain_word_is_one_word_by_itself(engine: Engine) -> None:
    segmenter = Segmenter(engine)
    assert still_cut(read_domain(FOLDER), lambda word: segmenter.cut(word)[0]) == []


def test_a_users_word_without_frequency_is_whole_wherever_it_stands() -> None:
    own = open_engine("rjieba", hmm=False)
    user = UserWords([Word("和服", "n"), Word("〔甲〕字", "nz")], own)
    words, tags, _ = Segmenter(own, user).cut("产品和服务见〔甲〕字")
    assert words == ["产品", "和服", "务", "见", "〔甲〕字"]
    assert tags[1] == "n"


def test_a_users_word_with_a_frequency_weighs_against_other_words() -> None:
    own = open_engine("rjieba", hmm=False)
    user = UserWords([Word("和服", "n", 3)], own)
    assert Segmenter(own, user).cut("产品和服务")[0] == ["产品", "和", "服务"]


def test_a_word_that_a_name_cuts_is_reported(engine: Engine) -> None:
    segmenter = Segmenter(engine)
    row = Word("吉林大米")
    cut = still_cut([row], lambda word: segmenter.cut(word, [_name(word, "吉林", "REGION", "province")])[0])
    assert cut == [(row, ["吉林", "大米"])]


@pytest.mark.parametrize(
    ("rows", "reason"),
    [("甲 \tn\t\n", "white space"), ("甲\tn\t\n甲\tn\t\n", "line 2 already"), ("甲\tn\t0\n", "frequency 0")],
)
def test_a_broken_row_of_the_users_table_is_named(tmp_path: Path, rows: str, reason: str) -> None:
    path = tmp_path / "words.tsv"
    path.write_text("word\tpos\tfreq\n" + rows, encoding="utf-8")
    with pytest.raises(ConfigError, match=rf"ZC120 .*{reason}"):
        read_user(path)


LETTERS = st.text(
    st.one_of(
        st.sampled_from("湖北省工信部的和服务2021年%元第十条《》“”\n \x00\r\t😀𠮷abc.-—〇"),
        st.characters(),
    ),
    max_size=60,
)


@settings(max_examples=300, deadline=None)
@given(LETTERS, st.lists(st.tuples(st.integers(0, 60), st.integers(1, 12)), max_size=8))
def test_words_give_the_text_and_no_name_is_cut_through(
    engine: Engine, text: str, spans: list[tuple[int, int]]
) -> None:
    names = agencies_at(text, spans)
    words, tags, _ = Segmenter(engine).cut(text, names)
    assert "".join(words) == text
    assert len(words) == len(tags)
    assert all(words)
    assert all(tags)
    edges, at = {0}, 0
    for word in words:
        at += len(word)
        edges.add(at)
    assert all(name.start in edges and name.end in edges for name in names)


def test_headlines_are_cut_together_and_give_themselves_back(engine: Engine) -> None:
    titles = ["支持中小企业融资", "", "2024年工作要点"]
    for title, (words, tags, _) in zip(titles, Segmenter(engine).cut_plain(titles), strict=True):
        assert "".join(words) == title
        assert len(words) == len(tags)


def test_the_outline_follows_words_that_were_changed_after_they_were_cut(engine: Engine) -> None:
    segmenter = Segmenter(engine)
    words, tags, outline = segmenter.cut("支持中小企业融资")
    assert segmenter.outline(words, tags) == outline == outline_of(words, tags)
    tags[0] = "w"
    assert segmenter.outline(words, tags) == outline_of(words, tags) != outline
    assert segmenter.outline(["另", "一"], ["n", "n"]) == outline_of(["另", "一"], ["n", "n"])
