"""The candidates that the weights of key terms are learned from."""

from pipeline.lexicon.locate import models_folder
from pipeline.lexicon.words.passage import passage_of
from pipeline.lexicon.words.segmenter import Segmenter
from pipeline.lexicon.words.spots import Spotter
from pipeline.train.counting import Text, count_corpus
from pipeline.train.keyness import case_of
from pipeline.train.uses import Uses, read_topical

FOLDER = models_folder() / "words"


def test_a_known_term_is_measured_by_the_corpus_and_a_new_phrase_by_its_own_words() -> None:
    line = "乡村旅游项目开工。各地推进乡村旅游项目，带动增收。"
    counted, engine = count_corpus((Text("news", "乡村旅游", line) for _ in range(6)), FOLDER)
    uses = Uses(counted, read_topical(FOLDER))
    segmenter = Segmenter(engine)
    text = "古镇蛋糕工坊开业，乡村旅游升温。"
    passage = passage_of("乡村旅游升温", text, segmenter.cut(text).outline, lambda title: segmenter.cut(title).outline)
    case = case_of(passage, ["乡村旅游", "不在文中"], uses, Spotter(sorted(uses.uses), uses.uses), engine)
    assert len(case.terms) == len(case.about) == len(case.here) == len(case.chosen)
    assert [term for term, chosen in zip(case.terms, case.chosen, strict=True) if chosen] == ["乡村旅游"]
    known, new = case.terms.index("乡村旅游"), case.terms.index("古镇蛋糕工坊")
    assert case.here[known]["here:title"] == 1.0
    assert "titled" in case.about[known]
    assert case.about[new] == {}
    assert (case.here[new]["new"], case.here[new]["here:title"], case.here[new]["here:lead"]) == (1.0, 0.0, 1.0)
