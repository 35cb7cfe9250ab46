"""Training on invented examples: what it writes, that it repeats, that near-duplicates stay together."""

import json
from pathlib import Path

import numpy as np
import pytest
from invented import WORDS, rows, write

from pipeline.evaluate.topics import score_topics
from pipeline.lexicon.topics.inputs import Input
from pipeline.lexicon.topics.model import load_model
from pipeline.lexicon.topics.score import Decision, Scored, classify
from pipeline.train.topics.group import folds_of_own, groups
from pipeline.train.topics.measure import measure, upper_level
from pipeline.train.topics.more import read_more
from pipeline.train.topics.second import figures_of
from pipeline.train.topics.suggest import suggest
from pipeline.train.topics.train import Trained, train


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("data") / "d.jsonl", rows(150))


@pytest.fixture(scope="module")
def trained(data: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Trained, Path]:
    out = tmp_path_factory.mktemp("models") / "mine"
    return train(data, "mine", out, fold_count=3), out


def test_invented_topics_are_learned(trained: tuple[Trained, Path]) -> None:
    figures = trained[0].figures
    assert figures.main > 0.95
    assert figures.micro_f1 > 0.85
    assert sorted(figures.topics) == sorted(WORDS)


def test_the_model_of_the_folder_is_the_one_trained(trained: tuple[Trained, Path]) -> None:
    loaded = load_model(trained[1])
    document = Input("春耕", "农民种小麦。")
    assert classify(loaded, [document]) == classify(trained[0].model, [document])
    assert classify(loaded, [document])[0].topics[0].code == "farm"


def test_the_same_data_and_seed_give_the_same_bytes(data: Path, trained: tuple[Trained, Path], tmp_path: Path) -> None:
    train(data, "mine", tmp_path / "mine", fold_count=3)
    for path in sorted(trained[1].iterdir()):
        assert (tmp_path / "mine" / path.name).read_bytes() == path.read_bytes()


def test_the_card_and_the_report_tell_the_figures(trained: tuple[Trained, Path]) -> None:
    card = (trained[1] / "README.md").read_text("utf-8")
    report = json.loads((trained[1] / "report.json").read_text("utf-8"))
    assert f"| {trained[0].figures.main:.3f} |" in card
    assert report["figures"]["documents"] == 150
    assert [d["score"] for d in report["uncertain"]] == sorted(d["score"] for d in report["uncertain"])


def test_labels_of_two_levels_are_labels_like_others(tmp_path: Path) -> None:
    made = rows(90)
    for r in made:
        r["topics"] = [f"all/{r['topics'][0]}"]  # type: ignore[index]
    figures = train(write(tmp_path / "d.jsonl", made), "deep", tmp_path / "m", fold_count=3).figures
    assert sorted(figures.topics) == [f"all/{code}" for code in sorted(WORDS)]
    report = json.loads((tmp_path / "m" / "report.json").read_text("utf-8"))
    assert report["upper"]["main"] == 1.0
    assert "by the first level of the codes alone" in (tmp_path / "m" / "README.md").read_text("utf-8")


def test_the_first_level_counts_a_code_once() -> None:
    cut = upper_level([Decision([Scored("a/x", 0.5), Scored("a/y", 0.6), Scored("b", 0.3)])], [("a/x", "b")])
    assert cut == ([Decision([Scored("a", 0.6), Scored("b", 0.3)])], [("a", "b")])
    assert upper_level([Decision([])], [("a",)]) is None


def test_a_second_level_is_measured_under_its_parent() -> None:
    figures = figures_of(["a/1", "a/1", "a/2"], ["a/1", None, "a/1"], ["a/1", "a/2", "a/1"])
    assert (figures.documents, figures.subjects, figures.told) == (3, 2, 2)
    assert figures.right == 0.5
    assert figures.forced == pytest.approx(1 / 3)
    assert figures.commonest == pytest.approx(2 / 3)


def test_wrong_labels_are_suspected(tmp_path: Path) -> None:
    made = rows(240)
    made[1]["topics"] = ["bank"] if made[1]["topics"] != ["bank"] else ["farm"]
    train(write(tmp_path / "d.jsonl", made), "m", tmp_path / "m", fold_count=3)
    report = json.loads((tmp_path / "m" / "report.json").read_text("utf-8"))
    assert "e1" in {d["id"] for d in report["suspects"]} | {d["id"] for d in report["uncertain"]}


def test_near_duplicates_share_a_group_and_a_fold() -> None:
    text = "今天上午全国春耕生产会议召开，会议要求各地抓好农时，备足种子和化肥，确保全年粮食丰收，为稳定物价打好基础。"
    made = groups(
        [Input("一", text), Input("二", "学校开学了，老师和学生回到校园。"), Input("一", text + "会议还听取汇报。")]
    )
    assert made.tolist() == [0, 1, 0]


def test_further_documents_are_in_no_fold_unless_they_repeat_an_own_one() -> None:
    fold = folds_of_own(np.array([0, 1, 2, 1, 4]), own=3, count=3, seed=1)
    assert fold[3] == fold[1]
    assert fold[4] == -1
    assert sorted(fold[:3].tolist()) == [0, 1, 2]


def test_figures_are_those_of_evaluate(tmp_path: Path) -> None:
    gold = [("a", "b"), ("b",), ("c", "a"), ("a",)]
    made = [Decision([Scored(c, s) for c, s in t]) for t in ([("a", 0.9)], [("b", 0.6), ("a", 0.4)], [("a", 0.3)], [])]
    figures = measure(made, gold)
    write(tmp_path / "g.jsonl", [{"id": str(i), "topics": list(t)} for i, t in enumerate(gold)])
    write(
        tmp_path / "p.jsonl",
        [{"id": str(i), "topics": [{"code": t.code, "score": t.score} for t in d.topics]} for i, d in enumerate(made)],
    )
    told = score_topics(tmp_path / "g.jsonl", tmp_path / "p.jsonl").figures()
    for name in ("main", "main_in_gold", "micro_f1", "macro_f1", "calibration_error"):
        assert getattr(figures, name) == pytest.approx(told[name])


def test_suggestions_are_unsure_and_no_duplicates(trained: tuple[Trained, Path]) -> None:
    mixed = "老师和学生在果园里学种水稻，农民来学校上课。"
    pool = [Input("", "农民春耕种小麦，粮食丰收。"), Input("", mixed), Input("", mixed), Input("", "银行贷款利率。")]
    made = suggest(trained[0].model, pool, 2)
    assert made[0].place == 1
    assert 2 not in [s.place for s in made]


def test_further_labels_find_their_texts(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    labels = tmp_path / "labels.tsv"
    labels.write_text("source\tid\ttopics\ntitle\t春耕办法\tfarm,bank\n", encoding="utf-8")
    made = read_more(labels, tmp_path)
    assert [(e.document.title, e.topics, e.part) for e in made] == [("春耕办法", ("farm", "bank"), "more")]
