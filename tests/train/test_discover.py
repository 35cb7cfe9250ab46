"""New words of a corpus."""

from collections.abc import Iterable
from pathlib import Path

from pipeline.lexicon.words.engines import open_engine
from pipeline.lexicon.words.userwords import read_user
from pipeline.train.discover import Dated, discover, write_drafts

FRAMES = [
    "我市培育{}企业",
    "不少{}企业受益",
    "支持{}发展",
    "做强{}队伍",
    "“{}”名单公布",
    "认定{}，奖励到位",
    "{}带动就业",
    "看好{}",
]


def _texts(word: str) -> list[Dated]:
    return [Dated(frame.format(word) + "。", f"2021-0{i + 1}-01") for i, frame in enumerate(FRAMES)]


def test_a_new_word_is_found_with_its_date_and_examples_and_serves_as_a_lexicon(tmp_path: Path) -> None:
    engine = open_engine("rjieba", hmm=False)

    def corpus() -> Iterable[Dated]:
        return iter(_texts("专精特新"))

    rows = discover(corpus, engine)
    assert rows[0].word == "专精特新"
    assert rows[0].first_date == "2021-01-01"
    assert rows[0].count == rows[0].documents == 8
    assert len(rows[0].examples) == 3
    assert all("【专精特新】" in example for example in rows[0].examples)
    path = tmp_path / "draft.tsv"
    write_drafts(path, rows)
    assert read_user(path)[0].word == "专精特新"
    engine.add(read_user(path))
    assert "专精特新" not in [row.word for row in discover(corpus, engine)]


def test_what_the_reference_lacks_comes_first() -> None:
    engine = open_engine("rjieba", hmm=False)
    texts = _texts("专精特新") + _texts("碳达峰")
    rows = discover(lambda: texts, engine, reference=lambda: _texts("专精特新"))
    assert rows[0].word == "碳达峰"
    assert rows[0].ratio is not None
    assert rows[0].ratio > 1


def test_an_empty_corpus_gives_nothing() -> None:
    assert discover(lambda: [], open_engine("rjieba", hmm=False)) == []
