"""The two engines: alike, and alone."""

import itertools
import random

import jieba
import pytest

from pipeline.lexicon.locate import models_folder
from pipeline.lexicon.words.engines import Engine, Word, open_engine
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
