"""The keywords stage."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.document import Document, Tokens
from pipeline.lexicon.knowledge import Knowledge
from pipeline.lexicon.locate import models_folder
from pipeline.lexicon.words.engines import open_engine
from pipeline.lexicon.words.keyness import Method
from pipeline.lexicon.words.passage import Passage
from pipeline.lexicon.words.segmenter import Segmenter
from pipeline.lexicon.words.spots import Spotter
from pipeline.lexicon.words.terms import Terms
from pipeline.lexicon.words.userwords import read_domain, read_tags
from pipeline.stages.keywords import Keywords, KeywordsSettings

FOLDER = models_folder() / "words"
GOLD = Path(__file__).parent.parent / "data" / "keywords.tsv"
TEXT = (
    "日前，我市出台措施支持中小企业融资。财政部门等设立风险补偿资金，引导银行扩大中小企业融资规模，优化营商环境。\n"
    "今年以来，研发费用加计扣除政策为中小企业减税，研发费用加计扣除比例提高，部等单位也参加了座谈。"
)


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    engine = open_engine("rjieba", hmm=False, tags=read_tags(FOLDER))
    engine.add(read_domain(FOLDER))
    return Segmenter(engine)


@pytest.fixture(scope="module")
def stages() -> dict[str, Keywords]:
    methods: tuple[Method, ...] = ("position", "tfidf", "textrank")
    return {method: Keywords(KeywordsSettings(method=method), Knowledge()) for method in methods}


def _document(segmenter: Segmenter, text: str, title: str | None = None) -> Document:
    return Document(id="a", title=title, text=text, tokens=Tokens(*segmenter.cut(text)[:2]))


@pytest.mark.parametrize("method", ["position", "tfidf", "textrank"])
def test_terms_stand_in_the_text_as_whole_words_best_first(
    segmenter: Segmenter, stages: dict[str, Keywords], method: str
) -> None:
    document = _document(segmenter, TEXT, "支持中小企业融资")
    stages[method]([document])
    terms = [keyword.text for keyword in document.keywords]
    assert 0 < len(terms) == len(set(terms)) <= 10
    assert all(keyword.count >= 1 and keyword.text in TEXT for keyword in document.keywords)
    scores = [keyword.score for keyword in document.keywords]
    assert scores == sorted(scores, reverse=True)
    assert not any("部等" in term or "等" in term for term in terms)


def test_phrases_come_first(segmenter: Segmenter, stages: dict[str, Keywords]) -> None:
    document = _document(segmenter, TEXT, "支持中小企业融资")
    stages["position"]([document])
    best = [keyword.text for keyword in document.keywords[:4]]
    assert "中小企业融资" in best
    assert "营商环境" in best or "研发费用加计扣除" in best


def test_a_term_of_the_headline_alone_counts_and_an_empty_text_has_those_of_its_headline(
    segmenter: Segmenter, stages: dict[str, Keywords]
) -> None:
    document = _document(segmenter, "会议听取了汇报，部署了下一阶段任务。", "我市出台养老服务体系建设规划")
    bare = _document(segmenter, "", "关于支持中小企业融资的若干措施")
    stages["position"]([document, bare])
    assert any("养老服务" in keyword.text for keyword in document.keywords[:3])
    assert any("中小企业融资" in keyword.text for keyword in bare.keywords[:3])


def test_a_phrase_that_no_corpus_has_is_found_where_it_stands_twice(segmenter: Segmenter) -> None:
    text = (
        "会议听取汇报，部署下一阶段任务，强调各单位要认真落实，不断总结经验，确保按时完成全年目标，并向社会公布结果。"
    )
    text = f"{text}{text}古镇蛋糕工坊开业了。村里的古镇蛋糕工坊很忙。"
    terms = Terms(FOLDER / "terms.tsv")
    spotter = Spotter(terms, terms)
    [spots] = spotter.each([Passage(text, segmenter.cut(text).outline, 0)])
    assert spots["古镇蛋糕工坊"] == (text.index("古镇"), 2)
    assert spots["会议"] == (0, 2)


def test_limit_and_emptiness(segmenter: Segmenter) -> None:
    few = Keywords(KeywordsSettings(limit=2), Knowledge())
    document, empty = _document(segmenter, TEXT), _document(segmenter, "")
    assert few([document, empty]) == [document, empty]
    assert len(document.keywords) == 2
    assert empty.keywords == []


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="中小企业融资的，。\n湖北2021年aA“”《》\x00😀", max_size=80))
def test_any_text_is_ranked_alike_each_time(segmenter: Segmenter, stages: dict[str, Keywords], text: str) -> None:
    for stage in stages.values():
        document = _document(segmenter, text, text[:10])
        stage([document])
        first = document.keywords
        stage([document])
        assert document.keywords == first
        assert all(text.count(keyword.text) >= 1 for keyword in first)


@pytest.mark.skipif("ZHENGCE_SHARED" not in os.environ, reason="the judged texts are not part of the repository")
def test_terms_of_judged_texts_do_not_fall_under_the_last_measurement(
    segmenter: Segmenter, stages: dict[str, Keywords]
) -> None:
    from pipeline.evaluate.keywords import f1_at
    from pipeline.train.keyness import judged_texts

    texts = judged_texts(Path(os.environ["ZHENGCE_SHARED"]))
    scores = []
    for line in GOLD.read_text(encoding="utf-8").splitlines()[1:]:
        one, split, terms = line.split("\t")
        if split == "report":
            document = _document(segmenter, texts[one]["text"], texts[one]["title"])
            stages["position"]([document])
            scores.append(f1_at([keyword.text for keyword in document.keywords], terms.split("|")))
    assert sum(scores) / len(scores) >= 0.345
