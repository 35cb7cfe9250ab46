"""What the model says of documents, and what always holds of it."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.lexicon.locate import models_folder
from pipeline.lexicon.topics.explain import explain
from pipeline.lexicon.topics.inputs import Input
from pipeline.lexicon.topics.model import TopicModel
from pipeline.lexicon.topics.score import classify
from pipeline.lexicon.topics.stories import stories
from pipeline.lexicon.topics.taxonomy import load_taxonomy

documents = st.builds(
    Input,
    st.none() | st.text(max_size=30),
    st.text(alphabet=st.sampled_from("农业部税务局学校今天发布\n。𠮷\0a"), max_size=80),
)

PLAIN = [
    ("关于做好今年春耕备耕工作的通知", "各地要抓好小麦田间管理，备足化肥和种子，确保粮食丰收。", "agri"),
    ("税务总局：小微企业税费优惠再延三年", "增值税减免政策继续执行，银行要扩大信贷投放。", "fin"),
    ("外交部长会见来访的法国外长", "双方就两国关系和国际问题交换意见。", "foreign"),
    ("三家医院开设儿科夜间门诊", "卫生健康委说，患者可在夜间挂号就诊，医生轮流值班。", "health"),
    ("某市中级人民法院公开宣判一起诈骗案", "被告人被判处有期徒刑，检察机关派员出庭。", "justice"),
]
REEL = Input(
    "国内快讯",
    "新高铁线今天通车\n这条铁路全长三百公里，列车时速三百五十公里，旅客出行更加方便。\n"
    "各地中小学今天开学\n教育部要求各学校上好开学第一课，教师和学生已经返回校园。",
)


@pytest.mark.parametrize(("title", "text", "code"), PLAIN)
def test_plain_documents_get_their_topic(shipped: TopicModel, title: str, text: str, code: str) -> None:
    assert classify(shipped, [Input(title, text)])[0].topics[0].code == code


def test_the_shipped_model_has_the_first_level_of_the_scheme(shipped: TopicModel) -> None:
    scheme = load_taxonomy(models_folder() / "topics" / "taxonomy.tsv")
    first = [(s.code, s.name) for s in scheme if s.parent is None]
    assert [(label.code, label.name) for label in shipped.spec.labels] == first


def test_the_shipped_model_is_small() -> None:
    folder = models_folder() / "topics" / "default"
    assert sum(path.stat().st_size for path in folder.iterdir()) < 12_000_000


@given(st.lists(documents, max_size=4))
def test_what_always_holds_of_decisions(shipped: TopicModel, batch: list[Input]) -> None:
    made = classify(shipped, batch)
    assert made == [classify(shipped, [one])[0] for one in batch]
    for decision in made:
        codes = [topic.code for topic in decision.topics]
        assert len(set(codes)) == len(codes) <= shipped.spec.most
        assert bool(codes) == (decision.reason is None)
        assert all(0.0 <= topic.score <= 1.0 for topic in decision.topics)
        assert codes == ["other"] or "other" not in codes


@pytest.mark.parametrize(
    ("title", "text", "reason"),
    [(None, "", "empty"), ("", " \n\0", "empty"), (None, "。！", "empty"), (None, "通", "short"), ("x", "yz", "short")],
)
def test_too_little_text_gets_no_topic_and_says_why(shipped: TopicModel, title: str, text: str, reason: str) -> None:
    assert classify(shipped, [Input(title, text)])[0].reason == reason


def test_text_of_unknown_letters_gets_no_topic(tiny: TopicModel) -> None:
    assert classify(tiny, [Input(None, "ωωωω ψψψψ")])[0].reason == "unknown"


def test_a_threshold_of_one_leaves_the_main_topic_alone(shipped: TopicModel) -> None:
    document = Input("高校毕业生就业工作会议", "教育部和人力资源社会保障部部署高校毕业生就业工作。")
    assert len(classify(shipped, [document], threshold=0.0)[0].topics) == 3
    assert len(classify(shipped, [document], threshold=1.0)[0].topics) == 1


def test_a_newsreel_gets_the_topics_of_its_stories_in_order(shipped: TopicModel) -> None:
    assert [story.title for story in stories(REEL)] == ["新高铁线今天通车", "各地中小学今天开学"]
    assert [topic.code for topic in classify(shipped, [REEL])[0].topics] == ["ind", "edu"]


def test_what_is_no_newsreel_stays_whole() -> None:
    assert stories(Input("国内快讯", "只有一段话，没有小标题。")) == []
    assert stories(Input("关于印发快讯编写办法的通知", REEL.text)) == []


@pytest.mark.parametrize("document", [Input(title, text) for title, text, _ in PLAIN] + [REEL])
def test_the_weights_of_an_explanation_sum_to_its_score(shipped: TopicModel, document: Input) -> None:
    made = explain(shipped, document, threshold=0.1)
    assert [e.code for e in made] == [t.code for t in classify(shipped, [document], 0.1)[0].topics]
    for explanation in made:
        total = explanation.bias + explanation.rest + sum(part.weight for part in explanation.parts)
        assert total == pytest.approx(explanation.score)
        sizes = [abs(part.weight) for part in explanation.parts]
        assert sizes == sorted(sizes, reverse=True)


def test_annotating_needs_no_scikit_learn() -> None:
    code = "import sys, pipeline.stages.topics as t; sys.exit(any(m in sys.modules for m in ('sklearn', 'scipy')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
