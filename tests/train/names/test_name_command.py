"""``zhengce train names``: from corpora to a model, and on from where it was stopped."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from pipeline.cli.app import app

pytest.importorskip("scipy")

NEWS = {
    "text": "王学军到吉林省长春市的吉林省财政厅了。",
    "entities": [[0, 3, "PER"], [4, 7, "LOC"], [7, 10, "LOC"], [11, 17, "ORG"]],
    "nested": [[11, 14, "LOC"]],
}
WEB = {"text": "记者从厦门市税务局获悉，某某公司来了", "entities": [[3, 9, "government"], [12, 16, "company"]]}
PAPER = {"text": "嘉兴市财政局印发", "entities": [[0, 3, "发布地区"], [0, 6, "制定部门"]]}
DOCUMENT = {"id": "1", "date": "2021-12-17", "text": "国务院办公厅在北京市印发通知。长春市也有代表出席会议。"}


def write(path: Path, objects: list[dict[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(o, ensure_ascii=False) + "\n" for o in objects)


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    for name, line in (("pd199801", NEWS), ("cluener", WEB), ("nlp_policy", PAPER)):
        write(tmp_path / "gold" / "ner" / f"{name}.train.jsonl.gz", [line] * 20)
    for name in ("news", "policy"):
        write(tmp_path / "corpus" / f"{name}.jsonl.gz", [DOCUMENT] * 10)
    return tmp_path


def train(shared: Path, then: int, seed: int = 1) -> Any:
    options = ["--shared", shared, "--out", shared / "model", "--work", shared / "work", "--then", then, "--seed", seed]
    return CliRunner().invoke(app, ["train", "names", "--first", "1", *map(str, options)])


def test_a_model_comes_of_the_corpora_and_the_same_call_has_nothing_left_to_do(shared: Path) -> None:
    done = train(shared, then=1)
    assert done.exit_code == 0, done.output
    assert "pd199801 20, cluener 20, nlp_policy 20, news 20, policy 20" in done.output
    made = (shared / "model" / "model.npz").read_bytes()
    again = train(shared, then=1)
    assert "going on after epoch 2 of 2" in again.output
    assert (shared / "model" / "model.npz").read_bytes() == made


def test_the_state_of_another_plan_is_not_gone_on_with(shared: Path) -> None:
    train(shared, then=0)
    done = train(shared, then=0, seed=2)
    assert done.exit_code != 0
    assert "ZC231" in str(done.exception)
