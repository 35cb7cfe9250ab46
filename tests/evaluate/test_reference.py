"""On real gold with made-up mistakes, our figures are those of the reference scorers."""

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pipeline.evaluate.entities import score_entities
from pipeline.evaluate.pages import score_pages
from pipeline.evaluate.segmentation import score_segmentation
from pipeline.evaluate.topics import score_topics
from support import SHARED, needs_shared, read_jsonl, write_jsonl

pytestmark = needs_shared
shared = Path(SHARED or ".")


def reference(layer: str, gold: Path, pred: Path, *more: str) -> str:
    """Run the reference scorer."""
    command = [sys.executable, str(shared / "tools" / f"score_{layer}.py"), str(gold), str(pred), *more]
    return subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout.rstrip("\n")


def test_entities(tmp_path: Path) -> None:
    chance = random.Random(2)
    gold = shared / "gold" / "entities.dev.jsonl"
    documents = read_jsonl(gold)
    for document in documents:
        document["entities"] = [e for e in document["entities"] if chance.random() > 0.2]
        for entity in document["entities"]:
            if chance.random() < 0.2:
                entity["kind"] = "county"
            if chance.random() < 0.2:
                entity["norm"] = chance.choice([None, "110000", "乡村振兴战略"])
            if chance.random() < 0.2:
                entity["end"] = min(len(document["text"]), entity["end"] + 1)
            if chance.random() < 0.1:
                entity["label"] = "POLICY"
        for _ in range(3):
            start = chance.randrange(len(document["text"]))
            document["entities"].append({"start": start, "end": start + 2, "label": "REGION", "kind": "city"})
    pred = write_jsonl(tmp_path / "pred.jsonl", documents)
    scores = score_entities(gold, pred)
    assert scores.figures()["POLICY"]["f1"] > 0
    expected = json.loads(reference("entities", gold, pred, "--json"))
    assert scores.figures() == {label: pytest.approx(figures, abs=1e-12) for label, figures in expected.items()}
    assert "\n".join([*scores.errors, scores.text()]) == reference("entities", gold, pred, "--errors", "100000")


def test_topics(tmp_path: Path) -> None:
    chance = random.Random(3)
    gold = shared / "topics" / "govcn.jsonl"
    documents = read_jsonl(gold)
    known = sorted({code for d in documents for code in d["topics"]})
    pred = []
    for document in documents:
        codes = [c if chance.random() > 0.3 else chance.choice(known) for c in document["topics"]]
        codes += [chance.choice(known)] * (chance.random() < 0.2)
        topics: list[Any] = [{"code": c, "score": chance.random()} for c in codes if chance.random() > 0.1]
        if chance.random() < 0.1:
            topics = [t["code"] for t in topics]
        pred.append({"id": document["id"], "topics": topics})
    path = write_jsonl(tmp_path / "pred.jsonl", pred)
    assert score_topics(gold, path).text() == reference("topics", gold, path)


def test_segmentation(tmp_path: Path) -> None:
    chance = random.Random(4)
    gold = shared / "gold" / "seg" / "pku.test.txt"
    lines = gold.read_text("utf-8").splitlines()
    changed = ("".join(c for c in line if c != " " or chance.random() > 0.2) for line in lines)
    pred = tmp_path / "pred.txt"
    pred.write_text("".join(line + "\n" for line in changed), encoding="utf-8")
    assert score_segmentation(gold, pred).text() == reference("segmentation", gold, pred)


def test_pages(tmp_path: Path) -> None:
    chance = random.Random(5)
    gold = shared / "gold" / "pages" / "newspaper-page-2021-12.articles.json"
    found = []
    for article in json.loads(gold.read_text("utf-8"))["articles"]:
        paragraphs = [article["starts"], *article["joins"], *article["subheads"], article["ends"]]
        meta = {
            k: article[k] for k in ("column", "kicker", "source", "authors", "subheads", "continued_from", "continues")
        }
        for key in list(meta):
            if chance.random() < 0.2:
                meta[key] = None
        found.append({"title": article["headline"], "text": "\n".join(paragraphs), "meta": meta})
    found.insert(2, {"title": "没有的文章", "text": "没有的话。"})
    for articles in (found, found[:3], []):
        pred = write_jsonl(tmp_path / "pred.jsonl", articles)
        scores = score_pages(gold, pred)
        assert "\n".join([*scores.errors, scores.text()]) == reference("pages", gold, pred)
