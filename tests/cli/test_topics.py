"""``zhengce topics --explain`` and ``zhengce train topics --suggest`` as people run them."""

import json
import re
from pathlib import Path

import pytest

from support import ROOT, read_jsonl, write_jsonl, zhengce

TAX = {"id": "a", "title": "税务总局：小微企业税费优惠再延三年", "text": "增值税减免政策继续执行，农民增收。"}
SHORT = {"id": "b", "text": "通"}


def test_an_explanation_is_told_and_kept_and_sums_to_the_score(tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "in.jsonl", [TAX, SHORT])
    done = zhengce("topics", source, "--explain", "--set", "stages.topics.threshold=0.01")
    assert done.returncode == 0
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    kept = json.loads(rows[0]["meta"]["extra"]["topics.explain"])
    assert [one["code"] for one in kept] == [topic["code"] for topic in rows[0]["topics"]]
    assert len(kept) > 1
    for one in kept:
        assert one["score"] == pytest.approx(one["bias"] + sum(part["weight"] for part in one["parts"]) + one["rest"])
        signs = [part["weight"] > 0 for part in one["parts"]]
        assert True in signs
        assert False in signs
    assert rows[1]["meta"]["extra"]["topics.reason"] == "short"
    told = done.stderr.decode()
    assert "财政、金融、审计 (fin) 0.9" in told
    assert told.endswith("b\n  no topic: short\n")
    sums = re.findall(r"score (\S+) = bias (\S+), words below (\S+), all others (\S+)", told)
    assert len(sums) == len(kept)
    for total, *summands in sums:
        assert float(total) == pytest.approx(sum(map(float, summands)), abs=0.002)
    plain = zhengce("topics", source)
    assert plain.stderr == b""
    assert b"topics.explain" not in plain.stdout


def test_what_is_suggested_for_labelling_can_be_trained_on(tmp_path: Path) -> None:
    pool = write_jsonl(tmp_path / "pool.jsonl", [TAX, {"id": "c", "text": "农民春耕，银行放贷。"}, SHORT, {"id": "x"}])
    model = ROOT / "models" / "topics" / "default"
    done = zhengce(
        "train", "topics", "--suggest", "1", "--pool", pool, "--out", model, "--output", tmp_path / "out.jsonl"
    )
    assert done.returncode == 1, "a line of the pool has no text"
    assert [set(row) for row in read_jsonl(tmp_path / "out.jsonl")] == [{"id", "title", "date", "text", "topics"}]
    assert read_jsonl(tmp_path / "out.jsonl")[0]["id"] == "c"
    assert "zhengce: c: " in done.stderr.decode()


@pytest.mark.parametrize("arguments", [(), ("--suggest", "3"), ("--pool", "x.jsonl", "--data", "x.jsonl")])
def test_what_does_not_go_together_is_refused(arguments: tuple[str, ...]) -> None:
    done = zhengce("train", "topics", *arguments)
    assert done.returncode == 2
    assert b"ZC236" in done.stderr
