"""Measured floors: what cross-validation recorded, and what documents were filed under by their publishers."""

import json
import os
from pathlib import Path

import pytest

from pipeline.lexicon.locate import models_folder
from pipeline.lexicon.topics.inputs import Input
from pipeline.lexicon.topics.model import TopicModel
from pipeline.lexicon.topics.score import classify

SHARED = os.environ.get("ZHENGCE_SHARED")


def test_cross_validation_of_the_shipped_model_holds_its_floors() -> None:
    figures = json.loads((models_folder() / "topics" / "default" / "report.json").read_text("utf-8"))["figures"]
    assert figures["documents"] == 2376
    assert figures["main"] >= 0.875
    assert figures["main_in_gold"] >= 0.955
    assert figures["micro_f1"] >= 0.865
    assert figures["macro_f1"] >= 0.844
    assert figures["calibration_error"] <= 0.045


def test_the_card_tells_the_figures_of_the_report() -> None:
    folder = models_folder() / "topics" / "default"
    figures = json.loads((folder / "report.json").read_text("utf-8"))["figures"]
    assert f"| {figures['main']:.3f} | {figures['main_in_gold']:.3f} |" in (folder / "README.md").read_text("utf-8")


@pytest.mark.skipif(SHARED is None, reason="needs the filed documents of ZHENGCE_SHARED")
def test_filed_documents_that_were_not_trained_on_keep_their_subject(shipped: TopicModel) -> None:
    lines = (Path(SHARED or "") / "topics" / "govcn.jsonl").read_text("utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if row["title"]]
    made = classify(shipped, [Input(row["title"], row["text"]) for row in rows])
    right = sum(bool(d.topics) and d.topics[0].code in row["topics"] for d, row in zip(made, rows, strict=True))
    assert right >= 0.64 * len(rows)
