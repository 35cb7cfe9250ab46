"""The small commands, in this process."""

import json
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner

from pipeline.cli.app import app
from pipeline.config import load_config
from pipeline.document import encode
from pipeline.registry import STAGES
from support import document, write_jsonl

runner = CliRunner()


def output(*arguments: str | Path, status: int = 0) -> str:
    done = runner.invoke(app, [str(a) for a in arguments], catch_exceptions=False)
    assert done.exit_code == status, done.output
    return done.stdout


def test_schema_prints_a_json_schema_that_holds_for_records() -> None:
    schema = json.loads(output("schema"))
    jsonschema.validate(json.loads(encode(document())), schema)
    assert schema["$schema"].endswith("2020-12/schema")


def test_stages_lists_every_stage_with_what_it_needs_and_gives() -> None:
    lines = [line.split() for line in output("stages").splitlines()]
    assert lines[0] == ["STAGE", "REQUIRES", "ASSIGNS", "SETTINGS"]
    assert [line[0] for line in lines[1:]] == list(STAGES)


def test_config_show_prints_what_can_be_read_back(tmp_path: Path) -> None:
    path = tmp_path / "mine.cfg"
    path.write_text(output("config", "show", "newspaper", "--set", "pipeline.batch_size=3"), encoding="utf-8")
    assert load_config(path) == load_config("newspaper", {"pipeline.batch_size": 3})


def test_config_check_names_the_stages() -> None:
    assert "segment@1" in output("config", "check", "newspaper")


def test_validate_names_line_and_path_and_ends_with_1(tmp_path: Path) -> None:
    good = encode(document()).decode()
    path = tmp_path / "a.jsonl"
    path.write_text(f"{good}\n{good.replace('国务院印发通知。', '', 1)}\n{{}}\n", encoding="utf-8")
    assert output("validate", path, status=1).splitlines()[0].startswith(f"{path}:3: ZC501")
    path.write_text(good, encoding="utf-8")
    assert output("validate", path) == ""


@pytest.fixture
def scored(tmp_path: Path) -> tuple[Path, Path]:
    """A gold file and predictions with one error, for every layer of records."""
    entity = {"start": 0, "end": 3, "text": "国务院", "label": "AGENCY", "kind": "central", "norm": "国务院"}
    gold = {
        "id": "1",
        "text": "国务院通知。",
        "entities": [entity],
        "topics": ["a"],
        "keywords": ["专精特新", "融资"],
        "tokens": {"text": ["国务院", "通知。"]},
    }
    pred = {
        **gold,
        "entities": [],
        "topics": ["b"],
        "keywords": [{"text": "专精特新"}, {"text": "通知"}],
        "tokens": {"text": ["国务院", "通知", "。"]},
    }
    return write_jsonl(tmp_path / "gold.jsonl", [gold]), write_jsonl(tmp_path / "pred.jsonl", [pred])


@pytest.mark.parametrize(
    ("layer", "figure", "error"),
    [
        ("entities", "AGENCY  P 0.000", "1  missed  AGENCY  国务院"),
        ("topics", "main 0.000", "1  a expected, got b"),
        ("keywords", "F1@5 0.500  nDCG@10 0.613  (1 documents)", "1  missed 融资  not wanted 通知"),
        ("segmentation", "P 0.3333  R 0.5000", "1  通知。 → 通知 。"),
    ],
)
def test_evaluate_prints_figures_and_as_many_errors_as_are_asked_for(
    scored: tuple[Path, Path], layer: str, figure: str, error: str
) -> None:
    files = ("--gold", scored[0], "--pred", scored[1])
    assert figure in output("evaluate", layer, *files)
    assert error not in output("evaluate", layer, *files)
    assert error in output("evaluate", layer, *files, "--errors", "5")
    done = runner.invoke(app, ["evaluate", layer, *map(str, files), "--errors", "5", "--json"])
    json.loads(done.stdout)
    assert error in done.stderr


def test_evaluate_pages(tmp_path: Path) -> None:
    article = {
        "column": None, "headline": "标题", "kicker": None, "source": None, "authors": [], "subheads": [],
        "continued_from": None, "continues": False, "starts": "正文", "ends": "正文。", "paragraphs": 1, "joins": [],
    }  # fmt: skip
    gold = tmp_path / "gold.json"
    gold.write_text(json.dumps({"articles": [article]}), encoding="utf-8")
    pred = write_jsonl(tmp_path / "pred.jsonl", [{"title": "标 题", "text": "正文。", "meta": {"column": "要闻"}}])
    said = output("evaluate", "pages", "--gold", gold, "--pred", pred, "--errors", "1")
    assert said == "标题: column: expected '', got '要闻'\n10/11 checks hold (0.909)\n"
    assert json.loads(output("evaluate", "pages", "--gold", gold, "--pred", pred, "--json"))["hold"] == 10
