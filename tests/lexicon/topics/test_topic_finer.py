"""The second level: subjects below the main topic, only where there is a model of them and it is sure enough."""

import pytest

from pipeline.errors import ConfigError
from pipeline.lexicon.locate import models_folder
from pipeline.lexicon.topics.finer import Finer, parent_of
from pipeline.lexicon.topics.inputs import Input
from pipeline.lexicon.topics.model import TopicModel, load_model
from pipeline.lexicon.topics.score import Decision, Scored
from pipeline.lexicon.topics.taxonomy import load_taxonomy

CASES = [
    ("关于调整增值税税率的通知", "纳税人发生增值税应税销售行为，税务机关按新税率征收。", "fin", "fin/02"),
    ("医院开设夜间门诊", "卫生健康委说，患者可以在夜间挂号就诊，医生轮流值班。", "health", "health/01"),
    ("全国运动会今天开幕", "运动员参加田径和游泳比赛，今天产生十枚金牌。", "health", "health/03"),
    ("义务教育学校今天开学", "教师和学生回到学校，教育部门检查开学准备。", "edu", "edu/02"),
    ("水库除险加固工程开工", "水利部门抓紧修复水毁工程，保障防洪和灌溉。", "agri", "agri/03"),
]


@pytest.fixture(scope="module")
def second() -> Finer:
    """The shipped second level."""
    return Finer(load_model(models_folder() / "topics" / "second"))


@pytest.mark.parametrize(("title", "text", "parent", "code"), CASES)
def test_plain_documents_get_their_subject(second: Finer, title: str, text: str, parent: str, code: str) -> None:
    told = second.below([Input(title, text)], [Decision([Scored(parent, 0.8)])])[0]
    assert told is not None
    assert told.code == code
    assert 0.4 <= told.score <= 0.8


def test_a_topic_without_second_level_gets_none(second: Finer) -> None:
    documents = [Input("外交部长会见外宾", ""), Input(None, "")]
    assert second.below(documents, [Decision([Scored("foreign", 0.9)]), Decision([], "empty")]) == [None, None]


def test_an_unsure_subject_is_not_told(second: Finer) -> None:
    decision = [Decision([Scored("fin", 1.0)])]
    document = [Input("关于印发工作要点的通知", "各有关单位认真贯彻执行。")]
    assert second.below(document, decision, least=0.0)[0] is not None
    assert second.below(document, decision, least=1.0) == [None]


def test_the_subjects_are_those_of_the_scheme() -> None:
    scheme = {s.code: s for s in load_taxonomy(models_folder() / "topics" / "taxonomy.tsv")}
    for label in load_model(models_folder() / "topics" / "second").spec.labels:
        assert scheme[label.code].name == label.name
        assert scheme[label.code].parent == parent_of(label.code)


def test_a_model_of_one_level_is_refused(shipped: TopicModel) -> None:
    with pytest.raises(ConfigError, match="ZC143 .*no second level: 'gov' has no parent"):
        Finer(shipped)
