"""The two engines: alike, and alone."""

import itertools
import random

import jieba
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.lexicon.locate import models_folder
from pipeline.lexicon.words.engines import Engine, Given, Word, open_engine
from pipeline.lexicon.words.outline import outline_of
from pipeline.lexicon.words.userwords import read_domain, read_tags

FOLDER = models_folder() / "words"
WHO = ["省发展改革委", "市财政局", "县人民政府", "工信部", "税务部门", "园区管委会", "各级党组织", "李晓明"]
WHAT = ["优化营商环境", "推进乡村振兴", "落实减税降费政策", "支持中小企业融资", "开展安全生产大检查", "保障粮食安全"]
HOW = ["的通知。", "，同比增长3.5%；", "，力争到2025年建成。", "（试行）！", "……“十四五”期间", "，总投资1.2亿元。"]


def _lines() -> list[str]:
    draw = random.Random(7)
    pairs = list(itertools.product(WHO, WHAT, HOW))
    return ["，".join("".join(draw.choice(pairs)) for _ in range(3)) for _ in range(2000)]


@pytest.fixture(scope="module")
def both() -> tuple[Engine, Engine]:
    made = []
    for name in ("rjieba", "jieba"):
        engine = open_engine(name, hmm=False, tags=read_tags(FOLDER))  # type: ignore[arg-type]
        engine.add(read_domain(FOLDER))
        made.append(engine)
    return made[0], made[1]


def test_both_engines_give_the_same_words_and_tags_on_two_thousand_lines(both: tuple[Engine, Engine]) -> None:
    rust, reference = both
    for line in _lines():
        words = rust.cut(line)
        assert words == reference.cut(line)
        assert rust.tag(words) == reference.tag(words)


def test_engines_share_no_words_with_each_other_or_the_library() -> None:
    one, other = open_engine("rjieba", hmm=False), open_engine("rjieba", hmm=False)
    one.add([Word("甲乙丙丁戊")])
    assert one.cut("甲乙丙丁戊") == ["甲乙丙丁戊"]
    assert other.cut("甲乙丙丁戊") != ["甲乙丙丁戊"]
    assert not jieba.dt.initialized


@pytest.mark.parametrize("text", ["", "\x00", "中\ud800国", "😀𠮷", "\r\n\r", "a" * 50])
def test_the_words_joined_give_any_text(both: tuple[Engine, Engine], text: str) -> None:
    words = both[0].cut(text)
    assert "".join(words) == text
    assert len(both[0].tag(words)) == len(words)


@pytest.fixture(scope="module")
def guessing() -> Engine:
    return open_engine("rjieba", hmm=True)


@settings(max_examples=200, deadline=None)
@given(
    st.text(alphabet="支持中小企业发展改革委2021年3.5%aB-_ \n\r\x1f，。“”😀", max_size=60),
    st.lists(st.integers(0, 60), max_size=8),
    st.lists(st.integers(1, 6), min_size=8, max_size=8),
)
def test_stretches_between_edges_are_cut_as_if_each_were_a_text_of_its_own(
    both: tuple[Engine, Engine], guessing: Engine, text: str, places: list[int], sizes: list[int]
) -> None:
    edges = sorted({edge for edge in places if edge <= len(text)})
    wholes = {
        start: (min(start + size, end), "nt")
        for start, end, size in zip(edges[::2], [*edges[1:], len(text)][::2], sizes, strict=False)
        if min(start + size, end) > start
    }
    bounds = sorted({0, *edges, *(end for end, _ in wholes.values()), len(text)})
    for engine in (*both, guessing):
        expected = []
        for start, end in itertools.pairwise(bounds):
            expected += [text[start:end]] if start in wholes else engine.cut(text[start:end])
        [(words, tags, outline)] = engine.cut_around([Given(text, edges, wholes)])
        assert words == expected
        assert len(tags) == len(words)
        assert "".join(words) == text
        assert outline == outline_of(words, tags)
