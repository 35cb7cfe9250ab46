"""Scores of topics."""

from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.evaluate.topics import calibration_error, score_topics
from support import write_jsonl

GOLD = [
    {"id": "1", "topics": ["industry", "trade"]},
    {"id": "2", "topics": ["health"]},
    {"id": "3", "topics": ["trade"]},
    {"id": "4", "topics": ["industry"]},
]


def test_figures_of_a_small_set(tmp_path: Path) -> None:
    gold = write_jsonl(tmp_path / "gold.jsonl", GOLD)
    pred = write_jsonl(
        tmp_path / "pred.jsonl",
        [
            {"id": "1", "topics": [{"code": "trade", "name": "商务", "score": 0.75}]},
            {"id": "2", "topics": [{"code": "health", "score": 0.95}, {"code": "trade", "score": 0.5}]},
            {"id": "3", "topics": []},
            {"id": "4", "topics": ["industry"]},
        ],
    )
    scores = score_topics(gold, pred)
    figures = scores.figures()
    assert (figures["main"], figures["main_in_gold"], figures["documents"]) == (0.5, 0.75, 4)
    # hits: trade, health, industry; missed: industry, trade; extra: trade
    assert figures["micro_f1"] == pytest.approx(2 * 3 / (2 * 3 + 2 + 1))
    assert figures["labels"] == {
        "health": {"f1": 1.0, "gold": 1, "predicted": 1},
        "industry": {"f1": pytest.approx(2 / 3), "gold": 2, "predicted": 1},
        "trade": {"f1": 0.5, "gold": 2, "predicted": 2},
    }
    assert figures["macro_f1"] == pytest.approx((1 + 2 / 3 + 0.5) / 3)
    assert figures["calibration_error"] == pytest.approx((0.75 + 0.05) / 2)  # two documents have scores
    assert scores.errors == ["1  industry trade expected, got trade", "3  trade expected, got none"]
    assert scores.text().splitlines()[-1] == (
        "main 0.500  main-in-gold 0.750  micro-F1 0.667  macro-F1 0.722  ECE 0.400  (4 documents)"
    )


def test_a_code_that_gold_never_has_weighs_nothing_in_the_macro_mean(tmp_path: Path) -> None:
    gold = write_jsonl(tmp_path / "gold.jsonl", GOLD[1:2])
    pred = write_jsonl(tmp_path / "pred.jsonl", [{"id": "2", "topics": ["health", "sport"]}])
    assert score_topics(gold, pred).figures()["macro_f1"] == 1


def test_calibration_over_bins() -> None:
    assert calibration_error([]) == 0
    assert calibration_error([(1.0, True), (1.0, True)]) == 0
    assert calibration_error([(0.5, True), (0.55, False)]) == pytest.approx(0.05 / 2)
    assert calibration_error([(0.95, False), (0.05, True)]) == pytest.approx(0.95)


@pytest.mark.parametrize(
    ("gold", "pred", "code"),
    [
        (GOLD, GOLD[:2], "ZC223"),
        ([], GOLD, "ZC225"),
        ([{"id": "1", "topics": []}], GOLD, "ZC225"),
        ([{"id": "1", "topics": [3]}], GOLD, "ZC222"),
    ],
)
def test_what_cannot_be_scored_is_refused(
    tmp_path: Path, gold: list[dict[str, object]], pred: list[dict[str, object]], code: str
) -> None:
    with pytest.raises(UsageError, match=code):
        score_topics(write_jsonl(tmp_path / "gold.jsonl", gold), write_jsonl(tmp_path / "pred.jsonl", pred))
