"""Measured floors on the development gold, a little under the last measurement."""

import json
import os
from pathlib import Path

import pytest

from .conftest import Reader

SHARED = os.environ.get("ZHENGCE_SHARED")


@pytest.mark.skipif(SHARED is None, reason="ZHENGCE_SHARED names no folder with gold")
def test_regions_reach_the_floor_on_gold(reader: Reader) -> None:
    hits = extra = missed = kinds = norms = with_norm = 0
    for line in (Path(str(SHARED)) / "gold" / "entities.dev.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        want = {(one["start"], one["end"]): one for one in gold["entities"] if one["label"] == "REGION"}
        found = reader.read(gold["text"], date=gold["date"], title=gold.get("title") or None, source=gold.get("source"))
        have = {(one.start, one.end): one for one in found}
        ignored = gold.get("ignore", [])
        both = want.keys() & have.keys()
        hits += len(both)
        missed += len(want.keys() - have.keys())
        extra += sum(
            not any(start < span[1] and span[0] < end for start, end in ignored) for span in have.keys() - want.keys()
        )
        kinds += sum(have[span].kind == want[span]["kind"] for span in both)
        with_norm += sum(want[span]["norm"] is not None for span in both)
        norms += sum(have[span].norm == want[span]["norm"] for span in both if want[span]["norm"] is not None)
    precision, recall = hits / (hits + extra), hits / (hits + missed)
    assert 2 * precision * recall / (precision + recall) >= 0.985
    assert kinds / hits >= 0.985
    assert norms / with_norm >= 0.985
