"""The stage writes topics with names, says why there are none, and explains on request."""

import json

import pytest

from pipeline.document import NO_TOPIC
from pipeline.errors import ConfigError
from pipeline.lexicon.knowledge import Knowledge
from pipeline.stages.topics import EXPLANATION_KEY, Topics, TopicsSettings
from support import document


def test_topics_have_codes_names_and_scores(knowledge: Knowledge) -> None:
    made = Topics(TopicsSettings(), knowledge)(
        [document("小麦长势良好，农民忙着春耕，粮食丰收在望。", title="春耕时节")]
    )
    topic = made[0].topics[0]
    assert (topic.code, topic.name) == ("agri", "农业、林业、水利")
    assert 0.5 < topic.score <= 1.0


def test_a_second_call_changes_nothing(knowledge: Knowledge) -> None:
    stage = Topics(TopicsSettings(explain=True), knowledge)
    once = stage([document("医院里的医生给患者看病。")])[0]
    topics, extra = list(once.topics), dict(once.meta.extra)
    again = stage([once])[0]
    assert (again.topics, again.meta.extra) == (topics, extra)


def test_documents_without_topics_say_why_until_they_have_some(knowledge: Knowledge) -> None:
    stage = Topics(TopicsSettings(), knowledge)
    made = stage([document(""), document("。"), document("通")])
    assert [d.topics for d in made] == [[], [], []]
    assert [d.meta.extra for d in made] == [{NO_TOPIC: "empty"}, {NO_TOPIC: "empty"}, {NO_TOPIC: "short"}]
    made[0].title = "高校毕业生就业工作会议"
    assert NO_TOPIC not in stage(made)[0].meta.extra


def test_explanations_are_json_in_extra(knowledge: Knowledge) -> None:
    made = Topics(TopicsSettings(explain=True), knowledge)([document("学校里老师给学生上课。")])[0]
    told = json.loads(made.meta.extra[EXPLANATION_KEY])
    assert [t["code"] for t in told] == [t.code for t in made.topics]
    assert {"field", "gram", "weight"} == set(told[0]["parts"][0])
    for one in told:
        assert one["score"] == pytest.approx(one["bias"] + sum(p["weight"] for p in one["parts"]) + one["rest"])


def test_a_second_level_stands_behind_the_topics(knowledge: Knowledge) -> None:
    told = document("税务机关征收增值税，纳税人按期申报纳税。", title="关于调整增值税税率的通知")
    plain = Topics(TopicsSettings(), knowledge)([told])[0].topics
    made = Topics(TopicsSettings(finer="second"), knowledge)([told])[0].topics
    assert made[:-1] == plain
    assert (made[-1].code, made[-1].name) == ("fin/02", "税务")
    assert 0.0 < made[-1].score <= plain[0].score


def test_a_second_level_is_a_model_of_two_levels(knowledge: Knowledge) -> None:
    with pytest.raises(ConfigError, match="ZC143 .*'default' is no second level"):
        Topics(TopicsSettings(finer="default"), knowledge)


def test_an_unknown_model_names_those_there_are(knowledge: Knowledge) -> None:
    with pytest.raises(ConfigError, match="ZC141 no topic model 'mine' in .*; there are default"):
        Topics(TopicsSettings(model="mine"), knowledge)


@pytest.mark.parametrize("threshold", [-0.1, 1.5])
def test_a_threshold_is_a_probability(knowledge: Knowledge, threshold: float) -> None:
    with pytest.raises(ConfigError, match="ZC143"):
        Topics(TopicsSettings(threshold=threshold), knowledge)
