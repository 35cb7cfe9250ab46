"""Measured floors on the development gold, a little under the last measurement."""

import json
import os
from pathlib import Path

import pytest

from .conftest import Reader

SHARED = os.environ.get("ZHENGCE_SHARED")


@pytest.mark.skipif(SHARED is None, reason="ZHENGCE_SHARED names no folder with gold")
def test_agencies_reach_the_floor_on_gold(reader: Reader) -> None:
    hits = extra = missed = kinds = norms = 0
    for line in (Path(str(SHARED)) / "gold" / "entities.dev.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        want = {(one["start"], one["end"]): one for one in gold["entities"] if one["label"] == "AGENCY"}
        found = reader.read(gold["text"], date=gold["date"], title=gold.get("title"), source=gold.get("source"))
        have = {(one.start, one.end): one for one in found}
        ignored = gold.get("ignore", [])
        hits += len(want.keys() & have.keys())
        missed += len(want.keys() - have.keys())
        extra += sum(
            not any(start < span[1] and span[0] < end for start, end in ignored) for span in have.keys() - want.keys()
        )
        kinds += sum(have[span].kind == want[span]["kind"] for span in want.keys() & have.keys())
        norms += sum(have[span].norm == want[span]["norm"] for span in want.keys() & have.keys())
    precision, recall = hits / (hits + extra), hits / (hits + missed)
    assert 2 * precision * recall / (precision + recall) >= 0.97
    assert kinds / hits >= 0.98
    assert norms / hits >= 0.97
