"""Scores of segmentation."""

from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.evaluate.segmentation import score_segmentation
from support import write_jsonl


def files(tmp_path: Path, gold: str, pred: str) -> tuple[Path, Path]:
    paths = tmp_path / "gold.txt", tmp_path / "pred.txt"
    for path, text in zip(paths, (gold, pred), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def test_words_are_compared_by_their_place(tmp_path: Path) -> None:
    gold, pred = files(tmp_path, "优化 营商 环境\n\n在 北京 举行\n", "优化 营商环境\n\n在 北京 举行\n")
    scores = score_segmentation(gold, pred)
    assert (scores.hits, scores.missed, scores.extra) == (4, 2, 1)
    assert scores.figures() == {
        "precision": pytest.approx(4 / 5),
        "recall": pytest.approx(4 / 6),
        "f1": pytest.approx(8 / 11),
        "gold": 6,
    }
    assert scores.errors == ["1  营商 环境 → 营商环境"]
    assert scores.text() == "P 0.8000  R 0.6667  F1 0.7273  (6 gold words)"


def test_differences_show_only_the_stretches_that_differ(tmp_path: Path) -> None:
    gold, pred = files(tmp_path, "甲 乙丙 丁 戊己 庚\n", "甲 乙 丙丁 戊己 庚\n")
    assert score_segmentation(gold, pred).errors == ["1  乙丙 丁 → 乙 丙丁"]


def test_widths_are_folded(tmp_path: Path) -> None:
    gold, pred = files(tmp_path, "２０２１年 ＧＤＰ\n", "2021年　GDP\n")
    assert score_segmentation(gold, pred).f1 == 1


def test_records_count_as_lines(tmp_path: Path) -> None:
    gold, _ = files(tmp_path, "优化 营商 环境\n在 北京\n", "")
    pred = write_jsonl(
        tmp_path / "pred.jsonl",
        [
            {"tokens": {"text": ["优化", "营商", "环境", "\n"], "pos": []}},
            {"tokens": {"text": ["在", "北京"]}, "id": "2"},
        ],
    )
    assert score_segmentation(gold, pred).f1 == 1


@pytest.mark.parametrize(
    ("gold", "pred", "message"),
    [
        ("甲 乙\n", "甲 丙\n", r"ZC224 .*pred\.txt:1"),
        ("甲\n乙\n", "甲\n", r"ZC224 .*pred\.txt: ends before line 2"),
        ("甲\n", "甲\n乙\n", r"ZC224 .*gold\.txt: ends before line 2"),
    ],
)
def test_another_text_is_refused(tmp_path: Path, gold: str, pred: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        score_segmentation(*files(tmp_path, gold, pred))


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "gold.txt"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(UsageError, match="ZC221"):
        score_segmentation(path, path)


def test_parts_of_speech_count_on_the_rightly_cut_words(tmp_path: Path) -> None:
    gold, _ = files(tmp_path, "优化/v 营商/n 环境/n\n", "")
    tokens = {"text": ["优化", "营商", "环", "境", "\n"], "pos": ["v", "v", "n", "n", "x"]}
    pred = write_jsonl(tmp_path / "pred.jsonl", [{"tokens": tokens}])
    scores = score_segmentation(gold, pred, pos=True)
    assert (scores.hits, scores.tagged) == (2, 1)
    assert scores.figures()["pos"] == 0.5
    assert "POS 0.5000 of the rightly cut" in scores.text()


def test_gold_without_tags_is_told_with_its_line(tmp_path: Path) -> None:
    gold, pred = files(tmp_path, "优化 环境/n\n", "优化/v 环境/n\n")
    with pytest.raises(UsageError, match=r"ZC224 .*gold\.txt:1: not word/TAG"):
        score_segmentation(gold, pred, pos=True)
