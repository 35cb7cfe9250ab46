"""The other candidate beside the shipped model of names: spaCy's tok2vec and ner, trained on the labelled corpora.

``python -m benchmarks.neural WORK`` takes the samples that ``zhengce train names --work WORK`` has made, goes through
the labelled ones once and prints F1 on the corpora and the speed. It takes some five minutes of processor time.
"""

import json
import os
import sys
import time
from pathlib import Path

import msgspec

from benchmarks.names import Score, count, joined
from pipeline.lexicon.locate import models_folder
from pipeline.train.names.neural import Neural
from pipeline.train.names.sample import Mark, Sample
from pipeline.train.names.swap import Swapper

KINDS = {"LOC": ("REGION", "PLACE"), "ORG": ("AGENCY", "ORG"), "PER": ("PERSON",)}


def scores(lines: list[dict[str, list[Mark]]], found: list[list[Mark]]) -> dict[str, Score]:
    """Score LOC (neighbours joined), ORG and PER."""
    made = {}
    for label, kinds in KINDS.items():
        pairs = []
        for line, names in zip(lines, found, strict=True):
            want = {(s, e) for s, e, kind in line["entities"] if kind == label}
            have = {(s, e) for s, e, kind in names if kind in kinds}
            pairs.append((joined(want), joined(have), ()) if label == "LOC" else (want, have, ()))
        made[label] = count(pairs)
    return made


def main() -> None:
    """Train and measure."""
    path = Path(sys.argv[1]) / "samples.msgpack"
    samples = [s for s in msgspec.msgpack.decode(path.read_bytes(), type=list[Sample]) if not s.open]
    neural, swap = Neural(), Swapper(models_folder(), 1)
    started = time.process_time()
    neural.run([swap(s) for s in samples], lambda line: print(line, file=sys.stderr))
    seconds = time.process_time() - started
    print(f"one epoch in {seconds:,.0f} s of processor time; {neural.misaligned:,} names cut by words")
    folder = Path(os.environ["ZHENGCE_SHARED"]) / "gold" / "ner"
    for name in ("msra.test", "pd199801.test"):
        lines = [json.loads(line) for line in (folder / f"{name}.jsonl").read_text("utf-8").splitlines()]
        started = time.process_time()
        found = neural.find([line["text"] for line in lines])
        rate = sum(len(line["text"]) for line in lines) / (time.process_time() - started)
        print(f"{name}: " + "   ".join(f"{k} {s.text()}" for k, s in scores(lines, found).items()), end="   ")
        print(f"{rate:,.0f} characters a second")


if __name__ == "__main__":
    main()
